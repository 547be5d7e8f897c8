"""A process that has imported what the dashboard needs, and makes each server that it is asked for of a copy of itself.

Most of the time in which a dashboard starts is spent on imports. A request is a line of JSON on the standard input:
the module to run, its arguments, its environment, and the file that gets what it writes. The answer is the number of
the new process. With the standard input the process ends; the servers go on.
"""

import gc
import json
import os
import runpy
import signal
import sys
from importlib import import_module

IMPORTED = ("streamlit.web.cli", "uvicorn", "web", "compat.session_files", "pages.compare.graphs.compare_charts")
"""Nothing of these reads the environment, starts a thread or changes anything else."""


def main() -> None:
    for module in IMPORTED:
        import_module(module)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        asked = json.loads(line)
        process = os.fork()
        if not process:
            become(**asked)
            return
        print(process, flush=True)


def become(program: str, arguments: list[str], environment: dict[str, str], log: str) -> None:
    """Run a module as `python -m` would."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with open(os.devnull) as nothing, open(log, "w") as output:
        for ours, theirs in ((0, nothing), (1, output), (2, output)):
            os.dup2(theirs.fileno(), ours)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments
    runpy.run_module(program, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
