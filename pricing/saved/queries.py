"""The queries of the store, to be run inside one of its transactions."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import cast

from sqlalchemy import ColumnElement, Select, and_, delete, func, literal, or_, select
from sqlalchemy.orm import Session

from pricing.prices.revision import BookRevision
from pricing.saved import validation
from pricing.saved.saved_scenario import Draft, Page, Revision, Saved
from pricing.saved.stored_rows import BETWEEN_TAGS, ActualRow, RevisionRow, ScenarioRow
from pricing.scenario.fields import FIELDS, NAME, numbered
from pricing.scenario.link import VERSIONS
from pricing.scenario.scenario import MOST_WORKLOADS

Condition = ColumnElement[bool]
_LARGEST_NUMBER = 2**31 - 1
_QUERY = literal("&") + RevisionRow.query + literal("&")
_ESCAPE = "/"
_ALIVE = ScenarioRow.deleted_at.is_(None)


def of_owner(owner: str, id: str, deleted_since: dt.datetime | None = None) -> Condition:
    """A scenario of an owner that is not deleted, or that was deleted after `deleted_since`."""
    alive = _ALIVE if deleted_since is None else or_(_ALIVE, ScenarioRow.deleted_at >= deleted_since)
    return and_(ScenarioRow.id == id, ScenarioRow.owner == owner, alive)


def shelf(owner: str | None, archived: bool) -> Condition:
    """The scenarios of an owner, or those that are shared with the team if there is no owner."""
    whose = ScenarioRow.team if owner is None else ScenarioRow.owner == owner
    return and_(whose, _ALIVE, ScenarioRow.archived == archived)


def deleted(owner: str, since: dt.datetime) -> Condition:
    """The deleted scenarios that the owner can still restore."""
    return and_(ScenarioRow.owner == owner, ScenarioRow.deleted_at >= since)


def one(session: Session, id: str, number: int | None) -> Saved | None:
    """A scenario that is not deleted, at a revision or at its newest one; None if there is none."""
    if number is not None and not 1 <= number <= _LARGEST_NUMBER:
        return None
    wanted = ScenarioRow.newest if number is None else number
    row = session.execute(_joined(RevisionRow.number == wanted).where(ScenarioRow.id == id, _ALIVE)).first()
    return None if row is None else saved(*row)


def history(session: Session, id: str) -> tuple[Revision, ...]:
    """The revisions of a scenario that is not deleted, oldest first."""
    query = select(RevisionRow).join(ScenarioRow).where(ScenarioRow.id == id, _ALIVE).order_by(RevisionRow.number)
    return tuple(map(_revision, session.scalars(query)))


def listed(
    session: Session,
    condition: Condition,
    words: Iterable[str],
    tag: str | None,
    models: Callable[[str], Iterable[str]],
) -> tuple[Saved, ...]:
    """The scenarios that match every word (in their texts or as the name of a model) and the tag; last saved first."""
    query = _joined(RevisionRow.number == ScenarioRow.newest).where(condition)
    for word in words:
        on_models = (_on_model(id) for id in dict.fromkeys(models(word)))
        query = query.where(or_(ScenarioRow.searched.contains(word, autoescape=True), *on_models))
    if tag is not None:
        whole = f"{BETWEEN_TAGS}{validation.folded(tag.strip())}{BETWEEN_TAGS}"
        query = query.where(ScenarioRow.searched.contains(whole, autoescape=True))
    query = query.order_by(ScenarioRow.saved_at.desc(), ScenarioRow.id.desc()).limit(validation.MOST_SCENARIOS)
    return tuple(saved(*row) for row in session.execute(query))


def answered(session: Session, owner: str, request: str) -> Saved | None:
    """The result of an owner's request if it was sent before; else None."""
    query = _joined(RevisionRow.saved_by == owner).where(RevisionRow.request == request)
    row = session.execute(query).first()
    return None if row is None else saved(*row)


def count(session: Session, owner: str) -> int:
    """The number of an owner's scenarios that are not deleted."""
    query = select(func.count()).select_from(ScenarioRow).where(ScenarioRow.owner == owner, _ALIVE)
    return session.scalars(query).one()


