"""Make the copies that are missing, in a process of its own that takes only time that nobody else wants.

`python -m web.assets.making <data folder>` makes them at once.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from pricing import settings
from pricing.saved.engine import data_folder
from pricing.saved.private_files import whole
from pricing.settings import SettingError
from web.assets import installed
from web.assets.copies import METHODS, name, place

_ROOT = Path(__file__).parents[2]
_LAST_IN_LINE = 19
"""The priority of a process that waits for all others."""


def make(originals: Path, paths: Iterable[str], place: Path) -> None:
    """Make what is missing of the copies of some files, and remove all others: of other releases, or half made.

    Stops when whoever started it has ended. Raises OSError.
    """
    starter = os.getppid()
    data = [(originals / path).read_bytes() for path in paths]
    wanted = {place / name(each, encoding): (each, method) for each in data for encoding, method in METHODS.items()}
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for other in {*place.parent.iterdir()} - {place}:
        shutil.rmtree(other, ignore_errors=True)
    for other in {*place.iterdir()} - set(wanted):
        other.unlink(missing_ok=True)
    for copy, (each, method) in wanted.items():
        if not copy.exists():
            packed = method.pack(each)
            if os.getppid() != starter:
                return
            with whole(copy) as new:
                new.write_bytes(packed)


@asynccontextmanager
async def beside() -> AsyncIterator[None]:
    """While the planner runs, let another process make them; it ends with the planner."""
    task = asyncio.create_task(_run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _run() -> None:
    nothing = asyncio.subprocess.DEVNULL
    with suppress(OSError, SettingError):
        if not settings.copies():
            return
        command = [sys.executable, "-m", __name__, str(data_folder())]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=_ROOT, stdin=nothing, stdout=nothing, stderr=nothing
        )
        try:
            if sys.platform != "win32":
                os.setpriority(os.PRIO_PROCESS, process.pid, _LAST_IN_LINE)
            await process.wait()
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


if __name__ == "__main__":
    make(installed.FOLDER, installed.large(), place(Path(sys.argv[1])))
