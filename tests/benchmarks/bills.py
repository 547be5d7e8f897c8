"""What it takes to read a year of daily rows by model and project, beside Python's own reader of the same file."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from pricing.actual.readers.recognise import read
from pricing.actual.source_months import months_of

_TODAY = dt.date(2026, 11, 24)
_DAYS = 365
_HEADER = (
    "start_time,end_time,project_id,user_id,api_key_id,model,batch,service_tier,num_model_requests,input_tokens,"
    "output_tokens,input_cached_tokens,input_text_tokens,input_image_tokens,output_image_tokens"
)


class Bill(NamedTuple):
    """A file that is read, and what that should take."""

    name: str
    rows: int
    lines: Callable[[int], Iterator[str]]
    seconds: float
    megabytes: float


class Taken(NamedTuple):
    """What reading a file took."""

    plain: float
    """Seconds of Python's own reader."""
    seconds: float
    megabytes: float
    """At most, on top of what the process had."""


def taken(folder: Path) -> Iterator[tuple[Bill, Taken]]:
    """By file, each in a process of its own."""
    for bill in BILLS:
        path = folder / bill.name
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in bill.lines(bill.rows))
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            yield bill, process.submit(_read, path).result()


def _read(path: Path) -> Taken:
    before = _most_memory()
    start = perf_counter()
    with path.open("rb") as file:
        months = months_of([read(path.name, file, _TODAY)])
    seconds = perf_counter() - start
    megabytes = _most_memory() - before
    if not months:
        raise RuntimeError(f"nothing was read of {path.name}")
    start = perf_counter()
    with path.open(encoding="utf-8") as file:
        len(json.load(file)) if path.suffix == ".json" else sum(1 for _ in csv.reader(file))
    return Taken(perf_counter() - start, seconds, megabytes)


def _most_memory() -> float:
    """MB that this process has had at once."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


def _day(row: int) -> dt.datetime:
    return dt.datetime(2025, 11, 1, tzinfo=dt.UTC) + dt.timedelta(days=row % _DAYS)


def _usage(rows: int) -> Iterator[str]:
    yield _HEADER
    for row in range(rows):
        start = int(_day(row).timestamp())
        yield (
            f"{start},{start + 86_400},project-{row // _DAYS},user-1,key-1,gpt-image-2,false,default,10.0,"
            f"{1_000 + row % 97}.0,17560.0,0.0,{900 + row % 97}.0,100.0,17560.0"
        )


def _spend(rows: int) -> Iterator[str]:
    for row in range(rows):
        found = {
            "request_id": f"r{row}",
            "call_type": "aimage_generation",
            "api_key": f"key-{row % 40}",
            "spend": 0.05 + row % 100 / 1_000,
            "prompt_tokens": 10 + row % 90,
            "completion_tokens": 1_756,
            "startTime": _day(row).isoformat(),
            "model": "gpt-image-2",
            "user": "user-1",
            "custom_llm_provider": "openai",
            "metadata": {"team": f"team-{row % 12}"},
        }
        yield f"{'[' if row == 0 else ','}{json.dumps(found)}{']' if row == rows - 1 else ''}"


BILLS = (
    Bill("usage.csv", 100_000, _usage, 2, 150),
    Bill("spend.json", 100_000, _spend, 3, 150),
    Bill("year.csv", 1_000_000, _usage, 15, 512),
)
