"""Everything that can go wrong on a wire.

WireError
├── NoAnswer   the limit passed without a whole answer
├── Garbled    bytes came that the protocol does not allow
├── Refused    a well-formed answer says no
└── LineLost   the line cannot be opened, or closed under us
    └── NotThere   nobody could reach the device within the limit; nothing was sent
BadAddress (ValueError): a technician wrote an address that no driver takes
"""


class WireError(Exception):
    """A failed exchange with a device; the text is one plain sentence without personal data."""


class NoAnswer(WireError):
    """The limit passed without a whole answer."""


class Garbled(WireError):
    """Bytes came that the protocol does not allow."""


class Refused(WireError):
    """A well-formed answer says no; `code` is the device's own number."""

    def __init__(self, text: str, code: int = 0) -> None:
        super().__init__(text)
        self.code = code


class LineLost(WireError):
    """The line cannot be opened, or closed under us."""


class NotThere(LineLost):
    """Nobody could reach the device within the limit; nothing was sent."""


class BadAddress(ValueError):
    """An address that no driver takes; the text names what is wrong and what is allowed."""
