"""What stands on a certificate, before it is set in type."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from contract.text import Text
from county.documents.issuers import Issuer, issuer
from county.documents.licence import LicenceId, new_serial
from county.documents.short_code import grouped, new_code
from county.this_county import CODE, NAME

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class County:
    """The county on its papers; verify_base is the address under which /v answers, without a slash at the end."""

    name: str = NAME
    code: str = CODE
    verify_base: str = "https://yz.qinghe.example"


@dataclass(frozen=True)
class CertificateContent:
    """One certificate, unmasked: for paper only.

    template: mz01, mz01-tekun, sb01 or certificate; fields: (label, value) rows below name and number;
    issued_on, valid_to: ISO civil dates, valid_to None = no end; as_of: ISO date-time of the data, or None;
    statement: the paragraph above the table, '' = the template's own; place: terminal and hall, may be ''.
    """

    document_id: str
    case_no: str
    template: str
    title: Text
    holder_name: str
    holder_number: str
    fields: tuple[tuple[str, str], ...]
    issued_on: str
    valid_to: str | None
    issuer: Issuer
    verify_code: str
    verify_url: str
    as_of: str | None = None
    statement: str = ""
    place: str = ""

    def __repr__(self) -> str:
        return f"<CertificateContent {self.template} of case {self.case_no}>"


def compose(
    county: County,
    random: Random,
    *,
    case_no: str,
    template: str,
    title: Text,
    holder_name: str,
    holder_number: str,
    fields: tuple[tuple[str, str], ...],
    issued_on: str,
    valid_to: str | None,
    seal_name: str,
    as_of: str | None = None,
    statement: str = "",
    place: str = "",
) -> CertificateContent:
    """Give a certificate its licence id and its short code; raises KeyError where nobody has that seal.

    random must be a SystemRandom outside tests: codes are what keeps strangers from leafing through papers.
    """
    sealed_by = issuer(seal_name, county_name=county.name, county_code=county.code)
    code = new_code(random)
    return CertificateContent(
        document_id=_licence_id(template, sealed_by, issued_on, random),
        case_no=case_no,
        template=template,
        title=title,
        holder_name=holder_name,
        holder_number=holder_number,
        fields=fields,
        issued_on=issued_on,
        valid_to=valid_to,
        issuer=sealed_by,
        verify_code=code,
        verify_url=f"{county.verify_base}/v/{code}",
        as_of=as_of,
        statement=statement,
        place=place,
    )


def _licence_id(template: str, sealed_by: Issuer, issued_on: str, random: Random) -> str:
    serial = new_serial(date.fromisoformat(issued_on).year, random)
    return str(LicenceId(f"QH{template.partition('-')[0].upper()}", sealed_by.credit_code, serial))


def civil(day: str) -> str:
    """Return an ISO date as a paper says it: 2026 年 6 月 1 日."""
    parsed = date.fromisoformat(day)
    return f"{parsed.year} 年 {parsed.month} 月 {parsed.day} 日"


def solemn(day: str) -> str:
    """Return an ISO date in Chinese numerals as it stands under the issuer: 二〇二六年六月一日."""
    parsed = date.fromisoformat(day)
    year = "".join(_DIGITS[int(digit)] for digit in f"{parsed.year:04d}")
    return f"{year}年{_numeral(parsed.month)}月{_numeral(parsed.day)}日"


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def words(content: CertificateContent) -> dict[str, object]:
    """Return what the templates read, as JSON-able values; every text in it is data and never markup."""
    serial = LicenceId.parse(content.document_id).serial
    moment = datetime.fromisoformat(content.as_of) if content.as_of else None
    clock = f" {moment.hour}\N{NO-BREAK SPACE}时 {moment.minute:02d}\N{NO-BREAK SPACE}分" if moment else ""
    return {
        "title": content.title.zh,
        "paper_number": f"{content.issuer.prefix}证〔{serial[:4]}〕第 {serial[4:]} 号",
        "licence_id": content.document_id,
        "case_no": content.case_no,
        "place": content.place,
        "holder": content.holder_name,
        "rows": [["姓名", content.holder_name], ["公民身份号码", content.holder_number], *map(list, content.fields)],
        "statement": content.statement,
        "as_of_day": civil(moment.date().isoformat() if moment else content.issued_on),
        "as_of_time": clock,
        "days": _days(content),
        "valid_to": civil(content.valid_to) if content.valid_to else "",
        "issued_on": civil(content.issued_on),
        "issuer": content.issuer.name,
        "date": solemn(content.issued_on),
        "code": grouped(content.verify_code),
        "verify_page": content.verify_url.removeprefix("https://").removesuffix(f"/{content.verify_code}"),
    }


def _days(content: CertificateContent) -> int:
    if content.valid_to is None:
        return 0
    return (date.fromisoformat(content.valid_to) - date.fromisoformat(content.issued_on)).days
