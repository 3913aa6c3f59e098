"""The questions a visit can put to a citizen, and the protocol of whatever shows them.

A screen answers one question and decides nothing. 不办了, the idle limit and 人工帮忙 are not answers: the UI
reports them through `Controls`, the surroundings of the visit act on them. 返回 raises `WentBack` out of `ask`.
"""

from dataclasses import dataclass
from typing import ClassVar, Generic, Literal, Protocol, TypeVar

from contract.text import Language, Text
from contract.wire import AskedQuestion, CallState, Outcome, SummaryLine, UncollectedDocument
from kiosk.model import ItemTile, Place, Sheet

A = TypeVar("A")


class WentBack(Exception):
    """The visitor touched 返回: the question before is asked again."""


@dataclass(frozen=True)
class Question(Generic[A]):
    """Something asked on a screen of its own; `A` is the type of its answer.

    `name` is the screen's, for logs and the attendant; 返回 works where `can_go_back` is true.
    """

    name: ClassVar[str] = ""
    can_go_back: ClassVar[bool] = False


@dataclass(frozen=True)
class Attract(Question[None]):
    """The waiting screen between visits; any touch answers it."""

    name: ClassVar[str] = "attract"


@dataclass(frozen=True)
class ShowUncollected:
    """Answer of ChooseItem: 我有没拿的材料."""


@dataclass(frozen=True)
class ChooseItem(Question["str | ShowUncollected"]):
    """我要…: answers the id of an item, or ShowUncollected."""

    tiles: tuple[ItemTile, ...]
    notice: Text | None = None  # why nothing can be done now (county out of reach), in plain words
    name: ClassVar[str] = "choose_item"


@dataclass(frozen=True)
class LayCard(Question[None]):
    """Shows where to lay the identity card; it is answered by the card, so the ask is cancelled when one is read.

    `trouble` is what was wrong with the last try, in plain words; `drawing` shows what to do differently.
    """

    purpose: Text
    trouble: Text | None = None
    drawing: Literal["lay_card", "sleeve_off", "one_card_only"] = "lay_card"
    name: ClassVar[str] = "lay_card"
    can_go_back: ClassVar[bool] = True


@dataclass(frozen=True)
class CardRefused(Question[None]):
    """The card cannot be used (expired, implausible, unknown type): why and where to go; one button ends it."""

    say: Text
    name: ClassVar[str] = "card_refused"


@dataclass(frozen=True)
class Choose(Question["str | int"]):
    """One question of the item: √ choices, a phone number (11 digits, prefilled masked), or province and city.

    Answers the option's value, the phone's digits (or the masked first value untouched), or "省/市".
    `at` of `of` says which question it is. `card_back` shows 身份证可以先拿回去了.
    """

    question: AskedQuestion
    chosen: str | int | None
    at: int
    of: int
    card_back: bool = False
    name: ClassVar[str] = "choose"
    can_go_back: ClassVar[bool] = True


@dataclass(frozen=True)
class Warned(Question[bool]):
    """A warning before the signature: true goes on, false ends the matter here."""

    says: tuple[Text, ...]
    name: ClassVar[str] = "warned"
    can_go_back: ClassVar[bool] = True


@dataclass(frozen=True)
class Edit:
    """Answer of SignSummary: change the answer of this question."""

    question: str


@dataclass(frozen=True)
class Signed:
    """Answer of SignSummary: ticked and sent."""


@dataclass(frozen=True)
class SignSummary(Question["Signed | Edit"]):
    """The one page that is signed with a √; nothing is final before it."""

    lines: tuple[SummaryLine, ...]
    statement: Text
    name: ClassVar[str] = "sign_summary"
    can_go_back: ClassVar[bool] = True


@dataclass(frozen=True)
class RefusalAnswer:
    """Answer of Refused: print the slip or not, and the item to go on with (or None)."""

    slip: bool
    next: str | None = None


@dataclass(frozen=True)
class Refused(Question[RefusalAnswer]):
    """A refusal or a referral is an outcome, not an error: reason, next step, paper. `next` is an item to offer."""

    outcome: Outcome
    next: ItemTile | None = None
    can_print: bool = True
    sms_to_masked: str | None = None
    name: ClassVar[str] = "refused"


