"""Breaking lines, without a window: a Chinese character is one em wide here, everything else half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.typeset import NEVER_FIRST, NEVER_LAST, break_lines

EM = 10.0


def measure(text: str) -> float:
    return sum(EM if ord(character) > 0x2E80 else EM / 2 for character in text)


def lines(text: str, ems: float) -> list[str]:
    broken = break_lines(text, ems * EM, measure)
    assert broken is not None
    return broken


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        ("没读到。把卡套取下来，再放一次。", 11, ["没读到。把卡套取下来，", "再放一次。"]),
        ("一二三四五六七", 6, ["一二三四", "五六七"]),
        ("您已经满 60 岁了", 6, ["您已经", "满 60 岁了"]),
        ("先看\n再签", 20, ["先看", "再签"]),
        ("约 11:30 再来，或去 3 号窗口", 9, ["约 11:30 再来，", "或去 3 号窗口"]),
        ("Take the card out of its sleeve", 8, ["Take the", "card out of", "its sleeve"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_where_people_pause(text: str, ems: float, expected: list[str]) -> None:
    assert lines(text, ems) == expected


def test_a_word_wider_than_the_line_does_not_break() -> None:
    assert break_lines("registration", 20, measure) is None


@given(
    st.text(st.sampled_from("您的身份证可以先拿回去了，。：（）“”60 ab岁"), min_size=1, max_size=60), st.integers(8, 40)
)
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, ems: int) -> None:
    broken = break_lines(text, ems * EM, measure)
    if broken is None:
        return
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line) <= ems * EM for line in broken)


@given(st.text(st.sampled_from("您的身份证可以先拿回去了，。"), min_size=12, max_size=60), st.integers(8, 40))
def test_no_line_begins_with_punctuation_and_none_is_lonely(text: str, ems: int) -> None:
    broken = break_lines("您的身份" + text, ems * EM, measure)
    if broken is None:
        return
    assert not any(line[0] in NEVER_FIRST or line[-1] in NEVER_LAST for line in broken[1:])
    assert len(broken) == 1 or len(broken[-1].strip(NEVER_FIRST)) != 1
