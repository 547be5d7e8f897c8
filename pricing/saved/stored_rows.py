"""The tables of saved scenarios. `migrations` creates them; a test compares both.

Every save of a scenario's content adds a row to `saved_revision`. The row also has the owner and the key of the
request: a unique index on them makes saving idempotent, and another index serves the count of saves a minute.
"""

import datetime as dt
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from pricing.values.exact import plain

VERSION_TABLE = "saved_version"
BETWEEN_TAGS = "\x1f"
"""The separator of tags; no saved text contains it, as `validation` refuses control characters."""


class UtcTime(TypeDecorator[dt.datetime]):
    """A time in UTC, for databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return value and value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class ExactAmount(TypeDecorator[Decimal]):
    """A decimal stored as text with all its digits."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else plain(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class TagList(TypeDecorator[tuple[str, ...]]):
    """Tags in their order, stored as one text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return BETWEEN_TAGS.join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value.split(BETWEEN_TAGS)) if value else ()


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class ScenarioRow(Base):
    """A saved scenario: owner, name, note, tags and states; its content is in its revisions."""

    __tablename__ = "saved_scenario"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text)
    tags: Mapped[tuple[str, ...]] = mapped_column(TagList)
    searched: Mapped[str] = mapped_column(Text)
    """The text for searches: name, note and tags, folded; a `BETWEEN_TAGS` stands before and after each tag."""
    created: Mapped[dt.datetime] = mapped_column(UtcTime)
    archived: Mapped[bool] = mapped_column(default=False)
    team: Mapped[bool] = mapped_column(default=False)
    actuals_shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    newest: Mapped[int]
    """The number of the newest revision; raising it locks the row, so two revisions never take one number."""
    saved_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    """When the newest revision was saved."""

    __table_args__ = (
        CheckConstraint("newest >= 1", name="has_revision"),
        Index("ix_saved_scenario_library", "owner", "deleted_at", "archived", "saved_at", "id"),
        Index(
            "ix_saved_scenario_team",
            "archived",
            "saved_at",
            "id",
            sqlite_where=text("team = 1 AND deleted_at IS NULL"),
            postgresql_where=text("team AND deleted_at IS NULL"),
        ),
        Index(
            "ix_saved_scenario_deleted",
            "deleted_at",
            sqlite_where=text("deleted_at IS NOT NULL"),
            postgresql_where=text("deleted_at IS NOT NULL"),
        ),
    )


class RevisionRow(Base):
    """One revision of a scenario. Triggers in the database refuse changes, and deletion before its scenario's."""

    __tablename__ = "saved_revision"

    scenario: Mapped[str] = mapped_column(ForeignKey(ScenarioRow.id), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    query: Mapped[str] = mapped_column(Text)
    per_month: Mapped[Decimal | None] = mapped_column(ExactAmount)
    page: Mapped[str] = mapped_column(String(16))
    link_version: Mapped[str] = mapped_column(String(8))
    changed: Mapped[str] = mapped_column(Text, server_default=text("''"))
    """It has a server default because older versions of the planner save without it during an update."""
    saved_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    saved_by: Mapped[str] = mapped_column(String(200))
    request: Mapped[str] = mapped_column(String(160))
    """The action and the key of the request."""
    book_hash: Mapped[str | None] = mapped_column(String(12))
    """Hash of the price book with which the cost was computed; None in revisions older than this column."""
    book_day: Mapped[dt.date | None]

    __table_args__ = (
        CheckConstraint("number >= 1", name="counts_from_1"),
        UniqueConstraint("saved_by", "request"),
        Index(None, "saved_by", "saved_at"),
    )


class ActualRow(Base):
    """The sum of a billed month of a scenario, for one source, model and kind."""

    __tablename__ = "saved_actual"

    scenario: Mapped[str] = mapped_column(ForeignKey(ScenarioRow.id), primary_key=True)
    source: Mapped[str] = mapped_column(String(80), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    model: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(80), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    quantity: Mapped[Decimal | None] = mapped_column(ExactAmount)
    cost: Mapped[Decimal | None] = mapped_column(ExactAmount)
