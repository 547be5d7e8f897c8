"""Reading files of costs and usage into records: the file, its table or JSON, and the formats."""
