"""A stand-in for the Images endpoint on loopback: keeps what arrives, answers with a tiny image."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


class Arrived(NamedTuple):
    """One request."""

    path: str
    authorization: str
    content_type: str
    body: dict[str, Any]


class Endpoint:
    """Where the stand-in listens, and what has arrived there."""

    def __init__(self, address: str, image: dict[str, str]) -> None:
        self.address = address
        self.image = image
        self.arrived: list[Arrived] = []


@contextmanager
def images_endpoint(by_address: bool = False) -> Iterator[Endpoint]:
    """Listen while the block runs; `by_address` answers with an address instead of the image itself."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kind = self.headers["Content-Type"]
            endpoint.arrived.append(Arrived(self.path, self.headers["Authorization"], kind, body))
            answer = json.dumps({"created": 1, "data": [endpoint.image]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    image = {"url": "https://example.org/image.png"} if by_address else {"b64_json": base64.b64encode(PNG).decode()}
    endpoint = Endpoint(f"http://127.0.0.1:{server.server_port}", image)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
