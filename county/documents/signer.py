"""The signer seam, and PAdES behind it (ETSI EN 319 142-1, baseline B-B; with a time-stamper B-T)."""

import asyncio
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers import Signer as CmsSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from county.documents.issuers import Issuer
from county.documents.seal_keys import KeyFiles, SealKeys

SEAL_FIELD = "Seal"
_RESERVED_BYTES = 8192


@dataclass(frozen=True)
class SealPlace:
    """Where a seal stands on the last page: corners in whole PDF points from the lower left."""

    left: int
    bottom: int
    right: int
    top: int


class Signer(Protocol):
    """What seals a PDF: SM2 after GB/T 38540, an HSM, a provincial seal service are further Signers."""

    def sign(self, pdf: bytes, *, issuer: Issuer, drawing: bytes, place: SealPlace, case_no: str) -> bytes:
        """Return the PDF with the issuer's signature over every byte; the drawing shows only as its appearance."""
        ...


class _SealKey(CmsSigner):
    """A seal's key, loaded once: pyHanko's own signer reads and proves an RSA key at each signature (100 ms)."""

    def __init__(self, seal: KeyFiles, authority: KeyFiles) -> None:
        chain = SimpleCertificateStore()
        chain.register(load_cert_from_pemder(str(authority.certificate)))
        super().__init__(signing_cert=load_cert_from_pemder(str(seal.certificate)), cert_registry=chain)
        loaded = serialization.load_pem_private_key(seal.key.read_bytes(), password=None)
        assert isinstance(loaded, rsa.RSAPrivateKey)
        self._key = loaded

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Return the PKCS #1 v1.5 signature over the data."""
        assert digest_algorithm == "sha256"
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


class PadesSigner:
    """Signs with the county's keys; the first seal of a paper forbids every later change (DocMDP P=1)."""

    def __init__(self, keys: SealKeys, *, time_stamper: TimeStamper | None = None) -> None:
        self._keys = keys
        self._time_stamper = time_stamper
        self._loaded: dict[str, _SealKey] = {}

    def sign(self, pdf: bytes, *, issuer: Issuer, drawing: bytes, place: SealPlace, case_no: str) -> bytes:
        """Return the sealed PDF: the bytes given, unchanged, and one incremental update with the signature."""
        writer = _MetadataAsTypeset(BytesIO(pdf))
        box = (place.left, place.bottom, place.right, place.top)
        signer = PdfSigner(
            PdfSignatureMetadata(
                field_name=SEAL_FIELD,
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
                certify=True,
                docmdp_permissions=MDPPerm.NO_CHANGES,
                name=issuer.name + issuer.purpose,
                reason=f"办件号 {case_no}",
            ),
            signer=self._signer(issuer),
            timestamper=self._time_stamper,
            stamp_style=_ink(drawing),
            new_field_spec=SigFieldSpec(SEAL_FIELD, on_page=-1, box=box),
        )
        signed = asyncio.run(signer.async_sign_pdf(writer, bytes_reserved=_RESERVED_BYTES))
        return bytes(signed.getvalue())

    def _signer(self, issuer: Issuer) -> _SealKey:
        if issuer.key not in self._loaded:
            self._loaded[issuer.key] = _SealKey(self._keys.seal(issuer), self._keys.authority)
        return self._loaded[issuer.key]


def _ink(drawing: bytes) -> StaticStampStyle:
    return StaticStampStyle(
        background=_InkOverText(drawing),
        background_opacity=1.0,
        border_width=0,
        background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0)),
    )


class _MetadataAsTypeset(IncrementalPdfFileWriter):
    """An incremental update that leaves the XMP alone: pyHanko would rewrite typst's PDF/A extension schemas."""

    def _update_meta(self) -> None:
        return


class _InkOverText(PdfContent):
    """A PDF page as ink: multiplied onto what is printed below, so that the date stays readable under the red."""

    def __init__(self, drawing: bytes) -> None:
        super().__init__()
        self._drawing = drawing

    def render(self) -> bytes:
        assert self.writer is not None
        imported = self.writer.import_page_as_xobject(PdfFileReader(BytesIO(self._drawing)))
        left, bottom, right, top = imported.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        self.set_resource(ResourceType.XOBJECT, pdf_name("/Drawing"), imported)
        ink = DictionaryObject({pdf_name("/BM"): pdf_name("/Multiply")})
        self.set_resource(ResourceType.EXT_G_STATE, pdf_name("/Ink"), ink)
        return b"/Ink gs /Drawing Do"


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])
