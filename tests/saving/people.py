"""People with a browser profile each."""

import itertools
from decimal import Decimal
from http.cookies import Morsel, SimpleCookie
from typing import Any

import httpx
from itsdangerous import URLSafeSerializer
from playwright.sync_api import BrowserContext, Page

from pricing.saved import Draft, Saved, Store
from pricing.scenario import link
from tests.pages import expected
from ui.state.visitor import COOKIE

_keys = itertools.count(1)


class Person:
    """A browser profile, its tab, and whom the planner takes it for."""

    def __init__(self, context: BrowserContext, server: str, page: Page | None = None) -> None:
        context.request.get(server)
        self.context = context
        self.server = server
        self.page = page or context.new_page()

    @property
    def cookie(self) -> str:
        return next(cookie["value"] for cookie in self.context.cookies() if cookie["name"] == COOKIE)

    @property
    def owner(self) -> str:
        return owner_said(self.cookie)

    def has(self, store: Store, name: str, query: str = "", **more: Any) -> Saved:
        """A scenario that this person saved before the test begins."""
        return saved_by(store, self.owner, name, query, **more)


def cookie_of(answer: httpx.Response) -> "Morsel[str] | None":
    """The owner cookie that an answer sets."""
    found: SimpleCookie = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return found.get(COOKIE)


def owner_said(cookie: str) -> str:
    """What an owner's cookie says, which anybody can read and only the server can write."""
    _, holder = URLSafeSerializer("no key is needed to read").loads_unsafe(cookie)
    return f"browser:{holder}"


def saved_by(store: Store, owner: str, name: str, query: str = "", **more: Any) -> Saved:
    """Save a scenario behind the pages' back."""
    draft = Draft(name=name, **{**of_plan(query), **more})
    return store.save(owner, draft, f"test-{next(_keys)}")


def revised_by(store: Store, owner: str, id: str, query: str) -> Saved:
    """Add a revision behind the pages' back."""
    plan = of_plan(query)
    newest = len(store.history(id))
    return store.revise(owner, id, Draft(**plan), newest, f"test-{next(_keys)}").saved


def of_plan(query: str) -> dict[str, Any]:
    """The whole query of a plan, and its exact cost."""
    bill = expected.bill(query)
    cost: Decimal | None = bill.per_month
    return {"query": link.query_string(link.write(bill.scenario)), "per_month": cost}
