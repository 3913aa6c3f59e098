"""The page to leaf through after a demonstration: each visit as a row of what was seen, with its paper at the end."""

from html import escape
from typing import Any

_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>立等 Lideng · 演示 Demonstration</title>
<style>
body{{margin:0;background:#FAF6EC;color:#16231D;font:17px/1.5 "Noto Sans CJK SC",sans-serif;padding:32px}}
h1{{margin:0;font-size:34px}} h2{{margin:40px 0 4px;font-size:24px}} p{{margin:0 0 12px;color:#3B4842}}
.row{{display:flex;gap:14px;overflow-x:auto;padding:4px 0 14px;align-items:flex-start}}
figure{{margin:0;flex:none}} figcaption{{font-size:14px;color:#3B4842;text-align:center}}
img{{display:block;height:520px;border:2px solid #D5CCB8;border-radius:12px;background:#fff}}
a:focus img{{outline:6px solid #F3C65B}}
</style>
<h1>立等 Lideng</h1>
<p>青禾县和这些人都是编的，字节、签名和窗口是真的。<br>
The county and its people are invented; bytes, signatures and windows are real.</p>
{visits}
</html>
"""


def storyboard(visits: list[dict[str, Any]]) -> str:
    """Return the page; pictures are named relative to it."""
    return _PAGE.format(visits="\n".join(map(_visit, visits)))


def _visit(visit: dict[str, Any]) -> str:
    screens = [(f"{visit['folder']}/{name}", name.split("-", 1)[1].removesuffix(".png")) for name in visit["pictures"]]
    slips = [(f"paper/slip-{number}.png", "小票 slip") for number in visit["slips"]]
    papers = [(f"paper/certificate-{number}.png", "证明 certificate") for number in visit["certificates"]]
    stars = f"，评价 {visit['stars']} 星" if visit["stars"] else ""
    outcome = "已办 granted" if visit["outcome"] == "granted" else "告知 refused"
    facts = (visit["person"], visit["item"], outcome, f"{visit['seconds']} s{stars}")
    head = f"<h2>{escape(visit['title'])}</h2><p>{escape(' · '.join(facts))}</p>"
    return f'{head}<div class="row">{"".join(_figure(*figure) for figure in (*screens, *papers, *slips))}</div>'


def _figure(source: str, words: str) -> str:
    source = escape(source)
    picture = f'<a href="{source}"><img src="{source}" alt="" loading="lazy"></a>'
    return f"<figure>{picture}<figcaption>{escape(words)}</figcaption></figure>"
