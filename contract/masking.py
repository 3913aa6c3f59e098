"""Personal data as a screen may show it; full values are only on paper and on the chip."""

import re

_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")


def mask_number(number: str) -> str:
    """Return a person's number with the first 4 and last 4 characters: 4399**********0285."""
    if len(number) < 9:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(phone: str) -> str:
    """Return a phone number with the first 3 and last 4 digits: 138****5678; "" stays ""."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) == 11 else "*" * len(phone)


def mask_name(name: str) -> str:
    """Return another person's name with the surname alone: 张*."""
    return name[:1] + "*" if name else ""


def mask_text(text: str) -> str:
    """Return a text with every person's number and mobile number in it masked."""
    masked = _NUMBER.sub(lambda found: mask_number(found[0]), text)
    return _PHONE.sub(lambda found: mask_phone(found[0]), masked)
