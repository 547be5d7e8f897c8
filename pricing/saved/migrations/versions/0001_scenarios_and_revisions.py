"""Scenarios and their revisions. Frozen: a later change is a later migration."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_ONLY_TEAM = sa.text("team AND deleted_at IS NULL")
_ONLY_TEAM_SQLITE = sa.text("team = 1 AND deleted_at IS NULL")  # as SQLAlchemy writes the condition of a query
_ONLY_DELETED = sa.text("deleted_at IS NOT NULL")

_APPEND_ONLY_SQLITE = (
    """
    CREATE TRIGGER saved_revision_unchanged BEFORE UPDATE ON saved_revision
    BEGIN
        SELECT RAISE(ABORT, 'revisions are append-only');
    END
    """,
    """
    CREATE TRIGGER saved_revision_kept BEFORE DELETE ON saved_revision
    WHEN (SELECT deleted_at FROM saved_scenario WHERE id = OLD.scenario) IS NULL
    BEGIN
        SELECT RAISE(ABORT, 'revisions are append-only');
    END
    """,
)
_APPEND_ONLY_POSTGRESQL = (
    """
    CREATE FUNCTION saved_revision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            PERFORM 1 FROM saved_scenario WHERE id = OLD.scenario AND deleted_at IS NOT NULL;
            IF FOUND THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'revisions are append-only';
    END
    $$
    """,
    """
    CREATE TRIGGER saved_revision_append_only BEFORE UPDATE OR DELETE ON saved_revision
    FOR EACH ROW EXECUTE FUNCTION saved_revision_append_only()
    """,
)


def upgrade() -> None:
    op.create_table(
        "saved_scenario",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("searched", sa.Text, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("team", sa.Boolean, nullable=False),
        sa.Column("deleted_at", _MOMENT),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_scenario"),
        sa.CheckConstraint("newest >= 1", name="ck_saved_scenario_has_revision"),
    )
    op.create_index(
        "ix_saved_scenario_library", "saved_scenario", ["owner", "deleted_at", "archived", "saved_at", "id"]
    )
    op.create_index(
        "ix_saved_scenario_team",
        "saved_scenario",
        ["archived", "saved_at", "id"],
        sqlite_where=_ONLY_TEAM_SQLITE,
        postgresql_where=_ONLY_TEAM,
    )
    op.create_index(
        "ix_saved_scenario_deleted",
        "saved_scenario",
        ["deleted_at"],
        sqlite_where=_ONLY_DELETED,
        postgresql_where=_ONLY_DELETED,
    )
    op.create_table(
        "saved_revision",
        sa.Column("scenario", sa.String(22), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("per_month", sa.Text),
        sa.Column("page", sa.String(16), nullable=False),
        sa.Column("link_version", sa.String(8), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.Column("saved_by", sa.String(200), nullable=False),
        sa.Column("request", sa.String(160), nullable=False),
        sa.PrimaryKeyConstraint("scenario", "number", name="pk_saved_revision"),
        sa.ForeignKeyConstraint(["scenario"], ["saved_scenario.id"], name="fk_saved_revision_scenario"),
        sa.UniqueConstraint("saved_by", "request", name="uq_saved_revision_saved_by_request"),
        sa.CheckConstraint("number >= 1", name="ck_saved_revision_counts_from_1"),
    )
    op.create_index("ix_saved_revision_saved_by_saved_at", "saved_revision", ["saved_by", "saved_at"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _APPEND_ONLY_SQLITE if on_sqlite else _APPEND_ONLY_POSTGRESQL:
        op.execute(statement)
