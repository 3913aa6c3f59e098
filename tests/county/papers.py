"""One county with keys on disk for all tests of papers, and an NSS database that trusts it."""

import subprocess
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from contract.text import Text
from county.documents.content import CertificateContent, County, compose
from county.documents.paper import Sealer


@cache
def sealer() -> Sealer:
    return Sealer(Path(mkdtemp(prefix="lideng-seals-")))


@cache
def trust_of(authority: Path) -> Path:
    folder = Path(mkdtemp(prefix="lideng-nss-"))
    database = f"sql:{folder}"
    subprocess.run(["certutil", "-N", "-d", database, "--empty-password"], check=True, timeout=20)
    add = ["certutil", "-A", "-d", database, "-n", "county", "-t", "C,C,C", "-i", str(authority)]
    subprocess.run(add, check=True, timeout=20)
    return folder


def content(
    name: str = "张桂兰",
    *,
    seed: int = 1,
    template: str = "mz01",
    valid_to: str | None = "2026-08-30",
    seal_name: str = "民政局",
    fields: tuple[tuple[str, str], ...] = (("户主", "张桂兰"), ("证明用途", "减免水电")),
    statement: str = "",
) -> CertificateContent:
    return compose(
        County(),
        Random(seed),
        case_no=f"QH-20260601-0317-{seed:04d}-3",
        template=template,
        title=Text(zh="最低生活保障对象证明", en="Certificate of minimum living allowance"),
        holder_name=name,
        holder_number="439921194203150285",
        fields=fields,
        issued_on="2026-06-01",
        valid_to=valid_to,
        seal_name=seal_name,
        as_of="2026-06-01T10:24:00+08:00",
        statement=statement,
    )


def text_of(pdf: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=20).stdout.decode()


def pdfsig(pdf: bytes, folder: Path, trust: Path) -> str:
    """What `pdfsig` says about a PDF, with the county's authority trusted."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    command = ["pdfsig", "-nssdir", str(trust), str(path)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=20)
    return done.stdout.decode() + done.stderr.decode()


def accepted_by_pdfsig(said: str) -> bool:
    return all(
        sentence in said
        for sentence in ("Signature is Valid.", "Certificate is Trusted.", "\n  - Total document signed\n")
    )
