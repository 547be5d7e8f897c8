"""Actual: bills compared with the plan, the reasons of their difference, the expected year, and a corrected plan."""
