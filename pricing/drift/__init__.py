"""What published price feeds say, held against the price book: which prices have moved since they were read.

Feeds come as files; nothing is fetched, installed or run, and nothing edits the book.
"""
