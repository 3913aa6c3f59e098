"""The roll in a thermal printer: how much is left, what is printed on it, and the slips cut from it."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from hardware_mocks.escpos_page import Strip

DOTS_PER_MM = 8
ROLL_MM = 50_000
NEAR_END_MM = 1_500


@dataclass(frozen=True)
class Slip:
    """One piece of paper in a hand: its picture, its lines of text, and the content of its QR codes."""

    number: int
    png: bytes
    lines: tuple[str, ...]
    codes: tuple[str, ...]
    height_mm: float
    full_cut: bool

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Paper:
    """head_to_cutter_mm of what is printed last stays inside when a cut comes without feeding first."""

    width_dots: int
    left_mm: float = ROLL_MM
    near_end_mm: float = NEAR_END_MM
    head_to_cutter_mm: float = 12.0
    slips: list[Slip] = field(default_factory=list)
    slips_kept: int = 500
    _printed: list[tuple[int, Strip]] = field(default_factory=list)
    _length_dots: int = 0
    _count: int = 0

    @property
    def out(self) -> bool:
        return self.left_mm * DOTS_PER_MM < 1

    @property
    def near_end(self) -> bool:
        return self.left_mm <= self.near_end_mm

    @property
    def uncut_mm(self) -> float:
        return self._length_dots / DOTS_PER_MM

    def refill(self) -> None:
        """A new roll; what was printed on the old one and not cut is torn off."""
        self.left_mm = ROLL_MM
        if self._length_dots:
            self._finish(self._length_dots, full_cut=True)

    def print(self, strip: Strip) -> None:
        """Print rows the caller knows there is paper for."""
        self._printed.append((self._length_dots, strip))
        self._length_dots += strip.rows.height
        self.left_mm = max(0.0, self.left_mm - strip.rows.height / DOTS_PER_MM)

    def cut(self, *, full: bool) -> Slip | None:
        """Cut at the cutter, which sits above the head; nothing comes off when nothing reached it."""
        at = self._length_dots - round(self.head_to_cutter_mm * DOTS_PER_MM)
        return self._finish(at, full_cut=full) if at > 0 else None

    def png(self) -> bytes:
        """The paper that hangs out uncut, as PNG."""
        return _png(self._picture(max(1, self._length_dots)))

    def _finish(self, at: int, *, full_cut: bool) -> Slip:
        self._count += 1
        on_slip = [strip for top, strip in self._printed if top + strip.rows.height <= at]
        slip = Slip(
            self._count,
            _png(self._picture(at)),
            tuple(strip.text for strip in on_slip if strip.text.strip()),
            tuple(strip.code for strip in on_slip if strip.code),
            at / DOTS_PER_MM,
            full_cut,
        )
        self.slips.append(slip)
        del self.slips[: -self.slips_kept]
        self._keep_after(at)
        return slip

    def _picture(self, height: int) -> Image.Image:
        whole = Image.new("L", (self.width_dots, height), 255)
        for top, strip in self._printed:
            if top < height:
                whole.paste(strip.rows, (0, top))
        return whole

    def _keep_after(self, at: int) -> None:
        rest: list[tuple[int, Strip]] = []
        for top, strip in self._printed:
            if top >= at:
                rest.append((top - at, strip))
            elif top + strip.rows.height > at:
                lower = strip.rows.crop((0, at - top, self.width_dots, strip.rows.height))
                rest.append((0, Strip(lower, strip.text, strip.code)))
        self._printed = rest
        self._length_dots -= at


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.convert("1").save(out, "PNG")
    return out.getvalue()
