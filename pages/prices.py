"""The Prices page: every price in the book, with its source, dates and confidence."""

import pandas as pd
import streamlit as st

from pages.components import price_ages, tables, widgets
from pages.drawing import charts, frames, price_charts, words
from pages.state import catalogue, session
from pricing.prices import GUIDE, GuidePrices, ListPrices
from pricing.prices.book import Entry
from pricing.scenario.scenario import Scenario

scenario: Scenario = st.session_state["reading"].scenario
present = session.chosen(scenario).model
books = catalogue.price_books()
today = catalogue.today()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def step_chart(entry: Entry) -> None:
    """How a model's prices moved, one chart for each unit they come in."""
    frame = frames.price_steps(entry, today)
    for unit, part in frame.groupby("unit", sort=False):
        series, changes = part["series"].nunique(), len(part) - 2 * part["series"].nunique()
        starts = part.groupby("series")["day"].min()
        first, added = pd.Timestamp(starts.min()).date(), int((starts > starts.min()).sum())
        moved = _counted(changes, "change") if changes > 0 else "no change"
        since = f"since {words.day(first)} in {_counted(series, 'price')}"
        later = f", {added} of them added later" if added else ""
        title = f"{entry.model.name}: {moved} {since}{later}, {unit}"
        latest = part.groupby("series", sort=False)["amount"].last()
        said = ", ".join(f"{name} {amount:g}" for name, amount in latest.items())
        charts.draw(price_charts.history(part, str(unit)), title, f"Today: {said}", f"history_{unit}")


def life(entry: Entry) -> str:
    model = entry.model
    dates = [f"released {words.day(model.life.released)}"]
    if model.life.deprecated:
        dates.append(f"end announced {words.day(model.life.deprecated)}")
    if said := words.end(model.life, today):
        dates.append(said)
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

frame = frames.prices(book, chosen, day, present)
when = f"in force on {words.day(day)}" if day else "of the guide" if guide else "of all times"
last = list(frame.get("Sold", [])).count(frames.NO_LONGER)
apart = f" and {words.number(last)} last prices of models that are no longer sold" if last else ""
heading.title(f"{words.number(len(frame) - last)} prices {when}{apart}", anchor=False)
tables.table(frame, f"Prices {when}, with unit, dates, source and confidence", height=420, empty="")
price_ages.fold(books.listed, today)

models = {
    key: words.model_label(entry, today)
    for key, entry in book.entries.items()
    if not chosen or entry.model.service in chosen
}
model = widgets.selectbox("One model over time", models, present)
if model is not None:
    entry = book[model]
    texts = (life(entry), entry.model.life.note, entry.model.note, *_not_priced(entry))
    st.caption("  \n".join(words.plain(text) for text in texts if text))
    if book.name != GUIDE:
        step_chart(entry)
