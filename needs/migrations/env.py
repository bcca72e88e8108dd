"""How does alembic reach the database? By the connection that needs/database.py opened."""

from alembic import context

from needs.tables import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters a table by copying it
    transactional_ddl=False,  # the transaction around it all is the caller's
)
context.run_migrations()
