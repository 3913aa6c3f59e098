"""Brings a database to the newest schema; `python -m county.migrate "what changed"` writes the next migration."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from county.store import Store, open_engine

_FOLDER = Path(__file__).parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(connection: Connection) -> None:
    """Upgrade to the newest schema, inside the connection's transaction."""
    command.upgrade(_config(connection), "head")


def database(folder: Path) -> Path:
    """Where a county's database lies in its folder."""
    return folder / "county.sqlite"


def open_store(folder: Path) -> Store:
    """Open the county's database, on the newest schema."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database(folder).touch(mode=0o600)
    store = Store(database(folder))
    store.write_now(migrate)
    return store


def write_migration(message: str) -> None:
    """Write the migration from the newest one to what the tables say now."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Path(folder) / "empty.sqlite", writes=True)
        with engine.begin() as connection:
            migrate(connection)
            existing = len(list((_FOLDER / "versions").glob("*.py")))
            command.revision(_config(connection), message, autogenerate=True, rev_id=f"{existing + 1:04d}")
        engine.dispose()


if __name__ == "__main__":
    write_migration(sys.argv[1])
