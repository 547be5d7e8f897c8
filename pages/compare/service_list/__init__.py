"""The table of the services, with their terms and notes."""
