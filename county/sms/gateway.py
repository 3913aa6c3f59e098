"""The seam to whoever sends short messages: an operator's gateway, or the demonstration's."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, repr=False)
class Sms:
    """One message; `id` never changes and names it at the gateway, `to` is a mobile number of 11 digits."""

    id: str
    to: str
    text: str

    def __repr__(self) -> str:
        return f"<Sms {self.id}>"


class NotSent(Exception):
    """The gateway did not take the message, or did not say so in time: the same message again is safe."""


class SmsGateway(Protocol):
    """Takes messages for delivery."""

    async def send(self, sms: Sms, *, within: float) -> None:
        """Hand a message over; returns once the gateway holds it. Raises NotSent, after `within` seconds at the latest.

        The same id again is delivered once: that is what makes a sender that died in between harmless. An adapter for
        an operator passes the id on as the operator's own client-side message number.
        """
        ...