def count_all(session: Session) -> int:
    """The number of scenarios of all owners, with deleted ones."""
    return session.scalars(select(func.count()).select_from(ScenarioRow)).one()


def saves(session: Session, owner: str, since: dt.datetime) -> int:
    """The number of revisions that an owner has saved after `since`."""
    query = select(func.count()).where(RevisionRow.saved_by == owner, RevisionRow.saved_at > since)
    return session.scalars(query).one()


def remove(session: Session, deleted_before: dt.datetime, most: int) -> int:
    """Remove deleted scenarios with all their rows, at most `most`; returns their number."""
    # Locked, so that none of them is restored meanwhile.
    old = select(ScenarioRow.id).where(ScenarioRow.deleted_at < deleted_before).limit(most)
    ids = session.scalars(old.with_for_update()).all()
    for table in (ActualRow, RevisionRow):
        session.execute(delete(table).where(table.scenario.in_(ids)))
    session.execute(delete(ScenarioRow).where(ScenarioRow.id.in_(ids)))
    return len(ids)


def revision_row(row: ScenarioRow, draft: Draft, by: str, request: str) -> RevisionRow:
    """The row of a new revision, the newest of a scenario."""
    return RevisionRow(
        scenario=row.id,
        number=row.newest,
        query=draft.query,
        per_month=draft.per_month,
        page=draft.page,
        link_version=_version(draft.query),
        changed=draft.changed,
        saved_at=row.saved_at,
        saved_by=by,
        request=request,
        book_hash=draft.price_book and draft.price_book.hash,
        book_day=draft.price_book and draft.price_book.day,
    )


def searched(name: str, note: str, tags: Iterable[str]) -> str:
    """The text that a search looks in."""
    return validation.folded(f"{name}\n{note}\n") + BETWEEN_TAGS.join(["", *map(validation.folded, tags), ""])


def saved(row: ScenarioRow, revision: RevisionRow) -> Saved:
    return Saved(
        id=row.id,
        owner=row.owner,
        name=row.name,
        note=row.note,
        tags=row.tags,
        created=row.created,
        archived=row.archived,
        team=row.team,
        actuals_shared=row.actuals_shared,
        deleted_at=row.deleted_at,
        newest=row.newest,
        revision=_revision(revision),
    )


def _on_model(id: str) -> Condition:
    """Scenarios with a workload on a model. Links leave out the model of further workloads if it is the start value."""
    any_place = f"%&_.model={_escaped(id)}&%"
    conditions = [_QUERY.contains(f"&model={id}&", autoescape=True), _QUERY.like(any_place, escape=_ESCAPE)]
    if id == FIELDS["model"].start:
        for place in range(2, MOST_WORKLOADS + 1):
            has_name, has_model = (_QUERY.contains(f"&{numbered(place, key)}=") for key in (NAME.key, "model"))
            conditions.append(and_(has_name, ~has_model))
    return or_(*conditions)


def _escaped(text: str) -> str:
    """A text with the special characters of LIKE escaped."""
    return "".join(f"{_ESCAPE}{char}" if char in f"{_ESCAPE}%_" else char for char in text)


def _version(query: str) -> str:
    """The version that a link names; 1 if it names none."""
    return next((version for version in VERSIONS if f"&v={version}&" in f"&{query}&"), VERSIONS[0])


def _revision(row: RevisionRow) -> Revision:
    return Revision(
        number=row.number,
        query=row.query,
        per_month=row.per_month,
        page=cast(Page, row.page),
        saved_at=row.saved_at,
        link_version=row.link_version,
        changed=row.changed,
        price_book=None if row.book_hash is None or row.book_day is None else BookRevision(row.book_hash, row.book_day),
    )


def _joined(condition: Condition) -> Select[ScenarioRow, RevisionRow]:
    return select(ScenarioRow, RevisionRow).join(RevisionRow, and_(RevisionRow.scenario == ScenarioRow.id, condition))
