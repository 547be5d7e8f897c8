"""The Prices page: every price in the book, with its source, dates and confidence."""

import pandas as pd
import streamlit as st

from pages.components import catalogue, charts, frames, session, tables, words
from pricing.prices import GUIDE
from pricing.prices.book import Entry

scenario = st.session_state["reading"].scenario
books = catalogue.price_books()
today = catalogue.today()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def step_chart(entry: Entry) -> None:
    """How a model's prices moved, one chart for each unit they come in."""
    frame = frames.price_steps(entry, today)
    for unit, part in frame.groupby("unit", sort=False):
        series, changes = part["series"].nunique(), len(part) - 2 * part["series"].nunique()
        first = pd.Timestamp(part["day"].min()).date()
        moved = _counted(changes, "change") if changes > 0 else "no change"
        title = f"{entry.model.name}: {moved} since {words.day(first)} in {_counted(series, 'price')}, {unit}"
        latest = part.groupby("series", sort=False)["amount"].last()
        said = ", ".join(f"{name} {amount:g}" for name, amount in latest.items())
        charts.draw(charts.history(part, str(unit)), title, f"Today: {said}", f"history_{unit}")


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


guide = st.toggle("Prices of the May 2025 guide", value=scenario.price_date is None, on_change=session.stay)
book = books.guide if guide else books.listed
services = sorted({entry.model.service for entry in book.entries.values()})
left, right = st.columns(2)
with left:
    chosen = st.multiselect("Services", services, placeholder="All services", on_change=session.stay)
with right:
    day = None
    if not guide:
        day = st.date_input(
            "In force on", scenario.price_date or today, min_value=book.first_day, max_value=today,
            format="YYYY-MM-DD", on_change=session.stay, help="Clear it to see every price there ever was.",
        )  # fmt: skip

frame = frames.prices(book, chosen, day)
when = f"in force on {words.day(day)}" if day else "of the guide" if guide else "of all times"
last = list(frame.get("Sold", [])).count(frames.NO_LONGER)
apart = f" and {last:,} last prices of models that are no longer sold" if last else ""
st.markdown(f"**{len(frame) - last:,} prices {when}{apart}**")
tables.table(frame, f"Prices {when}, with unit, dates, source and confidence", height=420)

models = [key for key, entry in book.entries.items() if not chosen or entry.model.service in chosen]
here = models.index(scenario.model) if scenario.model in models else 0
model = st.selectbox(
    "One model over time", models, here, format_func=lambda key: words.model_label(book[key], today),
    on_change=session.stay,
)  # fmt: skip
if model is not None:
    entry = book[model]
    texts = (life(entry), entry.model.life.note, entry.model.note, *_not_priced(entry))
    st.caption("  \n".join(words.plain(text) for text in texts if text))
    if book.name != GUIDE:
        step_chart(entry)
