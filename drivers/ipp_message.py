"""IPP answers as attributes (RFC 8010 3.1): pure and total, any bytes become a value or WireError.

Reads only what the certificate printer needs: integers, enums, booleans and strings; collections are skipped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from drivers.wire_error import Garbled

Value = int | bool | str
Attributes = dict[str, tuple[Value, ...]]

JOB_GROUP, END_GROUP, PRINTER_GROUP = 0x02, 0x03, 0x04
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
BEGIN_COLLECTION, END_COLLECTION, MEMBER_NAME = 0x34, 0x37, 0x4A
STRINGS = range(0x41, 0x4A)
DEEPEST_COLLECTION = 16


@dataclass(frozen=True)
class IppAnswer:
    """Status code, and the attributes of each job and of the printer."""

    status: int
    jobs: list[Attributes] = field(default_factory=list)
    printer: Attributes = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the request was accepted (RFC 8011 B.1: 0000 to 00FF)."""
        return self.status < 0x100


def decode_answer(data: bytes) -> IppAnswer:
    """The answer in `data`; raises Garbled."""
    if len(data) < 9:
        raise Garbled(f"an IPP answer has at least 9 bytes, not {len(data)}")
    answer = IppAnswer(int.from_bytes(data[2:4], "big"))
    group: Attributes = {}
    name = ""
    depth = 0
    for tag, attribute, value in _fields(data):
        if tag < 0x10:
            group = _group(answer, tag)
            name = ""
            continue
        depth = _depth(tag, depth)
        if depth or tag == END_COLLECTION:
            continue
        name = attribute or name
        if not name:
            raise Garbled("an IPP answer has a value without a name")
        group[name] = (*group.get(name, ()), *_values(tag, value))
    return answer


def _fields(data: bytes) -> Iterator[tuple[int, str, bytes]]:
    """(tag, name, value); delimiter tags have neither."""
    at = 8
    while at < len(data):
        tag = data[at]
        at += 1
        if tag == END_GROUP:
            return
        if tag < 0x10:
            yield tag, "", b""
            continue
        name, at = _counted(data, at)
        value, at = _counted(data, at)
        yield tag, name.decode("utf-8", errors="replace"), value
    raise Garbled("an IPP answer has no end")


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    size = int.from_bytes(data[at : at + 2], "big")
    end = at + 2 + size
    if end > len(data):
        raise Garbled("an IPP answer ends inside an attribute")
    return data[at + 2 : end], end


def _group(answer: IppAnswer, tag: int) -> Attributes:
    if tag == PRINTER_GROUP:
        return answer.printer
    if tag == JOB_GROUP:
        answer.jobs.append({})
        return answer.jobs[-1]
    return {}


def _depth(tag: int, depth: int) -> int:
    depth += {BEGIN_COLLECTION: 1, END_COLLECTION: -1}.get(tag, 0)
    if not 0 <= depth <= DEEPEST_COLLECTION:
        raise Garbled("collections of an IPP answer do not nest")
    return depth


def _values(tag: int, value: bytes) -> tuple[Value, ...]:
    if tag in (INTEGER, ENUM):
        if len(value) != 4:
            raise Garbled(f"an IPP integer has 4 bytes, not {len(value)}")
        return (int.from_bytes(value, "big", signed=True),)
    if tag == BOOLEAN:
        return (value != b"\0",)
    if tag in STRINGS:
        return (value.decode("utf-8", errors="replace"),)
    return ()


def numbers(attributes: Attributes, name: str) -> list[int]:
    """The whole numbers under `name`."""
    return [value for value in attributes.get(name, ()) if type(value) is int]


def words(attributes: Attributes, name: str) -> list[str]:
    """The strings under `name`."""
    return [value for value in attributes.get(name, ()) if isinstance(value, str)]
