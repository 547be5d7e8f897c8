"""The state of the price book that a revision's cost was made with. Frozen: a later change is a later migration."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("saved_revision", sa.Column("book_hash", sa.String(12)))
    op.add_column("saved_revision", sa.Column("book_day", sa.Date))
