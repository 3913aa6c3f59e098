"""What can come back from the county instead of an answer.

CountyError
├── Unreachable          no answer, or none in time: what was sent may have been done; the same key again is safe
├── Refused              the county answered with a problem (RFC 9457)
│   ├── NotLetIn         who asks is not believed (401): key, signature, nonce
│   │   └── WrongClock   the kiosk's clock is wrong; `server_time` is the county's
│   ├── DepartmentDown   C06: a department does not answer; `say` tells the visitor
│   ├── CountyBusy       not now; the same key again later is safe
│   ├── SummaryChanged   what was signed is no longer what would be decided: show it again
│   ├── InputRefused     an answer cannot be taken; `problem.errors` names it
│   ├── AlreadyRated     one case, one rating
│   └── NotThere         no such case, document or call for this kiosk
└── Garbled              an answer that is not what the contract says (or a document with another digest)
"""

from contract.problems import Problem, ProblemType
from contract.text import Text


class CountyError(Exception):
    """The county did not do what was asked."""


class Unreachable(CountyError):
    """No answer in time. What was sent may have been done: sending it again with the same key is safe."""


class Garbled(CountyError):
    """The answer is not what the contract says."""


_PASSING = {401, 408, 425, 429}
"""Statuses of RFC 9110 and RFC 6585 that may be gone the next time; 401 is also the answer to a wrong clock."""


class Refused(CountyError):
    """The county answered with a problem; `say` are words for the visitor, where it has any."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.type)
        self.problem = problem

    @property
    def type(self) -> ProblemType | None:
        return self.problem.kind

    @property
    def title(self) -> str:
        return self.problem.title

    @property
    def detail(self) -> str | None:
        return self.problem.detail

    @property
    def say(self) -> Text | None:
        return self.problem.say

    @property
    def final(self) -> bool:
        """Whether it would be refused later too; not so for a wrong clock, a department that is down, a busy county."""
        return 400 <= self.problem.status < 500 and self.problem.status not in _PASSING


class NotLetIn(Refused):
    """The county does not believe who asks."""


class WrongClock(NotLetIn):
    """This machine's clock is wrong."""

    @property
    def server_time(self) -> str | None:
        """The county's time, ISO 8601 UTC."""
        return self.problem.server_time


class DepartmentDown(Refused):
    """C06: a department's data cannot be had now."""


class CountyBusy(Refused):
    """The county cannot do it now."""


class SummaryChanged(Refused):
    """The signed summary is no longer what the county would decide on; it is to be shown again."""


class InputRefused(Refused):
    """An answer cannot be taken; the problem's errors name the question."""


class AlreadyRated(Refused):
    """The case is rated already."""


class NotThere(Refused):
    """There is no such case, document or call for this kiosk."""


_CLASSES: dict[ProblemType, type[Refused]] = {
    ProblemType.UNSIGNED: NotLetIn,
    ProblemType.UNKNOWN_KEY: NotLetIn,
    ProblemType.BAD_SIGNATURE: NotLetIn,
    ProblemType.WRONG_DIGEST: NotLetIn,
    ProblemType.REPLAYED: NotLetIn,
    ProblemType.EXPIRED: WrongClock,
    ProblemType.CLOCK_SKEW: WrongClock,
    ProblemType.DEPARTMENT_DOWN: DepartmentDown,
    ProblemType.BUSY: CountyBusy,
    ProblemType.SUMMARY_CHANGED: SummaryChanged,
    ProblemType.INPUT_REFUSED: InputRefused,
    ProblemType.ALREADY_RATED: AlreadyRated,
    ProblemType.NOT_FOUND: NotThere,
}


def refused(problem: Problem) -> Refused:
    """Return the error for a problem of the county."""
    kind = problem.kind
    return _CLASSES.get(kind, Refused)(problem) if kind else Refused(problem)
