"""The controls below the main ones: fields of a workload with its mix of sizes, and the terms of all workloads.

The currency is offered at a dated reference rate; another rate can be typed.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

import streamlit as st

from pricing.bill.bills import Bill
from pricing.bill.prompt import count_tokens
from pricing.prices import PriceBooks
from pricing.prices.exchange import RatesOfDay, currencies
from pricing.scenario.conversion import converted
from pricing.scenario.fields import FIELDS, kinds, number_of
from pricing.scenario.growth import doubling_in, growth
from pricing.scenario.kinds import Number, PixelSizeKind
from pricing.scenario.labels.messages import units_for_one
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT, plain, total
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording import figures
from pricing.wording.figures import USD
from pricing.wording.messages import words
from ui.controls import boxes, messages, model_and_prices, widgets
from ui.controls.workloads import Chosen
from ui.drawing import claims, phrases
from ui.state import catalogue, session
from ui.state.session import Refusal, Taken, Texts

_CHOSEN = "currency_chosen"
"""Key of the session's state for a chosen currency that has no rate yet."""


def workload_fields(chosen: Chosen, bill: Bill, books: PriceBooks) -> None:
    """The less used fields of a workload."""
    prompt, tries, reuse, batch = st.columns(4)
    with prompt:
        chosen.number("prompt", help=words(messages.PROMPT_HELP))
    with tries:
        chosen.number("tries", help=words(messages.TRIES_HELP))
    with reuse:
        chosen.number("reuse", help=words(messages.REUSE_HELP))
    with batch:
        chosen.number("batch", help=words(messages.BATCH_HELP))
    discount, growth, refs, reference = st.columns(4)
    with discount:
        about = words(messages.DISCOUNT_HELP)
        chosen.number("discount", help=about, texts=partial(_discounted, chosen))
        if chosen.workload.discount:
            _contract(chosen, books)
    with growth:
        chosen.number("growth", help=words(messages.GROWTH_HELP))
        _doubling(chosen)
    with refs:
        chosen.number("refs", help=words(messages.REFS_HELP))
    if chosen.workload.refs:
        with reference:
            _reference(chosen, books[chosen.scenario.prices][chosen.workload.model].has_fidelity)
    _prompt_text(chosen, bill)


def scenario_fields(chosen: Chosen, books: PriceBooks, today: dt.date) -> None:
    """The terms that all workloads share."""
    prices, money, budget, days = st.columns(4)
    with prices:
        model_and_prices.choose_prices(chosen.scenario, books, today)
    with money:
        choose_currency(chosen.scenario, books, today)
    with budget:
        chosen.number("budget", help=words(messages.BUDGET_HELP))
    with days:
        chosen.number("days")
    choose_rate(chosen.scenario, books, today)
    months, start, peak, _ = st.columns(4)
    with months:
        chosen.number("months")
    with start:
        _start(chosen.scenario, today)
    with peak:
        chosen.number("peak", help=words(messages.PEAK_HELP))


def own_cost_fields(chosen: Chosen) -> None:
    """The team's own costs, and the product's users and revenue."""
    columns = st.columns(4)
    for column, (field, about) in zip(
        columns,
        (
            ("own_image", messages.OWN_IMAGE_HELP),
            ("own_month", messages.OWN_MONTH_HELP),
            ("users", messages.USERS_HELP),
            ("revenue", messages.REVENUE_HELP),
        ),
        strict=True,
    ):
        with column:
            chosen.number(field, help=words(about))


def _discounted(chosen: Chosen, percent: str) -> Texts:
    """Set the discount; see `Scenario.with_replaced` for the first discount of a scenario."""
    key = chosen.key("discount")
    first = not any(workload.discount for workload in chosen.scenario.workloads)
    return {key: percent, "contract": "vendor"} if first and Decimal(percent) else {key: percent}


