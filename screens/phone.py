"""Choose with a mobile number: eleven digits, the known one shown masked and kept by one touch."""

from contract.text import Text
from kiosk.model import Place
from kiosk.ui import Choose
from screens.choose import progress
from screens.page import Page, Part
from screens.pen import Pen
from screens.screen import Hall, Screen
from screens.widgets.gated import gated_primary
from screens.widgets.head import title_block
from screens.widgets.pad import number_field, number_pad
from screens.words import CARD_BACK, words
from screens.zones import CTRL, PRIMARY, Box

DIGITS, GROUPS = 11, (3, 4, 4)
KEEP = words("就用这个号码", "Use this number")
NEXT = words("填好了，下一步", "Done, next")
HINT_KNOWN = words(
    "就是这个号码，点下面的绿键。\n换了号码，直接按数字。",
    "If it is right, press the green key.\nIf not, type the new one.",
)
HINT = words("11 个数字。办事的结果会发短信。", "11 digits. The result comes by SMS.")
KNOWN_MASKED = words("这是您留过的号码，中间几位不显示", "The number you gave before, partly hidden")
KNOWN = words("这是您刚才填的号码", "The number you typed before")
MASK = "*"
NOT_MOBILE = words("手机号是 1 开头的 11 个数字", "A mobile number is 11 digits and starts with 1")


class PhoneScreen(Screen[str | int]):
    def __init__(self, question: Choose, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        self._kept = str(question.chosen) if question.chosen else ""
        self._typed = ""
        self._live: list[Part] = []

    def spoken(self) -> Text:
        return self._question.question.label

    def paint(self, page: Page) -> None:
        asked = self._question.question
        hint = asked.hint or (HINT_KNOWN if self._kept else HINT)
        small = CARD_BACK if self._question.card_back else progress(self._question)
        title_block(page, asked.label, hint, small=small)
        field = number_field(page, Box(CTRL.x, CTRL.y, CTRL.w, 156), self._shown, GROUPS)
        status = page.part(Box(CTRL.x, 802, CTRL.w, 62), self._paint_status, name="status")
        number_pad(page, Box(CTRL.x, 876, CTRL.w, 602), self._press, self._rub_out, self._clear)
        text = KEEP if self._kept and not self._typed else NEXT
        self._live = [field, status, gated_primary(page, PRIMARY, text, self._missing, self._next, icon="arrow-right")]

    def _paint_status(self, pen: Pen, at: Box, _pressed: bool) -> None:
        pen.rectangle(at, "paper")
        pen.text(at, pen.style.say(self._status()), "b", across="middle", colour="ink2", leading=1.2)

    def _status(self) -> Text:
        if self._kept and not self._typed:
            return KNOWN_MASKED if MASK in self._kept else KNOWN
        left = DIGITS - len(self._typed)
        if left:
            return words(f"已输 {len(self._typed)} 位，还差 {left} 位", f"{len(self._typed)} digits, {left} to go")
        return words("11 位都有了，请看一遍对不对", "11 digits: please check them")

    def _shown(self) -> str:
        return self._typed or self._kept

    def _missing(self) -> Text | None:
        if self._kept and not self._typed:
            return None
        if self._typed and self._typed[0] != "1":
            return NOT_MOBILE
        left = DIGITS - len(self._typed)
        return words(f"还差 {left} 位数字", f"{left} digits to go") if left else None

    def _press(self, digit: str) -> None:
        first = not self._typed
        if len(self._typed) < DIGITS:
            self._typed += digit
        self._changed(whole=first and bool(self._kept))

    def _rub_out(self) -> None:
        self._typed = self._typed[:-1]
        self._changed(whole=not self._typed and bool(self._kept))

    def _clear(self) -> None:
        self._typed = ""
        self._changed(whole=bool(self._kept))

    def _changed(self, *, whole: bool) -> None:
        if whole:
            self.refresh()
            return
        for part in self._live:
            part.repaint()

    def _next(self) -> None:
        self.give(self._shown())
