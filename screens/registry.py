"""Which screen shows which question or notice: one each."""

from collections.abc import Callable
from typing import Any

from kiosk.model import Place
from kiosk.ui import (
    Attract,
    CannotNow,
    CardRefused,
    Choose,
    ChooseItem,
    ChooseUncollected,
    LayCard,
    Notice,
    PaperTrouble,
    Printing,
    Question,
    Rate,
    Refused,
    SignSummary,
    SlipCameOut,
    TakeYourPaper,
    Warned,
    Working,
)
from screens.attract import AttractScreen
from screens.cannot_now import CannotNowScreen
from screens.card_refused import CardRefusedScreen
from screens.choose import ChoiceScreen
from screens.choose_item import ChooseItemScreen
from screens.choose_place import PlaceScreen
from screens.choose_uncollected import ChooseUncollectedScreen
from screens.lay_card import LayCardScreen
from screens.paper_trouble import PaperTroubleScreen
from screens.phone import PhoneScreen
from screens.printing import PrintingScreen
from screens.rate import RateScreen
from screens.refused import RefusedScreen
from screens.screen import Hall, Screen
from screens.sign_summary import SignSummaryScreen
from screens.slip_came_out import SlipCameOutScreen
from screens.take_paper import TakePaperScreen
from screens.warned import WarnedScreen
from screens.working import WorkingScreen

Maker = Callable[[Any, Place, Hall], Screen[Any]]


def _asked(question: Choose, place: Place, hall: Hall) -> Screen[Any]:
    makers: dict[str, Maker] = {"choice": ChoiceScreen, "phone": PhoneScreen, "place": PlaceScreen}
    return makers[question.question.ask](question, place, hall)


SCREENS: dict[type[Any], Maker] = {
    Attract: AttractScreen,
    CannotNow: CannotNowScreen,
    CardRefused: CardRefusedScreen,
    Choose: _asked,
    ChooseItem: ChooseItemScreen,
    ChooseUncollected: ChooseUncollectedScreen,
    LayCard: LayCardScreen,
    PaperTrouble: PaperTroubleScreen,
    Printing: PrintingScreen,
    Rate: RateScreen,
    Refused: RefusedScreen,
    SignSummary: SignSummaryScreen,
    SlipCameOut: SlipCameOutScreen,
    TakeYourPaper: TakePaperScreen,
    Warned: WarnedScreen,
    Working: WorkingScreen,
}


def screen_for(shown: Question[Any] | Notice, place: Place, hall: Hall) -> Screen[Any]:
    """The screen of a question or notice; 返回 works on it where the question can be gone back from."""
    screen = SCREENS[type(shown)](shown, place, hall)
    screen.can_go_back = isinstance(shown, Question) and shown.can_go_back
    return screen
