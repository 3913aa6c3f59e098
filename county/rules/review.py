"""Reads an item as a citizen and a data protection officer would: plain words, no data without use, real offers."""

import re
from collections.abc import Iterator

from contract.item import Item
from contract.kinds import KINDS
from contract.plain_yaml import Source
from contract.text import Text
from county.rules.compile import Place, Trouble
from county.rules.language import CompileError
from county.rules.templates import split

LONGEST_SENTENCE_ZH = 20
LONGEST_SENTENCE_EN = 24
BANNED_ZH = ("系统错误", "系统繁忙", "请稍后", "失败", "非法", "有误", "无效操作", "不符合", "故障", "超时")
BANNED_EN = ("error", "failed", "failure", "illegal", "invalid", "denied", "try again later")
_SENTENCES_ZH = re.compile(r"[。？；\n]")
_SENTENCES_EN = re.compile(r"[.?;](?:\s|$)")
_WORD_ZH = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[0-9]+|[A-Za-z]+")
_WORD_EN = re.compile(r"[A-Za-z'’-]+|[0-9]+")
_LITERAL = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
OFFERED_BESIDES_ITEMS = ("agent_request",)
ITEM_IDS = frozenset(
    {f"SB0{n}" for n in range(1, 7)}
    | {f"{kind}0{n}" for kind in ("NJ", "JS", "LL", "CL", "SD") for n in range(1, 4)}
    | {f"GA0{n}" for n in range(1, 7)}
    | {f"MZ0{n}" for n in range(1, 6)}
    | {"YB01", "YB02", "GJ01", "BD01"}
)


def review(item: Item, source: Source) -> list[Trouble]:
    """Return what is wrong in a compiled item beyond its expressions, with line."""
    found = [*_wording(item), *_reads(item, source), *_offers(item), *_dates(item)]
    return [Trouble(source.path, source.line(place), message) for place, message in found]


def spoken(item: Item) -> Iterator[tuple[Place, Text]]:
    """Yield every text a citizen reads or hears, with its place; names of laws and papers are not among them."""
    for at, question in enumerate(item.questions):
        yield ("questions", at, "label"), question.label
        if question.hint:
            yield ("questions", at, "hint"), question.hint
        for number, option in enumerate(question.options):
            yield ("questions", at, "options", number, "label"), option.label
            if option.note:
                yield ("questions", at, "options", number, "note"), option.note
    for at, rule in enumerate(item.rules):
        yield ("rules", at, "say"), rule.say
    yield ("names", "plain"), item.names.plain
    yield ("granted",), item.granted
    yield ("statement",), item.statement
    if item.guide:
        yield ("guide",), item.guide


def _wording(item: Item) -> Iterator[tuple[Place, str]]:
    for place, text in spoken(item):
        yield from (((*place, "zh"), message) for message in unplain_zh(text.zh))
        yield from (((*place, "en"), message) for message in unplain_en(text.en))


def unplain_zh(text: str) -> Iterator[str]:
    """Yield what is not plain in a Chinese text; {CEL} counts by the words written in it."""
    words = said(text)
    if "!" in words or "！" in words:
        yield f"no exclamation marks: {words}"
    if "你" in words.replace("您", ""):
        yield f"您, never 你: {words}"
    yield from (f"{banned} blames or says nothing: {words}" for banned in BANNED_ZH if banned in words)
    for sentence in _SENTENCES_ZH.split(words):
        if (length := len(_WORD_ZH.findall(sentence))) > LONGEST_SENTENCE_ZH:
            yield f"{length} characters, {LONGEST_SENTENCE_ZH} at most: {sentence}"


def unplain_en(text: str) -> Iterator[str]:
    """Yield what is not plain in an English text."""
    words = said(text)
    if "!" in words:
        yield f"no exclamation marks: {words}"
    lower = words.lower()
    yield from (f"{banned!r} blames or says nothing: {words}" for banned in BANNED_EN if banned in lower)
    for sentence in _SENTENCES_EN.split(words):
        if (length := len(_WORD_EN.findall(sentence))) > LONGEST_SENTENCE_EN:
            yield f"{length} words, {LONGEST_SENTENCE_EN} at most: {sentence}"


def said(text: str) -> str:
    """Return a text with the longest literal of each expression in place of the expression."""
    try:
        parts = split(text)
    except CompileError:
        return text
    return "".join(_longest_literal(part) if code else part for code, part in parts)


def _longest_literal(expression: str) -> str:
    return max((a or b for a, b in _LITERAL.findall(expression)), key=len, default="")


def _sources(item: Item) -> str:
    """Everything of the item that may hold CEL, as one text."""
    return item.model_dump_json(exclude={"examples", "reads", "basis"})


def _reads(item: Item, source: Source) -> Iterator[tuple[Place, str]]:
    everything = _sources(item)
    for at, kind in enumerate(item.reads):
        if kind in KINDS and f"data.{kind}" not in everything:
            yield ("reads", at), f"{kind} is read but no rule looks at it: leave it with its department"
    for name in item.parameters:
        if f"param.{name}" not in everything:
            yield ("parameters", name), f"parameter {name!r} is used nowhere"


def _offers(item: Item) -> Iterator[tuple[Place, str]]:
    offers: list[tuple[Place, str | None]] = [(("next_offer",), item.next_offer)]
    offers += [(("rules", at, "next"), rule.next) for at, rule in enumerate(item.rules)]
    for place, offer in offers:
        if offer is not None and offer not in ITEM_IDS and offer not in OFFERED_BESIDES_ITEMS:
            yield place, f"there is no item {offer!r} to offer"
    ids = [rule.id for rule in item.rules]
    yield from ((("rules", at), f"rule {it!r} is there twice") for at, it in enumerate(ids) if it in ids[:at])


def _dates(item: Item) -> Iterator[tuple[Place, str]]:
    for name, dated in item.parameters.items():
        days = [entry.from_ for entry in dated]
        if not days or sorted(set(days)) != days:
            yield ("parameters", name), f"parameter {name!r} needs values with rising dates"
        if len({type(entry.value) for entry in dated}) > 1:
            yield ("parameters", name), f"the values of parameter {name!r} differ in type"
