"""The kiosk's waiting screen and home page as one static HTML page, from the same tokens, texts and drawings."""

from pathlib import Path
from string import Template

import yaml
from py_phosphor_icons import get_svg

from contract.item import Item, load_items

LOOK = Path("screens/look")
ITEMS, SITES = Path("config/items"), Path("config/sites")
DRAWINGS = {"mark": "mark", "hall": "hall", "lay": "lay-card", "sign": "sign-tick", "take": "take-all"}
ICONS = {
    "tap": ("hand-tap", "fill"),
    "large": ("text-aa", "fill"),
    "contrast": ("circle-half", "fill"),
    "language": ("translate", "fill"),
    "files": ("files", "bold"),
    "headset": ("headset", "fill"),
}
FIRST_TILE_Y, TILE_STEP = 700, 188


def home_page(tokens: dict[str, dict[str, dict[str, object]]], site: str) -> str:
    """The page as HTML without any file beside it; `tokens` is look/tokens.json, `site` a profile's name."""
    items = list(load_items(ITEMS).values())
    profile = yaml.safe_load((SITES / f"{site}.yaml").read_text(encoding="utf-8"))
    radii = tokens["radius_px"]
    return Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8")).substitute(
        tokens["color"]["normal"],
        **tokens["type_px"]["normal"],
        button=radii["button"],
        hero=radii["hero"],
        sheet_radius=radii["sheet"],
        place=f"{profile['county']['zh']} · {profile['name']['zh']}",
        time="09:30",
        count=len(items),
        tiles="\n".join(_tile(at, item) for at, item in enumerate(items)),
        **{name: (LOOK / "svg" / f"{file}.svg").read_text(encoding="utf-8") for name, file in DRAWINGS.items()},
        **{name: get_svg(*icon) for name, icon in ICONS.items()},
    )


def _tile(at: int, item: Item) -> str:
    cost = "不收费" if item.fee == 0 else f"{item.fee / 100:g} 元"
    return (
        f'<div class="button tile" style="top:{FIRST_TILE_Y + at * TILE_STEP}px"><b>{get_svg(item.icon, "fill")}</b>'
        f"<div>{item.names.plain.zh}<small>{item.names.official.zh}</small></div>"
        f"<p>约 {item.minutes} 分钟<br>{cost}</p>{get_svg('caret-right', 'bold')}</div>"
    )
