"""From content to a sealed paper, and the papers the county has issued."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from pyhanko.sign.timestamps import TimeStamper

from county.documents.content import CertificateContent, County, compose
from county.documents.issuers import Issuer
from county.documents.register import NoSuchDocument, count_print, find, issue, pdf, void
from county.documents.seal_keys import SealKeys
from county.documents.signer import PadesSigner, SealPlace, Signer
from county.documents.typesetting import Typesetter, Unprintable

__all__ = [
    "CertificateContent",
    "County",
    "NoSuchDocument",
    "Sealer",
    "Unprintable",
    "compose",
    "count_print",
    "find",
    "issue",
    "pdf",
    "void",
]

_POINTS_PER_MM = 72 / 25.4
_SEAL_MM = 42.0
# the seal's centre from the lower left corner of the page: over the date of frame.typ
_CENTRE_X_MM = 143.9
_CENTRE_Y_MM = 98.5


def real_now() -> datetime:
    """Return the real time: signatures never carry the demonstration's business date."""
    return datetime.now(UTC)


class Sealer:
    """Sets certificates in type and seals them; makes the county's authority and seals in `folder` on first start.

    Safe from any thread and from inside a running event loop: the work is done by one thread of its own, and seal()
    waits for it (about 20 ms; from async code call it with asyncio.to_thread).
    """

    def __init__(
        self,
        folder: Path,
        county: County | None = None,
        *,
        now: Callable[[], datetime] = real_now,
        signer: Signer | None = None,
        time_stamper: TimeStamper | None = None,
    ) -> None:
        self.county = county or County()
        self.keys = SealKeys(folder, self.county, now=now)
        self._now = now
        self._typesetter = Typesetter()
        self._signer = signer or PadesSigner(self.keys, time_stamper=time_stamper)
        self._drawings: dict[str, bytes] = {}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sealer")

    def seal(self, content: CertificateContent) -> bytes:
        """Return the paper as PDF/A-2b with a PAdES seal; raises Unprintable where a character has no glyph."""
        return self._thread.submit(self._seal, content).result()

    def close(self) -> None:
        """End the thread; papers being sealed are finished first."""
        self._thread.shutdown()

    def _seal(self, content: CertificateContent) -> bytes:
        typeset = self._typesetter.certificate(content, made_at=self._now())
        return self._signer.sign(
            typeset,
            issuer=content.issuer,
            drawing=self._drawing(content.issuer),
            place=_over_the_date(),
            case_no=content.case_no,
        )

    def _drawing(self, issuer: Issuer) -> bytes:
        if issuer.key not in self._drawings:
            self._drawings[issuer.key] = self._typesetter.seal(issuer)
        return self._drawings[issuer.key]


def _over_the_date() -> SealPlace:
    half = _SEAL_MM / 2
    left, bottom = _CENTRE_X_MM - half, _CENTRE_Y_MM - half
    edges = (left, bottom, left + _SEAL_MM, bottom + _SEAL_MM)
    return SealPlace(*(round(edge * _POINTS_PER_MM) for edge in edges))
