"""Published price feeds compared with the price book: which prices have changed since the book's were read.

Feeds come as files; nothing is fetched, installed or run, and nothing edits the book.
"""
