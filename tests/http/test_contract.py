"""Requests made from the description of the API: none fails, and each answer is as described. Bounded in time."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import served

SECONDS = 150
"""Of all requests; each path has some hundred."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
)
"""What a request that is as described may be answered with is described too: also 422, for values that exclude each
other, which no schema of one value can say."""


def program() -> Path:
    """Schemathesis. Without it the test fails: it must not pass for having tried nothing."""
    found = Path(sys.executable).with_name("schemathesis")
    if not found.exists():
        pytest.fail("This test could not run: schemathesis is not installed. `make soak` installs it.", pytrace=False)
    return found


@pytest.mark.soak
def test_no_request_breaks_the_contract(tmp_path: Path) -> None:
    with served(environment={"PLANNER_CLIENT_LIMITS": "0"}) as (address, _):
        command = [str(program()), "run", f"{address}/openapi.json", "--checks", ",".join(CHECKS), "--no-color"]
        bounds = ["--max-examples", "10", "--max-time", str(SECONDS), "--generation-deterministic"]
        done = subprocess.run(
            [*command, *bounds], cwd=tmp_path, capture_output=True, text=True, timeout=2 * SECONDS, check=False
        )
    assert done.returncode == 0, done.stdout[-6_000:]
    print(done.stdout[-1_200:])
