"""The command line, one module a command: each adds itself to the parser and answers with a text and an exit code."""
