"""Runs the simulated devices of one kiosk and their control.

`python -m hardware_mocks --dir DIR [--control-port 0] [--ipp-port 0] [--cards cards.json]` prints one line of
JSON with every address and then serves until SIGTERM or SIGINT.
"""

import argparse
import asyncio
import json
import signal
import socket
import sys
from pathlib import Path

import uvicorn

from hardware_mocks.control import control_of
from hardware_mocks.hall import Hall
from hardware_mocks.known_cards import DEFAULT_CARDS, cards_in


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks", description="Simulated devices of one kiosk.")
    parser.add_argument("--dir", type=Path, required=True, help="where the device links and prints go")
    parser.add_argument("--control-port", type=int, default=0, help="HTTP control on 127.0.0.1; 0 picks a port")
    parser.add_argument("--ipp-port", type=int, default=0, help="certificate printer; 0 picks a port")
    parser.add_argument("--cards", type=Path, help="JSON list of cards instead of the built-in ones")
    parser.add_argument("--page-seconds", type=float, default=1.5, help="seconds for one certificate sheet")
    return parser.parse_args(given)


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until a signal comes; every child process and link is gone when it returns."""
    loop = asyncio.get_running_loop()
    cards = await asyncio.to_thread(cards_in, arguments.cards) if arguments.cards else DEFAULT_CARDS
    hall = Hall(arguments.dir, loop, cards=cards, ipp_port=arguments.ipp_port, page_seconds=arguments.page_seconds)
    try:
        addresses = hall.open()
        listener = socket.create_server(("127.0.0.1", arguments.control_port))
        addresses["control"] = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(control_of(hall), log_level="warning", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        print(json.dumps(addresses), flush=True)
        await serving
    finally:
        hall.close()


def main(argv: list[str] | None = None) -> int:
    """Serve until a signal comes; 0 then."""
    # uvicorn stops at these signals and raises them once more when it is done: let the clean-up have its turn
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    asyncio.run(serve(_arguments(sys.argv[1:] if argv is None else argv)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
