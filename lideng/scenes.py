"""The virtual citizens of `./do run`: three items for three people, an empty tray that is refilled, a refusal."""

import time
from dataclasses import dataclass, field
from typing import Any

from hardware_mocks.client import MockHall
from lideng.citizen import Citizen, Lost

REFILL_AFTER_SECONDS = 1.5
VISIT_LIMIT_SECONDS = 120.0
PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class Scene:
    """One visit: who, what, which choices are touched, what goes wrong in the hall, and what must come of it."""

    title: str
    name: str
    number: str
    item: str
    touches: tuple[str, ...] = ()
    stars: int | None = None
    tray_empty: bool = False
    english: bool = False
    outcome: str = "granted"
    certificates: int = 0


SCENES = (
    Scene(
        "低保证明：一张 A4 纸，一张小票",
        "张桂兰",
        "439921194203150285",
        "MZ01",
        ("choice:减免水电",),
        stars=5,
        certificates=1,
    ),
    Scene(
        "参加居民养老保险：半路没纸了，加纸接着打",
        "周志远",
        "439921201006010534",
        "SB01",
        ("choice:我不是在校学生",),
        stars=4,
        tray_empty=True,
        certificates=1,
    ),
    Scene(
        "跨省异地就医备案：只出小票，换成英文看",
        "黄建军",
        "439921197108200778",
        "YB02",
        ("choice:临时去看病", "province:44", "city:4401"),
        english=True,
    ),
    Scene("满 60 岁不能参保：不能办也是结果，也有小票", "陈大勇", "439921196606010315", "SB01", outcome="refused"),
)


@dataclass
class Playing:
    """One scene while it is lived through at the machine."""

    scene: Scene
    citizen: Citizen
    hall: MockHall
    left: list[str] = field(default_factory=list)
    handled: str = ""

    def play(self) -> dict[str, Any]:
        """Live through the visit; returns what visits.json says of it."""
        began = time.monotonic()
        slips, papers = len(self.hall.slips()), len(self.hall.certificates())
        self.left = list(self.scene.touches)
        self._enter()
        screens = self._until_wiped()
        self.hall.lift_card()
        seen = {
            "title": self.scene.title,
            "person": self.scene.name[0] + "*" * (len(self.scene.name) - 1),
            "item": self.scene.item,
            "outcome": "refused" if "Refused" in screens else "granted",
            "waited_for_paper": "PaperTrouble" in screens,
            "screens": screens,
            "pictures": [path.name for path in self.citizen.saved],
            "slips": [slip["number"] for slip in self.hall.slips()[slips:]],
            "certificates": [paper["number"] for paper in self.hall.certificates()[papers:]],
            "stars": self.scene.stars,
            "seconds": round(time.monotonic() - began, 1),
        }
        return {**seen, "as_it_should": self._as_it_should(seen)}

    def _as_it_should(self, seen: dict[str, Any]) -> bool:
        """Whether the outcome, the paper and the waiting are what the scene was written for."""
        papers = (len(seen["certificates"]), len(seen["slips"]))
        wanted = (self.scene.outcome, (self.scene.certificates, 1), self.scene.tray_empty)
        return (seen["outcome"], papers, seen["waited_for_paper"]) == wanted

    def _enter(self) -> None:
        self.citizen.wait_for("Attract")
        self.citizen.touch("anywhere")
        self.citizen.wait_for("ChooseItem")
        if self.scene.english:
            self.citizen.touch("tool:language")
            self.citizen.until(lambda told: told["language"] == "en")
            self.citizen.save("ChooseItem")
        self.citizen.touch(self.scene.item)
        self.citizen.wait_for("LayCard")
        self.hall.lay_card(self.scene.number)

    def _until_wiped(self) -> list[str]:
        """React to each screen that comes until the waiting screen is back."""
        screens = ["Attract", "ChooseItem", "LayCard"]
        deadline = time.monotonic() + VISIT_LIMIT_SECONDS
        while (told := self.citizen.look())["screen"] != "Attract":
            if time.monotonic() > deadline:
                raise Lost(f"{self.scene.title} did not end: {told['screen']}, {told['says']}")
            mark = f"{told['screen']} {told['texts']}"
            if mark != self.handled:
                self.handled = mark
                self._react(told, screens)
            time.sleep(PAUSE_SECONDS)
        return screens

    def _react(self, told: dict[str, Any], screens: list[str]) -> None:
        screen = told["screen"]
        if screen not in screens[-1:]:
            screens.append(screen)
            self.citizen.save(screen)
        react = getattr(self, f"_on_{screen.lower()}", None)
        if react is not None:
            react(told)

    def _on_choice(self, told: dict[str, Any]) -> None:
        names = {part["name"] for part in told["parts"]}
        if self.left and self.left[0] in names:
            self.citizen.touch(self.left.pop(0))
        self.citizen.save("Choice")
        self._primary()

    def _on_place(self, told: dict[str, Any]) -> None:
        names = {part["name"] for part in told["parts"]}
        if not self.left:
            self._primary()
        elif self.left[0] not in names:
            self.citizen.touch("next")
        elif (part := self.left.pop(0)).startswith("city:"):
            self.citizen.touch(part)
            self.citizen.save("Place")
            self._primary()
        else:
            self.citizen.touch(part)

    def _on_phone(self, told: dict[str, Any]) -> None:
        self._primary()

    def _on_warned(self, told: dict[str, Any]) -> None:
        self.citizen.touch("go_on")

    def _on_signsummary(self, told: dict[str, Any]) -> None:
        self.citizen.touch("sign")
        self.citizen.save("SignSummary")
        self._primary()
        if self.scene.tray_empty:
            self.hall.act("certificate_printer", "empty")

    def _on_papertrouble(self, told: dict[str, Any]) -> None:
        if "wait" not in {part["name"] for part in told["parts"]}:
            return
        self.citizen.touch("wait")
        self.citizen.save("PaperTrouble")
        time.sleep(REFILL_AFTER_SECONDS)
        self.hall.act("certificate_printer", "refill")

    def _on_refused(self, told: dict[str, Any]) -> None:
        self._primary()

    def _on_takepaper(self, told: dict[str, Any]) -> None:
        self._primary()

    def _on_rate(self, told: dict[str, Any]) -> None:
        if self.scene.stars is None:
            self.citizen.touch("skip")
        else:
            self.hall.press(self.scene.stars)

    def _primary(self) -> None:
        self.citizen.touch("primary")
