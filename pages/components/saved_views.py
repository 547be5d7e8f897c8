"""Saved scenarios looked at: side by side, how one cost became another, history, and today's prices."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from pages.components import catalogue, charts, claims, save, session, tables, words
from pricing import link, notices
from pricing.difference import LABELS, Waterfall, waterfall
from pricing.estimate import estimate
from pricing.life import gone
from pricing.saved import Revision, Saved
from pricing.scenario import Scenario

UNREADABLE = "cannot be read by this planner"
_NONE = "none"


def side_by_side(found: Sequence[Saved]) -> None:
    """Two to four saved scenarios: what differs, and why the cost does."""
    names = [f"{place}. {saved.name}" for place, saved in enumerate(found, 1)]
    plans = {name: catalogue.read(saved.revision.query) for name, saved in zip(names, found, strict=True)}
    readable = {name: plan.scenario for name, plan in plans.items() if plan.scenario is not None}
    with st.container(horizontal=True):
        for name, saved in zip(names, found, strict=True):
            _cost(name, saved, readable.get(name))
    texts = {name: link.write(scenario) for name, scenario in readable.items()}
    rows = []
    for key, label in LABELS.items():
        values = {name: text.get(key, _NONE) for name, text in texts.items()}
        differs = "differs" if len(set(values.values())) > 1 else ""
        rows.append({"Field": label, **{name: values.get(name, UNREADABLE) for name in names}, "Differs": differs})
    rows.sort(key=lambda row: not row["Differs"])
    tables.table(pd.DataFrame(rows), "The fields of the scenarios side by side")
    for name in names:
        if name not in readable:
            st.caption(words.plain(f"{name} {UNREADABLE}. It is kept as it was saved."))
    if readable:
        (start, before), *others = readable.items()
        for name, scenario in others:
            how_it_moved(before, scenario, start, name, f"waterfall_{name}")


def _cost(name: str, saved: Saved, scenario: Scenario | None) -> None:
    """What a scenario costs; where it cannot be read, what it cost when it was saved."""
    if scenario is not None:
        cost = estimate(scenario, catalogue.price_books()).per_month
        st.metric(words.plain(name), words.money(cost), border=True)
        return
    st.metric(
        words.plain(name), words.money(saved.revision.per_month), f"when saved; {UNREADABLE}",
        delta_color="off", delta_arrow="off", border=True,
    )  # fmt: skip


def how_it_moved(before: Scenario, after: Scenario, start: str, end: str, key: str) -> None:
    """A waterfall from one monthly cost to another, whose parts add up exactly."""
    found = waterfall(before, after, catalogue.price_books(), catalogue.today())
    if not isinstance(found, Waterfall):
        st.caption(words.plain(f"From {start} to {end}: {found.reason}"))
        return
    if not found.steps:
        st.caption(words.plain(f"{start} and {end} cost the same: {words.money(found.start)} a month."))
        return
    title = claims.how_it_moved(found, start, end)
    labels = [start, *(step.label for step in found.steps), end]
    amounts = [found.start, *(step.amount for step in found.steps), found.end]
    bars = {
        "type": "waterfall", "x": [charts.as_text(label) for label in labels], "y": [float(usd) for usd in amounts],
        "measure": ["absolute", *("relative" for _ in found.steps), "total"],
        "text": [words.money(amounts[0]), *map(words.signed_money, amounts[1:-1]), words.money(amounts[-1])],
        "increasing": {"marker": {"color": "#c2413b"}}, "decreasing": {"marker": {"color": "#0f9d76"}},
        "totals": {"marker": {"color": "#2f6fde"}}, "connector": {"line": {"color": "#8590a6"}},
    }  # fmt: skip
    figure = charts.figure([bars], 300, showlegend=False, yaxis=charts.money_axis(float(max(found.levels))))
    steps = ", ".join(f"{step.label} {words.signed_money(step.amount)}" for step in found.steps)
    charts.draw(figure, title, f"From {words.money(found.start)}: {steps}, to {words.money(found.end)}", key)


def at_todays_prices(scenario: Scenario, key: str) -> Scenario | None:
    """Whether the plan costs something else today, and why; the plan at today's prices if so."""
    books, today = catalogue.price_books(), catalogue.today()
    bill = estimate(scenario, books)
    messages = [
        note.message for note in notices.notices(bill, books, today) if note.code in ("model-shut-down", "successor")
    ]
    other = notices.replacement(scenario, books, today) if messages else None
    if messages:
        if other is not None:
            cost = words.money(other.estimate.per_month)
            because = f", because {other.because}" if other.because else ""
            messages.append(f"On {other.entry.model.name} the plan costs {cost} a month at today's prices{because}.")
        st.warning(words.plain(" ".join(messages)), icon=":material/event_busy:")
    if gone(bill.ends, today):
        return None
    if scenario.price_date == today or scenario.model not in books.listed.priced:
        return None
    now = replace(scenario, prices=today)
    repriced = estimate(now, books)
    if repriced.per_month == bill.per_month:
        st.caption("Today's list prices give the same cost.")
        return None
    if repriced.per_month is None or bill.per_month is None:
        st.caption("At today's list prices the plan has no price." if repriced.per_month is None else "")
        return None
    st.markdown(words.plain(
        f"At today's list prices this plan costs {words.money(repriced.per_month)} a month, "
        f"{words.signed_money(repriced.per_month - bill.per_month)}."
    ))  # fmt: skip
    how_it_moved(scenario, now, "As saved", "Today", key)
    return now


def history(found: Saved, revisions: Sequence[Revision]) -> None:
    """Every revision, newest first, with what changed in words and its own link."""
    plans = [catalogue.read(revision.query) for revision in revisions]
    rows = [
        {
            "Revision": revision.number,
            "Saved": revision.saved_at,
            "USD a month": None if revision.per_month is None else float(revision.per_month),
            "What changed": _what_changed(before, plan),
            "Link": f"{session.short_link(found.id)}?rev={revision.number}",
        }
        for revision, before, plan in zip(revisions, [None, *plans], plans, strict=False)
    ]
    tables.table(pd.DataFrame(rows[::-1]), "The revisions of the scenario")


def _what_changed(before: link.Reading | None, plan: link.Reading) -> str:
    if plan.scenario is None:
        return UNREADABLE
    if before is None:
        return "first saved"
    if before.scenario is None:
        return f"not known: the revision before {UNREADABLE}"
    return save.in_words(save.differences(before, plan)) or "nothing"
