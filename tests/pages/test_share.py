"""What Share and Export have, and that it costs nothing until they are opened."""

import pytest

from pricing.saved import Store
from pricing.scenario.link import query_string
from tests.pages import shelf
from tests.pages.expected import monthly
from tests.pages.planner import address, headline, move, opened, said, unfold

MARKDOWN = "Text for Slack or Teams (Markdown)"
FILES = {
    "plan/page.py": {
        "Excel with live formulas": "/export/estimate.xlsx",
        "PDF / print": "/print/estimate",
        "Memo for a director": "/print/memo",
        "Memo as text (Markdown)": "/export/memo.md",
        "CSV": "/export/estimate.csv",
        "CSV of the assumptions": "/export/assumptions.csv",
        MARKDOWN: "/export/estimate.md",
        "JSON": "/export/estimate.json",
    },
    "compare/page.py": {"CSV": "/export/compare.csv", MARKDOWN: "/export/compare.md", "JSON": "/export/compare.json"},
}


def test_share_has_the_link_a_line_for_a_chat_and_a_formula() -> None:
    at = opened("images=500")
    unfold(at, "share_open")
    link, chat, formula = [code.value for code in at.code]
    shared = link.split("?", 1)[1]
    assert monthly(shared) == headline(at)
    assert chat == f"{headline(at)} a month on GPT Image 2, 500 images a day, prices of 24 Nov 2026: {link}"
    assert formula == f'=IMPORTDATA("{link.partition("/?")[0]}/export/estimate.csv?{shared}")'
    assert "Save gives it a short link." in said(at)


def test_a_scenario_without_a_price_is_said_to_be_one_in_a_chat() -> None:
    at = opened("model=dall-e-3&prices=2026-01-15&quality=10-90-0")
    unfold(at, "share_open")
    assert at.code[1].value.startswith("Not priced: DALL-E 3, 1,000 images a day, prices of 15 Jan 2026: ")


@pytest.mark.parametrize("page", FILES)
def test_export_names_the_files_for_people(page: str) -> None:
    at = opened("images=500", page)
    unfold(at, "export_open")
    found = {button.proto.label: button.proto.url.partition("?") for button in at.get("link_button")}
    assert {label: path for label, (path, _, _) in found.items()} == FILES[page]
    assert {sent for _, _, sent in found.values()} == {query_string(address(at))}


@pytest.mark.parametrize("page", FILES)
def test_nothing_is_made_until_it_is_opened(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.controls.scripts.copy_link", lambda: pytest.fail("made"))
    at = opened("images=500", page)
    assert not at.exception
    assert not at.code
    assert not at.get("link_button")


def test_a_saved_scenario_has_a_short_link_to_the_revision_that_is_open(store: Store) -> None:
    found = shelf.has(store, "Summer", "images=500")
    shelf.revised(store, found, "images=600")
    at = shelf.opened(found)
    unfold(at, "share_open")
    texts = [code.value for code in at.code]
    assert f":///s/{found.id}?rev=1" in texts
    assert any(text.startswith(headline(at)) and text.endswith(f"/s/{found.id}?rev=1") for text in texts)


def test_a_changed_one_has_none_to_its_figures(store: Store) -> None:
    at = shelf.opened(shelf.has(store, "Summer", "images=500"))
    move(at, images="700")
    unfold(at, "share_open")
    assert not [code for code in at.code if "rev=" in code.value]
    assert "save it again for a short link to these figures" in said(at)
