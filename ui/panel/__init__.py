"""The figure of a scenario and the controls that move it, as one component of the browser."""
