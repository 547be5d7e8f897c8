"""Figures written out: JSON, CSV, Markdown, the workbook."""
