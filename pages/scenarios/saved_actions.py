"""What can be done with a saved scenario of one's own; each undoes another."""

import secrets
from collections.abc import Iterable, Sequence
from functools import partial

from pricing.bill.estimate import estimate
from pricing.explain.adding import added_up
from pricing.prices.revision import revision_of
from pricing.saved import Draft, Revision, Saved, validation
from pricing.scenario import link
from pricing.wording import messages
from ui.controls.undo import Done
from ui.drawing import words
from ui.state import catalogue


def archive(owner: str, found: Saved, on: bool = True) -> Done:
    """Put a scenario away, or back."""
    catalogue.store().archive(owner, found.id, on)
    said = f"Archived {found.name}." if on else f"{found.name} is back among yours."
    return Done(said, partial(archive, owner, found, not on))


def delete(owner: str, found: Saved) -> Done:
    """Delete a scenario."""
    catalogue.store().delete(owner, found.id)
    said = f"Deleted {found.name}. It can be restored from the Deleted shelf for 30 days."
    return Done(said, partial(restore, owner, found))


def restore(owner: str, found: Saved) -> Done:
    """Undo a deletion."""
    catalogue.store().restore(owner, found.id)
    return Done(f"Restored {found.name}.", partial(delete, owner, found))


def duplicate(owner: str, found: Saved, request_key: str) -> Done:
    """Make a copy of one's own; undone, the copy is deleted."""
    copy = catalogue.store().duplicate(owner, found.id, request_key)
    return Done(f"Duplicated {found.name} as {copy.name}.", partial(delete, owner, copy))


def add_up(owner: str, found: Sequence[Saved], request_key: str) -> Done:
    """Save the workloads of some scenarios as one more, on the terms of the first; undone, that is deleted."""
    books, today = catalogue.price_books(), catalogue.today()
    named = [(saved.name, scenario) for saved in found if (scenario := catalogue.read(saved.revision.query).scenario)]
    whole, changed = added_up(named, books, today)
    names = [name for name, _ in named]
    draft = Draft(
        name=words.short(" + ".join(names), validation.LONGEST_NAME),
        query=link.query_string(link.write(whole)),
        per_month=estimate(whole, books).per_month,
        price_book=revision_of(books),
    )
    made = catalogue.store().save(owner, draft, request_key)
    terms = f"{len(whole.workloads)} workloads on the terms of {names[0]}"
    said = f"Added up {words.joined(names)} as {made.name}: {terms}."
    return Done(" ".join([said, *map(messages.words, changed)]), partial(delete, owner, made))


def share(owner: str, found: Saved, on: bool) -> Done:
    """Let everybody in the team find a scenario, or no longer."""
    catalogue.store().share_with_team(owner, found.id, on)
    said = f"The team finds {found.name} now." if on else f"Only you find {found.name} now."
    return Done(said, partial(share, owner, found, not on))


def describe(owner: str, found: Saved, name: str, note: str, tags: Iterable[str]) -> Done:
    """Change name, note and tags."""
    kept = catalogue.store().describe(owner, found.id, name, note, tags)
    undo = partial(describe, owner, kept, found.name, found.note, found.tags)
    return Done(f"Kept name, note and tags of {kept.name}.", undo)


def revise(owner: str, found: Saved, wanted: Revision, said: str, request_key: str) -> Done:
    """Add a revision like `wanted`. Revisions are never taken away: undone, one like the former is added."""
    revised = catalogue.store().revise(
        owner,
        found.id,
        wanted.query,
        wanted.per_month,
        wanted.page,
        found.newest,
        request_key,
        wanted.changed,
        price_book=wanted.price_book,
    )
    number = revised.saved.revision.number
    text = f"Saved revision {number} of {found.name}, {said}."
    if revised.others:
        text += " Another revision came in between; both are in the history."
    former = f"as revision {found.revision.number} was"
    undo = partial(revise, owner, revised.saved, found.revision, former, secrets.token_hex(16))
    return Done(text, undo)
