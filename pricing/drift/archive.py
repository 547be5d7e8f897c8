"""A feed's file: what stands in it, without installing or running any of it."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pricing.drift.quotes import FeedError

MOST_BYTES = 200_000_000
"""Of a file, and of one member of a wheel unpacked."""


class Member(NamedTuple):
    """A feed's own file."""

    feed: str
    """Its name."""
    path: str
    """In a wheel; the last part is its name outside one."""
    folder: bool = False
    """Whether it is one of several of a folder."""


MEMBERS = (
    Member("genai-prices", "genai_prices/data.py"),
    Member("litellm", "litellm/model_prices_and_context_window_backup.json"),
    Member("azure-genai-prices", "azure_genai_prices/data/snapshot.json"),
    Member("openai-cost-calculator", "openai_cost_calculator/data/pricing/", folder=True),
)
ACCEPTED = "a wheel of {}, or the price file in it".format(", ".join(member.feed for member in MEMBERS))


class Content(NamedTuple):
    """The price files of a feed."""

    feed: str
    """Empty where the name of the file does not tell."""
    version: str
    files: Mapping[str, bytes]
    """By name."""


def content(path: Path) -> Content:
    """What a file holds. Raises FeedError for one that is missing, too large or no feed."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FeedError(f"{path.name}: larger than {MOST_BYTES // 1_000_000} MB")
        if zipfile.is_zipfile(path):
            return _wheel(path)
        data = path.read_bytes()
    except OSError as error:
        raise FeedError(f"{path.name}: {error.strerror or error}; it takes {ACCEPTED}") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise FeedError(f"{path.name}: {error}; it takes {ACCEPTED}") from None
    feed = next((member.feed for member in MEMBERS if not member.folder and member.path.endswith(f"/{path.name}")), "")
    return Content(feed, "", {path.name: data})


def _wheel(path: Path) -> Content:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        for member in MEMBERS:
            found = [name for name in names if _is(member, name)]
            if found:
                files = {name: _unpacked(wheel, name, path) for name in found}
                return Content(member.feed, _version(names), files)
    raise FeedError(f"{path.name}: a zip archive without prices that are known; it takes {ACCEPTED}")


def _is(member: Member, name: str) -> bool:
    if member.folder:
        return name.startswith(member.path) and name.endswith(".json")
    return name == member.path


def _unpacked(wheel: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """A member, never more of it than is allowed, whatever the archive says of its size."""
    with wheel.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FeedError(f"{path.name}: {name} is larger than {MOST_BYTES // 1_000_000} MB unpacked")
    return data


def _version(names: list[str]) -> str:
    """Of a wheel, by the folder of its description: `genai_prices-0.2.3.dist-info`."""
    folders = {name.split("/")[0] for name in names if name.split("/")[0].endswith(".dist-info")}
    return next(iter(folders)).removesuffix(".dist-info").rpartition("-")[2] if len(folders) == 1 else ""
