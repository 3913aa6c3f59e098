"""The county as a process: binds, opens the county, says when it is ready, ends cleanly."""

import asyncio
import json
import signal
import socket
import sys

import uvicorn

from county.app import create_app
from county.founding import Founding, close_county, open_county


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: dict[str, str]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(json.dumps(self._ready), flush=True)


def listen(host: str, port: int) -> tuple[socket.socket, str]:
    """Bind (port 0: any free one); return the socket and its URL."""
    # asyncio sets TCP_NODELAY only on sockets that say they are TCP; without it an answer waits 40 ms for an ACK
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening, f"http://{host}:{listening.getsockname()[1]}"


def serve(founding: Founding, listening: socket.socket, url: str) -> None:
    """Serve until SIGTERM or SIGINT; requests being answered are finished first."""
    county = open_county(founding)
    config = uvicorn.Config(
        create_app(county),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    ready = {
        "url": url,
        "attendant_url": f"{url}/attendant",
        "attendant_code_file": str(founding.folder / "attendant-code.txt"),
        "cards": str(founding.folder / "cards.json"),
    }
    # uvicorn finishes its requests and raises the signal again: without this the store would not be closed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        asyncio.run(_Server(config, ready).serve(sockets=[listening]))
    except KeyboardInterrupt:
        pass
    finally:
        close_county(county)
