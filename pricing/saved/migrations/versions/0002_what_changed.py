"""What is said of a revision; nothing of those that were there. Frozen: a later change is a later migration."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("saved_revision", sa.Column("changed", sa.Text, nullable=False, server_default=sa.text("''")))
