"""What a PDF's seal says, found out in a process of its own: a hostile file can only waste that process.

As a program: `python -m county.documents.examination AUTHORITY.pem < FILE.pdf` prints one Finding.
"""

import resource
import subprocess
import sys
from enum import StrEnum
from io import BytesIO
from pathlib import Path

_CPU_SECONDS = 5
_MEMORY_BYTES = 1 << 30


class Finding(StrEnum):
    """intact: our seal, not a byte changed. changed: our seal, edited later. foreign: a seal of somebody else."""

    INTACT = "intact"
    CHANGED = "changed"
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"


def examine(pdf: bytes, authority: Path, *, within: float) -> Finding:
    """Return what the seal of a PDF says against the county's authority (PEM); UNREADABLE after `within` seconds."""
    command = [sys.executable, "-m", "county.documents.examination", str(authority)]
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, timeout=within, check=False)
    except subprocess.TimeoutExpired:
        return Finding.UNREADABLE
    said = done.stdout.decode("ascii", "replace").strip()
    return Finding(said) if done.returncode == 0 and said in set(Finding) else Finding.UNREADABLE


def examine_here(pdf: bytes, authority: Path) -> Finding:
    """Return what the seal says, read in this process: for files that are not hostile."""
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError, UnacceptableSignerError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator import ValidationContext

    try:
        seals = PdfFileReader(BytesIO(pdf), strict=True).embedded_signatures
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return Finding.UNREADABLE
    if not seals:
        return Finding.UNSEALED
    context = ValidationContext(trust_roots=[load_cert_from_pemder(str(authority))], allow_fetching=False)
    try:
        status = validate_pdf_signature(seals[0], context)
    except (SignatureValidationError, SigningError, UnacceptableSignerError, PdfError, ValueError):
        return Finding.CHANGED
    if not status.trusted and status.intact and status.valid:
        return Finding.FOREIGN
    whole = sum(list(map(int, seals[0].byte_range))[2:]) == len(pdf)
    return Finding.INTACT if status.bottom_line and whole and len(seals) == 1 else Finding.CHANGED


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    print(examine_here(sys.stdin.buffer.read(), Path(sys.argv[1])).value)


if __name__ == "__main__":
    _main()
