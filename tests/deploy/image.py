"""What `deploy/Dockerfile` puts into the image."""

import re
import shutil
from pathlib import Path

from tests.server import ROOT


def copied() -> list[tuple[str, str]]:
    """What is copied, and to where below the image's folder."""
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    return re.findall(r"^COPY (\S+) (\S+)$", text, re.MULTILINE)


def copy(folder: Path) -> None:
    """Fill a folder as the Dockerfile fills the image's."""
    for source, target in copied():
        path, to = ROOT / source, folder / target
        if path.is_dir():
            shutil.copytree(path, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
