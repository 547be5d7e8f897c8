"""The assumptions of a plan as a file and as tables."""

import csv
import io
import itertools
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.export import assumption_tables
from pricing.export.estimates import estimate_data
from pricing.export.file_text import SEPARATORS, CsvForm, FileTerms, Separator
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario import link
from pricing.scenario.fields import FIELDS
from pricing.scenario.kinds import Choice, Words
from pricing.scenario.labels.messages import CHOICES
from pricing.scenario.scenario import Scenario
from tests.making import TODAY, plans, several, shipped, uncertain, workload

REVISION = revision_of(shipped())


def test_what_one_of_several_workloads_has_alone_stands_in_its_column(books: PriceBooks) -> None:
    texts = {"v": "3", "name": "A", "2.name": "B", "2.ranges": "images:800..2000", "2.needs": "text", "3.name": "C"}
    reading = link.read(texts.items(), books, TODAY)
    assert reading.scenario is not None
    _, (heading, *rows) = assumption_tables.tables(link.write(reading.scenario), {})
    assert heading == ("Workload", "A", "B", "C")
    assert all(len(row) == len(heading) for row in rows)
    by_label = {label: values for label, *values in rows}
    assert by_label[FIELDS["ranges"].label] == ["", "Images per day 800 to 2,000", ""]
    assert by_label[FIELDS["needs"].label] == ["", "Legible words in the picture", ""]


def test_no_choice_of_a_link_is_shown_as_its_key() -> None:
    """In words that a catalogue can translate; models have their names."""
    shown = {
        (key, word): assumption_tables.Assumption("", key, FIELDS[key], word, (), {}).in_words
        for key, words_of_key in CHOICES.items()
        for word in words_of_key
    }
    assert {word for word in shown if shown[word] == word[1]} <= {
        *(("fidelity", word) for word in ("low", "high")),
        *((key, word) for key in ("company", "stealth") for word in ("yes", "no")),
    }
    for key, field in FIELDS.items():
        if isinstance(field.kind, Choice | Words):
            assert set(field.kind.options) == set(CHOICES[key]), key
    texts = {"model": "dall-e-3", "accepted": "gpt-image-2:50,flux-2-pro:62.5", "rate_day": "2026-11-01"}
    rows = {each.key: each.in_words for each in assumption_tables.assumptions(texts, shipped().model_names)}
    assert rows["model"] == "DALL-E 3"
    assert (rows["accepted"], rows["rate_day"]) == ("GPT Image 2 50%, FLUX.2 pro 62.5%", "1 Nov 2026")


def test_the_assumptions_as_a_file_are_the_texts_of_the_link() -> None:
    plan = several(workload(name="Thumbnails"), workload(name="=Covers", model="dall-e-3"))
    data = estimate_data(estimate(plan, shipped()), shipped(), TODAY)
    rows = list(csv.DictReader(io.StringIO(assumption_tables.to_csv(data), newline="")))
    assert list(rows[0]) == ["workload", "key", "assumption", "value"]
    *rows, revision, day = rows
    assert revision == {"workload": "", "key": "", "assumption": "Price book revision", "value": REVISION.hash}
    assert day == {"workload": "", "key": "", "assumption": "Price book day", "value": REVISION.day.isoformat()}
    known = {key: text for key, text in data["scenario"].items() if text}
    assert {row["key"]: row["value"].removeprefix("'") for row in rows} == known
    assert link.read(known.items(), shipped(), TODAY).scenario == plan
    assert {row["key"]: row["workload"] for row in rows if row["key"] in ("days", "model", "2.model")} == {
        "days": "",
        "model": "Thumbnails",
        "2.model": "'=Covers",
    }
    assert {row["assumption"] for row in rows[1:]} == {FIELDS[row["key"].split(".")[-1]].label for row in rows[1:]}


@given(uncertain() | plans(most=3), st.sampled_from(get_args(Separator)), st.booleans())
def test_a_file_of_assumptions_is_the_plan_again(plan: Scenario, sep: Separator, bom: bool) -> None:
    data = estimate_data(estimate(plan, shipped()), shipped(), TODAY)
    terms = FileTerms(CsvForm(sep, bom), "Summer", "=1+1, for the board", "http://planner/?images=1")
    texts = assumption_tables.texts_of(assumption_tables.to_csv(data, terms))
    assert link.read(texts.items(), shipped(), TODAY).scenario == plan


@pytest.mark.parametrize("sep", get_args(Separator))
@pytest.mark.parametrize(
    "name", ["=1+1", "'=1+1", "''-x", "'s Heeren", "-5", "+5", "@home", "x;=1+1;y", "x,=1+1,y", ";';'=1", "a,; ;,''@b"]
)
def test_no_name_is_a_formula_in_the_file_or_another_one_after_it(name: str, sep: Separator) -> None:
    """Whatever the spreadsheet takes for the end of a cell; quotes help only where it is what the file has."""
    plan = several(workload(name=name), workload(name="B"))
    data = estimate_data(estimate(plan, shipped()), shipped(), TODAY)
    file = assumption_tables.to_csv(data, FileTerms(CsvForm(sep)))
    for separator in SEPARATORS.values():
        cells = itertools.chain(*csv.reader(io.StringIO(file, newline=""), delimiter=separator))
        assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "@"))]
    assert assumption_tables.texts_of(file)["name"] == name


def test_an_event_of_one_workload_names_it() -> None:
    texts = {"v": "2", "name": "Heroes", "2.name": "Thumbs", "events": "2027-05@2:images:50,2027-06:model:dall-e-3"}
    rows = {each.key: each.in_words for each in assumption_tables.assumptions(texts, shipped().model_names)}
    assert rows["events"] == "From May 2027, Thumbs: volume +50%; From Jun 2027: on DALL-E 3"
