"""Alembic runs the revisions on the connection and in the transaction that store/upgrade.py has opened."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    transactional_ddl=True,
    render_as_batch=False,
    include_name=lambda name, kind, _parents: kind != "table" or not str(name).startswith("find_"),
)
context.run_migrations()
