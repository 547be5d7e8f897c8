"""Actions on a user's own saved scenarios. Each returns an action that undoes it."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from pages.scenarios import messages
from pricing.bill.estimate import estimate
from pricing.explain.adding import added_up
from pricing.prices.revision import revision_of
from pricing.saved import Draft, Revision, Saved, validation
from pricing.scenario import link
from pricing.wording.messages import Message, together, words
from ui.controls.actions import Done
from ui.drawing import phrases
from ui.state import catalogue


def archive(owner: str, saved: Saved, on: bool = True) -> Done:
    """Archive a scenario, or move it back."""
    catalogue.store().archive(owner, saved.id, on)
    text = messages.archived(saved.name) if on else messages.is_back(saved.name)
    return Done(words(text), partial(archive, owner, saved, not on))


def delete(owner: str, saved: Saved) -> Done:
    """Delete a scenario."""
    catalogue.store().delete(owner, saved.id)
    return Done(words(messages.deleted(saved.name)), partial(restore, owner, saved))


def restore(owner: str, saved: Saved) -> Done:
    """Undo a deletion."""
    catalogue.store().restore(owner, saved.id)
    return Done(words(messages.restored(saved.name)), partial(delete, owner, saved))


def duplicate(owner: str, saved: Saved, request_key: str) -> Done:
    """Make a copy for the user; undo deletes the copy."""
    copy = catalogue.store().duplicate(owner, saved.id, request_key)
    return Done(words(messages.duplicated(saved.name, copy.name)), partial(delete, owner, copy))


def add_up(owner: str, chosen: Sequence[Saved], request_key: str) -> Done:
    """Save the workloads of several scenarios as a new one, with the terms of the first; undo deletes it."""
    books, today = catalogue.price_books(), catalogue.today()
    named = [
        (part.name, scenario) for part in chosen if (scenario := catalogue.read_query(part.revision.query).scenario)
    ]
    total, changed = added_up(named, books, today)
    names = [name for name, _ in named]
    draft = Draft(
        name=phrases.short(" + ".join(names), validation.LONGEST_NAME),
        query=link.query_string(link.write(total)),
        per_month=estimate(total, books).per_month,
        price_book=revision_of(books),
    )
    made = catalogue.store().save(owner, draft, request_key)
    added = messages.added_up(names, made.name, len(total.workloads))
    return Done(words(together([added, *changed])), partial(delete, owner, made))


def share(owner: str, saved: Saved, on: bool) -> Done:
    """Let the whole team find a scenario, or no longer."""
    catalogue.store().share_with_team(owner, saved.id, on)
    text = messages.team_finds(saved.name) if on else messages.only_you_find(saved.name)
    return Done(words(text), partial(share, owner, saved, not on))


def describe(owner: str, saved: Saved, name: str, note: str, tags: Iterable[str]) -> Done:
    """Change name, note and tags."""
    described = catalogue.store().describe(owner, saved.id, name, note, tags)
    undo = partial(describe, owner, described, saved.name, saved.note, saved.tags)
    return Done(words(messages.described(described.name)), undo)


def at_todays_prices(owner: str, saved: Saved, wanted: Revision, request_key: str) -> Done:
    """Add a revision at today's prices."""
    return _revise(owner, saved, wanted, messages.revised_to_today, request_key)


def _revise(owner: str, saved: Saved, wanted: Revision, say: Callable[[int, str], Message], request_key: str) -> Done:
    """Add a revision like `wanted`. Revisions are never removed: undo adds one like the former.

    `say` gets the number of the new revision and the name of the scenario.
    """
    draft = Draft(
        page=wanted.page,
        query=wanted.query,
        per_month=wanted.per_month,
        changed=wanted.changed,
        price_book=wanted.price_book,
    )
    revised = catalogue.store().revise(owner, saved.id, draft, saved.newest, request_key)
    text = say(revised.saved.revision.number, saved.name)
    if revised.others:
        text = together([text, messages.OTHER_REVISION])
    say_back = partial(messages.revised_back, former=saved.revision.number)
    undo = partial(_revise, owner, revised.saved, saved.revision, say_back, secrets.token_hex(16))
    return Done(words(text), undo)
