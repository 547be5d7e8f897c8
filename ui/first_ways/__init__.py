"""The ways to save that a page names first."""
