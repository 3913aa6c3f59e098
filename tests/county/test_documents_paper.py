"""The paper itself: PDF/A marks, words, rare characters, the QR, the seal's place, names that mean harm."""

import re
import subprocess
from io import BytesIO

import pytest
import segno
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from county.documents.content import solemn
from county.documents.preview import samples
from county.documents.typesetting import TEMPLATES, Unprintable, qr_svg
from tests.county.papers import content, sealer, text_of


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_paper_carries_the_marks_of_pdf_a_2b() -> None:
    reader = PdfFileReader(BytesIO(sealer().seal(content())))
    root = reader.root
    metadata = root["/Metadata"].data
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert reader.input_version == (1, 7)  # ISO 19005-2 stands on ISO 32000-1
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"


def test_every_font_is_embedded_and_knows_its_characters() -> None:
    for paper in samples().values():
        command = ["pdffonts", "-"]
        listed = subprocess.run(command, input=sealer().seal(paper), capture_output=True, check=True, timeout=20)
        fonts = listed.stdout.decode().splitlines()[2:]
        assert len(fonts) >= 4
        assert all(re.search(r" yes yes yes +\d+ +0$", font) for font in fonts)


def test_seal_shows_on_print_and_nowhere_but_in_the_signature() -> None:
    pdf = sealer().seal(content())
    page = PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"][0]
    (widget,) = (reference.get_object() for reference in page["/Annots"])
    assert widget["/FT"] == "/Sig"
    assert int(widget["/F"]) & 4  # Print, ISO 32000-1 table 165
    left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
    assert right - left == pytest.approx(42 * 72 / 25.4, abs=1)
    words = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True, timeout=20)
    box = re.search(
        rf'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">{solemn("2026-06-01")}', words.stdout.decode()
    )
    assert box is not None
    x = (float(box[1]) + float(box[3])) / 2
    y = 841.89 - (float(box[2]) + float(box[4])) / 2
    assert x == pytest.approx((left + right) / 2, abs=3)
    assert bottom + 20 < y < (bottom + top) / 2  # GB/T 9704-2012, 7.3.5.1: name and date below the seal's centre


def test_everything_on_paper_can_be_read_out_with_rare_characters() -> None:
    said = content("㛃䶮𠮷", fields=(("证明用途", "减免水电"),))
    text = squeezed(text_of(sealer().seal(said)))
    for words in (
        "最低生活保障对象证明",
        "㛃䶮𠮷",
        "439921194203150285",
        "减免水电",
        "2026年8月30日",
        "二〇二六年六月一日",
    ):
        assert words in text
    for words in (said.document_id, said.case_no, "yz.qinghe.example/v", "演示数据"):
        assert words in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_fits_one_page(template: str) -> None:
    rows = (("户主", "张桂兰"), ("救助类别", "最低生活保障（B 类）"), ("保障人数", "1 人"), ("月补差", "420 元"))
    pdf = sealer().seal(content(template=template, fields=(*rows, ("起始年月", "2019 年 4 月"), ("证明用途", "助学"))))
    assert int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"]) == 1


def test_long_tables_go_on_to_a_second_page_and_the_seal_with_them() -> None:
    pdf = sealer().seal(content(fields=tuple((f"第 {row} 行", "很长的内容" * 12) for row in range(9))))
    pages = [page.get_object() for page in PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Kids"]]
    assert len(pages) == 2
    assert "/Annots" not in pages[0]
    assert len(pages[1]["/Annots"]) == 1


def test_qr_is_the_verify_address_with_a_quiet_zone() -> None:
    url = content().verify_url
    code = segno.make_qr(url, error="m", boost_error=False)
    side = code.symbol_size(border=4)[0]
    assert f'width="{side}" height="{side}"' in qr_svg(url)
    assert url == f"https://yz.qinghe.example/v/{content().verify_code}"


@pytest.mark.parametrize(
    "name", ['#panic("x")', '"\\', "a\nb", "$x$ *b* _c_", "#sys.inputs", "</svg>", "W" * 60, "]", "@ref", "http://x.y"]
)
def test_names_come_out_literally_and_never_as_markup(name: str) -> None:
    text = text_of(sealer().seal(content(name, fields=())))
    assert squeezed(name) in squeezed(text)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_name_is_either_printed_or_refused_as_unprintable(name: str) -> None:
    try:
        pdf = sealer().seal(content(name, fields=(("备注", name),), statement=name))
    except Unprintable:
        assert any(ord(character) > 126 or ord(character) < 32 for character in name)
        return
    assert pdf.startswith(b"%PDF-")


def test_characters_without_a_glyph_are_refused_instead_of_printed_as_boxes() -> None:
    for name in ("\U00012000", "\x00", "\ud800", "\ue000"):
        with pytest.raises(Unprintable):
            sealer().seal(content(f"张{name}"))


@pytest.mark.skipif("HanaMinB" not in typst.Fonts().families(), reason="fonts-hanazono is not installed")
def test_rarest_characters_come_from_hanazono() -> None:
    assert "张\U0002a6a5" in text_of(sealer().seal(content("张\U0002a6a5")))
