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
from ui.controls.actions import Done
from ui.drawing import phrases
from ui.state import catalogue


def archive(owner: str, saved: Saved, on: bool = True) -> Done:
    """Put a scenario away, or back."""
    catalogue.store().archive(owner, saved.id, on)
    text = f"Archived {saved.name}." if on else f"{saved.name} is back among yours."
    return Done(text, partial(archive, owner, saved, not on))


def delete(owner: str, saved: Saved) -> Done:
    """Delete a scenario."""
    catalogue.store().delete(owner, saved.id)
    text = f"Deleted {saved.name}. It can be restored from the Deleted shelf for 30 days."
    return Done(text, partial(restore, owner, saved))


def restore(owner: str, saved: Saved) -> Done:
    """Undo a deletion."""
    catalogue.store().restore(owner, saved.id)
    return Done(f"Restored {saved.name}.", partial(delete, owner, saved))


def duplicate(owner: str, saved: Saved, request_key: str) -> Done:
    """Make a copy of one's own; undone, the copy is deleted."""
    copy = catalogue.store().duplicate(owner, saved.id, request_key)
    return Done(f"Duplicated {saved.name} as {copy.name}.", partial(delete, owner, copy))


def add_up(owner: str, chosen: Sequence[Saved], request_key: str) -> Done:
    """Save the workloads of some scenarios as one more, on the terms of the first; undone, that is deleted."""
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
    terms = f"{len(total.workloads)} workloads on the terms of {names[0]}"
    text = f"Added up {phrases.joined(names)} as {made.name}: {terms}."
    return Done(" ".join([text, *map(messages.words, changed)]), partial(delete, owner, made))


def share(owner: str, saved: Saved, on: bool) -> Done:
    """Let everybody in the team find a scenario, or no longer."""
    catalogue.store().share_with_team(owner, saved.id, on)
    text = f"The team finds {saved.name} now." if on else f"Only you find {saved.name} now."
    return Done(text, partial(share, owner, saved, not on))


def describe(owner: str, saved: Saved, name: str, note: str, tags: Iterable[str]) -> Done:
    """Change name, note and tags."""
    kept = catalogue.store().describe(owner, saved.id, name, note, tags)
    undo = partial(describe, owner, kept, saved.name, saved.note, saved.tags)
    return Done(f"Kept name, note and tags of {kept.name}.", undo)


def revise(owner: str, saved: Saved, wanted: Revision, reason: str, request_key: str) -> Done:
    """Add a revision like `wanted`. Revisions are never taken away: undone, one like the former is added."""
    draft = Draft(
        page=wanted.page,
        query=wanted.query,
        per_month=wanted.per_month,
        changed=wanted.changed,
        price_book=wanted.price_book,
    )
    revised = catalogue.store().revise(owner, saved.id, draft, saved.newest, request_key)
    number = revised.saved.revision.number
    text = f"Saved revision {number} of {saved.name}, {reason}."
    if revised.others:
        text += " Another revision came in between; both are in the history."
    former = f"as revision {saved.revision.number} was"
    undo = partial(revise, owner, revised.saved, saved.revision, former, secrets.token_hex(16))
    return Done(text, undo)
