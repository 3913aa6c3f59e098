"""Schema of the county's database, as Alembic migrations (county.migrate runs them)."""
