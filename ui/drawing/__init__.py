"""Scenario and figures in; charts, tables and words out."""
