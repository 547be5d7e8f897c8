"""The Prices page: all prices of the book, with their sources, dates and confidence."""

import datetime as dt
import re
from decimal import Decimal

import pandas as pd
import streamlit as st

from pages.prices import messages as page_messages
from pages.prices import price_tables
from pricing.export.estimate_files import read_in_words
from pricing.export.model_prices import capabilities_data, capability_in_words
from pricing.prices import GUIDE, GuidePrices, ListPrices, messages
from pricing.prices.book import Entry
from pricing.prices.exchange import currencies
from pricing.prices.messages import UNITS
from pricing.prices.search import search
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import Message, as_written, together, words
from ui.controls import table_views, widgets
from ui.drawing import line_ends, phrases
from ui.drawing.chart import show_chart
from ui.drawing.charts import COLOURS, DASHES, Spec, figure, hover, money_axis
from ui.drawing.line_ends import LineEnd
from ui.state import catalogue, session

_PLOT = 240
"""The least height in pixels of the plot."""
_BESIDE = 0.08
"""The part of an axis of days that is left free on both sides of the lines."""
_MODEL = 140
"""Pixels of the column of models: with it the amounts and their components are visible on a phone."""
_CAPABILITY, _VALUE, _READ = 170, 170, 200
"""Pixels of the columns of a capability, its value and how it was read, whose text is wrapped."""


def price_steps_chart(frame: pd.DataFrame, unit: str, shown_unit: str) -> Spec:
    """A model's prices as steps; the frame has the columns `series`, `day` and `amount`, `shown_unit` is translated."""
    highest = float(frame["amount"].max())
    paid_in, axis = unit.split(" ", 1)[0], {"range": [0, highest * 1.08 or 1]}
    if paid_in in currencies():
        with figures.in_currency(paid_in):
            axis = money_axis(highest)
    amount = f"{phrases.amount_pattern('y')} {shown_unit}"
    lines, ends = [], []
    for index, (name, part) in enumerate(frame.groupby("series", sort=False)):
        colour, amounts = COLOURS[index % len(COLOURS)], part["amount"].tolist()
        days = [day.isoformat() for day in part["day"]]
        lines.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": days,
                "y": amounts,
                "name": str(name),
                "line": {"shape": "hv", "dash": DASHES[index % len(DASHES)], "color": colour},
                "hovertemplate": f"{hover(phrases.day_pattern('x'), amount)}<extra>{name}</extra>",
            }
        )
        ends.append(LineEnd(str(name), days[-1], amounts[-1], amounts[-1] / axis["range"][1], colour))
    # Upright and few: a phone has room for three, or for two where letters are wide, as in Chinese.
    few = 2 if len(figures.reader().month_pattern.encode()) > len(figures.reader().month_pattern) else 3
    months: Spec = {"tickformat": phrases.plotly_dates(figures.reader().month_pattern), "nticks": few, "tickangle": 0}
    # Plotly would make room on the axis for the names at the ends of the lines, which are outside the plot.
    first, last = frame["day"].min(), frame["day"].max()
    beside = max(dt.timedelta(days=1), (last - first) * _BESIDE)
    months["range"] = [(first - beside).isoformat(), (last + beside).isoformat()]
    layout = line_ends.layout(ends, _PLOT)
    return figure(
        lines, **layout | {"xaxis": layout.get("xaxis", {}) | months, "yaxis": axis | {"title": {"text": shown_unit}}}
    )


scenario: Scenario = st.session_state["reading"].scenario
present = session.chosen(scenario).model
books = catalogue.price_books()
today = catalogue.today()


def step_chart(entry: Entry) -> None:
    """The history of a model's prices, with a chart for each unit."""
    frame = price_tables.price_steps(entry, today)
    for unit in dict.fromkeys(price.unit for price in entry.model.prices):
        part = frame[frame["unit"] == unit]
        series, changes = part["series"].nunique(), len(part) - 2 * part["series"].nunique()
        starts = part.groupby("series")["day"].min()
        first, added = pd.Timestamp(starts.min()).date(), int((starts > starts.min()).sum())
        title = page_messages.steps(entry.model.name, max(changes, 0), first, series, added, UNITS[unit])
        latest = part.groupby("series", sort=False)["amount"].last()
        amounts = [(str(name), Decimal(f"{amount:g}")) for name, amount in latest.items()]
        chart = price_steps_chart(part, unit, words(UNITS[unit]))
        show_chart(chart, words(title), words(page_messages.today(amounts)), f"history_{_key_of(unit)}")


