"""THE visit: what happens between the first touch and the wiped screen, to be read from top to bottom.

Every question is a screen, every effect outside is a step of the journal; 返回 raises WentBack, 不办了 cancels.
"""

from contract.wire import Opened, Outcome
from kiosk import words
from kiosk.collecting import collect
from kiosk.county_errors import CountyError, SummaryChanged
from kiosk.filing import Filing, KeptSafe, abandon, confirm, fill_and_sign, open_case
from kiosk.identifying import identify
from kiosk.model import ItemTile, Place
from kiosk.offering import offer_changed, open_items, tile_of
from kiosk.paper import Desk
from kiosk.race import either
from kiosk.rating import rate
from kiosk.settle import Hands, keep_settling
from kiosk.surroundings import Kiosk, Visit, run_visit
from kiosk.ui import Attract, CannotNow, ChooseItem, Refused, ShowUncollected, TakeYourPaper, WentBack


async def one_visit(kiosk: Kiosk) -> None:
    """Wait for a visitor (and finish meanwhile what is open), serve them, leave nothing of them."""
    hands = Hands(kiosk.journal, kiosk.county, kiosk.devices.certificate_printer)
    await either(kiosk.ui.ask(Attract(), Place()), keep_settling(hands))
    await run_visit(kiosk, visit)


async def visit(v: Visit) -> None:
    """Settle one matter after another until the visitor is done; what cannot be done now is said in plain words."""
    try:
        item: ItemTile | None = await choose(v)
        while item is not None:
            try:
                item = await matter(v, item)
            except WentBack:
                await abandon(v)
                item = await choose(v)
    except KeptSafe:
        await v.ask(CannotNow(words.KEPT_SAFE, kept=True))
    except CountyError as error:
        await v.ask(CannotNow(words.county_says(error)))


async def choose(v: Visit) -> ItemTile:
    """我要…: the items that work now. 我有没拿的材料 comes back here."""
    while True:
        v.at(stage="choose", item=None)
        offered = await open_items(v.kiosk)
        answer = await either(v.ask(ChooseItem(offered.tiles, offered.notice)), offer_changed(v.kiosk, offered))
        if isinstance(answer, str):
            return next(tile for tile in offered.tiles if tile.id == answer)
        if not isinstance(answer, ShowUncollected):
            continue
        try:
            await collect(v)
        except WentBack:
            continue


async def matter(v: Visit, item: ItemTile) -> ItemTile | None:
    """One item from the card to the rating; returns the item to go on with, or None."""
    v.at(stage="identify", item=item)
    holder = await identify(v, item.plain)
    if holder is None:
        return None
    opened = await open_case(v, item, holder)
    outcome = await decide(v, opened)
    if outcome is None:
        return None
    chosen = await hand_over(v, outcome)
    await rate(v, outcome.case_no)
    return await tile_of(v.kiosk, chosen)


async def decide(v: Visit, opened: Opened) -> Outcome | None:
    """From the first question to the outcome; None when the visitor would rather not after a warning."""
    filing = Filing.early(opened)
    while True:
        filing = filing or await fill_and_sign(v, opened)
        if filing is None:
            await abandon(v)
            return None
        try:
            return await confirm(v, opened, filing)
        except SummaryChanged:  # the county's data moved under the page that was signed: it is shown again
            filing = None


async def hand_over(v: Visit, outcome: Outcome) -> str | None:
    """Say the decision, bring the paper out; returns the id of the item the visitor goes on with."""
    v.at(stage="take")
    desk, following = Desk(v, outcome), await tile_of(v.kiosk, outcome.next)
    if outcome.outcome in {"refused", "referred"}:
        return await explain(v, desk, outcome, following)
    await desk.print_documents()
    by_sms = await desk.print_slip()
    taken = await v.ask(TakeYourPaper(outcome, desk.sheets, following, by_sms))
    return taken.next


async def explain(v: Visit, desk: Desk, outcome: Outcome, following: ItemTile | None) -> str | None:
    """Say why not, print it where it is wanted; where that cannot be, say where it goes instead."""
    chosen = None
    if v.kiosk.devices.receipt_printer.status.ready:
        answer = await v.ask(Refused(outcome, following))
        v.slip_declined, chosen = not answer.slip, answer.next
        if not answer.slip:
            return chosen
        by_sms = await desk.print_slip()
        if desk.slip_is_out:
            return chosen
    else:
        by_sms = await desk.slip_by_sms()
    answer = await v.ask(Refused(outcome, following, can_print=False, sms_to_masked=by_sms))
    return answer.next or chosen
