"""Rules before every item's own (C05): a person whose state in the register is not 正常 goes to a person, quietly."""

from contract.text import Text
from county.rules.facts import Row, Verdict

STATUS_ALERT = "person_status"
_SAY = Text(
    zh="您的登记状态需要核实。请到户口所在地的派出所办理。",
    en="Your entry in the register needs checking. Please go to the police station of your registered address.",
)


def status_verdict(*people: Row) -> Verdict | None:
    """Return the referral (C05, with a silent alert) when one of the people is not alive and registered; else None."""
    if all(person.get("status", "正常") == "正常" for person in people):
        return None
    return Verdict(outcome="referred", rule="C05", say=_SAY, alert=STATUS_ALERT, computed={})
