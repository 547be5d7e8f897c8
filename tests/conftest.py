import datetime as dt

import pytest

from pricing.prices import PriceBooks, load


@pytest.fixture(scope="session")
def books() -> PriceBooks:
    return load()


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date(2026, 11, 24)
