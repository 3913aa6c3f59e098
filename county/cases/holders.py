"""Is this person let into a case: card in date, proof strong enough, card and register of one mind."""

from collections.abc import Mapping
from typing import Any

from contract.item import Assurance
from contract.problems import ProblemType
from contract.text import Text
from contract.wire import IdentityProof
from county.problems import ProblemRaised

_GOOD_FOR: dict[Assurance, tuple[str, ...]] = {
    "none": ("L1", "L2", "L2N"),
    "L1": ("L1", "L2"),
    "L2": ("L2",),
    "L2N": ("L2", "L2N"),
}


def check_proof(proof: IdentityProof, needed: Assurance, today: str) -> None:
    """Raise ProblemRaised (403) for an expired card (C01) or a proof weaker than the item needs."""
    if proof.valid_to is not None and proof.valid_to < today:
        say = Text(
            zh=f"您的身份证已过期（{proof.valid_to}）。请带户口簿到派出所换证，今天可先到窗口办理。",
            en=f"Your identity card expired on {proof.valid_to}. Please renew it at the police station; "
            "today the window can help you.",
        )
        raise ProblemRaised(ProblemType.CARD_EXPIRED, 403, say=say)
    if not good_for(proof, needed):
        raise ProblemRaised(ProblemType.ASSURANCE_TOO_LOW, 403, f"{needed} is needed")


def good_for(proof: IdentityProof, needed: Assurance) -> bool:
    """Whether the proof is at least as strong as needed."""
    return proof.assurance in _GOOD_FOR[needed]


def check_register(proof: IdentityProof, person: Mapping[str, Any]) -> None:
    """Raise ProblemRaised (403) when the register does not know the card's holder under that name."""
    if not person or person.get("name") != proof.name:
        say = Text(
            zh="卡上的信息和人口库对不上，请带身份证到窗口核对。",
            en="Your card and the register do not agree. Please take your card to the window.",
        )
        raise ProblemRaised(ProblemType.HOLDER_NOT_CONFIRMED, 403, say=say)
