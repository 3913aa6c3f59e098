"""What the end of a print job means for the paper: pure, so that each case has a test."""

from drivers.ipp_printer import Job
from drivers.ipp_reasons import JAM
from drivers.status import Act, Acts, Done, NotDone, Paper, Status, Trouble, Unknown

PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)
UNTOUCHED = (PENDING, HELD)
ENDED = (CANCELED, ABORTED, COMPLETED)

WITH_ERRORS = Trouble("completed_with_errors", Acts.attendant, "look at the certificate")
ABORTED_TROUBLE = Trouble("aborted", Acts.attendant, "look whether a sheet came out")
CANCELED_TROUBLE = Trouble("canceled", Acts.attendant, "look whether a sheet came out")
NOT_FINISHED = Trouble("not_finished", Acts.attendant, "look whether a sheet came out")


def fate(job: Job, status: Status, *, touched: bool) -> Act | None:
    """How `job` ended beside the printer's `status`; None while it has not ended.

    `touched`: the job was seen at work. A sheet that may lie in the machine makes it Unknown.
    """
    if job.state == COMPLETED:
        return _completed(job, status)
    if job.state in (CANCELED, ABORTED):
        return _broken_off(job, status, touched=touched)
    return None


def _completed(job: Job, status: Status) -> Act:
    jammed = status.paper is Paper.jammed
    if "job-completed-with-errors" in job.reasons:
        return Unknown(JAM.trouble if jammed else WITH_ERRORS)
    # "completed" of a printer that only passes bytes on: believed if it counts sheets, or nothing stands in the way
    if jammed or (not job.printed and not status.ready):
        return Unknown(status.troubles[0])
    return Done()


def _broken_off(job: Job, status: Status, *, touched: bool) -> Act:
    trouble = status.troubles[0] if not status.ready else _plain(job)
    nothing_out = job.printed == 0 or (job.printed is None and not touched)
    if nothing_out and status.paper is not Paper.jammed:
        return NotDone(trouble)
    return Unknown(trouble)


def _plain(job: Job) -> Trouble:
    return CANCELED_TROUBLE if job.state == CANCELED else ABORTED_TROUBLE
