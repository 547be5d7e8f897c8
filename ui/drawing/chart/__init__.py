"""The component that draws the charts in the browser."""
