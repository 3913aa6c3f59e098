"""Every template with invented persons, as PDF and PNG: `python -m county.documents.preview OUTDIR`."""

import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from contract.text import Text
from county.documents.content import CertificateContent, County, compose
from county.documents.paper import Sealer

_DIBAO = Text(zh="最低生活保障对象证明", en="Certificate of minimum living allowance")
_TEKUN = Text(zh="特困供养人员证明", en="Certificate of support for the destitute")
_PENSION = Text(zh="城乡居民基本养老保险参保登记回执", en="Receipt of enrolment in the residents' pension insurance")
_PLACE = "立等自助终端 0317 · 柳溪镇便民服务中心"


def samples() -> dict[str, CertificateContent]:
    """Return one certificate of invented persons for each template, and one with rare characters, by file name."""
    return {"mz01": _dibao("张桂兰"), "mz01-rare": _dibao("㛃䶮𠮷"), "mz01-tekun": _tekun(), "sb01": _pension()}


def _dibao(name: str) -> CertificateContent:
    return compose(
        County(),
        Random(name),
        case_no="QH-20260601-0317-0044-3",
        template="mz01",
        title=_DIBAO,
        holder_name=name,
        holder_number="439921194203150285",
        fields=(
            ("户主", name),
            ("救助类别", "最低生活保障（B 类）"),
            ("保障人数", "1 人"),
            ("月人均补差", "人民币 420 元（演示数据）"),
            ("起始年月", "2019 年 4 月"),
            ("证明用途", "减免水电"),
        ),
        issued_on="2026-06-01",
        valid_to="2026-08-30",
        seal_name="民政局",
        as_of="2026-06-01T10:24:00+08:00",
        place=_PLACE,
    )


def _tekun() -> CertificateContent:
    return compose(
        County(),
        Random(2),
        case_no="QH-20260601-0317-0045-1",
        template="mz01-tekun",
        title=_TEKUN,
        holder_name="李福生",
        holder_number="439921195103080011",
        fields=(("供养方式", "分散供养"), ("照料等级", "半护理"), ("起始年月", "2020 年 1 月"), ("证明用途", "医疗")),
        issued_on="2026-06-01",
        valid_to="2026-08-30",
        seal_name="民政局",
        as_of="2026-06-01T10:31:00+08:00",
        place=_PLACE,
    )


def _pension() -> CertificateContent:
    return compose(
        County(),
        Random(3),
        case_no="QH-20260601-0317-0046-8",
        template="sb01",
        title=_PENSION,
        holder_name="周志远",
        holder_number="439921201006010534",
        fields=(
            ("户籍地址", "青禾县柳溪镇柳溪村三组 18 号"),
            ("个人账户号", "439921201006010534"),
            ("缴费档次", "每年 200 元"),
            ("政府补贴", "每年 30 元（演示数据）"),
            ("参保日期", "2026 年 6 月 1 日"),
            ("联系电话", "13800005678"),
        ),
        issued_on="2026-06-01",
        valid_to=None,
        seal_name="人社局业务章",
        place=_PLACE,
    )


def main(out: Path) -> None:
    """Write the samples, sealed, into a folder; needs pdftoppm for the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as keys:
        sealer = Sealer(Path(keys))
        for name, content in samples().items():
            (out / f"{name}.pdf").write_bytes(sealer.seal(content))
            command = ["pdftoppm", "-r", "150", "-png", f"{name}.pdf", name]
            subprocess.run(command, cwd=out, check=True, timeout=60)
        sealer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
