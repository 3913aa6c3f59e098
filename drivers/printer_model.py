"""What a receipt printer can do: data files in drivers/models, one for each kind of printer."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drivers.slip import Size

MODELS = Path(__file__).parent / "models"
CODECS = ("", "gb2312", "gbk")
CLEARS = ("dle_dc4_8", "dle_enq_2", "no")


@dataclass(frozen=True)
class PrinterModel:
    """One kind of printer; `text_codec` "" means that every line goes out as a picture.

    `clears_buffer` names the command that empties the receive and the print buffer in real time, or is "no".
    """

    name: str
    width_dots: int
    dots_per_mm: int
    columns: int
    text_codec: str
    native_qr: bool
    cutter: bool
    status_requests: tuple[int, ...]
    clears_buffer: str
    sizes_dots: dict[Size, int]


def printer_model(name: str) -> PrinterModel:
    """The model of that name; raises ValueError that names the known ones, or the wrong field."""
    known = sorted(path.stem for path in MODELS.glob("*.toml"))
    if name not in known:
        raise ValueError(f"unknown printer model {name!r}; known are {', '.join(known)}")
    return _model(name, tomllib.loads((MODELS / f"{name}.toml").read_text(encoding="utf-8")))


def _model(name: str, data: dict[str, Any]) -> PrinterModel:
    try:
        model = PrinterModel(name, **(data | {"status_requests": tuple(data["status_requests"])}))
    except (TypeError, KeyError) as error:
        raise ValueError(f"printer model {name}: {error}") from error
    if model.width_dots % 8 or model.text_codec not in CODECS or 1 not in model.status_requests:
        raise ValueError(f"printer model {name}: width_dots, text_codec or status_requests is wrong")
    if model.clears_buffer not in CLEARS:
        raise ValueError(f"printer model {name}: clears_buffer is one of {', '.join(CLEARS)}")
    return model
