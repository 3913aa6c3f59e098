"""The originals of a case: issued once, counted, and printed by the terminal they are handed to.

State of an original: uncollected → collected (done) or in_doubt (unknown). in_doubt becomes collected when somebody
says so; it never becomes uncollected again, because a sheet may be out.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.sqlite import insert

from contract.wire import DocumentRef, PrintReport, PrintState
from county.cases.record import CaseRow
from county.cases.weighing import Weighed
from county.documents import register
from county.documents.content import CertificateContent, compose
from county.documents.typesetting import TEMPLATES
from county.problems import not_found
from county.rules.facts import DecidedDocument
from county.service import County
from county.tables import cases, handed_to, papers
from county.terminals import Caller

HANDED_FOR_SECONDS = 15 * 60


@dataclass(frozen=True)
class Sealed:
    """A certificate that is made but not entered yet."""

    content: CertificateContent
    pdf: bytes


def seal(county: County, case: CaseRow, weighed: Weighed, document: DecidedDocument, site: str) -> Sealed:
    """Make and seal the certificate of a granted case; raises Unprintable where a character is in no font."""
    content = compose(
        county.sealer.county,
        county.random,
        case_no=case.case_no,
        template=_template(document),
        title=document.title,
        holder_name=str(weighed.facts.subject["name"]),
        holder_number=case.subject_id,
        fields=tuple((label.zh, value) for label, value in weighed.verdict.document_fields),
        issued_on=county.clock.today(),
        valid_to=document.valid_to,
        seal_name=document.seal or county.catalogue.items[case.item].department,
        as_of=weighed.facts.now,
        place=f"{site} {case.terminal}",
    )
    return Sealed(content, county.sealer.seal(content))


def _template(document: DecidedDocument) -> str:
    """The typst template an item names, or the plain certificate where it has none of its own."""
    name = document.template.replace("_", "-")
    return name if name in TEMPLATES else "certificate"


def enter(county: County, connection: Connection, case: CaseRow, sealed: Sealed) -> DocumentRef:
    """Count the certificate as an original of the case and hand it to the case's terminal."""
    reference = register.issue(connection, sealed.content, sealed.pdf)
    connection.execute(
        insert(papers).values(
            document_id=reference.id,
            case_no=case.case_no,
            state="uncollected",
            prints=0,
            announced=False,
            reference=reference.model_dump(mode="json"),
        )
    )
    hand_over(county, connection, reference.id, case.terminal)
    return reference


def hand_over(county: County, connection: Connection, document_id: str, terminal: str) -> None:
    """Let a terminal fetch and print an original for some minutes; only after the holder was identified there."""
    until = county.clock.seconds() + HANDED_FOR_SECONDS
    row = {"document_id": document_id, "terminal": terminal, "until": until}
    connection.execute(
        insert(handed_to)
        .values(row)
        .on_conflict_do_update(index_elements=["document_id", "terminal"], set_={"until": until})
    )


def hand_over_all(county: County, connection: Connection, case_no: str, terminal: str) -> tuple[DocumentRef, ...]:
    """Hand all originals of a case to a terminal (C08: to be printed again) and return them."""
    rows = connection.execute(select(papers).where(papers.c.case_no == case_no)).all()
    for row in rows:
        hand_over(county, connection, row.document_id, terminal)
    return tuple(DocumentRef.model_validate(row.reference, strict=False) for row in rows)


def paper_of(connection: Connection, caller: Caller, case_no: str, document_id: str) -> Row[Any]:
    """Return the original with `until`, when it was ever handed to this terminal under this case.

    Under this case: it is the case's own, or that of the earlier case this one found (C08). Raises ProblemRaised 404.
    """
    known = (
        select(papers, handed_to.c.until)
        .join(handed_to, handed_to.c.document_id == papers.c.document_id)
        .where(papers.c.document_id == document_id, handed_to.c.terminal == caller.terminal)
    )
    row = connection.execute(known).one_or_none()
    if row is None:
        raise not_found()
    if row.case_no != case_no:
        repeated = select(cases.c.already).where(cases.c.case_no == case_no, cases.c.terminal == caller.terminal)
        if connection.execute(repeated).scalar() != row.case_no:
            raise not_found()
    return row


def pdf(county: County, connection: Connection, caller: Caller, case_no: str, document_id: str) -> bytes:
    """Return the sealed PDF; raises ProblemRaised 404 where this terminal may not have it (any more)."""
    row = paper_of(connection, caller, case_no, document_id)
    if row.until < county.clock.seconds():
        raise not_found()
    return register.pdf(connection, document_id)


_AFTER = {
    ("uncollected", "done"): "collected",
    ("uncollected", "unknown"): "in_doubt",
    ("in_doubt", "done"): "collected",
}


def report(connection: Connection, caller: Caller, case_no: str, document_id: str, said: PrintReport) -> PrintState:
    """Note how an attempt to print ended; raises ProblemRaised 404 where the original is not this terminal's.

    Nothing is announced here, the visitor is still standing there: county.cases.ending.sweep does that later.
    """
    row = paper_of(connection, caller, case_no, document_id)
    state = _AFTER.get((row.state, said.result), row.state)
    prints = row.prints
    if said.result == "done":
        prints = register.count_print(connection, document_id)
    changed = update(papers).where(papers.c.document_id == document_id)
    connection.execute(changed.values(state=state, prints=prints))
    return PrintState(state=state, prints=prints)
