"""A small stand-in for a planner behind nginx, which can be killed and started again at once."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from tests.server import free_port

_PROGRAM = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def do_POST(self):
        with open(sys.argv[2], "a") as posts:
            posts.write("posted\\n")
        self.close_connection = True

    def log_message(self, *arguments):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class Stub:
    """It answers every GET, and breaks off in the middle of every POST."""

    def __init__(self, posts: Path) -> None:
        self.port = free_port()
        self.posts = posts
        self.start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(self.port), str(self.posts)])
        for _ in range(500):
            try:
                httpx.get(f"http://{self.place}/", timeout=2)
            except httpx.HTTPError:
                time.sleep(0.02)
            else:
                return
        raise TimeoutError(self.place)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)


@contextmanager
def stubs(posts: Path) -> Iterator[tuple[Stub, Stub]]:
    with ExitStack() as running:
        both = Stub(posts), Stub(posts)
        for stub in both:
            running.callback(stub.kill)
        yield both
