"""The figure of a scenario and the controls that change it, as one component of the browser."""
