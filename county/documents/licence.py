"""Licence ids 证照标识: OID root, type, issuer, serial, version, check character (GB/T 36904-2018 [unchecked])."""

import re
from dataclasses import dataclass
from random import Random

from contract.check_character import mod_37_36

ROOT = "1.2.156.3005.2"
_PARTS = re.compile(r"([0-9A-Z]{4,20})\.([0-9A-Z]{18})\.(\d{12})\.(\d{3})\.([0-9A-Z])", re.ASCII)


class LicenceIdError(ValueError):
    """The text is no licence id, or its check character is wrong."""


@dataclass(frozen=True)
class LicenceId:
    """One licence: kind of paper, the issuer's unified social credit code, serial (year and eight digits), version."""

    kind: str
    issuer: str
    serial: str
    version: str = "001"

    def __post_init__(self) -> None:
        if not _PARTS.fullmatch(f"{self._body}.0"):
            raise LicenceIdError(f"parts do not fit the pattern: {self._body}")

    @property
    def _body(self) -> str:
        return f"{self.kind}.{self.issuer}.{self.serial}.{self.version}"

    def __str__(self) -> str:
        return f"{ROOT}.{self._body}.{mod_37_36(self._body)}"

    @classmethod
    def parse(cls, text: str) -> "LicenceId":
        """Read a licence id; raises LicenceIdError where the form or the check character is wrong."""
        match = _PARTS.fullmatch(text.removeprefix(f"{ROOT}.")) if text.startswith(f"{ROOT}.") else None
        if match is None:
            raise LicenceIdError("not a licence id")
        licence = cls(*match.groups()[:4])
        if str(licence) != text:
            raise LicenceIdError("wrong check character")
        return licence


def new_serial(year: int, random: Random) -> str:
    """Return a serial nobody can count from: the year and eight random digits."""
    return f"{year:04d}{random.randrange(10**8):08d}"
