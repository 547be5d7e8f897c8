"""The README names every room of the code."""

import re
import tomllib

from tests.server import ROOT

README = (ROOT / "README.md").read_text()


def test_every_room_stands_in_the_readme() -> None:
    rooms = {
        f"{path.relative_to(ROOT)}/"
        for top in ("pages", "pricing")
        for path in (ROOT / top).iterdir()
        if (path / "__init__.py").exists()
    }
    assert {name for name in named() if name.count("/") == 2} == rooms


def test_rooms_of_pricing_stand_in_the_order_in_which_they_may_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    levels = next(contract["layers"] for contract in settings["contracts"] if contract["type"] == "layers")
    height = {name.strip(): -place for place, level in enumerate(levels) for name in level.split(":")}
    places = [height[name.rstrip("/").removesuffix(".py").replace("/", ".")] for name in named() if of_pricing(name)]
    assert places == sorted(places)


def of_pricing(name: str) -> bool:
    return name.startswith("pricing/") and name != "pricing/"


def named() -> list[str]:
    """The rooms in the table, in its order."""
    return re.findall(r"^\| `((?:pages|pricing)/[a-z_.]*/?)` \|", README, re.MULTILINE)
