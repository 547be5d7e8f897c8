"""The store of saved scenarios, which pages call. Thread-safe; one per process, any number per database."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from pricing.saved import queries, validation
from pricing.saved.engine import confirm, migrate, writing
from pricing.saved.errors import DeletedSince, NotFound, failures_reported
from pricing.saved.saved_scenario import Draft, Revised, Revision, Saved
from pricing.saved.stored_rows import ScenarioRow
from pricing.saved.validation import is_id, new_id

_PURGED_AT_ONCE = 500
_COUNTED_EVERY = dt.timedelta(minutes=1)
"""How long a count of all scenarios is used before they are counted again, as other processes change it."""


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """Saved scenarios in one database.

    Results are committed. Every method raises `StoreDown` while the database cannot be reached, and works again
    afterwards; the same request can then be sent again with the same key and is carried out only once. A repeated
    request whose scenario has been deleted since raises `DeletedSince`. The first call migrates the tables.

    Everyone who knows an id can open the scenario; only its owner can change it. `NotFound` does not tell whether a
    scenario is missing or belongs to somebody else.
    """

    def __init__(self, engine: Engine, now: Callable[[], dt.datetime] = utc_now, most: int | None = None) -> None:
        """`most`: the limit of scenarios of all owners together; None for no limit."""
        self._engine = engine
        self._writer = writing(engine)
        self._now = now
        self._migrated = False
        self._most = most
        self._total = 0
        self._counted: dt.datetime | None = None

    def save(self, owner: str, draft: Draft, request_key: str) -> Saved:
        """Save a scenario for the first time. Raises LimitError, DeletedSince."""
        accepted = validation.draft(draft)
        with self._saving(owner, request_key, "save") as (session, request, first):
            return first or self._added(session, owner, accepted, request)

    def revise(self, owner: str, id: str, draft: Draft, seen: int, request_key: str) -> Revised:
        """Add a revision; `seen` is the newest that the user has seen. Raises NotFound, LimitError, DeletedSince."""
        accepted = validation.revision(draft)
        _check(id)
        with self._saving(owner, request_key, f"revise:{id}") as (session, request, first):
            if first:
                return Revised(first, others=first.revision.number > seen + 1)
            now = self._now()
            # Raising the number locks the row, so a second revision at the same time waits and gets the next number.
            row = session.scalar(
                update(ScenarioRow)
                .where(queries.of_owner(owner, id))
                .values(newest=ScenarioRow.newest + 1, saved_at=now)
                .returning(ScenarioRow)
            )
            if row is None:
                raise NotFound
            self._keep_pace(session, owner, now)
            revision = queries.revision_row(row, accepted, owner, request)
            session.add(revision)
            return Revised(queries.saved(row, revision), others=row.newest > seen + 1)

    def duplicate(self, owner: str, id: str, request_key: str, revision: int | None = None) -> Saved:
        """Save a copy of a scenario that can be opened, for `owner`. Raises NotFound, LimitError, DeletedSince."""
        _check(id)
        with self._saving(owner, request_key, f"copy:{id}:{revision}") as (session, request, first):
            if first:
                return first
            original = queries.one(session, id, revision)
            if original is None:
                raise NotFound
            state = original.revision
            copy = Draft(
                name=validation.copy_name(original.name),
                note=original.note,
                tags=original.tags,
                page=state.page,
                query=state.query,
                per_month=state.per_month,
                changed=state.changed,
                price_book=state.price_book,
            )
            return self._added(session, owner, copy, request)

    def open(self, id: str, revision: int | None = None) -> Saved | None:
        """A scenario at a revision or at its newest one; None if it cannot be opened."""
        if not is_id(id):
            return None
        with self.reading() as session:
            return queries.one(session, id, revision)

    def history(self, id: str) -> tuple[Revision, ...]:
        """The revisions of a scenario, oldest first; empty if it cannot be opened."""
        if not is_id(id):
            return ()
        with self.reading() as session:
            return queries.history(session, id)

    def library(
        self,
        owner: str,
        search: str = "",
        tag: str | None = None,
        *,
        archived: bool = False,
        team: bool = False,
        deleted: bool = False,
        models: Callable[[str], Iterable[str]] = lambda word: (),
    ) -> tuple[Saved, ...]:
        """An owner's scenarios at their newest revisions, last saved first; at most `validation.MOST_SCENARIOS`.

        Every word of `search` must occur in the name, note or tags, or name a model of the scenario; `models` returns
        the ids of the models that a word names. `team`: the scenarios shared with the team, of every owner.
        `deleted`: the owner's deleted scenarios that can still be restored, archived or not. Raises LimitError.
        """
        validation.owner(owner)
        words = validation.search(search)
        since = self._now() - validation.KEPT_DELETED
        if not all(map(validation.is_clean, [*words, tag or ""])):
            return ()
        condition = queries.deleted(owner, since) if deleted else queries.shelf(None if team else owner, archived)
        with self.reading() as session:
            return queries.listed(session, condition, words, tag, models)

    def describe(self, owner: str, id: str, name: str, note: str, tags: Iterable[str]) -> Saved:
        """Change name, note and tags of a scenario. Raises NotFound, LimitError."""
        described = {"name": validation.name(name), "note": validation.note(note), "tags": validation.tags(tags)}
        with self.changing(owner, id) as (session, row):
            for field, value in described.items():
                setattr(row, field, value)
            row.searched = queries.searched(row.name, row.note, row.tags)
            session.flush()
            present = queries.one(session, id, None)
            if present is None:
                raise NotFound
            return present

    def archive(self, owner: str, id: str, on: bool = True) -> None:
        """Archive a scenario, or undo that. Raises NotFound."""
        with self.changing(owner, id) as (_, row):
            row.archived = on

    def share_with_team(self, owner: str, id: str, on: bool = True) -> None:
        """List a scenario for everybody in the team, or stop that. Raises NotFound."""
        with self.changing(owner, id) as (_, row):
            row.team = on

    def delete(self, owner: str, id: str) -> None:
        """Delete a scenario; it can be restored for 30 days. Deleting it again changes nothing. Raises NotFound."""
        with self.changing(owner, id, deleted_too=True) as (_, row):
            row.deleted_at = row.deleted_at or self._now()

    def restore(self, owner: str, id: str) -> None:
        """Undo a deletion of the last 30 days. Raises NotFound, LimitError."""
        with self.changing(owner, id, deleted_too=True) as (session, row):
            if row.deleted_at is not None:
                validation.room(queries.count(session, owner))
                row.deleted_at = None

    def purge(self) -> int:
        """Remove for good the scenarios that were deleted more than 30 days ago; returns their number."""
        before, purged = self._now() - validation.KEPT_DELETED, 0
        while True:
            with self._transaction(self._writer) as session:
                removed = queries.remove(session, before, _PURGED_AT_ONCE)
            purged += removed
            if removed < _PURGED_AT_ONCE:
                return purged

    def healthy(self) -> None:
        """Return if the database answers and has its tables; raises StoreDown otherwise."""
        with self.reading() as session:
            session.execute(select(ScenarioRow.id).limit(1))

    def _added(self, session: Session, owner: str, draft: Draft, request: str) -> Saved:
        now = self._now()
        self._keep_pace(session, owner, now)
        validation.room(queries.count(session, owner))
        self._keep_total(session, now)
        row = ScenarioRow(
            id=new_id(),
            owner=owner,
            name=draft.name,
            note=draft.note,
            tags=draft.tags,
            searched=queries.searched(draft.name, draft.note, draft.tags),
            created=now,
            newest=1,
            saved_at=now,
        )
        session.add(row)
        session.flush()
        revision = queries.revision_row(row, draft, owner, request)
        session.add(revision)
        return queries.saved(row, revision)

    def _keep_pace(self, session: Session, owner: str, now: dt.datetime) -> None:
        validation.pace(queries.saves(session, owner, now - validation.SAVES_PERIOD))

    def _keep_total(self, session: Session, now: dt.datetime) -> None:
        """Refuse a scenario beyond the limit of all owners. The count is cached, as counting many takes long."""
        if self._most is None:
            return
        if self._counted is None or now - self._counted >= _COUNTED_EVERY:
            self._total, self._counted = queries.count_all(session), now
        validation.room_in_all(self._total, self._most)
        self._total += 1

    @contextmanager
    def _saving(self, owner: str, key: str, action: str) -> Iterator[tuple[Session, str, Saved | None]]:
        """A transaction, the identifier of the request, and its result if it was carried out before (else None).

        Raises DeletedSince.
        """
        request = f"{action}:{validation.request_key(key)}"
        with self._writing(owner) as session:
            first = queries.answered(session, owner, request)
            if first is not None and first.deleted_at is not None:
                raise DeletedSince(first)
            yield session, request, first

    @contextmanager
    def changing(self, owner: str, id: str, deleted_too: bool = False) -> Iterator[tuple[Session, ScenarioRow]]:
        """A transaction and the locked row of a scenario of the owner. Raises NotFound."""
        _check(id)
        since = self._now() - validation.KEPT_DELETED if deleted_too else None
        with self._writing(owner) as session:
            row = session.scalar(select(ScenarioRow).where(queries.of_owner(owner, id, since)).with_for_update())
            if row is None:
                raise NotFound
            yield session, row

    @contextmanager
    def _writing(self, owner: str) -> Iterator[Session]:
        """A transaction during which no other of the same owner runs, so that its counts stay correct."""
        validation.owner(owner)
        with self._transaction(self._writer) as session:
            if self._engine.dialect.name == "postgresql":
                digest = hashlib.blake2b(owner.encode(), digest_size=8).digest()
                key = int.from_bytes(digest, signed=True)
                session.execute(select(func.pg_advisory_xact_lock(key)))
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read-only transaction."""
        with self._transaction(self._engine) as session:
            yield session

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Session]:
        with failures_reported():
            if not self._migrated:
                migrate(self._engine)
                self._migrated = True
            confirm(engine)
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
            confirm(engine)


def _check(id: str) -> None:
    if not is_id(id):
        raise NotFound
