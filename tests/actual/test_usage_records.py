"""Shuffled, repeated, cut and merged files keep their sums; nothing that a file says is lost."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual.readers import messages
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import BillFile, NamedColumns, contradicting, merged
from pricing.values.exact import total
from pricing.wording.messages import words
from tests.actual import samples
from tests.making import TODAY

DAY = 86400
amounts = st.decimals(-1_000, 1_000_000, places=13)
rows = st.dictionaries(
    st.tuples(st.integers(0, 40), st.sampled_from(["gpt-image-2, output", "gpt-image-2, input"]), st.integers(0, 3)),
    amounts,
    max_size=30,
).map(
    lambda found: [
        samples.cost(samples.FIRST - day * DAY, f"{amount:f}", item, f"p{project}")
        for (day, item, project), amount in found.items()
    ]
)


def costs(lines: list[str]) -> BillFile:
    return read("file", "\n".join([samples.COSTS_HEADER, *lines]).encode(), TODAY)


def billed(*readings: BillFile) -> Decimal:
    return total(each.cost for reading in readings for each in reading.records)


def whole(*readings: BillFile) -> Decimal:
    return total(reading.totals.get("USD") for reading in readings)


@settings(max_examples=60, deadline=None)
@given(rows, st.randoms(use_true_random=False), st.data())
def test_shuffled_repeated_cut_and_merged_files_keep_their_sums(
    lines: list[str], random: object, data: st.DataObject
) -> None:
    plain = costs(lines)
    assert billed(plain) == whole(plain) == total(Decimal(line.split(",")[4]) for line in lines)
    again = costs(data.draw(st.permutations(lines + lines)))
    assert (billed(again), whole(again)) == (billed(plain), whole(plain))
    cut = data.draw(st.integers(0, len(lines)))
    overlap = data.draw(st.integers(0, cut))
    parts = merged([costs(lines[:cut]), costs(lines[overlap:])])
    assert billed(*parts) == billed(plain)
    assert sorted(each for part in parts for each in part.records) == sorted(plain.records)


def test_a_row_that_was_read_again_has_its_last_amount() -> None:
    item = "gpt-image-2, output"
    early = costs([samples.cost(samples.FIRST, "10", item), samples.cost(samples.SECOND, "3", item)])
    late = costs([samples.cost(samples.SECOND, "5", item), samples.cost(samples.THIRD, "1", item)])
    for parts in ((early, late), (late, early)):
        both = merged(parts)
        assert sorted(str(each.cost) for file in both for each in file.records) == ["1", "10", "5"]
        left = [each for file in both for each in file.leftovers]
        assert [(each.why, each.rows, each.cost) for each in left] == [("overlap", 1, Decimal(3))]
        assert messages.overlap("file", 1) in [note for file in both for note in file.notes]


def test_two_accounts_two_vendors_and_two_projects_never_replace_each_other() -> None:
    item = "gpt-image-2, output"
    one, other = (costs([samples.cost(samples.FIRST, "10", item, project)]) for project in ("a", "b"))
    assert billed(*merged([one, other])) == 20
    vendors = [samples.FOCUS_OLD, samples.FOCUS_OLD.replace("OpenAI", "fal")]
    assert vendors[0] != vendors[1]
    files = [read("file", text.encode(), TODAY) for text in vendors]
    assert billed(*merged(files)) == 2 * billed(files[0])


def test_sources_stay_apart() -> None:
    readings = [read("file", text.encode(), TODAY) for text in (samples.COSTS, samples.PAYG, samples.IMAGES_JSON)]
    assert merged(readings) == tuple(readings)


def test_a_table_without_keys_counts_what_it_repeats_says_so_and_can_count_it_once() -> None:
    text = "Day,Amount\n2026-11-01,5\n2026-11-01,5\n2026-11-02,1\nTotal,11\nTotal,11"
    columns = NamedColumns("Day", "Amount")
    table = read("file", text.encode(), TODAY, FileAnswers(columns, span="day"))
    assert billed(table) == 11
    assert billed(*merged([table, table])) == 11, "brought again it counts once"
    assert messages.repeated_rows("file", 1, {"USD": Decimal(5)}) in table.notes
    (asked,) = (question for question in table.questions if question.key == "repeated:file")
    once = read("file", text.encode(), TODAY, FileAnswers(columns, span="day", repeated="once"))
    assert (billed(once), once.totals) == (6, {"USD": Decimal(6)})
    assert [(left.why, left.rows, left.cost) for left in once.leftovers] == [("repeated", 1, 5), ("total", 2, 22)]
    (asked_again,) = (question for question in once.questions if question.key == "repeated:file")
    assert (asked.chosen, asked_again.chosen, asked.readings) == ("all", "once", asked_again.readings)
    twice = read("file", b"Day,Amount\n" + 2 * b"2026-11-01,5\n2026-11-02,1\n", TODAY, FileAnswers(columns, span="day"))
    assert not any("word for word" in words(note) for note in twice.notes), "nothing counts yet"
    assert twice.is_open, "all of a file that stands there twice is asked about"
    assert not any(
        "repeated" in question.key for question in read("file", samples.LITELLM_CSV.encode(), TODAY).questions
    )


def test_a_table_with_other_amounts_of_the_same_days_is_asked_about() -> None:
    """Nothing tells a later state of a table from the table of another team."""
    text = "Day,Amount\n2026-11-01,5\n2026-11-02,1"
    first, other = (
        read(name, table.encode(), TODAY, FileAnswers(NamedColumns("Day", "Amount")))
        for name, table in (("a", text), ("b", text.replace(",5", ",6")))
    )
    assert list(contradicting([first, first], ["columns"])) == []
    assert list(contradicting([first, other], ["columns"])) == [other]
    assert list(contradicting([first, other], ["openai-costs"])) == []
    assert billed(*merged([first, other])) == 7
    assert billed(*merged([first, other], ["b"])) == 13
