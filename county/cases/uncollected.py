"""我有没拿的材料: what a holder has not taken, at whatever terminal they prove who they are."""

from sqlalchemy import Connection, select

from contract.wire import DocumentRef, Uncollected, UncollectedDocument, UncollectedQuery
from county.cases.holders import check_proof, check_register, good_for
from county.cases.papers import hand_over
from county.service import County
from county.tables import cases, papers
from county.terminals import Caller


def uncollected(county: County, connection: Connection, caller: Caller, asked: UncollectedQuery) -> Uncollected:
    """List the holder's originals nobody took, newest first, and hand them to this terminal for some minutes.

    Originals of items that need a stronger proof than this one are left out.
    """
    check_proof(asked.applicant, "L1", county.clock.today())
    mine = (
        select(papers, cases.c.item, cases.c.decided_on, cases.c.snapshot)
        .join(cases, cases.c.case_no == papers.c.case_no)
        .where(cases.c.applicant_id == asked.applicant.number, papers.c.state != "collected")
        .order_by(cases.c.closed_at.desc())
    )
    found = []
    for row in connection.execute(mine).all():
        check_register(asked.applicant, row.snapshot["applicant"])
        item = county.catalogue.items.get(row.item)
        if item is None or not good_for(asked.applicant, item.assurance):
            continue
        hand_over(county, connection, row.document_id, caller.terminal)
        reference = DocumentRef.model_validate(row.reference, strict=False)
        found.append(
            UncollectedDocument(
                case_no=row.case_no,
                item=row.item,
                title=reference.title,
                decided_on=row.decided_on,
                in_doubt=row.state == "in_doubt",
                document=reference,
            )
        )
    return Uncollected(documents=tuple(found))
