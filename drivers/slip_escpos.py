"""A slip as ESC/POS bytes: the printer's own characters where it has them, pictures where it has not."""

from drivers import escpos
from drivers.printer_model import PrinterModel
from drivers.slip import Bar, Feed, Pair, Qr, Rule, Slip, SlipLine, Text
from drivers.slip_fonts import SlipFonts
from drivers.slip_raster import SlipCanvas
from drivers.slip_text import columns, encoded, wrapped

END_MM = 4


class SlipEncoder:
    """Turns slips into bytes for one model of printer; needs no printer."""

    def __init__(self, model: PrinterModel, fonts: SlipFonts) -> None:
        self._model = model
        self._canvas = SlipCanvas(model.width_dots, model.sizes_dots, fonts)

    def encode(self, slip: Slip) -> bytes:
        """All of the slip, its cut included; raises ValueError for a QR code wider than the paper."""
        return escpos.INIT + b"".join(self._line(line) for line in slip.lines) + self.end()

    def _line(self, line: SlipLine) -> bytes:
        match line:
            case Text():
                return self._text(line) or self._picture(self._canvas.text(line))
            case Pair():
                return self._pair(line) or self._picture(self._canvas.pair(line))
            case Bar():
                return self._picture(self._canvas.bar(line))
            case Rule():
                return self._picture(self._canvas.rule(line))
            case Qr():
                return self._qr(line)
            case Feed(mm):
                return escpos.feed(mm * self._model.dots_per_mm)

    def _text(self, line: Text) -> bytes | None:
        """The paragraph in the printer's characters; None for a size or a character it has not."""
        if line.size == "b":
            return None
        big = line.size == "t"
        rows = wrapped(line.text, self._model.columns // (2 if big else 1), columns)
        parts = [encoded(row, self._model.text_codec) for row in rows]
        if not self._model.text_codec or None in parts:
            return None
        body = b"".join(part + escpos.LINE_FEED for part in parts if part is not None)
        if line.bold:
            body = escpos.BOLD + body + escpos.NOT_BOLD
        if big:
            body = escpos.DOUBLE + body + escpos.NOT_DOUBLE
        return _chinese(escpos.ALIGN[line.align] + body)

    def _pair(self, line: Pair) -> bytes | None:
        free = self._model.columns - columns(line.label) - columns(line.value)
        label = encoded(line.label, self._model.text_codec)
        value = encoded(line.value, self._model.text_codec)
        if free < 1 or label is None or value is None or not self._model.text_codec:
            return None
        body = label + b" " * free + escpos.BOLD + value + escpos.NOT_BOLD + escpos.LINE_FEED
        return _chinese(escpos.ALIGN["left"] + body)

    def _qr(self, line: Qr) -> bytes:
        if not self._model.native_qr or line.beside:
            return self._picture(self._canvas.qr(line))
        # drawn once even so: a code too wide for the paper must not reach the printer
        self._canvas.qr(line)
        code = escpos.qr_code(line.data.encode(), line.dots_per_module)
        return escpos.ALIGN["center"] + code + escpos.ALIGN["left"]

    def _picture(self, rows: bytes) -> bytes:
        return escpos.ALIGN["left"] + escpos.raster(rows, self._canvas.row_bytes)

    def end(self) -> bytes:
        """What parts the slip from the roll."""
        feed_dots = END_MM * self._model.dots_per_mm
        if self._model.cutter:
            return escpos.cut(feed_dots)
        # no knife: the last line must pass the edge where the visitor tears
        return escpos.feed(3 * feed_dots)


def _chinese(body: bytes) -> bytes:
    return escpos.CHINESE + body + escpos.NOT_CHINESE
