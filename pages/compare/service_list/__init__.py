"""The services of a comparison side by side, with their terms and notes."""
