"""The nginx of `deploy/nginx.conf`, as a process on loopback."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.server import ROOT, free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"
PLANNERS = "planner-1:8501", "planner-2:8501"
_LINE = re.compile(r'\S+ \[\S+\] (\S+) (.*) (\d{3}) "([^"]*)" "[^"]*" [\d.]+')


def program() -> str:
    """The path of nginx. Without it the test fails: it must not pass for having tried nothing."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail(
            "This test could not run: nginx is not installed. `make test` installs it as root on Debian; "
            "by hand: apt-get install nginx-light",
            pytrace=False,
        )
    return found


def rendered(folder: Path, port: int, planners: Sequence[str]) -> str:
    """The shipped file with other ports and paths, and nothing else changed."""
    text = SHIPPED.read_text()
    # /tmp/ first: the folder itself may be there.
    changes = [("/tmp/", f"{folder}/"), ("/dev/stdout", f"{folder}/access.log")]
    changes += [("listen 8080;", f"listen 127.0.0.1:{port};"), *zip(PLANNERS, planners, strict=True)]
    for old, new in changes:
        assert old in text, f"{old} is not in deploy/nginx.conf"
        text = text.replace(old, new)
    return text


class Request(NamedTuple):
    """A request that has ended, as nginx's log has it."""

    method: str
    path: str
    status: int
    asked: str
    """The planners, in turn, with commas between."""


def requests(log: Path) -> list[Request]:
    found = [_LINE.fullmatch(line) for line in log.read_text().splitlines()]
    assert all(found), "a line of the log has another form"
    return [Request(line[1], line[2], int(line[3]), line[4]) for line in found if line]


def check(configuration: Path) -> "subprocess.CompletedProcess[str]":
    """What `nginx -t` says."""
    command = [program(), "-t", "-p", str(configuration.parent), "-c", str(configuration)]
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder that nginx's workers can enter, whoever they run as; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory(prefix="planner-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def proxied(planners: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Run nginx before two planners (`host:port`): its address, and its log of requests."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with work_folder() as folder:
        configuration = folder / "nginx.conf"
        configuration.write_text(rendered(folder, port, planners))
        command = [program(), "-p", str(folder), "-c", str(configuration), "-g", "daemon off;"]
        with (folder / "errors").open("w") as errors:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        try:
            _wait_for(address, process, folder / "errors")
            yield address, folder / "access.log"
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(5)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", errors: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"nginx ended with code {process.returncode}: {errors.read_text()}")
        try:
            httpx.get(address + "/healthz", timeout=2).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no answer through nginx within {seconds} s: {errors.read_text()}")
