"""The public pages against a real register: masked, clear, slow to guess, never 500."""

from datetime import date
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine

from county.documents.paper import count_print, issue, void
from county.documents.tables import documents
from county.metadata import metadata
from county.verify.pages import VerifyPages
from county.verify.token_buckets import TokenBuckets
from tests.county.papers import content, sealer


class Desk:
    """A county with one paper in force, its public pages, and a hand on the clocks."""

    def __init__(self, folder: Path) -> None:
        self.seconds = 0.0
        self.today = date(2026, 6, 1)
        self.paper = content()
        self.pdf = sealer().seal(self.paper)
        self.engine = create_engine(f"sqlite:///{folder}/county.db")
        metadata.create_all(self.engine, tables=[documents])
        with self.engine.begin() as connection:
            self.id = issue(connection, self.paper, self.pdf).id
            count_print(connection, self.id)
        app = FastAPI()
        authority = sealer().keys.authority.certificate
        pages = VerifyPages(self.engine, today=lambda: self.today, authority=authority, monotonic=lambda: self.seconds)
        app.include_router(pages.router())
        self.web = TestClient(app, follow_redirects=False)

    def shown(self) -> str:
        answer = self.web.get(f"/v/{self.paper.verify_code}")
        assert answer.status_code == 200
        return str(answer.text)

    def upload(self, pdf: bytes) -> str:
        answer = self.web.post("/v/file", files={"file": ("a.pdf", pdf, "application/pdf")})
        assert answer.status_code == 200
        return str(answer.text)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_record_is_masked_and_complete(desk: Desk) -> None:
    page = desk.shown()
    for words in (
        "是真的，有效",
        "还有 90 天到期",
        "张*",
        "4399**********0285",
        "青禾县民政局",
        "2026-06-01",
        desk.id,
        "1 次",
    ):
        assert words in page
    assert "张桂兰" not in page
    assert "439921194203150285" not in page
    assert "<script" not in page


def test_states_follow_the_civil_date_and_the_register(desk: Desk) -> None:
    desk.today = date(2026, 8, 30)
    assert "今天到期" in desk.shown()
    desk.today = date(2026, 8, 31)
    assert "已过期" in desk.shown()
    with desk.engine.begin() as connection:
        void(connection, desk.id, reason="<b>内部原因</b>")
    assert "已废止" in desk.shown()
    assert "内部原因" not in desk.shown()


def test_headers_keep_the_page_to_itself(desk: Desk) -> None:
    for path in ("/v", f"/v/{desk.paper.verify_code}", "/v/x"):
        headers = desk.web.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize(
    "code",
    ["AAAA", "%00", "..%2F..%2Fetc", "<script>", "'; drop table documents;--", "张", "%ff%fe", "A" * 5000, "a/b/c"],
)
def test_hostile_codes_get_a_clear_page(desk: Desk, code: str) -> None:
    answer = desk.web.get(f"/v/{code}")
    assert answer.status_code == 404
    assert "没有这个验证码" in answer.text
    assert "<script" not in answer.text


def test_typed_code_in_any_dress_leads_to_the_record(desk: Desk) -> None:
    code = desk.paper.verify_code
    answer = desk.web.post("/v", data={"code": f" {code[:4].lower()} {code[4:8]}－{code[8:]} "})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/v/{code}"


@pytest.mark.parametrize("body", [b"", b"code=", b"code=%ff", b"x" * 2_000_000, b"code=0158"])
def test_unusable_forms_get_the_question_again(desk: Desk, body: bytes) -> None:
    answer = desk.web.post("/v", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400
    assert "一共 12 位" in answer.text


def test_uploaded_original_is_recognised_and_a_changed_one_is_not(desk: Desk) -> None:
    assert "文件没有被改" in desk.upload(desk.pdf)
    changed = bytearray(desk.pdf)
    changed[desk.pdf.index(b"stream") + 40] ^= 1
    assert "盖章以后被改过" in desk.upload(bytes(changed))
    assert "章是真的，登记里没有" in desk.upload(sealer().seal(content(seed=2)))


@pytest.mark.parametrize("pdf", [b"hello", b"%PDF-1.7\n%%EOF", b"\x00" * 1000])
def test_files_that_are_no_certificate_get_a_clear_page(desk: Desk, pdf: bytes) -> None:
    assert "这不是本县的证明文件" in desk.upload(pdf)


def test_too_large_and_broken_uploads_get_a_clear_page(desk: Desk) -> None:
    large = desk.web.post("/v/file", files={"file": ("a.pdf", b"%PDF-" + b"0" * 2_000_000, "application/pdf")})
    assert large.status_code == 413
    assert "文件太大" in large.text
    for body, kind in (
        (b"xx", "multipart/form-data"),
        (b"--a\r\n", "multipart/form-data; boundary=a"),
        (b"", "text/plain"),
    ):
        broken = desk.web.post("/v/file", content=body, headers={"content-type": kind})
        assert broken.status_code == 400
        assert "没有收到文件" in broken.text


def test_guessing_is_slowed_and_the_wait_ends(desk: Desk) -> None:
    statuses = [desk.web.get("/v/AAAA").status_code for _ in range(10)]
    assert statuses == [404] * 8 + [429] * 2
    slowed = desk.web.get(f"/v/{desk.paper.verify_code}")
    assert slowed.status_code == 429
    desk.seconds += int(slowed.headers["retry-after"])
    assert desk.web.get(f"/v/{desk.paper.verify_code}").status_code == 200


def test_buckets_of_other_addresses_stay_full_and_memory_is_bounded() -> None:
    buckets = TokenBuckets(capacity=2, per_second=1, monotonic=lambda: 0.0, addresses_max=100)
    buckets.take("a", 4)
    assert buckets.wait_seconds("a") == 3
    assert buckets.wait_seconds("b") == 0
    for number in range(1000):
        buckets.take(str(number), 1)
    assert len(buckets._buckets) == 100
