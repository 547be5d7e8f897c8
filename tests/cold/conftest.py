"""The dashboard that saves, as in the tests of saving."""

from tests.saving.conftest import data, server, store

__all__ = ["data", "server", "store"]
