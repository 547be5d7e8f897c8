"""The assumptions of a plan as a file and as tables."""

import csv
import io

from pricing.bill.estimate import estimate
from pricing.export import assumption_tables
from pricing.export.estimates import estimate_data
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario import link
from pricing.scenario.fields import FIELDS
from tests.making import TODAY, several, shipped, workload

REVISION = revision_of(shipped())


def test_what_one_of_several_workloads_has_alone_stands_in_its_column(books: PriceBooks) -> None:
    texts = {"v": "3", "name": "A", "2.name": "B", "2.ranges": "images:800..2000", "2.needs": "text", "3.name": "C"}
    reading = link.read(texts.items(), books, TODAY)
    assert reading.scenario is not None
    _, (heading, *rows) = assumption_tables.tables(link.write(reading.scenario))
    assert heading == ("Workload", "A", "B", "C")
    assert all(len(row) == len(heading) for row in rows)
    by_label = {label: values for label, *values in rows}
    assert by_label[FIELDS["ranges"].label] == ["", "Images per day 800 to 2,000", ""]
    assert by_label[FIELDS["needs"].label] == ["", "text", ""]


def test_the_assumptions_as_a_file_are_the_texts_of_the_link() -> None:
    plan = several(workload(name="Thumbnails"), workload(name="=Covers", model="dall-e-3"))
    data = estimate_data(estimate(plan, shipped()), shipped(), TODAY)
    rows = list(csv.DictReader(io.StringIO(assumption_tables.to_csv(data), newline="")))
    assert list(rows[0]) == ["workload", "key", "assumption", "value"]
    *rows, revision, day = rows
    assert revision == {"workload": "", "key": "", "assumption": "Price book revision", "value": REVISION.hash}
    assert day == {"workload": "", "key": "", "assumption": "Price book day", "value": REVISION.day.isoformat()}
    texts = {row["key"]: row["value"] for row in rows}
    names = {"v", "name", "2.name"}
    known = {key: text for key, text in data["scenario"].items() if key not in names}
    assert texts == {key: text or "" for key, text in known.items() if text or FIELDS[key.split(".")[-1]].since == 1}
    assert {row["key"]: row["workload"] for row in rows if row["key"] in ("days", "model", "2.model")} == {
        "days": "",
        "model": "Thumbnails",
        "2.model": "'=Covers",
    }
    assert {row["assumption"] for row in rows} == {FIELDS[row["key"].split(".")[-1]].label for row in rows}
