"""Short links: `/s/<id>` has a preview in chats, the bill for people, and a button to the planner.

`/s/<id>/card.png` is its picture.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from compat import page_files
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.saved import Saved
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import words
from ui.drawing import claims
from ui.state import catalogue
from ui.state.address import SAVED
from web import messages
from web.bill_lines import lines
from web.html import base_address, card_language, message, page, with_keys
from web.summary import Summary, scenario_card, summary
from web.workers import DATABASE, FIGURES


async def open_link(request: Request) -> Response:
    """The page of a short link: tags for crawlers, and for people the bill and a button to the planner.

    It loads the planner's files in the background, so that the button opens it at once.
    """
    saved = await requested_scenario(request)
    if not isinstance(saved, Saved):
        return saved
    base = base_address(request)
    path = f"/s/{saved.id}"
    revision = {"rev": str(saved.revision.number)} if "rev" in request.query_params else {}
    shown = await DATABASE.run(request, lambda: _shown(saved))
    return page(
        "saved.html",
        title=saved.name,
        note=saved.note,
        saved=words(messages.revision_saved(saved.revision.number, saved.revision.saved_at.date())),
        shown=shown,
        address=base and base + with_keys(path, revision),
        picture=base and base + with_keys(f"{path}/card.png", revision | card_language()),
        target=planner_address(saved),
        files=" ".join(page_files.first_files()),
    )


def planner_address(saved: Saved) -> str:
    """The address of a revision in the planner: the path of its page, with its query string."""
    page_path = "/compare" if saved.revision.page == "compare" else "/"
    key = f"{saved.id}.{saved.revision.number}"
    return f"{page_path}?{urlencode([*parse_qsl(saved.revision.query, keep_blank_values=True), (SAVED, key)])}"


async def picture(request: Request) -> Response:
    """The card of a short link as a PNG."""
    saved = await requested_scenario(request)
    if not isinstance(saved, Saved):
        return saved
    scenario = catalogue.read_query(saved.revision.query).scenario
    if scenario is None:
        return no_scenario_page()
    with figures.in_currency(scenario.currency):
        image = await FIGURES.run(request, partial(_picture, saved.name, scenario))
    return Response(image, media_type="image/png", headers={"Cache-Control": "public, max-age=300"})


def _picture(name: str, scenario: Scenario) -> bytes:
    return scenario_card(name, estimate(scenario, catalogue.price_books()), catalogue.today())


async def requested_scenario(request: Request, framed_by: Sequence[str] = ()) -> Saved | Response:
    """The saved scenario of the address, by its `id` and `rev`, or the page for none; raises what `open_saved` does."""
    saved = await open_saved(request, request.path_params["id"], request.query_params.get("rev"))
    return saved or no_scenario_page(framed_by)


async def open_saved(request: Request, id_: str, revision: str | None) -> Saved | None:
    """The saved scenario of an id, at a revision or the newest; None if there is none.

    Raises SettingError, PriceBookError and StoreDown, and what `Workers.run` does.
    """
    if revision is not None and not (revision.isascii() and revision.isdigit() and len(revision) < 7):
        return None
    number = int(revision) if revision else None
    return await DATABASE.run(request, lambda: _open(id_, number))


def _open(id_: str, revision: int | None) -> Saved | None:
    catalogue.checked_books()
    return catalogue.store().open(id_, revision)


def no_scenario_page(framed_by: Sequence[str] = ()) -> Response:
    """The page for a scenario that does not exist, was deleted, or cannot be read."""
    return message(words(messages.no_such_scenario()), words(messages.wrong_or_deleted()), 404, framed_by)


class _Shown(NamedTuple):
    """The texts of the page about a scenario."""

    description: str
    summary: Summary | None = None
    lines: Sequence[tuple[str, ...]] = ()


def _shown(saved: Saved) -> _Shown:
    """The texts about a saved scenario; without figures if this planner cannot read it."""
    scenario = catalogue.read_query(saved.revision.query).scenario
    if scenario is None:
        return _Shown(words(messages.saved_budget()))
    with figures.in_currency(scenario.currency):
        return _shown_figures(scenario)


def _shown_figures(scenario: Scenario) -> _Shown:
    books = catalogue.price_books()
    whole = estimate(scenario, books)
    today = catalogue.today()
    about = summary(whole, forecast(whole), books, today)
    return _Shown(claims.in_one_line(whole, today), about, lines(whole))


ROUTES = [Route("/s/{id}", open_link), Route("/s/{id}/card.png", picture)]
