"""我有没拿的材料: a document decided earlier and not taken is printed after the card is laid again."""

from contract.text import Text
from contract.wire import Outcome, Receipt, UncollectedDocument
from kiosk import words
from kiosk.county_errors import CountyError
from kiosk.identifying import identify
from kiosk.paper import Desk
from kiosk.surroundings import Visit
from kiosk.ui import CannotNow, ChooseUncollected, TakeYourPaper


async def collect(v: Visit) -> None:
    """Print one uncollected document after another until there is none or the visitor is done."""
    v.at(stage="identify", item=None)
    holder = await identify(v, words.COLLECT)
    if holder is None:
        return None
    while True:
        v.at(stage="take", case_no=None)
        try:
            waiting = (await v.kiosk.county.uncollected(holder.proof)).documents
        except CountyError:
            return await v.ask(CannotNow(words.COUNTY_AWAY))
        chosen = await v.ask(ChooseUncollected(waiting))
        if chosen is None:
            return None
        await _print(v, chosen)


async def _print(v: Visit, chosen: UncollectedDocument) -> None:
    v.at(case_no=chosen.case_no)
    outcome = decided_earlier(chosen)
    desk = Desk(v, outcome, with_slip=False)
    await desk.print_documents()
    await v.ask(TakeYourPaper(outcome, desk.sheets))
    v.at(case_no=None)


def decided_earlier(document: UncollectedDocument) -> Outcome:
    """Return the document's case as an outcome that has nothing but this document left to give."""
    title, day, papers = document.title, document.decided_on, (document.document,)
    say = Text(zh=f"{title.zh}，{day}办好的。", en=f"{title.en}, decided on {day}.")
    receipt = Receipt(number=document.case_no, word=words.DONE, title=title, rows=(), say=say, qr="", hotline="")
    return Outcome(case_no=document.case_no, outcome="granted", say=say, documents=papers, receipt=receipt)
