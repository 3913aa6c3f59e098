"""One sample of every question and notice, with invented people of the invented county 青禾县."""

from dataclasses import dataclass
from typing import Any

from contract.text import Text
from contract.wire import (
    AskedOption,
    AskedQuestion,
    CallState,
    DocumentRef,
    IdentityProof,
    Outcome,
    Receipt,
    SummaryLine,
    UncollectedDocument,
)
from kiosk.model import Holder, ItemTile, Place, Sheet
from kiosk.ui import (
    Attract,
    CannotNow,
    CardRefused,
    Choose,
    ChooseItem,
    ChooseUncollected,
    LayCard,
    PaperTrouble,
    Printing,
    Rate,
    Refused,
    SignSummary,
    SlipCameOut,
    TakeYourPaper,
    Warned,
    Working,
)
from screens.screen import Hall
from screens.words import same, words

HALL = Hall(
    words("青禾县政务服务", "Qinghe County"), words("柳溪镇便民服务中心", "Liuxi Township Service Hall"), "0317"
)
HOLDER = Holder(
    IdentityProof(
        assurance="L1",
        kind="cn",
        number="439921194203150285",
        name="张桂兰",
        sex="女",
        birth="1942-03-15",
        valid_from="2010-01-01",
        valid_to=None,
        address="青禾县柳溪镇青石村",
    )
)
CERTIFICATE = ItemTile(
    "SB05", "umbrella", words("我要打印社保证明", "Print my social insurance proof"),
    words("社会保险参保证明（权益记录）", "Certificate of social insurance"), "人社局", 1, 0,
)  # fmt: skip
ENROL = ItemTile(
    "SB03", "umbrella", words("我要参加居民养老保险", "Join the residents' pension"),
    words("城乡居民基本养老保险参保登记", "Enrolment in the residents' basic pension"), "人社局", 3, 0,
)  # fmt: skip
REMOTE = ItemTile(
    "YB01", "first-aid-kit", words("我要去外地看病", "See a doctor in another province"),
    words("跨省异地就医备案", "Registration of medical care in another province"), "医保局", 3, 0,
)  # fmt: skip
PENSION = ItemTile(
    "SB02", "piggy-bank", words("我要领居民养老金", "Draw my residents' pension"),
    words("城乡居民基本养老保险待遇核定", "Assessment of the residents' pension"), "人社局", 4, 0,
)  # fmt: skip
OFF = ItemTile(
    "SB04", "umbrella", words("我要交居民养老保险", "Pay the residents' pension"),
    words("城乡居民养老保险缴费", "Payment of the residents' pension"), "税务局", 2, 0,
    words("税务局的系统连不上。约 11:30 再来，或去 3 号窗口。", "the tax office is away. Come 11:30 or see window 3"),
)  # fmt: skip
CHOOSE = Place("choose")
IDENTIFY = Place("identify", None, ENROL)
FILL = Place("fill", HOLDER, ENROL, "QH-20260601-0317-0042")
SIGN = Place("sign", HOLDER, ENROL, "QH-20260601-0317-0042")
TAKE = Place("take", HOLDER, ENROL, "QH-20260601-0317-0042")
TIERS = (200, 300, 400, 500, 600, 700, 800, 900, 1000, 1500, 2000, 2500, 3000)
CALL = CallState(call_no=7, state="seen", placed_at="2026-06-01T02:26:00Z")


def _option(value: str | int, label: Text, note: Text | None = None) -> AskedOption:
    return AskedOption(value=value, label=label, note=note)


def _outcome(name: Any, say: Text, following: str | None = None) -> Outcome:
    number = "QH-20260601-0317-0042"
    receipt = Receipt(number=number, word=same("已办结"), title=ENROL.plain, rows=(), say=say, qr="", hotline="12345")
    document = DocumentRef(id="d1", title=words("参保登记回执", "Enrolment receipt"), pages=1, sha256="0" * 64)
    documents = (document,) if name == "granted" else ()
    return Outcome(case_no=number, outcome=name, say=say, next=following, documents=documents, receipt=receipt)


