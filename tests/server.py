"""The real dashboard as a process on a free loopback port, for tests and benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

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
) -> Iterator[tuple[str, int]]:
    """Start a Streamlit script and yield its address and process id; it is ended afterwards.

    `program` is the Python module that takes Streamlit's command line; `log` gets its output.
    """
    port = port or free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{key}={value}" for key, value in options.items()]
    command = [sys.executable, "-m", program, "run", script, *flags]
    data = tempfile.mkdtemp(prefix="planner-")
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    # A test's server lives too briefly to gain from small copies, and making them would slow down the others.
    ours = {"PLANNER_TODAY": TODAY, "PLANNER_DATA": data, "PLANNER_COPIES": "off"}
    env = {**inherited, **ours, **(environment or {})}
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + health, process)
        yield address, process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        shutil.rmtree(data, ignore_errors=True)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {url} within {seconds} s")
