"""A program opens what was saved: by its short link, at the revision that the link names, and never whose it is."""

import pytest

from pricing.saved import Saved, Store
from tests.http.programs import answered, refused
from tests.saving.people import revised_by, saved_by

OWNER = "browser:of-opened-links"
PLAN = "images=640&model=gpt-image-1&services=midjourney,gpt-image-2"


@pytest.fixture(scope="module")
def saved(store: Store) -> Saved:
    found = saved_by(store, OWNER, "Spring", PLAN, note="For the board")
    return revised_by(store, OWNER, found.id, f"{PLAN}&days=20")


@pytest.mark.parametrize(("revision", "days"), [("", "20"), ("?rev=1", "30"), ("?rev=2", "20")])
def test_a_short_link_is_opened_at_its_revision(server: str, saved: Saved, revision: str, days: str) -> None:
    for link in (f"{server}/s/{saved.id}{revision}", f"/s/{saved.id}{revision}"):
        found = answered(server, "open_link", link=link)
        number = 1 if revision == "?rev=1" else 2
        assert (found["scenario"]["days"], found["saved"]["revision"]) == (days, number)
        assert (found["saved"]["name"], found["saved"]["note"]) == ("Spring", "For the board")
        assert found["saved"]["short_link"] == f"{server}/s/{saved.id}?rev={number}"
        assert found["link"].startswith(f"{server}/compare?")
        assert OWNER not in str(found)
        assert OWNER.removeprefix("browser:") not in str(found)


def test_figures_begin_with_a_short_link(server: str, saved: Saved) -> None:
    for tool in ("estimate", "compare", "decide"):
        found = answered(server, tool, link=f"{server}/s/{saved.id}", images=100)
        assert (found["scenario"]["images"], found["scenario"]["days"]) == ("100", "20")


def test_what_was_deleted_is_not_there(server: str, store: Store) -> None:
    gone = saved_by(store, OWNER, "Gone", PLAN)
    store.delete(OWNER, gone.id)
    for id_ in (gone.id, "A" * 22, gone.id[:-1]):
        (error,) = refused(server, "open_link", link=f"{server}/s/{id_}")
        assert (error["field"], error["problem"]) == ("link", "there is no saved scenario here")


def test_opening_adds_nothing(server: str, store: Store, saved: Saved) -> None:
    before = store.open(saved.id, None)
    answered(server, "open_link", link=f"/s/{saved.id}")
    assert store.open(saved.id, None) == before
