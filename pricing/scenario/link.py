"""The scenario link: a query string that carries a whole scenario, in the lowest version of the format that can.

Version 1 has one workload, and every key of it is written, so a later change of a start value never changes an old
link. Version 2 adds a name, ranges, events and own costs, each written where it is used, and further workloads,
`2.name`, `2.images` and so on, of which only what differs from the frozen start values is written. Version 3 adds
needs, the vendor's own qualities, partial images, text and thinking given out, surcharges, peaks, trials, contracts and
a currency with its rate.
A wrong value is reported and never replaced; so is a key that needs a later version than the link names.
"""

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.prices.life import end_of_life, gone
from pricing.scenario import faults, levers, messages, ranges
from pricing.scenario.comparison import Comparison, completed
from pricing.scenario.faults import Problem, offered, shortened
from pricing.scenario.fields import FIELDS, NAME, OF, Field, kinds, numbered, start_values
from pricing.scenario.kinds import Kind, Name, NotTaken
from pricing.scenario.scenario import FIRST_NAME, MOST_WORKLOADS, Scenario
from pricing.scenario.workload import Workload, folded, free_name
from pricing.wording.figures import USD

VERSIONS = ("1", "2", "3")
LONGEST_QUERY = 20_000
"""Characters; a longer query is refused unread."""
_MOST_KEYS = 200
_NUMBERED = re.compile(r"([2-9]|[1-9][0-9]{1,2})\.([a-z_]+)", re.ASCII)

_RANGES = [numbered(place, "ranges") for place in range(1, MOST_WORKLOADS + 1)]
_LATER: Mapping[str, list[Field]] = {
    owner: [field for field in fields if field.since > 1 or field.below_0_since > 1] for owner, fields in OF.items()
}
"""By owner, the fields that need a later version than 1 for some of their values."""
Pairs = list[tuple[str, str]]
"""Keys and texts of a scenario, as a link has them."""


@dataclass(frozen=True)
class Reading:
    """The result of reading a query string: a scenario, or the problems for which there is none."""

    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    """Unknown keys, shortened."""


def pairs(query: str) -> list[tuple[str, str]] | Problem:
    """The keys and values of a query string, or the problem for which it cannot be read."""
    if len(query) > LONGEST_QUERY:
        return Problem("link", messages.characters(len(query)), messages.longest_link(LONGEST_QUERY))
    try:
        return parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace", max_num_fields=_MOST_KEYS)
    except ValueError:
        return Problem("link", messages.more_than_keys(_MOST_KEYS), messages.each_key_once())


def parse(query: str, books: PriceBooks, today: dt.date) -> Reading:
    """Read a query string; never raises."""
    texts = pairs(query)
    return Reading(None, (texts,)) if isinstance(texts, Problem) else read(texts, books, today)


