"""The register of issued papers: issue, fetch, count prints, void, look up."""

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, insert, select, update

from contract.masking import mask_name, mask_number
from contract.text import Text
from contract.wire import DocumentRef
from county.documents.content import CertificateContent
from county.documents.signer import page_count
from county.documents.tables import documents


class NoSuchDocument(LookupError):
    """No paper has that id."""


@dataclass(frozen=True)
class PublicRecord:
    """What anyone may know of a paper who holds it: masked. valid_to None = no end."""

    document_id: str
    title: Text
    holder_masked: str
    number_masked: str
    issuer: str
    issued_on: date
    valid_to: date | None
    void: bool
    void_reason: str | None
    prints: int
    sha256: str
    verify_code: str


def issue(connection: Connection, content: CertificateContent, pdf: bytes) -> DocumentRef:
    """Enter a sealed paper; a case has one paper of a template, so a repetition returns the one it has."""
    if (earlier := find(connection, content.case_no, content.template)) is not None:
        return earlier
    digest = hashlib.sha256(pdf).hexdigest()
    pages = page_count(pdf)
    row = {
        "id": content.document_id,
        "case_no": content.case_no,
        "person_id": content.holder_number,
        "template": content.template,
        "title_zh": content.title.zh,
        "title_en": content.title.en,
        "issuer": content.issuer.name + content.issuer.purpose,
        "verify_code": content.verify_code,
        "sha256": digest,
        "pdf": pdf,
        "pages": pages,
        "holder_masked": mask_name(content.holder_name),
        "number_masked": mask_number(content.holder_number),
        "state": "valid",
        "prints": 0,
        "issued_on": date.fromisoformat(content.issued_on),
        "valid_to": date.fromisoformat(content.valid_to) if content.valid_to else None,
    }
    connection.execute(insert(documents).values(row))
    return DocumentRef(id=content.document_id, title=content.title, pages=pages, sha256=digest)


def find(connection: Connection, case_no: str, template: str | None = None) -> DocumentRef | None:
    """Return the paper of a case (of one template), or None."""
    query = select(documents).where(documents.c.case_no == case_no).order_by(documents.c.id)
    if template is not None:
        query = query.where(documents.c.template == template)
    row = connection.execute(query).mappings().first()
    if row is None:
        return None
    title = Text(zh=row["title_zh"], en=row["title_en"])
    return DocumentRef(id=row["id"], title=title, pages=row["pages"], sha256=row["sha256"])


def pdf(connection: Connection, document_id: str) -> bytes:
    """Return the sealed file, always the same bytes; raises NoSuchDocument."""
    stored = connection.execute(select(documents.c.pdf).where(documents.c.id == document_id)).scalar()
    if stored is None:
        raise NoSuchDocument(document_id)
    return bytes(stored)


def count_print(connection: Connection, document_id: str) -> int:
    """Count one more print of a paper and return how many there are now; raises NoSuchDocument."""
    counted = update(documents).where(documents.c.id == document_id).values(prints=documents.c.prints + 1)
    prints = connection.execute(counted.returning(documents.c.prints)).scalar()
    if prints is None:
        raise NoSuchDocument(document_id)
    return int(prints)


def void(connection: Connection, document_id: str, *, reason: str) -> None:
    """Void a paper for good (废止): it still answers, as void; raises NoSuchDocument."""
    voided = update(documents).where(documents.c.id == document_id).values(state="void", void_reason=reason)
    if connection.execute(voided).rowcount == 0:
        raise NoSuchDocument(document_id)


def by_code(connection: Connection, code: str) -> PublicRecord | None:
    """Return the masked record of a short code without dashes, or None."""
    return _record(connection, documents.c.verify_code == code)


def by_digest(connection: Connection, sha256: str) -> PublicRecord | None:
    """Return the masked record of the file with that SHA-256, or None."""
    return _record(connection, documents.c.sha256 == sha256)


def _record(connection: Connection, condition: ColumnElement[bool]) -> PublicRecord | None:
    public = [column for column in documents.c if column.name not in {"pdf", "person_id", "case_no"}]
    row = connection.execute(select(*public).where(condition)).mappings().first()
    if row is None:
        return None
    return PublicRecord(
        document_id=row["id"],
        title=Text(zh=row["title_zh"], en=row["title_en"]),
        holder_masked=row["holder_masked"],
        number_masked=row["number_masked"],
        issuer=row["issuer"],
        issued_on=row["issued_on"],
        valid_to=row["valid_to"],
        void=row["state"] == "void",
        void_reason=row["void_reason"],
        prints=row["prints"],
        sha256=row["sha256"],
        verify_code=row["verify_code"],
    )
