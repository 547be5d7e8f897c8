"""What was billed and used, kept with saved scenarios as monthly sums: never rows, keys, user ids or prompts."""

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
    """The monthly sums of saved scenarios: their owner's alone until shared, removed with their scenario.

    Raises what the store raises: `StoreDown`, `NotFound`, `LimitError`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def bring_in(self, owner: str, id: str, months: Iterable[ActualMonth]) -> tuple[tuple[str, Month], ...]:
        """Keep sums with one's own scenario.

        All that a source had of a month goes as soon as it brings that month again. Returns the sources and months
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
        """The sums of a scenario, oldest month first; none for whom they are not for, or where there are none."""
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
        """Let whoever opens a scenario see its sums, or no longer. Raises NotFound."""
        with self._store.changing(owner, id) as (_, row):
            row.actuals_shared = on

    def forget(self, owner: str, id: str) -> None:
        """Remove all sums of one's own scenario for good. Raises NotFound."""
        with self._store.changing(owner, id) as (session, _):
            session.execute(delete(ActualRow).where(ActualRow.scenario == id))

    @staticmethod
    def _removed(session: Session, id: str, source: str, month: Month) -> bool:
        """Remove what a source had of a month; whether there was anything."""
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
