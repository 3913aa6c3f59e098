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

_NOT_REGISTERED = Text(
    zh="本县的人口库里没有查到您。户口在外地的，请到窗口问在哪里办。",
    en="The register of this county has no entry for you. If you are registered elsewhere, please ask at the window.",
)
_OTHER_NAME = Text(
    zh="证件上的姓名和人口库里的不一样。请带证件到窗口核对。",
    en="The name on your card is not the one in the register. Please take your card to the window.",
)


def check_proof(proof: IdentityProof, needed: Assurance, today: str) -> None:
    """Raise ProblemRaised (403) for an expired card (C01) or a proof weaker than the item needs."""
    if proof.valid_to is not None and proof.valid_to < today:
        say = Text(
            zh=f"您的身份证{proof.valid_to}到期了。请带户口簿到派出所换证，今天可先到窗口办。",
            en=f"Your card expired on {proof.valid_to}. Renew it at the police station; the window can help today.",
        )
        raise ProblemRaised(ProblemType.CARD_EXPIRED, 403, say=say)
    if proof.valid_from > today:
        raise ProblemRaised(ProblemType.HOLDER_NOT_CONFIRMED, 403, "not valid yet", say=_OTHER_NAME)
    if not good_for(proof, needed):
        raise ProblemRaised(ProblemType.ASSURANCE_TOO_LOW, 403, f"{needed} is needed")


def good_for(proof: IdentityProof, needed: Assurance) -> bool:
    """Whether the proof is at least as strong as needed."""
    return proof.assurance in _GOOD_FOR[needed]


def check_register(proof: IdentityProof, person: Mapping[str, Any]) -> None:
    """Raise ProblemRaised (403) when the register does not know the card's holder, or not under that name."""
    if not person:
        raise ProblemRaised(ProblemType.HOLDER_NOT_CONFIRMED, 403, "not in the register", say=_NOT_REGISTERED)
    if person.get("name") != proof.name:
        raise ProblemRaised(ProblemType.HOLDER_NOT_CONFIRMED, 403, "another name in the register", say=_OTHER_NAME)
