"""What Share and Export have, and that it costs nothing until they are opened."""

import pytest

from pricing.saved import Store
from pricing.scenario.link import query_string
from tests.pages import shelf
from tests.pages.expected import monthly
from tests.pages.planner import address, headline, move, opened, said, unfold

FILES = {
    "plan/page.py": {
        "Excel with live formulas": "/export/estimate.xlsx",
        "PDF / print": "/print/estimate",
        "Picture for a slide": "/export/slide.png",
        "Memo for a director": "/print/memo",
        "Memo as Markdown": "/export/memo.md",
        "Markdown": "/export/estimate.md",
        "CSV": "/export/estimate.csv",
        "CSV for Excel": "/export/estimate.csv?bom=yes",
        "CSV for Excel, with semicolons and decimal commas": "/export/estimate.csv?sep=semicolon&bom=yes",
        "CSV of the assumptions": "/export/assumptions.csv",
        "JSON": "/export/estimate.json",
    },
    "compare/page.py": {
        "Excel": "/export/compare.xlsx",
        "PDF / print": "/print/compare",
        "CSV": "/export/compare.csv",
        "CSV for Excel": "/export/compare.csv?bom=yes",
        "CSV for Excel, with semicolons and decimal commas": "/export/compare.csv?sep=semicolon&bom=yes",
        "Markdown": "/export/compare.md",
        "JSON": "/export/compare.json",
    },
}


def test_share_has_the_link_a_line_for_a_chat_and_a_formula() -> None:
    at = opened("images=500&paid=2026-10:3120")
    unfold(at, "share_open")
    link, chat, formula = [code.value for code in at.code]
    shared = link.split("?", 1)[1]
    assert monthly(shared) == headline(at)
    assert "3120" not in link, "what was paid is for who typed it"
    assert chat == f"{headline(at)} a month on GPT Image 2, 500 images a day, prices of 24 Nov 2026: {link}"
    assert formula == f'=IMPORTDATA("{link.partition("/?")[0]}/export/estimate.csv?{shared}")'


def test_a_scenario_without_a_price_is_said_to_be_one_in_a_chat() -> None:
    at = opened("model=dall-e-3&prices=2026-01-15&quality=10-90-0")
    unfold(at, "share_open")
    assert at.code[1].value.startswith("Not priced: DALL-E 3, 1,000 images a day, prices of 15 Jan 2026: ")


@pytest.mark.parametrize("page", FILES)
def test_export_names_the_files_for_people(page: str) -> None:
    at = opened("images=500", page)
    unfold(at, "export_open")
    sent = query_string(address(at))
    found = {button.proto.label: button.proto.url for button in at.get("link_button")}
    assert found == {label: f"{path}{'&' if '?' in path else '?'}{sent}" for label, path in FILES[page].items()}


def test_files_of_what_is_saved_name_it(store: Store) -> None:
    saved = shelf.has(store, "Summer", "images=500")
    at = shelf.opened(saved)
    unfold(at, "export_open")
    assert all(button.proto.url.endswith(f"&saved={saved.id}.1") for button in at.get("link_button"))


@pytest.mark.parametrize("page", FILES)
def test_nothing_is_made_until_it_is_opened(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.controls.saving.scripts.copy_at_once", lambda *_: pytest.fail("made"))
    at = opened("images=500", page)
    assert not at.exception
    assert not at.code
    assert not at.get("link_button")


def test_of_what_is_saved_the_short_link_is_copied_and_says_which_it_is(store: Store) -> None:
    found = shelf.has(store, "Summer", "images=500")
    shelf.revised(store, found, "images=600")
    at = shelf.opened(found)
    unfold(at, "share_open")
    _, link, chat, whole, _ = [code.value for code in at.code]
    assert link == f":///s/{found.id}?rev=1"
    assert "It opens revision 1" in said(at)
    assert chat == f"{headline(at)} a month on GPT Image 2, 500 images a day, prices of 24 Nov 2026: {link}"
    assert monthly(whole.split("?", 1)[1].partition("&saved=")[0]) == headline(at)
    at.segmented_control(key="share_kept").set_value("newest").run()
    assert at.code[1].value == f":///s/{found.id}"
    assert "It opens what was saved last" in said(at)


def test_one_click_makes_a_short_link_under_a_name(store: Store) -> None:
    at = opened("images=500")
    unfold(at, "share_open")
    name = next(box for box in at.text_input if box.key == "share_name")
    assert name.placeholder == "GPT Image 2, 500 images a day"
    next(button for button in at.button if button.label == "Make a short link").click().run()
    (saved,) = store.library(shelf.ANN)
    assert saved.name == name.placeholder
    assert at.code[1].value == f":///s/{saved.id}?rev=1"
    assert "Make a short link" not in [button.label for button in at.button]


def test_a_changed_one_becomes_a_revision_with_a_short_link(store: Store) -> None:
    found = shelf.has(store, "Summer", "images=500")
    at = shelf.opened(found)
    move(at, images="700")
    unfold(at, "share_open")
    assert not [code for code in at.code if "rev=" in code.value]
    next(button for button in at.button if button.label.startswith("Save as revision 2")).click().run()
    assert f":///s/{found.id}?rev=2" in [code.value for code in at.code]
