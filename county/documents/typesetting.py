"""typst, kept warm: words in, PDF/A-2b out."""

import io
import json
import threading
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import segno
import typst

from county.documents.content import CertificateContent, words
from county.documents.issuers import Issuer

_TEMPLATES = Path(__file__).parent / "typst"
_WANTED = ("Noto Serif CJK SC", "Noto Sans CJK SC")
_RARE = ("HanaMinA", "HanaMinB")
TEMPLATES = ("certificate", "mz01", "mz01-tekun", "sb01")


class Unprintable(ValueError):
    """A text holds a character that no font of this machine can show: the paper must be made by a person."""


class FontsMissing(RuntimeError):
    """The machine lacks the Chinese fonts (Debian: fonts-noto-cjk)."""


class Typesetter:
    """Sets certificates and seals; one warm compiler, one page at a time, safe from any thread."""

    def __init__(self) -> None:
        families = set(typst.Fonts().families())
        if missing := [family for family in _WANTED if family not in families]:
            raise FontsMissing(f"fonts not found: {', '.join(missing)}")
        self._rare = [family for family in _RARE if family in families]
        self._compiler = typst.Compiler(input=str(_TEMPLATES / "certificate.typ"), root=str(_TEMPLATES))
        self._lock = threading.Lock()

    def certificate(self, content: CertificateContent, *, made_at: datetime) -> bytes:
        """Return the unsealed certificate as PDF/A-2b; raises Unprintable, and KeyError for an unknown template."""
        if content.template not in TEMPLATES:
            raise KeyError(f"no such template: {content.template}")
        said = words(content)
        _check_characters(said)
        said["qr"] = qr_svg(content.verify_url)
        return self._pdf(f"{content.template}.typ", said, made_at)

    def seal(self, issuer: Issuer) -> bytes:
        """Return the drawing of a seal: one transparent page of 42 × 42 mm."""
        said: dict[str, object] = {"around": issuer.name, "under": issuer.purpose}
        return self._pdf("seal.typ", said, datetime(2026, 1, 1, tzinfo=UTC))

    def _pdf(self, template: str, said: dict[str, object], made_at: datetime) -> bytes:
        data = json.dumps({**said, "rare": self._rare}, ensure_ascii=True)
        with self._lock:
            try:
                pdf = self._compiler.compile(
                    input=str(_TEMPLATES / template),
                    sys_inputs={"data": data},
                    pdf_standards="a-2b",
                    timestamp=made_at.replace(microsecond=0),
                )
            except typst.TypstError as error:
                if "could not be displayed" in str(error):
                    raise Unprintable("a character of the certificate is in no font") from None
                raise
        assert isinstance(pdf, bytes)
        return pdf


def qr_svg(url: str) -> str:
    """Return the QR code of an address as SVG, one unit a module, with its quiet zone of four."""
    code = segno.make_qr(url, error="m", boost_error=False)
    drawing = io.BytesIO()
    code.save(drawing, kind="svg", border=4, xmldecl=False)
    return drawing.getvalue().decode()


def _check_characters(said: dict[str, object]) -> None:
    for text in _texts(list(said.values())):
        for character in text:
            if character != "\n" and unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
                raise Unprintable(f"no character: U+{ord(character):04X}")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return []
