"""How things are said to people: dates, numbers and money in the patterns of a language, and sentences by code."""
