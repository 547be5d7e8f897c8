"""Files of costs and usage read into records: what a file is, its table or its JSON, and the formats."""
