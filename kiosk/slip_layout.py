"""How a receipt looks on the slip: strength word first, the number on a black bar, the QR page, whom to call."""

from contract.wire import Receipt
from drivers.slip import Bar, Feed, Pair, Qr, Rule, Slip, SlipLine, Text
from kiosk.settings import Site

AGAIN = "补打"
QR_MODULE_DOTS = 5
TAIL_MM = 4


def slip_of(receipt: Receipt, site: Site, *, again: bool) -> Slip:
    """Lay out a receipt; a second slip of the same case says 补打."""
    head: list[SlipLine] = [
        Text(f"{site.county.zh} · {site.name.zh}", "s", align="center"),
        Text(f"{receipt.word.zh}（{AGAIN}）" if again else receipt.word.zh, "t", bold=True, align="center"),
        Text(receipt.title.zh, "b", bold=True, align="center"),
        Bar(receipt.number),
    ]
    rows: list[SlipLine] = [Pair(row.label.zh, row.value.zh) for row in receipt.rows]
    tail: list[SlipLine] = [
        Rule(),
        Text(receipt.say.zh, "b"),
        Rule(),
    ]
    return Slip((*head, *rows, *tail, *_foot(receipt), Feed(TAIL_MM)))


def _foot(receipt: Receipt) -> list[SlipLine]:
    """The page behind the case, where it has one, and whom to call."""
    call = f"有事打 {receipt.hotline}"
    if not receipt.qr:
        return [Text(call, "s")]
    return [Qr(receipt.qr, QR_MODULE_DOTS, beside=("扫一扫，看真假", call))]
