"""The look's numbers, the faces and the guard, without a window."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from screens import fonts
from screens.display import scale_for
from screens.rasters import _drawing_svg, drawing_ratio
from screens.tokens import LOOK_DIRECTORY, TOKENS, Palette, rgba
from screens.touch import AFTER_ACT_SECONDS, AFTER_CHANGE_SECONDS, TouchGuard
from screens.zones import BACK, CTRL, HELP, INFO, PRIMARY, QUIT, Box


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgba(colour)[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [TOKENS.normal, TOKENS.contrast], ids=["normal", "contrast"])
def test_text_is_readable_on_every_ground_it_stands_on(palette: Palette) -> None:
    for ground in (palette.paper, palette.sheet, palette.tint, palette.wtint, palette.mute):
        assert contrast(palette.ink, ground) >= 7
    assert contrast(palette.onpine, palette.pine) >= 7
    assert contrast(palette.edge, palette.paper) >= 3


def test_the_zones_do_not_touch() -> None:
    assert INFO.bottom <= CTRL.y
    assert PRIMARY.bottom == CTRL.bottom
    assert (HELP.x, HELP.right) == (604, 1032)
    assert BACK.right < QUIT.x < QUIT.right < HELP.x


def test_a_grid_fills_its_rows() -> None:
    boxes = Box(0, 0, 100, 0).grid(5, 2, 10, 4)
    assert [(box.x, box.y) for box in boxes] == [(0, 0), (52, 0), (0, 14), (52, 14), (0, 28)]


def test_the_face_is_simplified_chinese(tmp_path: Path) -> None:
    face = fonts.faces("regular", tmp_path)
    assert face.main == face.whole
    font = TTFont(face.whole, lazy=True)
    assert "SC" in font["name"].getDebugName(1)
    assert {ord(c) for c in "直骨今㛃䶮"} <= set(font.getBestCmap())


def test_the_subset_draws_every_text_of_gb2312() -> None:
    path = fonts.subset("bold")
    covered = fonts.covered_by(path)
    missing = {
        c
        for c in fonts.gb2312_characters()
        if ord(c) not in covered and ord(c) in fonts.covered_by(fonts.faces("bold").whole)
    }
    assert missing == set()
    assert path.stat().st_size < 3_000_000


def test_a_missing_collection_names_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "SYSTEM_DIRECTORIES", (tmp_path,))
    with pytest.raises(fonts.FontMissing, match="fonts-noto-cjk"):
        fonts.faces("serif", tmp_path)


@pytest.mark.parametrize("path", sorted((LOOK_DIRECTORY / "svg").glob("*.svg")), ids=lambda path: path.stem)
def test_a_drawing_is_recoloured_for_contrast(path: Path) -> None:
    dark = _drawing_svg(path.stem, True)
    left = {colour for colour in TOKENS.drawing_recolour if colour in dark}
    assert left <= set(TOKENS.drawing_recolour.values())
    assert drawing_ratio(path.stem) > 0.9


def test_one_finger_at_a_time_and_none_right_after_an_answer() -> None:
    now = [100.0]
    guard = TouchGuard(lambda: now[0])
    assert guard.admits("one")
    assert not guard.admits("two")
    guard.let_go()
    guard.acted()
    now[0] += AFTER_ACT_SECONDS - 0.01
    assert not guard.admits("one")
    now[0] += 0.02
    assert guard.admits("one")
    assert guard.last_touch_at == now[0]


def test_a_page_that_comes_up_under_a_finger_is_not_pressed() -> None:
    now = [0.0]
    guard = TouchGuard(lambda: now[0])
    assert guard.admits("one")
    guard.page_changed()
    assert not guard.admits("one")
    now[0] += AFTER_CHANGE_SECONDS
    assert guard.admits("one")


@pytest.mark.parametrize(
    ("size", "scale"), [(None, 1.0), ((1080, 1920), 1.0), ((2160, 3840), 1.0), ((1920, 1080), 0.92 * 1080 / 1920)]
)
def test_a_smaller_display_shows_the_whole_kiosk(size: tuple[int, int] | None, scale: float) -> None:
    assert scale_for(size) == pytest.approx(scale)
