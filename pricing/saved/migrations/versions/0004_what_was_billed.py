"""Monthly sums of what was billed, and whether they are shared. Frozen: a later change is a later migration."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("saved_scenario", sa.Column("actuals_shared", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "saved_actual",
        sa.Column("scenario", sa.String(22), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("quantity", sa.Text),
        sa.Column("cost", sa.Text),
        sa.PrimaryKeyConstraint("scenario", "source", "month", "model", "kind", "currency", name="pk_saved_actual"),
        sa.ForeignKeyConstraint(["scenario"], ["saved_scenario.id"], name="fk_saved_actual_scenario"),
    )