def _contract(chosen: Chosen, books: PriceBooks) -> None:
    vendor = books.vendor_of(chosen.workload.model)
    options = {place: words(name) for place, name in messages.contract_places(vendor).items()}
    widgets.selectbox(
        words(messages.CONTRACT_LABEL),
        options,
        chosen.scenario.contract,
        key=chosen.widget("contract"),
        change=widgets.to("contract"),
    )


def _doubling(chosen: Chosen) -> None:
    """A box for the growth in another form: the months in which the volume doubles."""
    months = growth(chosen.workload.growth).doubles
    key = chosen.key("growth")

    def text(months: str) -> Texts:
        return {key: plain(doubling_in(Decimal(months)))}

    takes = Number(1, 120, 1, "months")
    shown = months if months is not None and months <= takes.high else None
    label = words(messages.DOUBLES_IN)
    boxes.number_box(chosen.widget("doubles_box"), label, takes, shown, key, text, emptied={key: "0"})
    if grows := claims.grows(chosen.workload.growth):
        st.caption(phrases.plain(grows))


def _prompt_text(chosen: Chosen, bill: Bill) -> None:
    key, label = chosen.widget("prompt_text"), words(messages.COUNT_PROMPT)
    kind, field = kinds(catalogue.price_books(), catalogue.today())["prompt"], chosen.key("prompt")

    def count(text: str) -> Taken:
        tokens = str(count_tokens(text))
        try:
            kind.read(tokens)
        except ValueError:
            takes = words(messages.takes_tokens(kind.accepts, int(tokens)))
            return Refusal(field, label, text, takes)
        return {field: tokens}

    widgets.paste_area(
        label, key=key, change=count, height=80, max_chars=100_000, placeholder=words(messages.PASTE_PROMPT)
    )
    boxes.refusal_below(key)
    if st.session_state[key] and session.refusal(key) is None:
        with_prompt = [line.cost_per_day for line in bill.lines if line.component == "text_input"]
        cost = None if bill.unpriced else EXACT.multiply(total(with_prompt), bill.days)
        st.caption(phrases.plain(words(messages.counted_prompt(chosen.workload.prompt, cost))))


def _reference(chosen: Chosen, has_fidelity: bool) -> None:
    label, size = FIELDS["refsize"].label, str(chosen.workload.refsize)
    boxes.text_box(chosen.widget("refsize"), label, PixelSizeKind(), size, chosen.key("refsize"))
    if has_fidelity:
        label, key = FIELDS["fidelity"].label, chosen.widget("fidelity")
        options = {"low": words(messages.LOW_FIDELITY), "high": words(messages.HIGH_FIDELITY)}
        widgets.segmented_control(label, options, chosen.workload.fidelity, key=key, change=chosen.to("fidelity"))


def _start(scenario: Scenario, today: dt.date) -> None:
    first = min(Month.of(today), scenario.start)
    last = max(Month.of(today).plus(24), scenario.start)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = {str(month): figures.month(month) for month in map(first.plus, range(count))}
    widgets.selectbox(FIELDS["start"].label, months, str(scenario.start), key="start", change=widgets.to("start"))


def size_mix_button(chosen: Chosen, books: PriceBooks) -> None:
    """A button for boxes with the shares of all sizes but the main one; nothing if the model has one size."""
    sold = books[chosen.scenario.prices][chosen.workload.model].model.sizes
    others = {*sold, *(size for size, _ in chosen.workload.size)} - {chosen.workload.size.main}
    if not others:
        return
    box = widgets.popover(words(messages.MIX_OF_SIZES), key="mix_open")
    if box.open:
        with box:
            _share_boxes(chosen, sorted(others, key=lambda size: (size.pixels, size)))


def size_mix_text(mix: Iterable[tuple[Size, int]]) -> str:
    """The text of a link for a mix of sizes."""
    return ",".join(f"{size}:{share}" for size, share in mix if share > 0)


