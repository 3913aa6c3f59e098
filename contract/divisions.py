"""Provinces and their prefectures (GB/T 2260), for questions that ask for a place; a place is written 广东省/广州市."""

from dataclasses import dataclass

from contract.division_table import TABLE
from contract.text import Text

OWN_PROVINCE = "43"  # 青禾县 439921 lies in 湖南省


@dataclass(frozen=True)
class City:
    """A prefecture, a municipality or a county directly under its province: code of 4 or 6 digits, names."""

    code: str
    name: Text


@dataclass(frozen=True)
class Province:
    """A province with its cities in the order of their codes: code of 2 digits, names."""

    code: str
    name: Text
    cities: tuple[City, ...]


def _cities(lines: list[str]) -> tuple[City, ...]:
    entries = (entry.split(maxsplit=2) for line in lines for entry in line.split(";") if entry.strip())
    return tuple(City(code, Text(zh=name, en=english)) for code, name, english in entries)


def _read(table: str) -> tuple[Province, ...]:
    provinces: list[tuple[str, list[str]]] = []
    for line in table.strip().splitlines():
        if line.startswith(" "):
            provinces[-1][1].append(line)
        else:
            provinces.append((line, []))
    return tuple(_province(head, lines) for head, lines in provinces)


def _province(head: str, lines: list[str]) -> Province:
    code, name, english = head.split(maxsplit=2)
    return Province(code, Text(zh=name, en=english), _cities(lines))


PROVINCES: tuple[Province, ...] = _read(TABLE)
_PAIRS = {(p.name.zh, c.name.zh): (p, c) for p in PROVINCES for c in p.cities}
_SUFFIXES = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市", "地区", "盟")


def short(name: str) -> str:
    """Return a division's name as people say it: 广州市 → 广州, 广西壮族自治区 → 广西."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def find(place: str) -> tuple[Province, City] | None:
    """Return province and city of 广东省/广州市, 广东/广州, 广东省广州市 or 广州 where that is one place; or None."""
    parts = [part.strip() for part in place.split("/")]
    if len(parts) == 2 and (exact := _PAIRS.get((parts[0], parts[1]))):
        return exact
    found = [pair for pair in _PAIRS.values() if _names(pair, parts)]
    return found[0] if len(found) == 1 else None


def _names(pair: tuple[Province, City], parts: list[str]) -> bool:
    province, city = (pair[0].name.zh, short(pair[0].name.zh)), (pair[1].name.zh, short(pair[1].name.zh))
    if len(parts) == 2:
        return parts[0] in province and parts[1] in city
    return len(parts) == 1 and (parts[0] in city or any(parts[0] == p + c for p in province for c in city))


def place_code(place: str) -> str:
    """Return the city's code, "" for an unknown place."""
    found = find(place)
    return found[1].code if found else ""


def canonical(place: str) -> str | None:
    """Return a place written 广东省/广州市; None for an unknown one."""
    found = find(place)
    return f"{found[0].name.zh}/{found[1].name.zh}" if found else None


def spoken(place: str) -> Text:
    """Return how a place is said: 广东广州 and Guangzhou, Guangdong; an unknown one as it came."""
    found = find(place)
    if not found:
        return Text(zh=place, en=place)
    province, city = found
    if province.name.zh == city.name.zh:
        return city.name
    return Text(zh=f"{short(province.name.zh)}{city.name.zh}", en=f"{city.name.en}, {province.name.en}")