def read(given_texts: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> Reading:
    """Read keys and values, each key once, in any order."""
    texts = _sorted_out(given_texts)
    problems = list(texts.problems)
    grammar = kinds(books, today)
    start = start_values(today)
    values: dict[int, dict[str, Any]] = {}
    for place, own_texts in texts.by_workload.items():
        values[place] = {}
        for field in _fields_of(place, own_texts):
            text = own_texts.get(field.key, _start(field, texts, start))
            name = numbered(place, field.key)
            try:
                value = field.absent if text is None else grammar[field.key].read(text)
                if field.below_0_since > texts.version and (text or "").startswith("-"):
                    raise NotTaken(messages.below_0_needs_version(grammar[field.key].accepts, field.below_0_since))
                values[place][field.key] = value
            except NotTaken as error:
                if name not in texts.reported:
                    problems.append(Problem(name, shortened(text or ""), messages.takes(error.takes)))
    if not problems:
        problems += faults.of_names(values)
        problems += faults.of_prices(values, books)
        problems += faults.of_currency(values, books)
    if not problems:
        problems += faults.of_qualities(values, books)
    if problems:
        return Reading(None, tuple(problems), texts.ignored)
    scenario = _scenario(values, books)
    if contradictions := tuple(faults.of_changes(scenario, books)):
        return Reading(None, contradictions, texts.ignored)
    return Reading(scenario, (), texts.ignored)


def is_key(key: str) -> bool:
    """Whether a link has a key."""
    return key == "v" or _place(key)[1] is not None


def repeated(pairs: Pairs, known: Callable[[str], bool]) -> list[Problem]:
    """A problem for each known key that is given more than once."""
    counts = Counter(key for key, _ in pairs if known(key))
    return [
        Problem(key, messages.given_more_than_once(), messages.takes_one_value()) for key in counts if counts[key] > 1
    ]


def known_keys_only(reading: Reading) -> Reading:
    """A reading in which unknown keys are problems: for programs, whose users see no notice of ignored keys."""
    if not reading.ignored:
        return reading
    unknown = tuple(Problem(key, "", messages.no_field(nearest_key(key))) for key in reading.ignored)
    return Reading(None, (*reading.problems, *unknown))


def nearest_key(key: str, keys: Iterable[str] = FIELDS) -> str | None:
    """The key that is spelled most like a text; None if none is similar.

    A number before a point is kept: `2.images` for `2.imags`.
    """
    number, point, name = key.rpartition(".")
    near = difflib.get_close_matches(name.lower(), list(keys), n=1)
    return f"{number}{point}{near[0]}" if near else None


def write(scenario: Scenario) -> dict[str, str]:
    """The keys and canonical values of a scenario, in the order of the link."""
    first, *further = scenario.workloads
    owners = {"scenario": scenario, "workload": first, "comparison": scenario.comparison}
    texts = {"v": version(scenario)}
    for field in FIELDS.values():
        if (owner := owners[field.of]) is not None and (value := getattr(owner, field.key)) != field.absent:
            texts[field.key] = field.write(value)
    for place, workload in enumerate(further, 2):
        for field in OF["workload"]:
            value = getattr(workload, field.key)
            unwritten = value == field.absent if field.optional else field.write(value) == field.start
            if field is NAME or not unwritten:
                texts[numbered(place, field.key)] = field.write(value)
    return texts


def version(scenario: Scenario) -> str:
    """The lowest version of the link that can carry a scenario."""
    owners = [("scenario", scenario), *(("workload", workload) for workload in scenario.workloads)]
    used = (field.version_of(getattr(owner, field.key)) for kind, owner in owners for field in _LATER[kind])
    return VERSIONS[max(2 if scenario.several else 1, *used) - 1]


def query_string(texts: Mapping[str, str]) -> str:
    """Keys and texts as a query string, percent-encoded."""
    return urlencode(texts, safe=":,/;~")


def nearest(given_texts: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> Scenario:
    """The valid scenario nearest to some keys and values: wrong values are clamped, scaled or become start values."""
    grammar = kinds(books, today)
    start = start_values(today)
    texts = _sorted_out(given_texts)
    values: dict[int, dict[str, Any]] = {}
    for place, own_texts in enumerate(texts.by_workload.values(), 1):
        values[place] = {}
        for field in _fields_of(place, own_texts):
            candidates = (own_texts.get(field.key), _start(field, texts, start))
            value = _nearest_value(grammar[field.key], [text for text in candidates if text is not None])
            values[place][field.key] = field.absent if value is None else value
        _settle_name(place, values)
    _settle_prices(values, books, today)
    _settle_currency(values, books)
    return _settled(_scenario(values, books), books)


def carried(before: Pairs, after: Pairs, books: PriceBooks, today: dt.date) -> Pairs:
    """The changed texts of a scenario, with each range moved in proportion to the change of its value.

    Ranges that were changed themselves and texts that cannot be read stay as they are.
    """
    was, now = dict(before), dict(after)
    same = [key for key in _RANGES if key in now and now[key] == was.get(key)]
    if not same:
        return after
    old, new = _without_ranges(before, books, today), _without_ranges(after, books, today)
    if old is None or new is None or len(old.workloads) != len(new.workloads):
        return after
    moved = {}
    for place, (one, other) in enumerate(zip(old.workloads, new.workloads, strict=True), 1):
        key = numbered(place, "ranges")
        if key in same:
            known = ranges.parsed(now[key])
            carried_ranges = levers.carried(replace(one, ranges=known), replace(other, ranges=known)).ranges
            moved[key] = ranges.text_of(carried_ranges)
    return [(key, moved.get(key, text)) for key, text in after if moved.get(key, text)]


def _without_ranges(texts: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> Scenario | None:
    return read([(key, text) for key, text in texts if key not in _RANGES], books, today).scenario


@lru_cache(maxsize=8)
def start_scenario(books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario of an empty link."""
    return nearest([], books, today)


def _start(field: Field, texts: "_Texts", start: Mapping[str, str]) -> str | None:
    """The text that stands for a field which a link leaves out; None if the field is optional."""
    return FIRST_NAME if field is NAME and len(texts.by_workload) > 1 else start.get(field.key)


class _Texts(NamedTuple):
    """The texts of a link, sorted by workload, and what is wrong with its keys."""

    by_workload: dict[int, dict[str, str]]
    """Key -> text, by the number of the workload, from 1; fields of the whole scenario are under 1."""
    problems: list[Problem]
    reported: set[str]
    """Keys that have a problem already: given twice, or of a later version."""
    ignored: tuple[str, ...]
    """Unknown keys, shortened."""
    version: int
    """The version that the link names; the newest one if it names an unknown one."""


def _sorted_out(given_texts: Iterable[tuple[str, str]]) -> _Texts:
    """Sort the texts of a link into known keys (the first text of each), problems with keys, and unknown keys."""
    pairs = list(given_texts)
    named_version = next((text for key, text in pairs if key == "v"), VERSIONS[0])
    by_workload: dict[int, dict[str, str]] = {1: {}}
    ignored: dict[str, None] = {}
    beyond: dict[str, None] = {}
    seen: set[str] = set()
    later: dict[str, tuple[str, int]] = {}
    version = int(named_version) if named_version in VERSIONS else len(VERSIONS)
    for key, text in pairs:
        place, field = _place(key)
        if key != "v" and field is None:
            ignored[shortened(key)] = None
        elif key in seen:
            continue
        elif place > MOST_WORKLOADS:
            beyond[f"{place}.name"] = None
        elif field is not None:
            by_workload.setdefault(place, {})[field.key] = text
            if (since := max(field.since, 2 if place > 1 else 1)) > version:
                later[key] = text, since
        seen.add(key)
    problems = repeated(pairs, is_key)
    reported = {problem.field for problem in problems}
    if named_version not in VERSIONS:
        problems.append(Problem("v", shortened(named_version), messages.takes_a_version(VERSIONS)))
    problems += [Problem(key, shortened(text), messages.needs_version(since)) for key, (text, since) in later.items()]
    problems += [Problem(key, "", messages.most_workloads(MOST_WORKLOADS)) for key in beyond]
    for place in range(2, max(by_workload) + 1):
        if NAME.key not in by_workload.get(place, {}):
            problems.append(Problem(numbered(place, NAME.key), "", messages.takes_name_and_number(Name().accepts)))
    return _Texts(dict(sorted(by_workload.items())), problems, {*reported, *later}, tuple(ignored), version)


def _place(key: str) -> tuple[int, Field | None]:
    """The number of the workload and the field that a key names; the field is None for an unknown key."""
    place, name = 1, key
    if match := _NUMBERED.fullmatch(key):
        place, name = int(match[1]), match[2]
    field = FIELDS.get(name)
    if field is None or (place > 1 and field.of != "workload"):
        return 1, None
    return place, field


def _fields_of(place: int, own_texts: Mapping[str, str]) -> Iterator[Field]:
    """The fields to read for a workload; for the first also those of the whole scenario and of its comparison."""
    compared = any(FIELDS[key].of == "comparison" for key in own_texts)
    for field in FIELDS.values():
        if field.of == "workload" or (place == 1 and (field.of == "scenario" or compared)):
            yield field


def _scenario(values: Mapping[int, Mapping[str, Any]], books: PriceBooks) -> Scenario:
    def part(owner: str, place: int = 1) -> dict[str, Any]:
        return {key: value for key, value in values[place].items() if FIELDS[key].of == owner}

    compared = part("comparison")
    return Scenario(
        **part("scenario"),
        workloads=tuple(Workload(**part("workload", place)) for place in values),
        comparison=completed(Comparison(**compared), books.listed) if compared else None,
    )


def _settled(scenario: Scenario, books: PriceBooks) -> Scenario:
    """The scenario with contradictions removed: ranges widened to include their values, impossible events left out."""
    book = books[scenario.prices]
    workloads = tuple(
        replace(levers.around(workload), buys=offered(workload.buys, book[workload.model]))
        for workload in scenario.workloads
    )
    impossible = {event for event, _ in faults.impossible(scenario, books)}
    kept = tuple(event for event in scenario.events if event not in impossible)
    return replace(scenario, workloads=workloads, events=kept)


def _nearest_value(kind: Kind, candidates: Iterable[str]) -> Any:
    """The first value that a kind can make of some texts, exactly or as its nearest value; None if there is none."""
    for text in candidates:
        try:
            return kind.read(text)
        except ValueError:
            if (near := kind.nearest(text)) is not None:
                return near
    return None


def _settle_name(place: int, values: Mapping[int, dict[str, Any]]) -> None:
    """Give a workload after the first a name, and one that no other workload has."""
    taken = {folded(of_workload[NAME.key]) for number, of_workload in values.items() if number < place}
    name = values[place][NAME.key]
    if (place > 1 and not name) or folded(name) in taken:
        values[place][NAME.key] = free_name(taken, place)


def _settle_currency(values: Mapping[int, dict[str, Any]], books: PriceBooks) -> None:
    """Give a currency its reference rate if it has none; remove the currency if there is no such rate either."""
    first = values[1]
    if first["currency"] != USD and first["rate"] is None:
        known = faults.reference_rate(first["currency"], books)
        if known is not None:
            first["rate"], first["rate_day"] = known
    if first["currency"] == USD or first["rate"] is None:
        first |= {"currency": USD, "rate": None, "rate_day": None, "raterange": None}


def _settle_prices(values: Mapping[int, dict[str, Any]], books: PriceBooks, today: dt.date) -> None:
    """Settle on prices that every model has: those of the link or of a later day; replace models without any."""
    prices = values[1]["prices"]
    for of_workload in values.values():
        prices, of_workload["model"] = _on_sale(prices, of_workload["model"], books, today)
    if isinstance(prices, GuidePrices):
        for of_workload in values.values():
            _, of_workload["model"] = _on_sale(prices, of_workload["model"], books, today)
    values[1]["prices"] = prices


def _on_sale(prices: PriceBasis, model: str, books: PriceBooks, today: dt.date) -> tuple[PriceBasis, str]:
    """Prices and a model that has such prices: the link's model, else the start model, else the first on sale.

    A day before the model's first price becomes the day of that price; if there is none, the guide's prices count.
    """
    start = str(FIELDS["model"].start)
    if isinstance(prices, GuidePrices):
        known = books.guide.priced
        return prices, next(key for key in (model, start, *known) if key in known)
    first = {key: books.listed[key].first_priced for key in books.listed.priced}
    on_sale = [key for key, day in first.items() if day <= today and not gone(end_of_life(key, books), today)]
    for key in (model, start, *on_sale):
        if key in first and first[key] <= today:
            return ListPrices(min(max(prices.day, first[key]), today)), key
    return _on_sale(GuidePrices(), model, books, today)
