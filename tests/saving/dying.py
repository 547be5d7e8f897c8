"""The dashboard, as `streamlit` would run it, but killed between a commit and its answer while a file says so."""

import os
import signal
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from streamlit.web import cli

from pricing.saved import Store

DYING = "TEST_DIES_WHERE"
"""The environment's name of the file; it is taken away, so that one kill is one kill."""


def killed_after(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def save(*args: Any, **more: Any) -> Any:
        answer = method(*args, **more)
        mark = Path(os.environ[DYING])
        if mark.exists():
            mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return save


if __name__ == "__main__":
    for name in ("save", "revise", "duplicate"):
        setattr(Store, name, killed_after(getattr(Store, name)))
    sys.argv[0] = "streamlit"
    cli.main()
