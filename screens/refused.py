"""Refused: a refusal or a referral is an outcome, not an error: reason, next step, paper."""

from contract.text import Text
from kiosk.model import ItemTile, Place
from kiosk.ui import RefusalAnswer, Refused
from screens.outcome_head import TITLES
from screens.page import Page
from screens.plain_end import sentences, stack_height
from screens.screen import Hall, Screen, Ways, done_already
from screens.stack import Line, stack
from screens.widgets.bars import note, quiet_line
from screens.widgets.button import primary
from screens.widgets.dock import Left, LeftButton
from screens.widgets.head import sheet, title_block
from screens.widgets.tile import choice_tile
from screens.words import joined, words
from screens.zones import CTRL, PRIMARY, Box

WHY = words("为什么", "Why")
NEXT_STEP = words("接下来怎么办", "What to do next")
SLIP = words("打一张小票带走", "Print a slip to take along")
SLIP_SAYS = words("写着原因，觉得不对怎么办", "the reason, and what to do if you think it is wrong")
DONE = words("知道了，结束", "I understand, done")
NO_PRINT = words("打印机现在打不了。请记下办件号：", "The printer cannot print now. Please note the case number: ")


class RefusedScreen(Screen[RefusalAnswer]):
    def __init__(self, question: Refused, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        self._slip = question.can_print

    def left(self, ways: Ways) -> Left:
        if self._question.next:
            return LeftButton("end", "check", DONE, self._end)
        return done_already()

    def spoken(self) -> Text:
        return joined(TITLES[self._question.outcome.outcome], self._question.outcome.say)

    def paint(self, page: Page) -> None:
        item, outcome = self.place.item, self._question.outcome
        title_block(
            page,
            TITLES[outcome.outcome],
            item.plain if item else None,
            small=item.official if item else None,
            drawing="another-way",
            drawing_w=340,
        )
        y = self._why(page) + 20
        if self._question.next:
            y = self._next(page, y, self._question.next) + 20
        self._paper(page, y)
        ask = words(
            f"觉得不对，可以打 {self.hall.hotline} 问，或按“人工帮忙”。",
            f"If you think this is wrong, call {self.hall.hotline} or press Call staff.",
        )
        if not self._question.next:
            quiet_line(page, Box(CTRL.x, 1424, CTRL.w, 84), "phone", ask)
            primary(page, PRIMARY, DONE, self._end, icon="check")
        else:
            quiet_line(page, Box(CTRL.x, 1560, CTRL.w, 84), "phone", ask)

    def _why(self, page: Page) -> float:
        say = page.style.say
        lines = [Line(say(WHY), "b", colour="ink2"), *sentences(say(self._question.outcome.say))]
        box = Box(CTRL.x, CTRL.y, CTRL.w, min(440.0, 52 + stack_height(page, lines)))
        sheet(page, box)
        stack(page.pen, box.inset(32, 20), lines)
        return box.bottom

    def _next(self, page: Page, y: float, following: ItemTile) -> float:
        say = page.style.say
        box = Box(CTRL.x, y, CTRL.w, 324)
        sheet(page, box, edge="pine", border=4)
        go = words("去办这一件", "Go on with this")
        lines = [Line(say(NEXT_STEP), "b", colour="ink2"), Line(say(following.plain), "t", "bold", leading=1.25)]
        stack(page.pen, box.trim(left=32, top=16, right=32, bottom=172), lines)
        at = Box(box.x + 32, box.bottom - 158, box.w - 64, 128)
        primary(
            page,
            at,
            go,
            lambda: self.give(RefusalAnswer(self._slip, following.id)),
            icon="arrow-right",
            icon_after=True,
        )
        return box.bottom

    def _paper(self, page: Page, y: float) -> None:
        box = Box(CTRL.x, y, CTRL.w, 132)
        if self._question.can_print:
            choice_tile(page, box, SLIP, SLIP_SAYS, lambda: self._slip, lambda: self._toggle(page), name="slip")
            return
        case_no, sms = self._question.outcome.case_no, self._question.sms_to_masked
        text = words(NO_PRINT.zh + case_no, NO_PRINT.en + case_no)
        if sms:
            text = words(f"小票发短信到 {sms}", f"The slip is sent by SMS to {sms}")
        note(page, box, "phone" if sms else "pencil-simple", text)

    def _toggle(self, page: Page) -> None:
        self._slip = not self._slip
        page.named("slip").repaint()

    def _end(self) -> None:
        self.give(RefusalAnswer(self._slip))
