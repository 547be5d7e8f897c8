"""Actual: what was billed beside the plan, why they differ, where the year lands, and the plan set right."""
