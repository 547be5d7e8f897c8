from collections.abc import Iterator

import pytest

from tests.deploy.deployed import Deployed, deployed


@pytest.fixture(scope="module")
def running() -> Iterator[Deployed]:
    """The whole deployment, for one module: its last test kills a planner."""
    with deployed() as everything:
        yield everything
