"""The real dashboard as a process on a free loopback port, for tests and benchmarks."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import psutil

from pricing import settings

ROOT = Path(__file__).parents[1]
TODAY = "2026-11-24"
SETTINGS = tuple(value for value in vars(settings).values() if isinstance(value, settings.Setting))
NAMES = tuple(name for setting in SETTINGS for name in setting.names)
"""Of the environment, old ones too: none of the developer's own reaches a test."""


ROOMS = ("pricing", "compat", "ui", "web", "pages")


def product_sources() -> list[Path]:
    """Every Python file of the product, without the tests."""
    return sorted([ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(
    script: str = "app.py",
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    health: str = "/_stcore/health",
    log: Path = Path(os.devnull),
    port: int | None = None,
    program: str = "streamlit",
    imported: bool = True,
) -> Iterator[tuple[str, int]]:
    """Start a Streamlit script and yield its address and process id; it is ended afterwards.

    `program` is the Python module that takes Streamlit's command line; `log` gets its output. `imported` starts it from
    a process that has imported what it needs, where it runs from here; otherwise it starts as a user would start it.
    """
    port = port or free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    arguments = ["run", script, *(f"--{key}={value}" for key, value in options.items())]
    data = tempfile.mkdtemp(prefix="planner-")
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    # A test's server lives too briefly to gain from these, and starting them would slow down the others.
    without = {"PLANNER_COPIES": "off", "PLANNER_FIGURE_PROCESS": "off"}
    env = {**inherited, **without, "PLANNER_TODAY": TODAY, "PLANNER_DATA": data, **(environment or {})}
    if imported and folder == ROOT:
        process = _of_imported(program, arguments, env, log)
    else:
        with log.open("w") as output:
            command = [sys.executable, "-m", program, *arguments]
            process = psutil.Popen(command, cwd=folder, env=env, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + health, process)
        yield address, process.pid
    finally:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
            try:
                process.wait(10)
            except psutil.TimeoutExpired:
                process.kill()
        shutil.rmtree(data, ignore_errors=True)


@cache
def _imported() -> "subprocess.Popen[str]":
    """The process that has imported what a dashboard needs; it ends with this one."""
    command = [sys.executable, "-m", "tests.imported"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _of_imported(program: str, arguments: list[str], environment: Mapping[str, str], log: Path) -> psutil.Process:
    asked = {"program": program, "arguments": arguments, "environment": environment, "log": str(log)}
    to, back = _imported().stdin, _imported().stdout
    assert to is not None
    assert back is not None
    print(json.dumps(asked), file=to, flush=True)
    return psutil.Process(int(back.readline()))


def _wait_for(url: str, process: psutil.Process, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            raise RuntimeError("the server ended")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {url} within {seconds} s")