def _key_of(unit: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", unit.casefold())


def life_of_model(entry: Entry) -> Message:
    """The release of a model, its announced end, its end, and its successor."""
    life = entry.model.life
    texts = [page_messages.released(life.released)]
    if life.deprecated:
        texts.append(page_messages.end_announced(life.deprecated))
    if end := phrases.end(life, today):
        texts.append(page_messages.end_of_life(end))
    if life.successor:
        texts.append(page_messages.successor(books.listed[life.successor].model.name))
    return together(texts)


def _not_priced(entry: Entry) -> list[Message]:
    """The reasons why qualities have no price; qualities with the same reason are together."""
    without = entry.model.not_priced
    return [
        page_messages.not_priced([name for name, why in without.items() if why == reason], reason)
        for reason in dict.fromkeys(without.values())
    ]


heading = st.container()
search_place, services_place, day_place = st.columns([2, 1, 1])
guide = widgets.toggle(words(page_messages.GUIDE), isinstance(scenario.prices, GuidePrices))
book = books.guide if guide else books.listed
services = sorted({entry.model.service for entry in book.entries.values()})
with search_place:
    sought = widgets.text_input(
        words(page_messages.FIND), key="sought", placeholder=words(page_messages.FIND_EXAMPLE)
    ).strip()
matches = search(sought, book)
with services_place:
    chosen = widgets.multiselect(words(page_messages.SERVICES), services, placeholder=words(page_messages.ALL_SERVICES))
with day_place:
    day = None
    if not guide:
        of_scenario = scenario.prices.day if isinstance(scenario.prices, ListPrices) else today
        day = widgets.date_input(
            words(page_messages.DAY),
            of_scenario,
            min_value=book.first_day,
            max_value=today,
            help=words(page_messages.DAY_HELP),
        )

named = [match.model for match in matches if match.model]
frame = price_tables.prices_frame(book, chosen, day, present, named if sought else None)
last = price_tables.last_prices(frame)
title = page_messages.title(len(frame) - last, last, day, guide)
notes = [messages.nothing_named(sought)] if sought and not matches else []
for match in matches:
    if match.without_price is not None:
        notes.append(together([messages.without_price(match.without_price), as_written(match.without_price.note)]))
    elif book[match.model].model.billing == "subscription":
        notes.append(messages.compared_only(book[match.model].model.name))
if notes:
    st.info(phrases.plain_lines(map(words, notes)))
heading.title(words(title), anchor=False)
alt = words(page_messages.table(title))
table_views.table(
    frame,
    alt,
    height=420,
    empty="",
    columns={"Model": st.column_config.TextColumn(width=_MODEL)},
    headings=page_messages.HEADINGS,
)
price_tables.show_ages(books.listed, today)

models = {
    key: phrases.model_label(book[key], today)
    for key in (named if sought else book.entries)
    if not chosen or book[key].model.service in chosen
}
model = widgets.selectbox(words(page_messages.ONE_MODEL), models, None if sought else present) if models else None
if model is not None:
    entry = book[model]
    noted = [as_written(note) for note in (entry.model.life.note, entry.model.note) if note]
    st.caption(phrases.plain_lines(map(words, (life_of_model(entry), *noted, *_not_priced(entry)))))
    if book.name != GUIDE:
        step_chart(entry)
        facts = [
            {
                "What it can do": words(messages.CAPABILITY_NAMES[row["field"]]),
                "Value": capability_in_words(row),
                "Source": row["source"],
                "Read": read_in_words(row["read_on"]),
                "How it was read": row["how_read"],
                "Note": row["note"],
            }
            for row in capabilities_data(entry)
        ]
        table_views.table(
            pd.DataFrame(facts),
            words(page_messages.capabilities(entry.model.name)),
            height=420,
            empty="",
            row_height=table_views.WRAPS_FROM,
            columns={
                "What it can do": st.column_config.TextColumn(width=_CAPABILITY, pinned=True),
                "Value": st.column_config.TextColumn(width=_VALUE),
                "How it was read": st.column_config.TextColumn(width=_READ),
                "Note": st.column_config.TextColumn(width="large"),
            },
            headings=page_messages.CAPABILITY_HEADINGS,
        )
