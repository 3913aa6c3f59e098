"""Who issues papers: the county's departments, their credit codes (GB 32100-2015), the prefix of their papers."""

from dataclasses import dataclass

_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# department → prefix of the paper's number 文号; the order gives the invented credit codes, so append only
_PREFIXES = {
    "人民政府": "青政",
    "公安局": "青公",
    "民政局": "青民",
    "人力资源和社会保障局": "青人社",
    "医疗保障局": "青医保",
    "卫生健康局": "青卫健",
    "残疾人联合会": "青残联",
    "农业农村局": "青农",
    "自然资源局": "青自然资",
    "住房公积金管理中心": "青公积金",
    "税务局": "青税",
    "行政审批服务局": "青审",
}
_SHORT = {"人社局": "人力资源和社会保障局", "医保局": "医疗保障局", "卫健局": "卫生健康局", "残联": "残疾人联合会"}
_PURPOSES = ("审批专用章", "业务专用章", "户籍专用章", "业务章", "专用章")


def credit_code(division: str, organisation: str, *, category: str = "11") -> str:
    """Return a unified social credit code: category (11 = public body), division, organisation code (8 + 1), check.

    GB 32100-2015 (MOD 31) around GB 11714-1997 (MOD 11).
    """
    weighted = zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    rest = 11 - sum(_ORGANISATION.index(character) * weight for character, weight in weighted) % 11
    body = f"{category}{division}{organisation}{'0' if rest == 11 else 'X' if rest == 10 else rest}"
    total = sum(_USCC.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + _USCC[-total % 31]


@dataclass(frozen=True)
class Issuer:
    """A department as its seal says it: full name, purpose line under the star ('' for the plain seal), credit code."""

    name: str
    purpose: str
    credit_code: str
    prefix: str

    @property
    def key(self) -> str:
        """Return the name of its key and seal files: credit code, and a digest-free word for the purpose."""
        return f"{self.credit_code}-{_PURPOSES.index(self.purpose) if self.purpose else 'plain'}"


def issuer(seal_name: str, *, county_name: str, county_code: str) -> Issuer:
    """Return the issuer a seal names, e.g. 民政局, 青禾县民政局, 人社局业务章; raises KeyError for an unknown one."""
    name = seal_name.removeprefix(county_name)
    purpose = next((word for word in _PURPOSES if name.endswith(word)), "")
    name = name.removesuffix(purpose)
    name = _SHORT.get(name, name)
    if name not in _PREFIXES:
        raise KeyError(f"no such issuer: {seal_name}")
    code = credit_code(county_code, f"QH{list(_PREFIXES).index(name):06d}")
    full = "业务专用章" if purpose == "业务章" else purpose
    return Issuer(county_name + name, full, code, _PREFIXES[name])
