"""What came of paper, told to the county; a report the county did not hear stays in the journal for settle()."""

from typing import Literal

from contract.wire import PrintReport, Rating, ReceiptReport, ReceiptState
from drivers.status import Act, Done, NotDone
from kiosk.county_errors import CountyError, Refused
from kiosk.journal import DidNotHappen, Json
from kiosk.surroundings import Visit

Result = Literal["done", "not_done", "unknown"]


def result_of(act: Act) -> Result:
    """Return an act's end in the words of the wire."""
    return "done" if isinstance(act, Done) else "not_done" if isinstance(act, NotDone) else "unknown"


def act_left(act: Act) -> Json:
    """Return what the journal keeps of an act."""
    return {"result": result_of(act), "trouble": None if isinstance(act, Done) else act.trouble.code}


async def report_print(v: Visit, case_no: str, document: str, tag: str, act: Act) -> None:
    """Tell the county how a job of a document ended; `tag` is the job's."""
    report = PrintReport(result=result_of(act), trouble=None if isinstance(act, Done) else act.trouble.code)

    async def tell(key: str) -> None:
        try:
            await v.kiosk.county.report_print(case_no, document, report, key=key)
        except Refused as refused:
            raise (DidNotHappen(refused) if refused.final else refused) from refused

    intent = {"case_no": case_no, "document": document, "report": report.model_dump(mode="json")}
    try:
        await v.once(f"report {document} {tag}", tell, intent=intent, result=lambda nothing: None)
    except CountyError:
        return


async def report_slip(v: Visit, case_no: str, act: Act) -> str | None:
    """Tell the county how the slip ended; returns the masked number an SMS goes to where it did not come out."""
    result = result_of(act)

    async def tell(key: str) -> ReceiptState:
        try:
            return await v.kiosk.county.report_receipt(case_no, ReceiptReport(result=result), key=key)
        except Refused as refused:
            raise (DidNotHappen(refused) if refused.final else refused) from refused

    intent = {"case_no": case_no, "result": result}
    try:
        state = await v.once(f"receipt {case_no}", tell, intent=intent, result=lambda nothing: None)
    except CountyError:
        return None
    return state.sms_to_masked


async def report_rating(v: Visit, case_no: str, rating: Rating) -> None:
    """Tell the county how the visitor rated the case."""

    async def tell(key: str) -> None:
        try:
            await v.kiosk.county.rate(case_no, rating, key=key)
        except Refused as refused:
            raise (DidNotHappen(refused) if refused.final else refused) from refused

    intent = {"case_no": case_no, "rating": rating.model_dump(mode="json")}
    try:
        await v.once(f"rate {case_no}", tell, intent=intent, result=lambda nothing: None)
    except CountyError:
        return
