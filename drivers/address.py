"""Addresses of devices, as a technician writes them into the machine's own file.

`serial:/dev/serial/by-id/…?baud=115200` · `pty:/path` · `tcp://host:port` · `ipp://host:port/path`
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from drivers.wire_error import BadAddress

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
KNOWN = "serial:, pty:, tcp:// and ipp://"


@dataclass(frozen=True)
class SerialAddress:
    """A serial line, 8N1; `path` may be a symlink that is followed at every opening."""

    path: str
    baud: int = 115200


@dataclass(frozen=True)
class TcpAddress:
    """A byte stream over TCP."""

    host: str
    port: int


@dataclass(frozen=True)
class IppAddress:
    """An IPP printer; `uri` is its printer-uri (RFC 8011)."""

    uri: str


Address = SerialAddress | TcpAddress | IppAddress


def parse_address(text: str) -> Address:
    """The address in `text`; raises BadAddress for anything no driver takes."""
    scheme, colon, rest = text.partition(":")
    if not colon:
        raise BadAddress(f"{text!r} has no scheme; known are {KNOWN}")
    match scheme:
        case "serial":
            return _serial(text, rest)
        case "pty":
            return SerialAddress(_path(text, rest))
        case "tcp":
            return _tcp(text)
        case "ipp":
            _host_port(text, default=631)
            return IppAddress(text)
    raise BadAddress(f"unknown scheme {scheme!r} in {text!r}; known are {KNOWN}")


def _serial(text: str, rest: str) -> SerialAddress:
    path, _, query = rest.partition("?")
    options = parse_qs(query, keep_blank_values=True)
    baud = options.pop("baud", ["115200"])[-1]
    if options:
        raise BadAddress(f"unknown option {', '.join(options)} in {text!r}; known is baud")
    if baud not in map(str, BAUDS):
        raise BadAddress(f"baud {baud!r} in {text!r} is not one of {', '.join(map(str, BAUDS))}")
    return SerialAddress(_path(text, path), int(baud))


def _path(text: str, path: str) -> str:
    if not path.startswith("/") or "\0" in path:
        raise BadAddress(f"{text!r} needs an absolute path")
    return path


def _tcp(text: str) -> TcpAddress:
    host, port = _host_port(text, default=None)
    if urlsplit(text).path not in ("", "/"):
        raise BadAddress(f"{text!r} must end after the port")
    return TcpAddress(host, port)


def _host_port(text: str, *, default: int | None) -> tuple[str, int]:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port or default
    except ValueError as error:
        raise BadAddress(f"{text!r}: {error}") from error
    if not host or not port or "//" not in text:
        raise BadAddress(f"{text!r} needs //host:port")
    return host, port
