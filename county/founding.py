"""A county's folder: made at the first start, opened at every other.

county.sqlite (everything), keys/ (the authority and the seals), attendant-code.txt (the attendants' login),
cards.json (cards of its people for a simulated reader: invented persons only), sms-sent.sqlite (what the
demonstration's gateway delivered).
"""

import json
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

import structlog
from sqlalchemy import Connection, select

from county.attendant.sessions import load_or_make_code
from county.clock import Clock
from county.departments.registry import Departments
from county.departments.tables import records
from county.documents.content import County as PaperCounty
from county.documents.issuers import issuer
from county.documents.paper import Sealer
from county.migrate import open_store
from county.population.generate import cards, generate
from county.rules.catalogue import Catalogue
from county.service import County
from county.sms.demonstration import DemonstrationGateway
from county.store import Store

CARDS_IN_FILE = 200

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Founding:
    """What a county is made with; `people` counts only at the first start."""

    folder: Path
    items: Path
    public_url: str
    fixed_day: str | None = None
    people: int = 10_000
    seed: int = 1


def open_county(
    founding: Founding,
    clock: Clock | None = None,
    *,
    catalogue: Catalogue | None = None,
    sealer: Sealer | None = None,
) -> County:
    """Open the county in its folder; makes database, people, keys and code at the first start.

    Raises CatalogueError with file and line of what is wrong with an item.
    """
    catalogue = catalogue or Catalogue.load(founding.items)
    store = open_store(founding.folder)
    clock = clock or Clock(founding.fixed_day)
    _settle(store, founding)
    sealer = sealer or Sealer(founding.folder / "keys", PaperCounty(verify_base=founding.public_url))
    _make_seals(catalogue, sealer)
    return County(
        store=store,
        catalogue=catalogue,
        departments=Departments(store.reading_engine, clock),
        sealer=sealer,
        clock=clock,
        attendant_code=load_or_make_code(founding.folder / "attendant-code.txt"),
        sms=DemonstrationGateway(founding.folder / "sms-sent.sqlite", clock.stamp),
        random=SystemRandom(),
    )


def close_county(county: County) -> None:
    """Finish what is being written and close."""
    county.store.close()
    county.sealer.close()


def _settle(store: Store, founding: Founding) -> None:
    if store.read_now(lambda connection: connection.execute(select(records.c.id).limit(1)).first()) is None:
        _log.info("generating the population", people=founding.people)
        store.write_now(lambda connection: _people(connection, founding), within=300)
    path = founding.folder / "cards.json"
    if not path.exists():
        found = store.read_now(lambda connection: cards(connection, limit=CARDS_IN_FILE))
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def _make_seals(catalogue: Catalogue, sealer: Sealer) -> None:
    """Make the key of every seal now: the first paper of a department would hold up all writes for a second."""
    for item in catalogue.items.values():
        if item.document.kind == "certificate":
            seal_name = item.document.seal or item.department
            sealer.keys.seal(issuer(seal_name, county_name=sealer.county.name, county_code=sealer.county.code))


def _people(connection: Connection, founding: Founding) -> None:
    generate(connection, people=founding.people, seed=founding.seed)
