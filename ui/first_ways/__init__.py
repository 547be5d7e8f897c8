"""The ways to save that a page shows first."""
