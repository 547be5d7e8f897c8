"""The requests for a developer, run as they are against a stand-in for the Images endpoint."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pricing.compare import handover
from pricing.compare.handover import OFFICIAL, Request
from pricing.prices import PriceBooks
from pricing.scenario.own import OwnFactor, read
from tests.compare.stub import PNG, Endpoint, images_endpoint
from tests.making import LANDSCAPE, SQUARE, shipped, usd

KEY = "sk-test-123"
GUIDES = Request("gpt-image-1", "medium", SQUARE)
REQUESTS = [GUIDES, Request("gpt-image-2", "high", LANDSCAPE)]
every_request = pytest.mark.parametrize("request_of", REQUESTS, ids=[request.model for request in REQUESTS])
needs_curl = pytest.mark.usefixtures("curl")


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with images_endpoint() as found:
        yield found


@pytest.fixture
def curl() -> str:
    """The real curl; the image that runs the tests has it."""
    found = shutil.which("curl")
    assert found, "curl is needed"
    return found


def run(command: list[str], text: str, folder: Path, base_url: str | None) -> subprocess.CompletedProcess[str]:
    """A program on standard input, in a folder, with the developer's environment and no proxy."""
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    env |= {"OPENAI_API_KEY": KEY, "NO_PROXY": "127.0.0.1"}
    env.pop("OPENAI_BASE_URL", None)
    if base_url is not None:
        env["OPENAI_BASE_URL"] = base_url
    return subprocess.run(
        command, input=text, cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def run_python(text: str, folder: Path, base_url: str | None = None) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-"], text, folder, base_url)


def run_shell(text: str, folder: Path, base_url: str | None = None) -> subprocess.CompletedProcess[str]:
    return run(["sh"], text, folder, base_url)


def assert_arrived(endpoint: Endpoint, request: Request, path: str = "/v1/images/generations") -> None:
    (arrived,) = endpoint.arrived
    assert arrived.path == path
    assert arrived.authorization == f"Bearer {KEY}"
    assert arrived.content_type == "application/json"
    assert arrived.body == {
        "model": request.model,
        "quality": request.quality_name,
        "size": str(request.size),
        "n": 1,
        "prompt": request.body["prompt"],
    }


@every_request
def test_python_writes_the_image(request_of: Request, endpoint: Endpoint, tmp_path: Path) -> None:
    done = run_python(handover.python(request_of), tmp_path, f"{endpoint.address}/v1")
    assert done.returncode == 0, done.stderr
    assert_arrived(endpoint, request_of)
    assert (tmp_path / "image.png").read_bytes() == PNG
    assert [file.name for file in tmp_path.iterdir()] == ["image.png"]


def test_python_prints_an_address(tmp_path: Path) -> None:
    with images_endpoint(by_address=True) as endpoint:
        request = Request("dall-e-3", "hd", SQUARE)
        done = run_python(handover.python(request), tmp_path, f"{endpoint.address}/v1")
    assert (done.returncode, done.stdout) == (0, "https://example.org/image.png\n"), done.stderr
    assert not list(tmp_path.iterdir())


def test_python_calls_the_users_own_address(endpoint: Endpoint, tmp_path: Path) -> None:
    own = OwnFactor("Relay", "gpt-image-1", usd("0.8"), f"{endpoint.address}/relay/v1")
    request = GUIDES._replace(base_url=handover.base_url(own))
    done = run_python(handover.python(request), tmp_path)
    assert done.returncode == 0, done.stderr
    assert_arrived(endpoint, request, "/relay/v1/images/generations")


@needs_curl
@every_request
def test_curl_sends_the_same(request_of: Request, endpoint: Endpoint, tmp_path: Path) -> None:
    done = run_shell(handover.curl(request_of), tmp_path, f"{endpoint.address}/v1")
    assert done.returncode == 0, done.stderr
    assert_arrived(endpoint, request_of)


@needs_curl
def test_curl_calls_the_users_own_address(endpoint: Endpoint, tmp_path: Path) -> None:
    request = GUIDES._replace(base_url=f"{endpoint.address}/relay/v1")
    done = run_shell(handover.curl(request), tmp_path)
    assert done.returncode == 0, done.stderr
    assert_arrived(endpoint, request, "/relay/v1/images/generations")


@needs_curl
@pytest.mark.parametrize("path", ["$(touch${IFS}made)", "${HOME}", "$HOME", "a}b", "a$b", "a!b", "a(b)c|d&e"])
def test_an_address_is_no_shell_code(path: str, endpoint: Endpoint, tmp_path: Path) -> None:
    """Whatever a shared link holds: it is refused, or it arrives as it is."""
    url = f"{endpoint.address}/{path}"
    try:
        own = read(f"Relay~factor~gpt-image-1~1~{url}", shipped().listed.priced)
    except ValueError:
        return
    assert isinstance(own, OwnFactor)
    run_shell(handover.curl(GUIDES._replace(base_url=handover.base_url(own))), tmp_path)
    assert not list(tmp_path.iterdir())
    assert [arrived.path for arrived in endpoint.arrived] == [f"/{path}/images/generations"]


def test_addresses() -> None:
    assert handover.base_url(None) == OFFICIAL == "https://api.openai.com/v1"
    assert handover.base_url(OwnFactor("Relay", "gpt-image-1", usd("1"))) == OFFICIAL
    assert OFFICIAL in handover.curl(GUIDES)
    assert OFFICIAL in handover.python(GUIDES)


def test_no_key_in_the_text() -> None:
    for text in (handover.curl(GUIDES), handover.python(GUIDES)):
        assert "OPENAI_API_KEY" in text
        assert "sk-" not in text


@pytest.mark.parametrize(
    ("service", "served"),
    [
        ("gpt-image-1", True),
        ("dall-e-3", True),
        ("gpt-image-2.5-flare", True),
        ("azure-gpt-image-1", False),
        ("midjourney", False),
        ("stable-image-core", False),
        ("recraft-v3", False),
    ],
)
def test_models_of_the_endpoint(service: str, served: bool, books: PriceBooks) -> None:
    assert handover.speaks_images_endpoint(books.listed[service]) == served


def test_the_guides_model_is_served_too(books: PriceBooks) -> None:
    """The guide's own request is for GPT Image 1."""
    assert handover.speaks_images_endpoint(books.guide["gpt-image-1"])
    assert not handover.speaks_images_endpoint(books.guide["midjourney"])
