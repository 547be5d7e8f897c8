"""A file as it was brought in: unpacked, decoded, and its cells by row."""
