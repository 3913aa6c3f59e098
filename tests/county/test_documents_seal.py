"""The seal: accepted by pdfsig and pyHanko while every byte is as sealed, refused by both as soon as one is not."""

import asyncio
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from county.documents.content import County
from county.documents.examination import Finding, examine, examine_here
from county.documents.issuers import credit_code, issuer
from county.documents.paper import Sealer
from county.documents.seal_keys import SealKeys
from tests.county.papers import accepted_by_pdfsig, content, pdfsig, sealer, trust_of


def authority() -> Path:
    return sealer().keys.authority.certificate


def flipped(pdf: bytes) -> bytes:
    changed = bytearray(pdf)
    changed[pdf.index(b"stream") + 40] ^= 1
    return bytes(changed)


def edited(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Lang"] = TextStringObject("en")
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def appended(pdf: bytes) -> bytes:
    return pdf + b"\n% later\n"


def test_both_validators_accept_a_sealed_paper(tmp_path: Path) -> None:
    pdf = sealer().seal(content())
    said = pdfsig(pdf, tmp_path, trust_of(authority()))
    assert accepted_by_pdfsig(said), said
    assert "青禾县民政局" in said
    assert "ETSI.CAdES.detached" in said
    assert examine_here(pdf, authority()) is Finding.INTACT


@pytest.mark.parametrize("change", [flipped, edited, appended])
def test_both_validators_refuse_a_changed_paper(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    pdf = change(sealer().seal(content()))
    assert not accepted_by_pdfsig(pdfsig(pdf, tmp_path, trust_of(authority())))
    assert examine_here(pdf, authority()) is Finding.CHANGED


def test_both_validators_refuse_the_seal_of_another_county(tmp_path: Path) -> None:
    other = Sealer(tmp_path / "keys")
    pdf = other.seal(content())
    other.close()
    assert not accepted_by_pdfsig(pdfsig(pdf, tmp_path, trust_of(authority())))
    assert examine_here(pdf, authority()) is Finding.FOREIGN


def test_hostile_files_get_an_answer_from_a_process_of_their_own() -> None:
    for pdf in (b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"[" * 100_000, sealer().seal(content())[:40_000]):
        assert examine(pdf, authority(), within=20) is Finding.UNREADABLE
    assert examine(sealer().seal(content()), authority(), within=20) is Finding.INTACT


def test_an_examination_has_a_limit() -> None:
    assert examine(sealer().seal(content()), authority(), within=0.01) is Finding.UNREADABLE


def test_keys_are_private_and_made_once(tmp_path: Path) -> None:
    folder = tmp_path / "seals"
    first = SealKeys(folder, County(), now=lambda: datetime.now(UTC))
    who = issuer("人社局业务章", county_name="青禾县", county_code="439921")
    made = first.seal(who).key.read_bytes()
    again = SealKeys(folder, County(), now=lambda: datetime.now(UTC))
    assert again.seal(who).key.read_bytes() == made
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    certificate = x509.load_pem_x509_certificate(first.seal(who).certificate.read_bytes())
    root = x509.load_pem_x509_certificate(first.authority.certificate.read_bytes())
    certificate.verify_directly_issued_by(root)
    assert "青禾县人力资源和社会保障局业务专用章" in certificate.subject.rfc4514_string()


def test_sealing_works_inside_a_running_loop() -> None:
    async def seal() -> bytes:
        return sealer().seal(content())

    assert asyncio.run(seal()).startswith(b"%PDF-")


def test_unknown_seal_is_refused() -> None:
    with pytest.raises(KeyError):
        content(seal_name="教育部")


def test_credit_codes_have_the_check_characters_of_published_ones() -> None:
    assert credit_code("440300", "19220382", category="91") == "914403001922038216"
    assert credit_code("440300", "71526726", category="91") == "9144030071526726XG"
    assert credit_code("439921", "QH000002")[:8] == "11439921"
