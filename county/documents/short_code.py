"""The short code under the QR: twelve characters that cannot be taken for one another, the last one checks.

The 23 characters leave out 0 O 1 I L, 2's Z, 5 S, 6's G, 8 B, U V; 23 is prime, so the weighted sum finds every
single wrong character and every two that changed places. Eleven free characters are 9.5e14 codes.
"""

import unicodedata
from random import Random

ALPHABET = "234679ACDEFHJKMNPQRTWXY"
LENGTH = 12


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def new_code(random: Random) -> str:
    """Return a new short code, without dashes."""
    body = "".join(random.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check(body)


def read_code(typed: str) -> str | None:
    """Return the code somebody typed (any case, width, spaces or dashes), or None where it cannot be one."""
    if len(typed) > 64:
        return None
    folded = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(character for character in folded if character.isalnum())
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """Return the code as it is printed: 7KQ2-M9XD-4TFA."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
