"""Check characters: ISO 7064 MOD 37,36 for case and licence numbers, MOD 11-2 for people (GB 11643)."""

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def mod_37_36(text: str) -> str:
    """Return the check character of the digits and capital letters in text; other characters are passed over.

    ISO 7064:2003, hybrid system MOD 37,36.
    """
    product = 36
    for character in text.upper():
        if character in _ALPHABET:
            total = (product + _ALPHABET.index(character)) % 36 or 36
            product = total * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def mod_11_2(digits: str) -> str:
    """Return the last character of an 18-character number from its first 17 digits (GB 11643-1999, 6.2)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]
