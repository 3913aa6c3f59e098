"""SignSummary: the one page that is signed with a √; nothing is final before it."""

from functools import partial

from contract.text import Text
from contract.wire import SummaryLine
from kiosk.model import Place
from kiosk.ui import Edit, Signed, SignSummary
from screens.page import Page, Part
from screens.pager import Pager
from screens.screen import Hall, Screen
from screens.widgets.gated import gated_primary
from screens.widgets.head import sheet, title_block
from screens.widgets.summary import ROW_H, sign_tick, summary_row
from screens.words import joined, words
from screens.zones import CTRL, PRIMARY, Box

TITLE = words("请看一遍，\n对就签 √", "Read it once,\ntick √ if right")
COUNTS = words("签了才算数", "nothing counts before you sign")
SENTENCE = words("我看过了，都对", "I have read it, all is right")
SEND = words("交上去，等结果（约 5 秒）", "Send it, wait about 5 seconds")
FIRST_SIGN = words("先在上面打 √", "Tick √ above first")
FIRST_READ = words("后面还有一页，先看完", "There is another page to read")
SIGN_H, SIGN_LARGE_H, SIGN_BOTTOM = 176, 240, 1504
ROWS_PER_PAGE, ROWS_WITHOUT_PAGES = 5, 7


class SignSummaryScreen(Screen[Signed | Edit]):
    def __init__(self, question: SignSummary, place: Place, hall: Hall) -> None:
        super().__init__(place, hall)
        self._question = question
        few = len(question.lines) <= ROWS_WITHOUT_PAGES
        self._pager = Pager(question.lines, ROWS_WITHOUT_PAGES if few else ROWS_PER_PAGE)
        self._signed = False

    def spoken(self) -> Text:
        rows = (words(f"{r.label.zh}：{r.value.zh}", f"{r.label.en}: {r.value.en}") for r in self._question.lines)
        return joined(TITLE, *rows, self._question.statement)

    def paint(self, page: Page) -> None:
        item = self.place.item
        small = words(f"{item.official.zh} · {COUNTS.zh}", f"{item.official.en}: {COUNTS.en}") if item else COUNTS
        title_block(page, TITLE, item.plain if item else None, small=small, drawing="sign-tick", drawing_w=320)
        sign_h = SIGN_LARGE_H if page.style.large and self._pager.pages == 1 and len(self._pager.shown) <= 6 else SIGN_H
        sign_box = Box(CTRL.x, SIGN_BOTTOM - sign_h, CTRL.w, sign_h)
        self._rows(page, sign_box.y)
        live: list[Part] = []
        live.append(sign_tick(page, sign_box, SENTENCE, self._statement(), self._is_signed, partial(self._sign, live)))
        live.append(
            gated_primary(page, PRIMARY, SEND, self._missing, self._send, icon="paper-plane-tilt", icon_after=False)
        )

    def _rows(self, page: Page, bottom: float) -> None:
        shown: list[SummaryLine] = self._pager.shown
        room = bottom - 20 - CTRL.y - (136 if self._pager.pages > 1 else 0)
        row_h = min(float(ROW_H), (room - 8) / max(1, len(shown)))
        box = Box(CTRL.x, CTRL.y, CTRL.w, row_h * len(shown) + 8)
        sheet(page, box)
        rows = box.inset(28, 4).rows([row_h] * len(shown), 0)
        for line, row in zip(shown, rows, strict=True):
            edit = partial(self._edit, line.edit) if line.edit else None
            summary_row(page, row, line, edit, last=line is shown[-1])
        self._pager.paint(page, Box(CTRL.x, bottom - 136, CTRL.w, 120), self.refresh)

    def _statement(self) -> Text:
        """What the √ says besides 我看过了，都对, and who signs."""
        said = self._question.statement
        zh = said.zh.removeprefix("我看过了，都对。")
        en = said.en.removeprefix("I have read it and it is right.").strip()
        if self.place.holder is None:
            return words(zh, en)
        name = self.place.holder.name
        return words(f"{zh}签名：{name}", f"{en} Signed: {name}".strip())

    def _is_signed(self) -> bool:
        return self._signed

    def _sign(self, live: list[Part]) -> None:
        self._signed = not self._signed
        for part in live:
            part.repaint()

    def _missing(self) -> Text | None:
        if not self._pager.all_seen:
            return FIRST_READ
        return None if self._signed else FIRST_SIGN

    def _edit(self, question: str) -> None:
        self.give(Edit(question))

    def _send(self) -> None:
        self.give(Signed())
