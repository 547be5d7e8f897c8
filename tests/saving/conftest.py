import pytest
from playwright.sync_api import Page

from tests.browsing import NewContext
from tests.saving.people import Person


@pytest.fixture
def ann(new_context: NewContext, server: str) -> Person:
    """Somebody with a browser of her own."""
    return Person(new_context(), server)


@pytest.fixture
def bob(new_context: NewContext, server: str) -> Person:
    """Somebody else, with another browser."""
    return Person(new_context(), server)


@pytest.fixture
def page(ann: Person) -> Page:
    """Ann's tab."""
    return ann.page
