"""Calls as the attendant reads them: plain words, the longest unanswered on top."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from county.clock import BEIJING

LATE_AFTER_SECONDS = 60

_REASONS = {
    "help": "有人要帮忙",
    "paper_out": "没纸了，要加纸",
    "paper_low": "纸快用完了",
    "jam": "卡纸",
    "cover_open": "盖子没关",
    "cutter": "切刀卡住",
    "head_hot": "打印头太热",
    "mechanical": "打印机出故障",
    "printer_error": "打印机出故障",
    "no_answer": "设备没有回应",
    "offline": "设备断开",
    "unreachable": "打印机连不上",
    "no_echo": "不知道小票有没有出来",
    "not_finished": "不知道纸有没有出来",
    "still_printing": "打印很久没完",
    "job_lost": "不知道纸有没有出来",
    "job_refused": "打印机不接活",
    "card_text_unreadable": "身份证读不出",
    "key_fault": "评价器按键坏了",
    "county_unreachable": "连不上县里",
    "case_not_filed": "签好的件没有办成，请联系本人",
}
_SCREENS = {
    "attract": "待机",
    "choose_item": "选事项",
    "lay_card": "放身份证",
    "card_refused": "身份证不能用",
    "choose": "填写",
    "warned": "提醒",
    "sign_summary": "签字确认",
    "refused": "告知",
    "paper_trouble": "等纸",
    "slip_came_out": "小票",
    "take_paper": "取纸",
    "rate": "评价",
    "choose_uncollected": "没拿的材料",
    "cannot_now": "现在办不了",
    "working": "处理中",
    "printing": "打印",
    "settle": "断电后补办",
}
_STATES = {"placed": "还没人接", "seen": "看到了", "coming": "正在过去"}


@dataclass(frozen=True)
class Line:
    """One call on the board; `late` = nobody has answered it for a minute."""

    call_no: int
    terminal: str
    site: str
    reason: str
    screen: str
    case_no: str
    since: str
    waited: str
    state: str
    attendant: str
    late: bool
    can_see: bool
    can_come: bool


def board(rows: list[Row[Any]], now: datetime) -> list[Line]:
    """Return the open calls: unanswered for a minute first, then the rest, each group the oldest first."""
    lines = [_line(row, now) for row in rows]
    return sorted(lines, key=lambda line: (not line.late, line.call_no))


def headline(lines: list[Line]) -> str:
    """Say in one sentence how things stand."""
    if not lines:
        return "现在没有人叫"
    late = sum(line.late for line in lines)
    return f"{len(lines)} 处在叫人，{late} 处等了一分钟以上" if late else f"{len(lines)} 处在叫人"


def _line(row: Row[Any], now: datetime) -> Line:
    placed = datetime.fromisoformat(row.placed_at)
    waited_seconds = max(0, int((now - placed).total_seconds()))
    return Line(
        call_no=row.call_no,
        terminal=row.terminal,
        site=row.site,
        reason=_REASONS.get(row.reason, row.reason),
        screen=_SCREENS.get(row.screen, row.screen),
        case_no=row.case_no or "—",
        since=placed.astimezone(BEIJING).strftime("%H:%M:%S"),
        waited=_words(waited_seconds),
        state=_STATES[row.state],
        attendant=row.attendant or "",
        late=row.state == "placed" and waited_seconds >= LATE_AFTER_SECONDS,
        can_see=row.state == "placed",
        can_come=row.state in ("placed", "seen"),
    )


def _words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} 秒"
    return f"{seconds // 60} 分钟" if seconds < 3600 else f"{seconds // 3600} 小时 {seconds % 3600 // 60} 分"
