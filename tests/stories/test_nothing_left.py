"""After a visit nothing of the person is left: no file, no row or free page of the journal, no log, no object."""

import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.stories.visitors import slip_text

PHONE = "13900004821"
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
PAGE_BYTES, RESERVED_BYTES, IV_BYTES, SALT_BYTES = 4096, 80, 16, 16  # SQLCipher 4, raw key
LOG_HEAD_BYTES, FRAME_HEAD_BYTES = 32, 24  # of SQLite's write-ahead log


def page(key, data, *, first=False):
    """One page of the journal in the clear, whether it is in use or free."""
    start, end = SALT_BYTES if first else 0, PAGE_BYTES - RESERVED_BYTES
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(data[end : end + IV_BYTES])).decryptor()
    return decryptor.update(data[start:end])


def pages(key, database, log):
    """All pages of the file, and all the log still holds."""
    for at in range(0, len(database), PAGE_BYTES):
        yield page(key, database[at : at + PAGE_BYTES], first=at == 0)
    for at in range(LOG_HEAD_BYTES, len(log), FRAME_HEAD_BYTES + PAGE_BYTES):
        number = int.from_bytes(log[at : at + 4], "big")
        yield page(key, log[at + FRAME_HEAD_BYTES :][:PAGE_BYTES], first=number == 1)


def decrypted(state):
    database = (state / "journal.db").read_bytes()
    log = state / "journal.db-wal"
    return b"".join(pages((state / "journal.key").read_bytes(), database, log.read_bytes() if log.exists() else b""))


def visit_and_tell(place, hall, card, folder, leak):
    """Everything the kiosk still has after the visit, by where it was found."""
    told, phone = folder / "told", folder / "phone"
    told.mkdir()
    phone.write_text(PHONE)
    hall.lay_card(card=card)
    words = [
        sys.executable,
        "-m",
        "tests.stories.kiosk_that_tells",
        str(place.machine_file),
        str(phone),
        str(told),
        leak,
    ]
    ended = subprocess.run(words, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:].decode()
    files = [one for one in (told / "state").rglob("*") if one.is_file()]
    return {
        "memory": (told / "memory").read_bytes(),
        "alive": (told / "alive").read_text(),
        "logs": ended.stdout + ended.stderr,
        "journal": decrypted(told / "state"),
        "files": b"\0".join(one.read_bytes() for one in files),
    }


def traces(card, found):
    """What of the person is where."""
    facts = {"name": card["name"], "number": card["number"], "address": card["address"], "phone": PHONE}
    return {
        (where, what)
        for where in ("memory", "logs", "journal", "files")
        for what, fact in facts.items()
        if any(fact.encode(encoding) in found[where] for encoding in ENCODINGS)
    }


@pytest.fixture
def card(people):
    return people.joining_the_pension()


def test_nothing_of_the_person_is_left(place, hall, card, tmp_path, county_rows):
    found = visit_and_tell(place, hall, card, tmp_path, "none")
    assert card["name"] in slip_text(hall), "the visit took place"
    assert county_rows("cases", applicant_id=card["number"])[0]["state"] == "concluded"
    assert b"choose_item" in found["memory"]
    assert b"CREATE TABLE step" in found["journal"]
    assert b"receipt_printer" in found["logs"]
    assert traces(card, found) == set()
    assert found["alive"] == ""


PERSON = {"name", "number", "address"}
KEPT = {
    "pages": {("journal", "phone")},
    "memory,rows,logs": {("journal", "phone"), *((where, what) for where in ("memory", "logs") for what in PERSON)},
}


@pytest.mark.parametrize(("leak", "expected"), KEPT.items())
def test_the_search_finds_a_person_that_is_not_forgotten(place, hall, card, tmp_path, leak, expected):
    found = visit_and_tell(place, hall, card, tmp_path, leak)
    assert expected <= traces(card, found)
    assert "memory" not in leak or {"Visit", "Holder", "IdentityProof"} <= set(found["alive"].split())
