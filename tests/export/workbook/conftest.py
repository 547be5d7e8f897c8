import pytest

from tests.export.workbook.office import Office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One profile for the session: making it takes longer than a conversion."""
    return Office(tmp_path_factory.mktemp("office"))
