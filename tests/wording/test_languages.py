"""Which language a reader gets, and that every catalogue of one is complete."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from pricing.wording import languages, messages
from pricing.wording.figures import ENGLISH
from pricing.wording.languages import preferred
from pricing.wording.messages import LOCALES

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


def read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, language)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_a_catalogue_has_every_text_with_its_places_and_nothing_else(path: Path) -> None:
    translated = {entry.id: entry for entry in read(path, path.parents[1].name) if entry.id}
    assert set(translated) == {entry.id for entry in read(LOCALES / "messages.pot") if entry.id}
    for text, entry in translated.items():
        originals = [str(original) for original in (text if isinstance(text, list | tuple) else [text])]
        whole = entry.string if isinstance(entry.string, list | tuple) else [entry.string]
        translations = [str(translation or "") for translation in whole]
        assert all(translations), f"not translated: {originals[0]}"
        assert not entry.fuzzy, f"fuzzy: {originals[0]}"
        for translation in translations:
            assert places(translation) == places(originals[-1]), f"other places: {originals[0]}"


@pytest.fixture
def with_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A further language is a further catalogue, and no line of code."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid "{sentences}"\nmsgstr "{sentences}"\n', encoding="utf-8")
    monkeypatch.setattr(languages, "LOCALES", tmp_path)
    monkeypatch.setattr(messages, "LOCALES", tmp_path)
    languages.languages.cache_clear()
    yield
    languages.languages.cache_clear()
    messages._catalogue.cache_clear()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("en-GB,de;q=0.9", "en_US"),
        ("fr,de;q=0.2,en;q=0.8", "en_US"),
        ("fr;q=1,de;q=0", "en_US"),
        ("xx-yy-zz;q=oops,*, ,DE;q=0.1", "de"),
        ("", "en_US"),
    ],
)
@pytest.mark.usefixtures("with_german")
def test_a_browser_gets_the_language_that_it_prefers_among_ours(accepted: str, language: str) -> None:
    assert preferred(accepted).language == language


@pytest.mark.usefixtures("with_german")
def test_a_language_has_its_name_and_figures_of_its_own() -> None:
    german = languages.languages()["de"]
    assert (german.name, languages.tag(german), german.number(1234)) == ("Deutsch", "de", "1.234")
    assert languages.code(german) == "de"
    assert languages.code(ENGLISH) == "en"
