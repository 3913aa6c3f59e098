"""Who stands here: the identity card, read and then judged plausible."""

from datetime import date
from typing import Literal

from pydantic import ValidationError

from contract.person_codes import SEX
from contract.text import Text
from contract.wire import CardKind, IdentityProof
from drivers.card_trouble import CardTrouble
from drivers.id_card import IdCard
from kiosk import words
from kiosk.model import Holder
from kiosk.plausibility import refusal
from kiosk.race import either
from kiosk.surroundings import Visit
from kiosk.ui import CardRefused, LayCard

LOOK_AGAIN_SECONDS = 2.0
"""How soon a reader that was away is believed to be back: its sentence goes then."""

Drawing = Literal["lay_card", "sleeve_off", "one_card_only"]
_DRAWINGS: dict[str, Drawing] = {"card_not_read": "sleeve_off", "card_not_selected": "one_card_only"}


async def identify(v: Visit, purpose: Text) -> Holder | None:
    """Return the holder of the card laid on the reader (read once a visit), or None when it cannot be taken."""
    if v.place.holder is not None:
        return v.place.holder
    card = await _card(v, purpose)
    proof = proof_of(card)
    today = date.fromisoformat((await v.kiosk.county.readiness()).today)
    why = words.UNKNOWN_CARD if proof is None else refusal(proof, today)
    if proof is None or why is not None:
        await v.ask(CardRefused(why or words.UNKNOWN_CARD))
        return None
    v.at(holder=Holder(proof))
    return v.place.holder


async def _card(v: Visit, purpose: Text) -> IdCard:
    """Show where to lay the card until one is read; each failure says what to do differently."""
    screen, reader, seconds = LayCard(purpose), v.kiosk.devices.reader, v.kiosk.site.limits.card_seconds
    while True:
        away = screen.trouble is not None and not reader.status.ready
        found = await either(v.ask(screen), reader.next_card(within=LOOK_AGAIN_SECONDS if away else seconds))
        if isinstance(found, IdCard):
            return found
        if found is None and away and reader.status.ready:
            screen = LayCard(purpose)
        if isinstance(found, CardTrouble):
            screen = LayCard(purpose, words.card_says(found), _DRAWINGS.get(found.code, "lay_card"))


def proof_of(card: IdCard) -> IdentityProof | None:
    """Return what the county is told of a card, or None for a card with no number, no name or an unknown layout."""
    if card.kind == "unknown":
        return None
    try:
        return _proof(card, card.kind)
    except ValidationError:
        return None


def _proof(card: IdCard, kind: CardKind) -> IdentityProof:
    return IdentityProof(
        assurance="L1",
        kind=kind,
        number=card.number,
        name=card.name or card.english_name,
        sex=SEX.get(card.sex, ""),
        birth=card.birth,
        valid_from=card.valid_from,
        valid_to=None if card.long_term else card.valid_to,
        address=card.new_address or card.address,
    )
