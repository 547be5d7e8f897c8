"""The pages of `docs/` and the README say what the code does."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from typing import get_args

import pytest

from compat import request_timeouts
from compat.session_files import MEGABYTE, MOST_FILES, MOST_OF_A_FILE, MOST_OF_A_VISITOR
from pricing.actual.readers import reading_process
from pricing.actual.readers.usage_records import MOST_SUMS
from pricing.bill.estimate import estimate
from pricing.prices.rules import Rule
from pricing.scenario import link
from pricing.wording.messages import cost_words
from tests.making import shipped
from tests.server import ROOMS, ROOT, SETTINGS
from web import ROUTES, descriptors, figure_process, first_figure, limits, workers
from web.api import ANSWERS, FILES

DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text()


def rows(text: str) -> list[list[str]]:
    """The rows of the tables of a page, without their heads."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [row for row in lines if not row[0].startswith("-")]


def code_in(text: str) -> Iterator[str]:
    """What stands in the text as code."""
    return iter(re.findall(r"`([^`]+)`", text))


README = (ROOT / "README.md").read_text()


def test_the_readme_is_short_and_begins_with_its_two_commands() -> None:
    lines = README.splitlines()
    assert len(lines) <= 120
    assert lines.index("make run     # creates the environment, installs, starts the dashboard") < 10
    assert "pip install -r requirements.txt && streamlit run app.py" in README


def test_the_readme_in_chinese_has_the_same_commands_rooms_and_links() -> None:
    def parts(text: str) -> tuple[list[str], list[str], set[str]]:
        commands = [line.partition("#")[0].rstrip() for line in text.splitlines() if re.match(r"make |pip ", line)]
        links = set(re.findall(r"\]\(([^)]+)\)", text)) - {"README.md", "README.zh-CN.md"}
        return commands, re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE), links

    assert parts((ROOT / "README.zh-CN.md").read_text()) == parts(README)


def test_the_readme_names_every_room() -> None:
    of_pricing = {f"pricing/{path.name}/" for path in (ROOT / "pricing").iterdir() if (path / "__init__.py").exists()}
    assert {name for name in rooms() if name.endswith("/")} == {*(f"{room}/" for room in ROOMS), *of_pricing}


def test_the_readme_names_rooms_in_the_order_in_which_they_may_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    levels = next(
        contract["layers"] for contract in settings["contracts"] if "pricing.values" in contract.get("layers", ())
    )
    height = {name.strip(): -place for place, level in enumerate(levels) for name in level.split("|")}
    modules = [name.rstrip("/").removesuffix(".py").replace("/", ".") for name in rooms() if name != "pricing/"]
    places = [height[module] for module in modules if module.startswith("pricing.")]
    assert places == sorted(places)


def rooms() -> list[str]:
    """The rooms in the table of the README, in its order."""
    return re.findall(r"^\| `((?:pages|web|ui|compat|pricing)/[a-z_.]*/?)` \|", README, re.MULTILINE)


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted(DOCS.glob("*.md")))]
)
def test_what_a_page_refers_to_is_there(page: str) -> None:
    text, folder = (ROOT / page).read_text(), (ROOT / page).parent
    linked = [folder / target.partition("#")[0] for target in re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)]
    named = [
        ROOT / name for name in code_in(text) if re.fullmatch(r"(pricing|pages|ui|web|compat|tests)/[\w./]*", name)
    ]
    assert [str(path) for path in (*linked, *named) if not path.exists()] == []


def test_every_setting_is_described_as_it_is() -> None:
    described = re.findall(r"^\| (`[A-Z_]+`(?:, before `[A-Z_]+`)?) \| (.+) \|$", read("settings.md"), re.MULTILINE)
    assert described == [
        (", before ".join(f"`{name}`" for name in setting.names), setting.meaning) for setting in SETTINGS
    ]


def test_limits_are_those_of_the_code() -> None:
    text = read("limits.md")
    amounts = {row[0].partition(":")[0]: int(row[1].replace(",", "")) for row in rows(text) if row[1] != "a minute"}
    assert amounts == limits.A_MINUTE
    assert f"may wait for {limits.AT_ONCE} answers" in text
    assert f"load {limits.FILES_AT_ONCE} files of pages" in text
    assert f"not there after {request_timeouts.HEADERS_WITHIN:.0f} seconds" in text
    least, seconds = request_timeouts.LEAST_OF_BODY, request_timeouts.BODY_WITHIN
    assert f"less than {least:,} bytes of its body\narrive in {seconds:.0f} s" in text
    assert f"{limits.AT_FIRST} requests are answered\nat once and then {limits.A_SECOND} a second" in text
    assert f"more than {limits.LONGEST_PACED:.0f} seconds is refused" in text
    assert f"for {first_figure.AT_FIRST} addresses of a client at once, then for one a second" in text
    assert f"for {first_figure.MOST_UNDER_WAY} addresses of all clients" in text
    assert f"When {workers.FIGURES.most_waiting} requests wait" in text
    assert f"at most {figure_process.MOST_SECONDS:.0f} seconds for an answer" in text
    assert f"at most {descriptors.ENOUGH:,}" in text
    one, many, all_of_them = MOST_OF_A_FILE // MEGABYTE, MOST_FILES, MOST_OF_A_VISITOR // MEGABYTE
    assert f"{one} MB a file, {many} files and {all_of_them} MB of a visitor" in text
    memory, seconds = reading_process.MOST_MEMORY // MEGABYTE, reading_process.MOST_SECONDS
    assert f"at most {memory} MB and {seconds} seconds" in text
    assert f"at most {MOST_SUMS:,} sums" in text


def test_every_address_is_described() -> None:
    told = set()
    for cell in (row[0] for row in rows(read("http.md")) if row[0].startswith("`/")):
        first, *others = code_in(cell)
        told |= {first, *(first[: first.rindex(".")] + other for other in others if other.startswith("."))}
    answered = {f"/api/{name}" for name in ANSWERS} | {f"/export/{name}" for name in FILES}
    paths = {getattr(route, "path", "").rstrip("/") for route in ROUTES} - {
        "/api/{name}",
        "/export/{file}",
        "/print/{name}",
    }
    assert {name for name in told if name.startswith("/")} == answered | paths


def test_every_package_has_its_reason() -> None:
    pinned = {
        re.split(r"[\[=]", line)[0].lower()
        for name in ("requirements.in", "requirements-dev.in")
        for line in (ROOT / name).read_text().splitlines()
        if not line.startswith("-")
    }
    reasons = {
        name.lower(): row[1] for row in rows(read("packages.md"))[1:] for name in row[0].split(" (")[0].split(", ")
    }
    assert set(reasons) == pinned
    assert all(reasons.values())


def test_every_rule_of_what_an_image_takes_is_described() -> None:
    union, _ = get_args(Rule)
    kinds = {get_args(rule.model_fields["kind"].annotation)[0] for rule in get_args(union)}
    described = {name for row in rows(read("method.md")) for name in code_in(row[1])}
    assert kinds <= described


@pytest.mark.parametrize(
    ("query", "cost"), re.findall(r"^\| `([^`]+=[^`]+)` \| (\$[\d,.]+) \|$", read("method.md"), re.M)
)
def test_the_examples_of_the_method_are_computed(query: str, cost: str) -> None:
    scenario = link.parse(query, shipped(), dt.date(2026, 11, 24)).scenario
    assert scenario is not None
    assert cost_words(estimate(scenario, shipped()).per_month) == cost
