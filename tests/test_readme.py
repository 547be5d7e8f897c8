"""The README names every room of the code."""

import re
import tomllib

from tests.server import ROOMS, ROOT

README = (ROOT / "README.md").read_text()


def test_every_room_stands_in_the_readme() -> None:
    of_pricing = {f"pricing/{path.name}/" for path in (ROOT / "pricing").iterdir() if (path / "__init__.py").exists()}
    assert {name for name in named() if name.endswith("/")} == {*(f"{room}/" for room in ROOMS), *of_pricing}


def test_rooms_of_pricing_stand_in_the_order_in_which_they_may_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    levels = next(
        contract["layers"] for contract in settings["contracts"] if "pricing.values" in contract.get("layers", ())
    )
    height = {name.strip(): -place for place, level in enumerate(levels) for name in level.split("|")}
    rooms = [name.rstrip("/").removesuffix(".py").replace("/", ".") for name in named() if name.startswith("pricing/")]
    places = [height[room] for room in rooms if room != "pricing"]
    assert places == sorted(places)


def named() -> list[str]:
    """The rooms in the table, in its order."""
    return re.findall(r"^\| `((?:pages|web|ui|compat|pricing)/[a-z_.]*/?)` \|", README, re.MULTILINE)
