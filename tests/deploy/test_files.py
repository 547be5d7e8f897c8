"""The files of `deploy/`: complete, consistent with each other, and without secrets."""

import re

import pytest

from tests.deploy.image import copied
from tests.deploy.proxy import check, rendered, work_folder
from tests.server import ROOT

DEPLOY = ROOT / "deploy"
SECRETS = {"POSTGRES_PASSWORD", "PLANNER_SECRET", "STREAMLIT_SERVER_COOKIE_SECRET"}


def read(name: str) -> str:
    return (DEPLOY / name).read_text()


def services() -> dict[str, str]:
    """The services of compose.yaml and what stands below each."""
    section = re.search(r"^services:\n((?:  .*\n|\n)+)", read("compose.yaml"), re.MULTILINE)
    assert section is not None
    parts = re.split(r"^  (\S+):\n", section[1], flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def address(service: str) -> str:
    found = re.search(r"ipv4_address: (\S+)", services()[service])
    assert found is not None
    return found[1]


def defaults() -> dict[str, str]:
    lines = [line for line in read(".env.example").splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


def test_nginx_accepts_its_configuration() -> None:
    with work_folder() as folder:
        configuration = folder / "nginx.conf"
        configuration.write_text(rendered(folder, 8080, ["127.0.0.1:8501", "127.0.0.1:8502"]))
        answer = check(configuration)
    assert answer.returncode == 0, answer.stderr
    assert "[warn]" not in answer.stderr


def test_compose_is_plainly_laid_out() -> None:
    lines = [line for line in read("compose.yaml").splitlines() if line.strip()]
    assert all((len(line) - len(line.lstrip(" "))) % 2 == 0 and "\t" not in line for line in lines)
    assert set(services()) == {"planner-1", "planner-2", "nginx", "postgres"}
    assert all("<<: *planner" in services()[name] for name in ("planner-1", "planner-2")), "the same settings"


def test_compose_and_nginx_name_the_same_planners_and_ports() -> None:
    upstreams = re.findall(r"server (planner-\S+):(\d+)", read("nginx.conf"))
    assert upstreams == 2 * [("planner-1", "8501"), ("planner-2", "8501")], "in each group of servers"
    assert "--server.port=8501" in read("Dockerfile")
    assert ":8080" in services()["nginx"]
    assert "listen 8080;" in read("nginx.conf")
    for name in ("planner-1", "planner-2", "postgres"):
        assert "ports:" not in services()[name], "only nginx is reached from outside"


def test_planners_believe_nginx_alone() -> None:
    believed = re.search(r"PLANNER_PROXIES: (\S+)", read("compose.yaml"))
    assert believed is not None
    assert believed[1] == address("nginx")
    assert len({address(name) for name in ("planner-1", "planner-2", "nginx")}) == 3


def test_every_variable_is_in_the_example() -> None:
    used = set(re.findall(r"\$\{(\w+)", read("compose.yaml")))
    may_be_left_out = set(re.findall(r"^# (\w+)=", read(".env.example"), re.MULTILINE))
    assert used == set(defaults()) | may_be_left_out | {"DATABASE_URL"}
    assert "${PLANNER_DATABASE:-${DATABASE_URL:?" in read("compose.yaml"), "an .env from before goes on working"
    assert all(f"${{{name}:-}}" in read("compose.yaml") for name in may_be_left_out)


def test_no_file_has_a_secret() -> None:
    assert {name for name, value in defaults().items() if not value} == SECRETS
    for name in SECRETS | {"DATABASE_URL"}:
        assert f"${{{name}:?" in read("compose.yaml"), "an empty one must stop the start"
    for file in DEPLOY.iterdir():
        assert file.name in (".gitignore", ".env", "secrets.toml") or not re.search(r"\b[0-9a-f]{32}", file.read_text())


def test_git_leaves_the_real_settings_out() -> None:
    assert {".env", "secrets.toml"} <= set(read(".gitignore").split())


def test_image_has_the_requirements_and_an_own_user() -> None:
    text = read("Dockerfile")
    assert "pip install --no-cache-dir --require-hashes -r requirements.txt" in text
    assert "ulimit -d 8388608 && exec streamlit run" in text
    assert "/readyz" in text[text.index("HEALTHCHECK") :]
    assert text.index("USER planner") < text.index("CMD [")


def test_every_service_has_a_bound_on_memory() -> None:
    services = re.split(r"\n(?=x-planner|  [\w-]+:\n)", read("compose.yaml").partition("\nvolumes:")[0])
    assert [text for text in services if "restart:" in text and "mem_limit:" not in text] == []
    assert sum("mem_limit:" in text for text in services) == 3


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_all_that_is_installed_is_pinned_with_its_hash(name: str) -> None:
    """And nothing says where it comes from."""
    text = (ROOT / name).read_text()
    pins = re.split(r"\n(?=[\w-]+==)", text)[1:]
    assert len(pins) > 50
    assert [pin.partition(" ")[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_what_the_image_copies_is_sent_to_the_build() -> None:
    sent = {line[1:] for line in read("Dockerfile.dockerignore").splitlines() if line.startswith("!")}
    assert sent == {source for source, _ in copied()}
    assert all((ROOT / source).exists() for source in sent)


@pytest.mark.parametrize(
    "name",
    [
        "PLANNER_DATABASE",
        "PLANNER_SECRET",
        "PLANNER_DATA",
        "PLANNER_PROXIES",
        "/readyz",
        "PLANNER_PUBLIC_URL",
        "PLANNER_HOSTS",
        "PLANNER_METRICS",
    ],
)
def test_readme_says_what_there_is(name: str) -> None:
    assert name in read("README.md")
