"""What the signature under the summary is bound to."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.problems import ProblemType
from contract.text import Text
from contract.wire import Confirm, Signature, Spoken, SummaryLine, summary_hash
from county.cases.concluding import check_signed
from county.problems import ProblemRaised
from county.rules.facts import Verdict

SAY = Text(zh="好", en="ok")
texts = st.builds(Text, zh=st.text(max_size=8), en=st.text(max_size=8))
lines = st.lists(st.builds(SummaryLine, label=texts, value=texts, edit=st.none() | st.text(max_size=4)), max_size=4)


def verdict(*summary: SummaryLine, statement: Text | None = SAY, warnings: tuple[str, ...] = ()) -> Verdict:
    said = tuple(Spoken(rule=rule, say=SAY) for rule in warnings)
    return Verdict(outcome="granted", rule=None, say=SAY, summary=summary, statement=statement, warnings=said)


def confirm(*summary: SummaryLine, statement: Text | None = SAY, accepted: tuple[str, ...] = ()) -> Confirm:
    signature = Signature(signed_at=datetime.now(UTC), summary_hash=summary_hash(summary, statement))
    return Confirm(input={}, accepted_warnings=accepted, signature=signature)


@given(shown=lines, now=lines)
def test_a_signature_holds_for_the_lines_that_were_shown_and_no_others(
    shown: list[SummaryLine], now: list[SummaryLine]
) -> None:
    check_signed(confirm(*shown), verdict(*shown))
    if shown != now:
        with pytest.raises(ProblemRaised) as raised:
            check_signed(confirm(*shown), verdict(*now))
        assert raised.value.problem.kind is ProblemType.SUMMARY_CHANGED


@given(shown=texts, now=texts | st.none())
def test_a_signature_holds_for_the_statement_that_was_shown_and_no_other(shown: Text, now: Text | None) -> None:
    check_signed(confirm(statement=shown), verdict(statement=shown))
    if shown != now:
        with pytest.raises(ProblemRaised) as raised:
            check_signed(confirm(statement=shown), verdict(statement=now))
        assert raised.value.problem.kind is ProblemType.SUMMARY_CHANGED


@pytest.mark.parametrize("accepted", [(), ("W1",), ("W2", "W3")])
def test_every_warning_must_have_been_accepted(accepted: tuple[str, ...]) -> None:
    with pytest.raises(ProblemRaised) as raised:
        check_signed(confirm(accepted=accepted), verdict(warnings=("W1", "W2")))
    assert raised.value.problem.kind is ProblemType.WARNINGS_OPEN


def test_accepted_warnings_that_are_gone_do_no_harm() -> None:
    check_signed(confirm(accepted=("W1", "W2")), verdict(warnings=("W1",)))


def test_a_refusal_needs_no_signature() -> None:
    check_signed(Confirm(input={}), Verdict(outcome="refused", rule="R1", say=SAY))
