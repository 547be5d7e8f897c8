"""Billed months of saved scenarios, stored as monthly sums; rows, keys, user ids and prompts are never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.orm import Session

from pricing.saved import validation
from pricing.saved.saved_scenario import ActualMonth
from pricing.saved.store import Store
from pricing.saved.stored_rows import ActualRow, ScenarioRow
from pricing.saved.validation import is_id
from pricing.values.month import Month


class Actuals:
    """The monthly sums of saved scenarios. Only the owner sees them until they are shared; deleted with the scenario.

    Raises what the store raises: `StoreDown`, `NotFound`, `LimitError`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def bring_in(self, owner: str, id: str, months: Iterable[ActualMonth]) -> tuple[tuple[str, Month], ...]:
        """Store sums with a scenario of the owner.

        The sums of a source and month replace all earlier ones of that source and month. Returns the sources and months
        that were replaced. Raises NotFound, LimitError.
        """
        given = validation.actuals(months)
        brought = dict.fromkeys((sums.source, sums.month) for sums in given)
        with self._store.changing(owner, id) as (session, _):
            replaced = tuple(key for key in brought if self._removed(session, id, *key))
            kept = session.scalars(select(func.count()).where(ActualRow.scenario == id)).one()
            validation.room_for_actuals(kept + len(given))
            session.add_all(_row(id, sums) for sums in given)
            return replaced

    def of(self, id: str, asker: str | None) -> tuple[ActualMonth, ...]:
        """The sums of a scenario, oldest month first; empty if there are none or `asker` may not see them."""
        if not is_id(id):
            return ()
        allowed = or_(ScenarioRow.actuals_shared, ScenarioRow.owner == asker)
        query = (
            select(ActualRow)
            .join(ScenarioRow, and_(ScenarioRow.id == ActualRow.scenario, ScenarioRow.deleted_at.is_(None)))
            .where(ActualRow.scenario == id, allowed)
            .order_by(ActualRow.month, ActualRow.source, ActualRow.model, ActualRow.kind, ActualRow.currency)
        )
        with self._store.reading() as session:
            return tuple(_sums(session.scalars(query)))

    def share(self, owner: str, id: str, on: bool = True) -> None:
        """Share the sums with everyone who opens the scenario, or stop sharing them. Raises NotFound."""
        with self._store.changing(owner, id) as (_, row):
            row.actuals_shared = on

    def forget(self, owner: str, id: str) -> None:
        """Delete all sums of a scenario of the owner for good. Raises NotFound."""
        with self._store.changing(owner, id) as (session, _):
            session.execute(delete(ActualRow).where(ActualRow.scenario == id))

    @staticmethod
    def _removed(session: Session, id: str, source: str, month: Month) -> bool:
        """Delete the sums of a source and month; returns whether there were any."""
        of_month = (ActualRow.scenario == id, ActualRow.source == source, ActualRow.month == str(month))
        return session.scalar(delete(ActualRow).where(*of_month).returning(ActualRow.scenario)) is not None


def _row(id: str, sums: ActualMonth) -> ActualRow:
    return ActualRow(**{**asdict(sums), "scenario": id, "month": str(sums.month)})


def _sums(rows: Iterable[ActualRow]) -> Iterator[ActualMonth]:
    for row in rows:
        year, month = map(int, row.month.split("-"))
        yield ActualMonth(
            source=row.source,
            month=Month(year, month),
            model=row.model,
            kind=row.kind,
            quantity=row.quantity,
            cost=row.cost,
            currency=row.currency,
        )
