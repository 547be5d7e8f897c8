"""One month of bills: the amount billed for the plan, the year, amounts outside the plan, and the difference."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from compat import lost_session
from pages.actual import messages, uploads
from pricing.actual.compared_month import ImagesBy
from pricing.actual.conclusion import Conclusion
from pricing.actual.given_answers import NO_MODEL, bill_answers
from pricing.actual.landing import Landing, pace_message, year_message
from pricing.actual.landing.messages import span
from pricing.actual.matched_bill import Unmatched
from pricing.actual.messages import APART, PARTS, billed_in_part, counts_as, no_cost, not_compared, without_rate
from pricing.actual.readers.messages import sum_in
from pricing.actual.source_months import SourceMonth, billed
from pricing.actual.variance import Variance, month_messages, part_messages, shown_percent
from pricing.bill.estimate import Estimate
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.values.exact import of_fraction, quotient
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import Message, noted, words
from ui.controls import boxes, widgets
from ui.drawing import charts, phrases
from ui.drawing.chart import show_chart
from ui.drawing.charts import FIXED, GREY, Spec, hatched, money_axis, names_below
from ui.state import catalogue

IMAGES = Number(0, 9_999_999_999, unit="images")
"""The range of the number of images that a team used in a month."""
_BILLED, _EXPECTED = "#2f6fde", "#9db8ec"
_MOST = 8
"""The most names of amounts outside the plan that are shown; the others are counted."""


def choose(months: Sequence[SourceMonth]) -> Month:
    """Let the user choose a month: at first the last complete month with a cost."""
    selectable_months = sorted(billed(months) or {source_month.month for source_month in months})
    past_months = [month for month in selectable_months if month < Month.of(catalogue.today())]
    names = {str(month): figures.month(month) for month in selectable_months}
    chosen = widgets.segmented_control(
        words(messages.MONTH),
        names,
        str((past_months or selectable_months)[-1]),
        key=f"actual_month_{lost_session.name(*names)}",
    )
    return next(month for month in selectable_months if str(month) == chosen)


def draw(whole: Estimate, conclusion: Conclusion, month: Month, answers: Mapping[str, str]) -> None:
    """The figures of a month: the amount billed for the plan, the year, and the amounts that are not of the plan."""
    month_variance, complete = conclusion.variances.get(month), conclusion.is_complete(month)
    if month_variance is not None and complete:
        st.header(phrases.plain(title(next(month_messages(month_variance)))), anchor=False)
    billed, year, apart = st.columns(3, border=True)
    with billed:
        _of_plan(whole, month_variance, complete, month)
    with year:
        if conclusion.year is not None:
            _year(conclusion.year)
        elif month_variance is not None:
            st.caption(words(messages.YEAR_WAITS))
    with apart:
        _apart(whole, conclusion, answers)


def title(about: Message) -> str:
    """A sentence as a title, without its full stop."""
    return words(about).rstrip(".。")


def _of_plan(whole: Estimate, month_variance: Variance | None, complete: bool, month: Month) -> None:
    if whole.unpriced:
        st.info(words(messages.NO_PRICE))
    elif month_variance is None:
        st.info(words(no_cost(month) if complete else billed_in_part(month, None)))
    else:
        first = month.first_day.replace(day=month_variance.compared.first)
        last = first.replace(day=min(first.day + month_variance.days - 1, month.days))
        st.metric(words(messages.billed_for(messages.days(first, last))), figures.money(month_variance.actual))
        images = sum((group.images[0] for group in month_variance.compared.groups), Fraction(0))
        by = {group.images[1] for group in month_variance.compared.groups}
        if count := round(images):
            how: ImagesBy = "count" if by == {"count"} else "cost" if "cost" in by else "tokens"
            an_image = quotient(month_variance.actual, of_fraction(images))
            st.caption(phrases.plain(words(messages.images_made(count, an_image, how))))
        if not complete:
            st.caption(words(without_rate()))
        for place in month_variance.compared.without_bill:
            st.caption(phrases.plain(words(not_compared(whole.scenario.workloads[place].name))))


def _year(year: Landing) -> None:
    months = span(year.months[0].month, year.months[-1].month)
    st.metric(words(messages.the_year(months)), figures.money(year.cost))
    billed = sum(month.basis == "actual" for month in year.months)
    if billed < len(year.months):
        st.caption(phrases.plain(words(messages.months_billed(billed, shown_percent(year.level)))))


def _apart(whole: Estimate, conclusion: Conclusion, answers: Mapping[str, str]) -> None:
    """The amounts that are not of the plan, by name, with a way to count other names as a model of the plan."""
    st.markdown(f"**{words(messages.APART_TITLE)}**")
    listed = [unmatched for unmatched in conclusion.apart if unmatched.currency]
    if not listed:
        st.caption(words(messages.ALL_OF_PLAN))
    for unmatched in listed[:_MOST]:
        name = (
            noted(phrases.short(unmatched.model, 40), APART[unmatched.kind])
            if unmatched.model
            else APART[unmatched.kind]
        )
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(phrases.plain(words(name)), width="stretch")
            st.markdown(phrases.plain(words(sum_in(unmatched.cost, unmatched.currency))), width="content")
    if len(listed) > _MOST:
        st.caption(words(messages.more_apart(len(listed) - _MOST)))
    if listed:
        st.caption(words(messages.IN_NO_FIGURE))
    _belongs(whole, conclusion, listed, answers)


def _belongs(whole: Estimate, conclusion: Conclusion, listed: Sequence[Unmatched], answers: Mapping[str, str]) -> None:
    """A select box for each name that may be a model of the plan, and for each that the user has said to be one."""
    book = catalogue.price_books().listed
    billed = {
        record.model
        for compared in conclusion.compared.values()
        for group in compared.groups
        for record in group.records
    }
    aliases = {name: model for name, model in bill_answers(answers).aliases.items() if model in book and name in billed}
    if lines := [words(counts_as(name, book[model].model.name)) for name, model in aliases.items()]:
        st.caption(phrases.plain_lines(lines))
    names = dict.fromkeys([*aliases, *(line.model for line in listed if line.kind == "other" and line.model)])
    if not names:
        return
    box = widgets.expander(words(messages.BELONGS), key="belongs_open")
    if not box.open:
        return
    models = dict.fromkeys(workload.model for workload in whole.scenario.workloads)
    options = {NO_MODEL: words(messages.NOT_OF_PLAN)} | {
        model: book[model].model.name for model in models if model in book
    }
    with box:
        for name in [*names][:_MOST]:
            key = f"name:{name}"
            label = phrases.plain(words(messages.name_is(phrases.short(name, 40))))

            def answered(model: str | None, key: str = key) -> None:
                uploads.answer(key, model or NO_MODEL)

            widgets.selectbox(label, options, answers.get(key, NO_MODEL), key=f"alias_{name}", change=answered)


def draw_why(conclusion: Conclusion, month: Month) -> None:
    """The difference from the plan in parts that add up, each with its reason."""
    month_variance = conclusion.variances.get(month)
    if month_variance is None or not conclusion.is_complete(month):
        return
    headline, *notes = month_messages(month_variance)
    if parts := month_variance.visible_parts:
        alt = f"{words(headline)} {words(messages.from_plan_to_bill(parts))}"
        show_chart(_waterfall(month_variance), words(messages.why(parts)), alt, "actual_why")
    if lines := [words(line) for line in (*part_messages(month_variance), *notes)]:
        st.caption(phrases.plain_lines(lines))


def _waterfall(month_variance: Variance) -> Spec:
    """From the plan to the bill, a step for each part."""
    parts = month_variance.visible_parts
    levels = [month_variance.planned]
    for part in parts:
        levels.append(levels[-1] + part.amount)
    labels = [words(messages.PLANNED), *(words(PARTS[part.code]) for part in parts), words(messages.BILLED)]
    return charts.waterfall(
        labels, [month_variance.planned, *(part.amount for part in parts), month_variance.actual], max(levels)
    )


def draw_year(year: Landing) -> None:
    """The expected year, and the pace of the present month."""
    by_month = words(messages.expected_by_month((month.month, month.cost) for month in year.months))
    show_chart(_year_chart(year), title(year_message(year)), by_month, "actual_year")
    if year.pace is not None:
        st.caption(phrases.plain(words(pace_message(year.pace))))


def _year_chart(year: Landing) -> Spec:
    """Billed amounts by month, the rest that is expected on top, and the plan as a line."""
    billed = [float(month.billed or 0) for month in year.months]
    to_come = [float(month.cost) - float(month.billed or 0) for month in year.months]
    planned = [float(month.planned + month.own) for month in year.months]
    series = (
        (messages.BILLED, billed, {"type": "bar", "marker": {"color": _BILLED}}),
        (messages.EXPECTED, to_come, {"type": "bar", "marker": {"color": _EXPECTED, "pattern": hatched("/")}}),
        (
            messages.PLANNED,
            planned,
            {"type": "scatter", "mode": "lines+markers", "line": {"color": GREY, "dash": "dot"}},
        ),
    )
    months = [figures.month(month.month) for month in year.months]
    hover = charts.hover("%{x}", phrases.money_pattern("y"))
    data = [
        {"x": months, "y": usd, "name": words(name), "hovertemplate": f"{hover}<extra>{words(name)}</extra>"} | style
        for name, usd, style in series
    ]
    highest = max(*planned, *(amount + expected for amount, expected in zip(billed, to_come, strict=True)))
    return charts.figure(
        data,
        barmode="stack",
        xaxis={"type": "category", "tickangle": 0, **FIXED},
        yaxis=money_axis(highest) | FIXED,
        **names_below(len(data), columns=2, left=60, right=20),
    )


def ask_used(scenario: Scenario, month: Month) -> None:
    """A box for each workload's number of used images, in a fold."""
    box = widgets.expander(words(messages.used_in(month)), key="used_open")
    if not box.open:
        return
    with box:
        st.caption(words(messages.USED_HELP))
        with st.container(horizontal=True):
            for workload in scenario.workloads:
                name = workload.name
                with st.container(width=240):
                    text, images = boxes.loose_number_box(
                        phrases.plain(words(messages.images_used(name))),
                        IMAGES,
                        key=f"used_{month}_{name}",
                        value=uploads.used_text(month, name),
                        placeholder="30000",
                    )
                uploads.set_used(month, name, text, None if images is None else int(images))
