"""One screen as it is shown: a still picture and the touchable parts on it, 1080 × 1920 px from the top left corner."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kivy.clock import Clock
from kivy.graphics import PopMatrix, PushMatrix, Scale
from kivy.uix.widget import Widget

from screens.glyphs import Glyphs
from screens.pen import Pen, Set
from screens.style import Style
from screens.touch import TouchGuard
from screens.zones import SCREEN, SCREEN_HEIGHT, SCREEN_WIDTH, Box

PRESS_SECONDS = 0.08
"""A press is seen that long at least, also when the finger is gone before the next frame."""

Paint = Callable[[Pen, Box, bool], None]
"""Draws a part into its box; the third value is whether a finger presses it."""


@dataclass(frozen=True)
class Stage:
    """What every page needs from the window: the glyphs, the touch guard and where to report what changed."""

    glyphs: Glyphs
    guard: TouchGuard
    changed: Callable[[Box], None]
    scale: float = 1.0


class Part(Widget):
    """A part that can change or be pressed by itself: acts on release inside, shows a press at once."""

    def __init__(
        self, stage: Stage, style: Style, box: Box, paint: Paint, act: Callable[[], None] | None, name: str, key: bool
    ) -> None:
        super().__init__(size_hint=(None, None), size=(box.w, box.h), pos=(box.x, SCREEN_HEIGHT - box.bottom))
        self.box, self.name = box, name
        self._stage, self._paint, self._act, self._key = stage, paint, act, key
        self._pressed = False
        self._lift: Any = None
        self.pen = Pen(self.canvas, style, stage.glyphs)
        paint(self.pen, box, False)

    @property
    def enabled(self) -> bool:
        return self._act is not None

    def repaint(self) -> None:
        """Draw the part anew: what it shows has changed."""
        self.pen.clear()
        self._paint(self.pen, self.box, self._pressed)
        self._stage.changed(self.box)

    def on_touch_down(self, touch: Any) -> bool:
        if not self._holds(touch):
            return False
        if self._act is not None and self._stage.guard.admits(touch):
            touch.grab(self)
            self._press(True)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        if self._holds(touch) != self._pressed:
            self._press(self._holds(touch))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._stage.guard.let_go()
        if self._pressed:
            self._lift = Clock.schedule_once(self._lifted, PRESS_SECONDS)
        if self._holds(touch) and self._act is not None and self.parent is not None:
            self._stage.guard.acted(key=self._key)
            self._act()
        return True

    def _press(self, pressed: bool) -> None:
        if self._lift is not None:
            self._lift.cancel()
        self._pressed = pressed
        self.repaint()

    def _lifted(self, _waited_seconds: float) -> None:
        if self.get_root_window() is not None:  # a page that has gone draws nothing any more: its texts are forgotten
            self._press(False)

    def _holds(self, touch: Any) -> bool:
        return self.box.contains(touch.x, SCREEN_HEIGHT - touch.y)


class Page(Widget):
    """The still picture of a screen (its `pen`) and its parts."""

    def __init__(self, stage: Stage, style: Style) -> None:
        super().__init__(size_hint=(None, None), size=(SCREEN_WIDTH, SCREEN_HEIGHT))
        self.stage, self.style = stage, style
        with self.canvas.before:
            PushMatrix()
            Scale(stage.scale, stage.scale, 1)
        with self.canvas.after:
            PopMatrix()
        self.pen = Pen(self.canvas, style, stage.glyphs)
        self.pen.rectangle(SCREEN, "paper")
        self.parts: list[Part] = []

    def part(
        self, box: Box, paint: Paint, act: Callable[[], None] | None = None, *, name: str = "", key: bool = False
    ) -> Part:
        """Add a part; `act` is done at a release inside it, `name` is how tests and the voice call it."""
        made = Part(self.stage, self.style, box, paint, act, name, key)
        self.parts.append(made)
        self.add_widget(made)
        return made

    def on_touch_down(self, touch: Any) -> bool:
        self.stage.guard.touched()
        touch.push()
        touch.apply_transform_2d(self.to_local)
        taken = bool(super().on_touch_down(touch))
        touch.pop()
        return taken

    def to_local(self, x: float, y: float, **_: Any) -> tuple[float, float]:
        return x / self.stage.scale, y / self.stage.scale

    def to_parent(self, x: float, y: float, **_: Any) -> tuple[float, float]:
        return x * self.stage.scale, y * self.stage.scale

    def named(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)

    @property
    def texts(self) -> list[Set]:
        """Every text on the page as it was set."""
        return [*self.pen.texts, *(text for part in self.parts for text in part.pen.texts)]