@dataclass(frozen=True)
class PaperTrouble(Question[Literal["wait", "leave"]]):
    """办好了，只是没打出来: who comes, and 我等着 or 不等了 (printable later at any kiosk).

    It is asked a second time with `waiting` after 我等着, and cancelled when the printer goes on by itself.
    """

    outcome: Outcome
    say: Text
    who: Literal["attendant", "technician"]
    in_doubt: bool = False  # the sheet may be out or half out: never printed again by software
    waiting: bool = False
    name: ClassVar[str] = "paper_trouble"


@dataclass(frozen=True)
class SlipCameOut(Question[bool]):
    """The receipt printer gave no answer: did the slip come out? false prints a second one marked 补打."""

    name: ClassVar[str] = "slip_came_out"


@dataclass(frozen=True)
class TakePaperAnswer:
    """Answer of TakeYourPaper: go on with an item, or None to end."""

    next: str | None = None


@dataclass(frozen=True)
class TakeYourPaper(Question[TakePaperAnswer]):
    """Everything is out: take it. `sheets` says what; `next` is offered by one touch; `slip_by_sms` says where."""

    outcome: Outcome
    sheets: tuple[Sheet, ...]
    next: ItemTile | None = None
    slip_by_sms: str | None = None
    name: ClassVar[str] = "take_paper"


@dataclass(frozen=True)
class Rate(Question["int | None"]):
    """这次办得怎么样: stars 5…1 or None for 不评了; `levels` are the grades the county shows (4 or 5)."""

    levels: Literal[4, 5] = 4
    on_pad: bool = False
    name: ClassVar[str] = "rate"


@dataclass(frozen=True)
class ChooseUncollected(Question["UncollectedDocument | None"]):
    """我有没拿的材料: which one to print now; None when there is none or the visitor is done."""

    documents: tuple[UncollectedDocument, ...]
    name: ClassVar[str] = "choose_uncollected"
    can_go_back: ClassVar[bool] = True


@dataclass(frozen=True)
class CannotNow(Question[None]):
    """It cannot be done now (county out of reach, department down): why, what to do instead; one button ends it.

    `kept` is said when something signed is safe in the machine and will be finished without the visitor.
    """

    say: Text
    kept: bool = False
    name: ClassVar[str] = "cannot_now"


@dataclass(frozen=True)
class Notice:
    """A screen that asks nothing and is replaced by the next one."""

    name: ClassVar[str] = ""


@dataclass(frozen=True)
class Working(Notice):
    """Something is being done that takes seconds: what, and the longest it takes."""

    say: Text
    limit_seconds: int
    name: ClassVar[str] = "working"


@dataclass(frozen=True)
class Printing(Notice):
    """办好了: decision in plain words, and the true progress of each sheet."""

    outcome: Outcome
    sheets: tuple[Sheet, ...]
    name: ClassVar[str] = "printing"


class Controls(Protocol):
    """What a visitor can do on every screen besides answering."""

    def leave(self) -> None:
        """不办了."""

    def help(self) -> None:
        """人工帮忙."""


class UI(Protocol):
    """Shows one thing at a time. Only one `ask` is open; cancelling it takes it away."""

    async def ask(self, question: Question[A], place: Place) -> A:
        """Show the question until it is answered; raises WentBack on 返回 where the question can be gone back from."""
        ...

    def show(self, notice: Notice, place: Place) -> None:
        """Show a notice in place of whatever is on the screen."""
        ...

    async def still_here(self, seconds: int) -> bool:
        """Replace the screen (private data gone) by 还在吗; true when the visitor goes on, false when time is up."""
        ...

    def call_changed(self, call: CallState | None) -> None:
        """Show how the call for a person stands, on whatever screen is on; None takes it away."""
        ...

    def begin(self, controls: Controls) -> None:
        """A visit begins: its controls are live until wipe()."""
        ...

    def wipe(self) -> None:
        """Forget everything of the visit: language, text size, fields, pictures."""
        ...

    @property
    def language(self) -> Language: ...

    @property
    def last_touch_at(self) -> float:
        """Monotonic seconds of the last touch."""
        ...
