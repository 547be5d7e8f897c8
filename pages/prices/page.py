"""The Prices page: every price in the book, with its source, dates and confidence."""

import pandas as pd
import streamlit as st

from pages.prices import messages as page_messages
from pages.prices import price_tables
from pricing.export.estimate_files import read_in_words
from pricing.export.model_prices import capabilities_data, capability_in_words
from pricing.prices import GUIDE, GuidePrices, ListPrices, messages
from pricing.prices.book import Entry
from pricing.prices.search import search
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import as_written, together, words
from ui.controls import table_views, widgets
from ui.drawing import charts, line_ends, phrases
from ui.drawing.charts import COLOURS, DASHES, Spec, figure, money_axis
from ui.drawing.line_ends import LineEnd
from ui.state import catalogue, session

_PLOT = 240
"""Pixels of the plot, at least."""


def price_steps_chart(frame: pd.DataFrame, unit: str) -> Spec:
    """Steps of a model's prices; columns `series`, `day`, `amount`."""
    highest = float(frame["amount"].max())
    axis = money_axis(highest) if unit.startswith("USD") else {"range": [0, highest * 1.08 or 1]}
    lines, ends = [], []
    for index, (name, part) in enumerate(frame.groupby("series", sort=False)):
        colour, days, amounts = COLOURS[index % len(COLOURS)], part["day"].tolist(), part["amount"].tolist()
        lines.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": days,
                "y": amounts,
                "name": str(name),
                "line": {"shape": "hv", "dash": DASHES[index % len(DASHES)], "color": colour},
                "hovertemplate": f"{phrases.day_pattern('x')}: {phrases.amount_pattern('y')} {unit}"
                f"<extra>{name}</extra>",
            }
        )
        ends.append(LineEnd(str(name), days[-1], amounts[-1], amounts[-1] / axis["range"][1], colour))
    return figure(lines, yaxis=axis | {"title": {"text": unit}}, **line_ends.layout(ends, _PLOT))


scenario: Scenario = st.session_state["reading"].scenario
present = session.chosen(scenario).model
books = catalogue.price_books()
today = catalogue.today()


def step_chart(entry: Entry) -> None:
    """How a model's prices moved, one chart for each unit they come in."""
    frame = price_tables.price_steps(entry, today)
    for unit, part in frame.groupby("unit", sort=False):
        series, changes = part["series"].nunique(), len(part) - 2 * part["series"].nunique()
        starts = part.groupby("series")["day"].min()
        first, added = pd.Timestamp(starts.min()).date(), int((starts > starts.min()).sum())
        moved = phrases.count(changes, "change") if changes > 0 else "no change"
        since = f"since {figures.day(first)} in {phrases.count(series, 'price')}"
        later = f", {added} of them added later" if added else ""
        title = f"{entry.model.name}: {moved} {since}{later}, {unit}"
        latest = part.groupby("series", sort=False)["amount"].last()
        alt = ", ".join(f"{name} {amount:g}" for name, amount in latest.items())
        charts.show_chart(price_steps_chart(part, str(unit)), title, f"Today: {alt}", f"history_{unit}")


def life_of_model(entry: Entry) -> str:
    model = entry.model
    dates = [f"released {figures.day(model.life.released)}"]
    if model.life.deprecated:
        dates.append(f"end announced {figures.day(model.life.deprecated)}")
    if end := phrases.end(model.life, today):
        dates.append(end)
    if model.life.successor:
        dates.append(f"successor {books.listed[model.life.successor].model.name}")
    return ", ".join(dates)


def _not_priced(entry: Entry) -> list[str]:
    """Why some qualities have no price; qualities with one reason together."""
    reasons = dict.fromkeys(entry.model.not_priced.values())
    return [
        f"No price here for {' and '.join(name for name, why in entry.model.not_priced.items() if why == reason)} "
        f"quality: {reason}"
        for reason in reasons
    ]


heading = st.container()
guide = widgets.toggle("Prices of the May 2025 guide", isinstance(scenario.prices, GuidePrices))
book = books.guide if guide else books.listed
services = sorted({entry.model.service for entry in book.entries.values()})
sought = widgets.text_input(
    words(page_messages.find()), key="sought", placeholder=words(page_messages.find_example())
).strip()
matches = search(sought, book)
left, right = st.columns(2)
with left:
    chosen = widgets.multiselect("Services", services, placeholder="All services")
with right:
    day = None
    if not guide:
        of_scenario = scenario.prices.day if isinstance(scenario.prices, ListPrices) else today
        day = widgets.date_input(
            "In force on",
            of_scenario,
            min_value=book.first_day,
            max_value=today,
            help="Clear it to see every price there ever was.",
        )

named = [match.model for match in matches if match.model]
frame = price_tables.prices_frame(book, chosen, day, present, named if sought else None)
when = f"in force on {figures.day(day)}" if day else "of the guide" if guide else "of all times"
last = list(frame.get("Sold", [])).count(price_tables.NO_LONGER)
apart = f" and {figures.number(last)} last prices of models that are no longer sold" if last else ""
told = [*map(messages.nothing_named, [sought] if sought and not matches else [])]
for match in matches:
    if match.without_price is not None:
        told.append(together([messages.without_price(match.without_price), as_written(match.without_price.note)]))
    elif book[match.model].model.billing == "subscription":
        told.append(messages.compared_only(book[match.model].model.name))
if told:
    st.info(phrases.plain_lines(map(words, told)))
heading.title(f"{figures.number(len(frame) - last)} prices {when}{apart}", anchor=False)
table_views.table(frame, f"Prices {when}, with unit, dates, source and how each was read", height=420, empty="")
price_tables.show_ages(books.listed, today)

models = {
    key: phrases.model_label(book[key], today)
    for key in (named if sought else book.entries)
    if not chosen or book[key].model.service in chosen
}
model = widgets.selectbox("One model over time", models, None if sought else present) if models else None
if model is not None:
    entry = book[model]
    texts = (life_of_model(entry), entry.model.life.note, entry.model.note, *_not_priced(entry))
    st.caption(phrases.plain_lines(filter(None, texts)))
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
        table_views.table(pd.DataFrame(facts), f"What {entry.model.name} can do", height=420, empty="")
