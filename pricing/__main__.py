"""`python -m pricing estimate '<query string>'`; `--help` lists the commands."""

import sys

from pricing.commands import main

if __name__ == "__main__":
    sys.exit(main())
