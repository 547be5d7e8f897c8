"""Keys of the address that are not part of the scenario."""

import re

from pricing.scenario.link import Pairs

SAVED = "saved"
"""The saved scenario that is open, as `id` or `id.revision`."""
COMPARED = "with"
"""Saved scenarios to compare, their ids joined by commas."""
WORKLOAD = "workload"
"""The workload that the controls show, from 1; left out for the first."""
LANGUAGE = "lang"
"""The language of an answer; the page does not keep it in its own address."""
PAID = "paid"
"""The amount paid for a month and the images made with it, as the user typed them: `2026-10:3120:30000`."""
SAVING = "saving"
"""The way to save that Decide shows, by `pricing.decide.savings.Way.id`; removed with the next change."""
EXTRAS = (SAVED, COMPARED, WORKLOAD, PAID, SAVING)
_SAVED_KEY = re.compile(r"[A-Za-z0-9_-]{22}(\.[1-9][0-9]{0,5})?", re.ASCII)


def without_extras(pairs: Pairs) -> Pairs:
    """The keys and texts of the scenario, without the other keys of the address."""
    return [(key, text) for key, text in pairs if key not in (*EXTRAS, LANGUAGE)]


def saved_in(text: str) -> str:
    """The key of a saved scenario, as `id` or `id.revision`; empty for any other text."""
    return text if _SAVED_KEY.fullmatch(text) else ""
