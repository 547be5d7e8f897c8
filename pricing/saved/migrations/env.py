"""What Alembic runs to migrate: on the connection, and in the transaction, of `migrate.migrate`."""

from alembic import context

from pricing.saved.stored_rows import VERSION_TABLE, Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, version_table=VERSION_TABLE
)
context.run_migrations()
