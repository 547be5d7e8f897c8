"""A comparison as CSV, JSON and Markdown files."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from pricing.compare.messages import WITHOUT_OWN_COSTS
from pricing.compare.rows import AS_PLANNED
from pricing.explain.changes import in_words
from pricing.export import assumption_tables, messages
from pricing.export.compare_answers import BoardData, CompareData, PreferenceData, ServiceData
from pricing.export.estimate_files import heading_lines, link_lines, markdown_heading, money, to_json
from pricing.export.estimates import book_in_words
from pricing.export.file_text import PLAIN_FILE, FileTerms, csv_text, markdown_table, markdown_text
from pricing.scenario.fields import FIELDS
from pricing.scenario.labels.messages import in_a_row
from pricing.values.exact import plain
from pricing.wording import figures
from pricing.wording.messages import NOT_PRICED, as_written, by_workload, together, words

_ACCEPTED = "per_accepted_image"
"""A key that services have only if the scenario has the team's own trial."""
_NO_COLUMN = ("preference", "lines", "workloads", _ACCEPTED)
COLUMNS = tuple(key for key in ServiceData.__annotations__ if key not in _NO_COLUMN)
PREFERENCE_COLUMNS = tuple(f"preference_{key}" for key in (*PreferenceData.__annotations__, "credit"))


def to_csv(data: CompareData, terms: FileTerms = PLAIN_FILE) -> str:
    """A row for each service; for several workloads one more, with the cheapest service of each."""
    rows = ({**row, **_preference_cells(row, data["preference_board"])} for row in _file_rows(data))
    tried = [_ACCEPTED] if any(_ACCEPTED in row for row in data["services"]) else []
    return csv_text((*COLUMNS, *tried, *PREFERENCE_COLUMNS), rows, terms.form, texts=("service", "name"))


def _preference_cells(row: ServiceData, board: BoardData | None) -> dict[str, object]:
    """The cells of a score with its credit, without which it must not be shown; empty if there is no score."""
    score = row["preference"]
    if score is None or board is None:
        return {}
    credit = f"{board['credit']}, {board['day']}, {board['address']}"
    return {f"preference_{key}": value for key, value in {**score, "credit": credit}.items()}


def to_markdown(data: CompareData, terms: FileTerms = PLAIN_FILE) -> str:
    """The comparison for people: rounded, with a row for each service, the cheapest that fits, and all assumptions.

    For several workloads there is one more row, with the cheapest service of each.
    """
    return "\n\n".join(_markdown(data, terms)) + "\n"


def _markdown(data: CompareData, terms: FileTerms) -> Iterator[str]:
    choice, workloads = data["choice"], data.get("workloads", [])
    services = [row for row in data["services"] if row["service"] != AS_PLANNED]
    names = {row["service"]: markdown_text(row["name"]) for row in data["services"]}
    images = sum(workload["images"] for workload in workloads) if workloads else int(data["scenario"]["images"] or 0)
    prices = assumption_tables.prices_in_words(data["scenario"])
    title = messages.comparison_title(images, len(workloads), len(services), prices)
    yield from heading_lines(title, terms)
    yield markdown_table([*map(words, _HEADS)], [_row_for_people(row) for row in _file_rows(data)])
    if any(data["scenario"].get(key) for key in ("own_image", "own_month")):
        yield words(WITHOUT_OWN_COSTS)
    if choice is not None:
        yield words(messages.cheapest_of_these(names[choice["service"]], Decimal(choice["per_month"])))
    if (best := data["choice_in_book"]) is not None:
        yield words(messages.cheapest_of_all(data["live_in_book"], best["name"], Decimal(best["per_month"])))
    if (best := data["choice_no_worse"]) is not None and (board := data["preference_board"]) is not None:
        no_worse = messages.cheapest_no_worse(best["name"], Decimal(best["per_month"]))
        yield words(together([no_worse, as_written(board["about"])]))
        yield f"[{board['credit']}, {board['day']}]({board['address']}). {board['changes']}"
    yield markdown_heading(messages.ASSUMPTIONS)
    compared: list[tuple[str, ...]] = [(words(messages.TERMS), words(messages.VALUE))]
    compared += [(FIELDS[key].label, in_words(key, data["comparison"][key], data["models"])) for key in _TERMS]
    for heads, *rows in [*assumption_tables.tables(data["scenario"], data["models"]), compared]:
        yield markdown_table([*map(markdown_text, heads)], [[*map(markdown_text, row)] for row in rows])
    yield book_in_words(data["price_book"])
    yield from link_lines(terms)


_HEADS = (
    messages.SERVICE,
    messages.COST_A_MONTH,
    messages.COST_AN_IMAGE,
    messages.TIMES_CHEAPEST,
    messages.MORE_THAN_NOW,
    messages.BILLED_BY,
    messages.SEATS,
    messages.DOES_THE_JOB,
    messages.MAKES_THE_VOLUME,
    messages.TO_KNOW,
)
_FITS = {"yes": messages.FITS, "unknown": messages.MAY_FIT, "no": messages.FITS_NOT}
_TERMS = ("missing", "term", "relax", "company", "stealth")
"""Fields of the comparison that are not in its rows."""


def _row_for_people(row: ServiceData) -> list[str]:
    """The cells of a service; one with a price but without `times_cheapest` is no longer sold."""
    billing = words(messages.BILLING[row["billing"]])
    about = (billing, row["purchase"], words(_FITS[row["fits"]]), row["capacity"], row["limits"])
    texts = [*map(markdown_text, about)]
    if row["per_month"] is None:
        return [markdown_text(row["name"]), *[words(NOT_PRICED)] * 4, *texts]
    an_image, times, more = row["per_image"], row["times_cheapest"], row["difference"]
    return [
        markdown_text(row["name"]),
        money(row["per_month"]),
        words(messages.NOT_KNOWN) if an_image is None else money(an_image),
        words(messages.NOT_RANKED) if times is None else figures.rounded(Decimal(times)),
        words(messages.NOT_KNOWN) if more is None else figures.signed_money(Decimal(more)),
        *texts,
    ]


def _file_rows(data: CompareData) -> list[ServiceData]:
    """The rows of a file: the services and, for several workloads, a row with the cheapest service of each."""
    if (cheapest := data.get("cheapest_for_each")) is None:
        return data["services"]
    saving = cheapest["saving"]
    names = {row["service"]: row["name"] for row in data["services"]}
    services = [
        (choice["workload"], as_written(names[choice["service"]]) if choice["service"] else messages.NONE_FITS)
        for choice in cheapest["workloads"]
    ]
    return [
        *data["services"],
        {
            "service": "cheapest-for-each",
            "name": words(messages.FOR_EACH),
            "billing": "models",
            "offered": cheapest["per_month"] is not None,
            "per_month": cheapest["per_month"],
            "per_image": None,
            "per_generation": None,
            "per_megapixel": None,
            "times_cheapest": None,
            "difference": None if saving is None else plain(-Decimal(saving)),
            "quality": "",
            "size": "",
            "moved": "",
            "purchase": words(in_a_row(by_workload(services))),
            "ends": "",
            "confidence": "",
            "limits": "",
            "remark": "",
            "fits": "unknown" if cheapest["per_month"] is None else "yes",
            "fits_why": "",
            "capacity": "",
            "preference": None,
            "lines": [],
        },
    ]


WRITERS: Mapping[str, Callable[[CompareData, FileTerms], str]] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File extension -> function that writes a comparison."""