def _share_boxes(chosen: Chosen, others: Iterable[Size]) -> None:
    shares, main = dict(chosen.workload.size), chosen.workload.size.main
    of_main = shares[main]
    for size in others:
        share = shares.get(size, 0)
        give = partial(_with_share_of, chosen, size)
        room = Number(0, share + of_main, unit="percent, as the sizes add up to 100")
        key = chosen.widget(f"mix_{size}")
        label = words(messages.share_of_size(size))
        boxes.number_box(key, label, room, share, chosen.key("size"), give, emptied=give("0"))
    st.caption(words(messages.gets_the_rest(main, of_main)))


def _with_share_of(chosen: Chosen, size: Size, percent: str) -> Texts:
    """Give a size its share; the main size gets the rest."""
    main, *others = [part for part in chosen.workload.size if part[0] != size]
    others.append((size, int(percent)))
    of_main = PERCENT - sum(share for _, share in others)
    return {chosen.key("size"): size_mix_text([(main[0], of_main), *others])}


def choose_currency(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Choose the currency of the plan's amounts; one without a reference rate is applied once its rate is typed."""
    offered = None if books.reference_rates is None else books.reference_rates.newest
    chosen = st.session_state.get(_CHOSEN, "")
    widgets.selectbox(
        FIELDS["currency"].label,
        _options(offered),
        chosen or scenario.currency,
        key="currency",
        change=partial(_take_currency, scenario, offered),
        help=words(messages.CURRENCY_HELP),
    )
    if chosen and chosen != scenario.currency:
        _rate_box(scenario, chosen, today)


def choose_rate(scenario: Scenario, books: PriceBooks, today: dt.date) -> None:
    """Boxes for the rate of the plan's currency and its day; nothing in USD."""
    if scenario.rate is None:
        return
    rate, day, reference = st.columns([1, 1, 2], vertical_alignment="bottom")
    with rate:
        _rate_box(scenario, scenario.currency, today)
    with day:
        label = FIELDS["rate_day"].label
        widgets.date_input(label, scenario.rate_day, key="rate_day", change=widgets.to("rate_day"), max_value=today)
    offered = None if books.reference_rates is None else books.reference_rates.newest
    reference_rate = None if offered is None else offered.rates.get(scenario.currency)
    if (
        offered is not None
        and reference_rate is not None
        and (reference_rate, offered.day) != (scenario.rate, scenario.rate_day)
    ):
        texts = {"rate": str(reference_rate), "rate_day": offered.day.isoformat()}
        with reference:
            widgets.button(
                words(messages.take_reference_rate(reference_rate, scenario.currency, offered.day)), lambda: texts
            )


def _options(offered: RatesOfDay | None) -> dict[str, str]:
    """Currency code -> its words: USD, then the currencies with a reference rate, then all others."""
    name = figures.reader().currency_name
    options = {USD: words(messages.currency_name(USD, name(USD)))}
    if offered is not None:
        for code, rate in offered.rates.items():
            options[code] = words(messages.currency_at_rate(code, name(code), rate, offered.day))
    further = (code for code in currencies() if code not in options)
    return options | {code: words(messages.currency_without_rate(code, name(code))) for code in further}


def _take_currency(scenario: Scenario, offered: RatesOfDay | None, currency: str) -> Texts:
    st.session_state.pop(_CHOSEN, None)
    if currency == USD:
        return session.replaced_by(converted(scenario, USD, None, None))
    rate = None if offered is None else offered.rates.get(currency)
    if rate is None or offered is None:
        st.session_state[_CHOSEN] = currency
        return {}
    return session.replaced_by(converted(scenario, currency, rate, offered.day))


def _rate_box(scenario: Scenario, currency: str, today: dt.date) -> None:
    """A box for the rate; a typed rate gets today as its day."""

    def typed(text: str) -> Texts:
        if currency == scenario.currency:
            return {"rate": text, "rate_day": today.isoformat()}
        st.session_state.pop(_CHOSEN, None)
        return session.replaced_by(converted(scenario, currency, Decimal(text), today))

    value = scenario.rate if currency == scenario.currency else None
    label = words(units_for_one(currency, USD))
    boxes.number_box(
        f"rate_{currency}_box", label, number_of("rate"), value, "rate", typed, help=words(messages.RATE_HELP)
    )
