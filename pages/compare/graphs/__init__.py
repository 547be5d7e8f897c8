"""The charts of the Compare page."""
