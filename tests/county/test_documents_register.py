"""Numbers, codes and the register of papers on real SQLite."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine

from county.documents.licence import LicenceId, LicenceIdError
from county.documents.paper import NoSuchDocument, count_print, find, issue, pdf, void
from county.documents.register import by_code, by_digest
from county.documents.short_code import ALPHABET, grouped, new_code, read_code
from county.documents.tables import documents
from county.metadata import metadata
from tests.county.papers import content, sealer


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = create_engine(f"sqlite:///{tmp_path}/county.db")
    metadata.create_all(made, tables=[documents])
    return made


def test_issued_paper_comes_back_byte_by_byte_and_only_once_a_case(engine: Engine) -> None:
    paper = content()
    sealed = sealer().seal(paper)
    with engine.begin() as connection:
        ref = issue(connection, paper, sealed)
        again = issue(connection, paper, sealer().seal(paper))
        assert ref == again == find(connection, paper.case_no)
        assert pdf(connection, ref.id) == sealed
    assert ref.pages == 1
    assert ref.id == paper.document_id


def test_prints_are_counted_and_the_id_stays(engine: Engine) -> None:
    paper = content()
    with engine.begin() as connection:
        ref = issue(connection, paper, sealer().seal(paper))
        assert [count_print(connection, ref.id) for _ in range(3)] == [1, 2, 3]
        with pytest.raises(NoSuchDocument):
            count_print(connection, "no such paper")


def test_void_paper_still_answers(engine: Engine) -> None:
    paper = content()
    with engine.begin() as connection:
        ref = issue(connection, paper, sealer().seal(paper))
        void(connection, ref.id, reason="发错了")
        record = by_code(connection, paper.verify_code)
        assert record is not None
        assert record.void
        assert by_digest(connection, ref.sha256) == record
        with pytest.raises(NoSuchDocument):
            void(connection, "no such paper", reason="x")


def test_public_record_is_masked(engine: Engine) -> None:
    paper = content()
    with engine.begin() as connection:
        issue(connection, paper, sealer().seal(paper))
        said = repr(by_code(connection, paper.verify_code))
    assert "张桂兰" not in said
    assert "439921194203150285" not in said
    assert "4399**********0285" in said
    assert "张桂兰" not in repr(paper)


@given(st.integers(0, 10**9))
def test_licence_id_is_read_back_and_a_wrong_character_is_not(seed: int) -> None:
    identity = content(seed=seed).document_id
    assert str(LicenceId.parse(identity)) == identity
    place = Random(seed).randrange(len("1.2.156.3005.2."), len(identity))
    if identity[place] != ".":
        other = "A" if identity[place] != "A" else "B"
        with pytest.raises(LicenceIdError):
            LicenceId.parse(identity[:place] + other + identity[place + 1 :])


@given(st.text())
def test_licence_id_from_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(LicenceIdError):
        LicenceId.parse(text)


@given(st.integers(0, 10**9), st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_character_of_a_short_code_is_found(seed: int, place: int, other: str) -> None:
    code = new_code(Random(seed))
    assert read_code(f" {grouped(code).lower()} ") == code
    changed = code[:place] + other + code[place + 1 :]
    assert read_code(changed) == (code if changed == code else None)


@given(st.integers(0, 10**9), st.integers(0, 10))
def test_two_characters_that_changed_places_are_found(seed: int, place: int) -> None:
    code = new_code(Random(seed))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert read_code(swapped) == (code if swapped == code else None)


@given(st.text(max_size=100))
def test_any_typed_text_is_a_code_or_nothing(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == 12 and set(code) <= set(ALPHABET))
