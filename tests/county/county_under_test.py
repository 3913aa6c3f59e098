"""A small county of 200 invented people, made once and copied for every test; kiosks that are enrolled in it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from contract.wire import Answer, Confirm, IdentityProof, Opened, Outcome, Signature, summary_hash
from county.app import create_app
from county.clock import Clock
from county.documents.content import County as PaperCounty
from county.documents.paper import Sealer
from county.founding import Founding, close_county, open_county
from county.rules.catalogue import Catalogue
from county.service import County
from county.terminals import DEFAULT_SITE, make_code
from kiosk.county_client import CountyClient
from kiosk.request_signing import RequestSigner

ITEMS = Path(__file__).parents[2] / "config" / "items"
DAY = "2026-06-01"
URL = "http://county.test"

ZHANG = "439921194203150285"  # on the dibao register: MZ01 is granted
CHEN = "439921196606010315"  # not on it: MZ01 is refused with R1
ZHOU = "439921201006010534"  # sixteen today, with a phone at the social security card: SB01 is granted
NAMES = {ZHANG: "张桂兰", CHEN: "陈大勇", ZHOU: "周志远"}


def proof(number: str = ZHANG, *, name: str | None = None, valid_to: str | None = None) -> IdentityProof:
    return IdentityProof(
        assurance="L1",
        kind="cn",
        number=number,
        name=name or NAMES[number],
        sex="女" if int(number[16]) % 2 == 0 else "男",
        birth=f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        valid_from="2016-03-01",
        valid_to=valid_to,
    )


def founding(folder: Path) -> Founding:
    return Founding(folder, ITEMS, URL, fixed_day=DAY, people=200)


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="lideng-county-"))
    close_county(open_county(founding(folder)))
    return folder


def found(folder: Path) -> Path:
    """Make a county's folder as after its first start."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return folder


@cache
def _catalogue() -> Catalogue:
    return Catalogue.load(ITEMS)


@cache
def _sealer() -> Sealer:
    return Sealer(_template() / "keys", PaperCounty(verify_base=URL))


class SetClock:
    """The real time, as far as the test moves it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Desk:
    """A county in this process and the ways to it."""

    county: County
    app: FastAPI
    time: SetClock

    def code(self, terminal: str = "0317") -> str:
        county = self.county
        return county.store.write_now(lambda c: make_code(c, terminal, DEFAULT_SITE, county.clock))

    def transport(self, *, raises: bool = True) -> httpx.ASGITransport:
        return httpx.ASGITransport(self.app, raise_app_exceptions=raises)

    def signer(self, key: Ed25519PrivateKey, key_id: str) -> RequestSigner:
        """A signer whose clock goes with the county's."""
        return RequestSigner(key, key_id, now=self.time)

    @asynccontextmanager
    async def kiosk(self, terminal: str = "0317") -> AsyncIterator[CountyClient]:
        key = Ed25519PrivateKey.generate()
        async with CountyClient(URL, key, "none", self.transport(), signer=self.signer) as client:
            await client.enrol(terminal, self.code(terminal))
            yield client


@contextmanager
def county_at(folder: Path) -> Iterator[Desk]:
    """Open a county in the folder; made as after its first start where it is empty."""
    if not (folder / "county.sqlite").exists():
        found(folder)
    time = SetClock()
    county = open_county(founding(folder), Clock(DAY, time), catalogue=_catalogue(), sealer=_sealer())
    try:
        yield Desk(county, create_app(county), time)
    finally:
        county.store.close()


async def signed(kiosk: CountyClient, opened: Opened, use: str = "减免水电") -> Confirm:
    """Answer the case and sign what is shown."""
    decision = await kiosk.answer(opened.case_no, Answer(input={"use": use}))
    signature = Signature(signed_at=datetime.now(UTC), summary_hash=summary_hash(decision.summary, decision.statement))
    accepted = tuple(warning.rule for warning in decision.warnings)
    return Confirm(input={"use": use}, accepted_warnings=accepted, signature=signature)


async def granted(kiosk: CountyClient, use: str = "减免水电", key: str = "first-key") -> Outcome:
    """Bring a whole MZ01 case to its certificate."""
    opened = await kiosk.open("MZ01", proof())
    return await kiosk.confirm(opened.case_no, await signed(kiosk, opened, use), key=key)