GRANTED = _outcome(
    "granted",
    words("您已经参加居民养老保险。\n从今天起算。", "You have joined the residents' pension,\nfrom today on."),
)
REFUSED = _outcome(
    "refused",
    words(
        "您已经满 60 岁了。参加登记要在 60 岁之前。这不是您填错了。",
        "You are over 60. Enrolment must be before 60. You made no mistake.",
    ),
)
TIER_QUESTION = AskedQuestion(
    id="tier",
    ask="choice",
    label=words("您想每年交多少养老保险？", "How much will you pay each year?"),
    hint=words(
        "点一格打 √。以后每年都可以改。\n交得多，60 岁后每月领得多。",
        "Tick one. You can change it every year.\nMore now is more after 60.",
    ),
    options=tuple(
        _option(
            t, words(f"{t} 元", f"{t} yuan"), words(f"政府补 {min(60, t // 10 + 10)}", f"plus {min(60, t // 10 + 10)}")
        )
        for t in TIERS
    ),
)
USE_QUESTION = AskedQuestion(
    id="use",
    ask="choice",
    label=words("证明用来做什么？", "What is the proof for?"),
    options=(
        _option("job", words("找工作、换单位", "A job or a new employer")),
        _option("loan", words("贷款、买房", "A loan or a home")),
        _option("other", words("其他用处", "Something else")),
    ),
)
PHONE_QUESTION = AskedQuestion(
    id="phone", ask="phone", label=words("您的手机号", "Your mobile number"), first="138****5678"
)
PLACE_QUESTION = AskedQuestion(id="place", ask="place", label=words("您要去哪里看病？", "Where will you be treated?"))
LINES = (
    SummaryLine(label=words("姓名", "Name"), value=same("张桂兰")),
    SummaryLine(label=words("身份证号", "ID number"), value=same("4399**********0285")),
    SummaryLine(label=words("户口在", "Household"), value=same("青禾县柳溪镇青石村")),
    SummaryLine(label=words("手机号", "Mobile"), value=same("138****5678"), edit="phone"),
    SummaryLine(
        label=words("每年交", "Each year"), value=words("500 元（政府再补 60 元）", "500 yuan (plus 60)"), edit="tier"
    ),
    SummaryLine(
        label=words("扣款账户", "Account"), value=words("社保卡 尾号 6621", "card ending 6621"), edit="account"
    ),
)
STATEMENT = words("我看过了，都对。我不是在校学生。", "I have read it and it is right. I am not a student.")
SHEETS = (
    Sheet(words("参保登记回执", "Enrolment receipt"), "printing", "certificate"),
    Sheet(words("小票", "Slip"), "waiting", "receipt"),
)
HELD_SHEETS = (
    Sheet(SHEETS[0].title, "out", "certificate"),
    Sheet(words("参保缴费证明", "Certificate of payment"), "held", "certificate"),
    SHEETS[1],
)
LEFT_SHEETS = (Sheet(SHEETS[0].title, "held", "certificate"), Sheet(SHEETS[1].title, "unknown", "receipt"))
OUT_SHEETS = tuple(Sheet(s.title, "out", s.printer) for s in SHEETS)
NO_PAPER = words("打印机没有纸了。您的事已经办成，不用重办。", "The printer is out of paper. Your matter is done.")
UNCOLLECTED = tuple(
    UncollectedDocument(
        case_no=f"QH-{n}", item="SB05", title=words("社会保险参保证明", "Social insurance certificate"),
        decided_on=f"2026-05-2{n}", in_doubt=n == 2,
        document=DocumentRef(id=f"d{n}", title=words("证明", "Certificate"), pages=1, sha256="0" * 64),
    )
    for n in (1, 2)
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    shown: Any
    place: Place
    call: CallState | None = None


SAMPLES: dict[str, Sample] = {
    "01-attract": Sample(Attract(), Place()),
    "02-choose-item": Sample(ChooseItem((CERTIFICATE, ENROL, REMOTE)), CHOOSE),
    "02b-choose-item-off": Sample(ChooseItem((CERTIFICATE, OFF, REMOTE)), CHOOSE),
    "02c-choose-item-many": Sample(ChooseItem((CERTIFICATE, ENROL, REMOTE, OFF, PENSION, ENROL)), CHOOSE),
    "02d-choose-item-notice": Sample(
        ChooseItem(
            (OFF, OFF, OFF),
            words(
                "县里的系统暂时连不上。请稍后再来，或去人工窗口办。",
                "The county cannot be reached now. Please come back later.",
            ),
        ),
        CHOOSE,
    ),
    "04-lay-card": Sample(LayCard(ENROL.plain), IDENTIFY),
    "04b-lay-card-again": Sample(
        LayCard(
            ENROL.plain,
            words("没读到。把卡套取下来，再放一次。", "Not read. Take the card out of its sleeve and lay it again."),
            "sleeve_off",
        ),
        IDENTIFY,
    ),
    "05-card-refused": Sample(
        CardRefused(
            words(
                "这张身份证 2024 年 5 月到期了。请到派出所换证，或去人工窗口问。",
                "This card expired in May 2024. Please renew it at the police station.",
            )
        ),
        IDENTIFY,
    ),
    "06-working-opening": Sample(
        Working(words("正在查您的资料", "Looking up your records"), 10), Place("identify", HOLDER, ENROL)
    ),
    "07-tiers": Sample(Choose(TIER_QUESTION, 500, 2, 3), FILL),
    "07b-use": Sample(Choose(USE_QUESTION, None, 1, 1, card_back=True), FILL),
    "08-phone-known": Sample(Choose(PHONE_QUESTION, "138****5678", 1, 3, card_back=True), FILL),
    "08b-phone": Sample(Choose(PHONE_QUESTION, None, 1, 3), FILL),
    "09-province": Sample(Choose(PLACE_QUESTION, None, 1, 2), FILL),
    "09b-city": Sample(Choose(PLACE_QUESTION, "广东省/广州市", 1, 2), FILL),
    "10-sign": Sample(SignSummary(LINES, STATEMENT), SIGN),
    "10b-sign-long": Sample(SignSummary(LINES * 2, STATEMENT), SIGN),
    "11-working": Sample(Working(words("正在办，请稍等", "Deciding, one moment"), 15), SIGN),
    "12-printing": Sample(Printing(GRANTED, SHEETS), TAKE),
    "12d-printing-held": Sample(Printing(GRANTED, HELD_SHEETS), TAKE, CALL),
    "12e-printing-left": Sample(Printing(GRANTED, LEFT_SHEETS), TAKE),
    "12b-take-paper": Sample(TakeYourPaper(GRANTED, OUT_SHEETS, PENSION, "138****5678"), TAKE),
    "12c-take-paper-plain": Sample(TakeYourPaper(GRANTED, OUT_SHEETS), TAKE),
    "13-refused": Sample(Refused(REFUSED, PENSION), TAKE),
    "13b-refused-end": Sample(Refused(REFUSED, None, can_print=False, sms_to_masked="138****5678"), TAKE),
    "14-paper-trouble": Sample(PaperTrouble(GRANTED, NO_PAPER, "attendant"), TAKE, CALL),
    "14c-paper-waiting": Sample(
        PaperTrouble(GRANTED, NO_PAPER, "attendant", waiting=True),
        TAKE,
        CALL.model_copy(update={"state": "coming"}),
    ),
    "14b-paper-doubt": Sample(
        PaperTrouble(
            GRANTED,
            words("不知道纸出来没有。请工作人员看一下。", "We cannot tell whether the paper came out."),
            "technician",
            in_doubt=True,
        ),
        TAKE,
    ),
    "15-slip": Sample(SlipCameOut(), TAKE),
    "16-rate": Sample(Rate(4), TAKE),
    "16b-rate-five": Sample(Rate(5, on_pad=True), TAKE),
    "19-warned": Sample(
        Warned((words("您还不满 16 岁。按规定要有监护人一起来。", "You are under 16. A guardian has to come along."),)),
        SIGN,
    ),
    "20-uncollected": Sample(ChooseUncollected(UNCOLLECTED), Place("choose", HOLDER)),
    "20b-uncollected-none": Sample(ChooseUncollected(()), Place("choose", HOLDER)),
    "21-cannot-now": Sample(
        CannotNow(
            words(
                "县里的系统暂时连不上。请稍后再来，或去人工窗口办。",
                "The county cannot be reached now. Please come back later or use the window.",
            )
        ),
        FILL,
    ),
    "21b-kept": Sample(
        CannotNow(
            words(
                "您签的内容已经存好。网络好了会自动交上去，不用重办。",
                "What you signed is kept safe. It will be sent by itself.",
            ),
            True,
        ),
        SIGN,
    ),
}
