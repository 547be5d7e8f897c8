"""A file as it was uploaded: unpacked, decoded, and its cells by row."""
