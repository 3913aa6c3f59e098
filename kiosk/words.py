"""What the visit says in its own words, zh and en, each in one place. Items bring their own words."""

from contract.text import Text
from drivers.card_trouble import CardTrouble
from drivers.status import Acts, Trouble
from kiosk.county_errors import CountyError, Refused

OUT_OF_ORDER = Text(
    zh="这台机器要修一下。请用旁边的机器，或去人工窗口办。",
    en="This machine needs repair. Please use another machine or the staffed window.",
)
COUNTY_AWAY = Text(
    zh="县里的系统暂时连不上。请稍后再来，或去人工窗口办。",
    en="The county's system cannot be reached now. Please come back later or use the staffed window.",
)
KEPT_SAFE = Text(
    zh="您签的内容已经存好。网络好了会自动交上去，不用重办。",
    en="What you signed is kept safe. It will be sent by itself when the network is back.",
)
DONE_ALL_THE_SAME = Text(
    zh="您的事已经办成，不用重办。没拿到的纸，以后拿身份证来打。",
    en="Your matter is done. Come back with your ID card to print what you did not get.",
)
NOT_FILED = Text(
    zh="这次没有办成，您的资料没有变。请再办一次，或去人工窗口。",
    en="This was not filed and nothing has changed. Please try again or use the staffed window.",
)
OPENING = Text(zh="正在查您的资料", en="Looking up your records")
WEIGHING = Text(zh="正在核对，请稍等", en="Checking, one moment")
DECIDING = Text(zh="正在办，请稍等", en="Deciding, one moment")
DONE = Text(zh="已办结", en="Done")
COLLECT = Text(zh="我有没拿的材料", en="Papers I have not collected")
UNKNOWN_CARD = Text(
    zh="这种证件机器还不认识。请按“人工帮忙”，由工作人员帮您办。",
    en="This machine does not know this kind of card yet. Please press Call staff; staff will do it with you.",
)
SLIP_TITLE = Text(zh="小票", en="Slip")
READER_AWAY = Text(zh="读卡器没有接通，技术员会来修", en="The card reader is not connected; a technician is needed")
PRINTER_AWAY = Text(zh="打印机没有接通，技术员会来修", en="The printer is not connected; a technician is needed")
NO_PAPER = Text(zh="证明打印机没有纸了，等工作人员来加", en="The printer is out of paper; staff will refill it")
PRINTER_STOPPED = Text(zh="证明打印机要人看一下", en="The printer needs attention")

_CARD_SAYS = {
    "no_answer": Text(
        zh="读卡器没有接通。请稍等，或按“人工帮忙”。",
        en="The reader is not connected. Wait, or press Call staff.",
    ),
    "wrong_card": Text(zh="这张不是身份证。请放身份证。", en="This is not an ID card. Please lay your ID card."),
    "card_not_selected": Text(
        zh="可能放了两张卡。请只放一张身份证，再放一次。", en="There may be two cards. Please lay one ID card only."
    ),
    "card_not_read": Text(
        zh="没读到。把卡套取下来，再放一次。", en="Not read. Take the card out of its sleeve and lay it again."
    ),
    "no_card": Text(zh="没读到。请平放，不要拿起来。", en="Not read. Lay it flat and leave it there."),
}
_CARD_AGAIN = Text(zh="没读到。请拿起来，再平放一次。", en="Not read. Lift the card and lay it flat again.")
_CARD_STAFF = Text(zh="这张卡读不出来。请按“人工帮忙”。", en="This card cannot be read. Please press Call staff.")
_READER_OUT = Text(zh="读卡器要修一下。请按“人工帮忙”。", en="The reader needs repair. Please press Call staff.")

_PAPER_SAYS = {
    "paper_out": Text(
        zh="打印机没有纸了。您的事已经办成，不用重办。", en="The printer is out of paper. Your matter is done."
    ),
    "jam": Text(zh="纸卡住了。您的事已经办成，不用重办。", en="The paper is jammed. Your matter is done."),
    "cover_open": Text(zh="打印机的盖子开着。您的事已经办成。", en="The printer's cover is open. Your matter is done."),
}
_PAPER_OTHER = Text(zh="打印机停了。您的事已经办成，不用重办。", en="The printer has stopped. Your matter is done.")
PAPER_DOUBT = Text(
    zh="不知道纸出来没有。您的事已经办成，请工作人员看一下。",
    en="We cannot tell whether the paper came out. Your matter is done; staff will look.",
)


def county_says(error: CountyError) -> Text:
    """Return what a visitor is told when the county did not do what was asked."""
    return (error.say if isinstance(error, Refused) else None) or COUNTY_AWAY


def card_says(trouble: CardTrouble) -> Text:
    """Return what a visitor is told about a card that was not read."""
    if (say := _CARD_SAYS.get(trouble.code)) is not None:
        return say
    return {Acts.visitor: _CARD_AGAIN, Acts.attendant: _CARD_STAFF, Acts.technician: _READER_OUT}[trouble.acts]


def paper_says(trouble: Trouble) -> Text:
    """Return what a visitor is told about a sheet that did not come out."""
    return _PAPER_SAYS.get(trouble.code, _PAPER_OTHER)


def cannot_print(trouble: Trouble | None) -> Text:
    """Return why an item that needs the certificate printer is not offered."""
    if trouble is None or trouble.code == "no_answer":
        return PRINTER_AWAY
    return NO_PAPER if trouble.code == "paper_out" else PRINTER_STOPPED
