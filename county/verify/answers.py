"""What the public pages answer, as words: a record, an unknown code, a file that was changed."""

from dataclasses import dataclass
from datetime import date

from contract.text import Text
from county.documents.examination import Finding
from county.documents.register import PublicRecord
from county.documents.short_code import grouped


@dataclass(frozen=True)
class Row:
    """One line of the record; long values are set small."""

    label: Text
    value: str
    long: bool = False


@dataclass(frozen=True)
class Answer:
    """One page: status is HTTP's, tone is '' (good), care or no, mark an icon's name or '' for none."""

    status: int
    headline: Text
    tone: str = ""
    mark: str = ""
    detail: Text | None = None
    advice: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    forms: bool = False
    typed: str = ""


ASK = Answer(200, Text(zh="查一查证明是真是假", en="Check whether a certificate is genuine"), forms=True)
UNKNOWN = Answer(
    404,
    Text(zh="没有这个验证码", en="No certificate has this code"),
    tone="no",
    mark="warning-circle",
    advice=(
        Text(
            zh="请对着纸上的 12 位再输一遍。还是查不到，这张纸就不是本县出的。",
            en="Please compare the 12 characters with the paper. If it stays unknown, the county did not issue it.",
        ),
    ),
)
MISTYPED = Answer(
    400,
    Text(zh="验证码不对，请再看一遍", en="This is not a code: please look again"),
    tone="care",
    mark="warning-circle",
    advice=(
        Text(
            zh="一共 12 位，分三组。没有 0、1、5、8，也没有 B、G、I、L、O、S、U、V、Z。",
            en="Twelve characters in three groups. There is no 0, 1, 5, 8 and no B, G, I, L, O, S, U, V, Z.",
        ),
    ),
    forms=True,
)
TOO_LARGE = Answer(
    413,
    Text(zh="文件太大", en="The file is too large"),
    tone="care",
    mark="warning-circle",
    advice=(Text(zh="本县的证明不到 1 MB。", en="A certificate of the county is smaller than 1 MB."),),
)
NO_FILE = Answer(
    400,
    Text(zh="没有收到文件", en="No file arrived"),
    tone="care",
    mark="warning-circle",
    forms=True,
)
_FINDINGS = {
    Finding.CHANGED: Text(zh="盖章以后被改过，不能用", en="Changed after it was sealed: do not accept it"),
    Finding.FOREIGN: Text(zh="不是本县的章", en="The seal is not the county's"),
    Finding.UNSEALED: Text(zh="这份文件没有章", en="This file has no seal"),
    Finding.UNREADABLE: Text(zh="这不是本县的证明文件", en="This is not a certificate file of the county"),
    Finding.INTACT: Text(zh="章是真的，登记里没有", en="The seal is genuine, but the register does not know the file"),
}
_ASK_FOR_ORIGINAL = Text(
    zh="请本人给您原来的文件，或用纸上的验证码查。",
    en="Ask the holder for the original file, or check the code on the paper.",
)


def slow_down(seconds: float) -> Answer:
    """Return the page for somebody who asks too fast."""
    whole = max(1, round(seconds))
    return Answer(
        429,
        Text(zh="查得太快了，请等一等", en="Too many questions: please wait"),
        tone="care",
        mark="clock",
        detail=Text(zh=f"{whole} 秒后再查", en=f"try again in {whole} s"),
    )


def of_record(record: PublicRecord, today: date, *, file: bool = False) -> Answer:
    """Return the masked page of a paper; file: it was found by its PDF, so not a byte was changed."""
    headline, tone, mark, detail = _state(record, today)
    unchanged = Text(zh="文件没有被改。", en="The file was not changed.")
    return Answer(200, headline, tone, mark, detail, (unchanged,) if file else (), _rows(record))


def of_finding(finding: Finding) -> Answer:
    """Return the page for a file the register does not know."""
    tone = "care" if finding is Finding.INTACT else "no"
    return Answer(200, _FINDINGS[finding], tone, "warning-circle", advice=(_ASK_FOR_ORIGINAL,))


def _state(record: PublicRecord, today: date) -> tuple[Text, str, str, Text | None]:
    if record.void:
        detail = Text(zh="这张证明作废了，不能再用", en="it was withdrawn, do not accept it")
        return Text(zh="已废止", en="Void"), "no", "prohibit", detail
    if record.valid_to is None:
        return Text(zh="是真的，有效", en="Genuine and valid"), "", "seal-check", Text(zh="长期有效", en="no end date")
    days = (record.valid_to - today).days
    if days < 0:
        detail = Text(zh=f"是真的，但 {-days} 天前到期了", en=f"genuine, but it ended {-days} days ago")
        return Text(zh="已过期", en="Expired"), "care", "clock", detail
    left = Text(zh=f"还有 {days} 天到期", en=f"{days} days left") if days else Text(zh="今天到期", en="ends today")
    return Text(zh="是真的，有效", en="Genuine and valid"), "", "seal-check", left


def _rows(record: PublicRecord) -> tuple[Row, ...]:
    return (
        Row(Text(zh="证明", en="Certificate"), record.title.zh),
        Row(Text(zh="是谁的", en="Holder"), record.holder_masked),
        Row(Text(zh="身份证号", en="ID number"), record.number_masked),
        Row(Text(zh="哪里出的", en="Issued by"), record.issuer),
        Row(Text(zh="哪天出的", en="Issued on"), record.issued_on.isoformat()),
        Row(Text(zh="有效到", en="Valid to"), record.valid_to.isoformat() if record.valid_to else "长期"),
        Row(Text(zh="打印过", en="Printed"), f"{record.prints} 次"),
        Row(Text(zh="验证码", en="Code"), grouped(record.verify_code)),
        Row(Text(zh="证照标识", en="Licence id"), record.document_id, long=True),
        Row(Text(zh="文件指纹", en="SHA-256"), f"{record.sha256[:8]} {record.sha256[8:16]}…", long=True),
    )
