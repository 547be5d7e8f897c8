"""The files of Streamlit's page, and which of them the planner's pages need.

Their names change with each version, so they are looked up. A file that is not found is left out: the page then
requests it only when it needs it.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

_SPEC = find_spec("streamlit")
FOLDER = Path((_SPEC and _SPEC.origin) or "streamlit").parent / "static"
"""The folder of the files; the server's paths are relative to it, like `static/js/index.js`."""
PAGE = FOLDER / "index.html"
FIRST = ("BidiComponent", "PageLink", "Selectbox")
"""Elements of the first figure and its controls, in the order of their requests."""
LATER = (
    "Metric",
    "TextInput",
    "Slider",
    "DataFrame",
    "NumberInput",
    "Checkbox",
    "Multiselect",
    "DateInput",
    "ButtonGroup",
    "Button",
)
"""Elements that come after the first figure or are opened later."""
_SCRIPTS = "static/js"
_NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+)"')
_IMPORTED = re.compile(r'(?:from|import) ?"\./([\w.$-]+\.js)"')
_IMPORTS_END = 32_768
"""Characters at the start of a script that contain all its imports."""


def release() -> str:
    """The version of Streamlit."""
    return version("streamlit")


def element(name: str) -> str | None:
    """The script of an element like `Slider`; None where there is none, or more than one."""
    paths = [path for path in (FOLDER / _SCRIPTS).glob("*.js") if path.name.split(".")[0] == name]
    return f"{_SCRIPTS}/{paths[0].name}" if len(paths) == 1 else None


def named_in(page: str) -> list[str]:
    """The files that the HTML of a page requests."""
    return _NAMED.findall(page)


def needed(names: Iterable[str]) -> list[str]:
    """The scripts of elements and all their imports, each once, importing scripts first."""
    paths = dict.fromkeys(filter(None, map(element, names)))
    waiting = list(paths)
    while waiting:
        new = [path for path in _imports(waiting.pop(0)) if path not in paths]
        paths |= dict.fromkeys(new)
        waiting += new
    return list(paths)


@cache
def first_files() -> tuple[str, ...]:
    """The paths of the files that the page and its first figure request. Raises OSError."""
    paths = dict.fromkeys([*named_in(PAGE.read_text(encoding="utf-8")), *needed(FIRST)])
    return tuple(f"/{path}" for path in paths)


def large(least: int = 1_000) -> list[str]:
    """The scripts and styles that pages request, of `least` bytes or more; those of the first figure come first."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    paths = dict.fromkeys([*named_in(page), *needed(FIRST), *needed(LATER)])
    return [path for path in paths if path.endswith((".js", ".css")) and _size(path) >= least]


@cache
def _imports(path: str) -> tuple[str, ...]:
    try:
        with (FOLDER / path).open(encoding="utf-8", errors="replace") as script:
            return tuple(f"{_SCRIPTS}/{name}" for name in _IMPORTED.findall(script.read(_IMPORTS_END)))
    except OSError:
        return ()


def _size(path: str) -> int:
    try:
        return (FOLDER / path).stat().st_size
    except OSError:
        return 0
