"""A small synchronous client of the hall's control, for tests and for the virtual citizen."""

import json
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

LOOK_SECONDS = 0.03


class Refused(Exception):
    """The hall said that this is not possible."""


class MockHall:
    """What a citizen and an attendant can do at the machine; every call answers within `within` seconds."""

    def __init__(self, url: str, *, within: float = 5.0) -> None:
        self._http = httpx.Client(base_url=url, timeout=within, trust_env=False)

    def close(self) -> None:
        self._http.close()

    def act(self, device: str, verb: str, **args: object) -> Any:
        """Any verb of any device; raises Refused with the hall's reason."""
        answer = self._http.post("/verbs", json={"device": device, "verb": verb, "args": args})
        if answer.status_code != 200:
            raise Refused(answer.json().get("detail", answer.text))
        return answer.json()["result"]

    def lay_card(
        self, number: str | None = None, *, card: Mapping[str, object] | None = None, trouble: str | None = None
    ) -> str:
        """Lay a known card by its number, or any other; answers the name on it."""
        return str(self.act("id_card_reader", "lay_card", number=number, card=card, trouble=trouble))

    def lift_card(self) -> None:
        self.act("id_card_reader", "lift_card")

    def press(self, stars: int) -> bool:
        """True when the pad was asking and took the press."""
        return bool(self.act("rating_pad", "press", stars=stars))

    def fail_next(self, device: str, code: str | int) -> None:
        self.act(device, "fail_next", code=code)

    def clear(self, device: str) -> None:
        self.act(device, "clear")

    def unplug(self, device: str) -> None:
        self.act(device, "unplug")

    def replug(self, device: str) -> None:
        self.act(device, "replug")

    def state(self) -> dict[str, Any]:
        return dict(self._http.get("/state").json())

    def cards(self) -> list[dict[str, Any]]:
        return list(self._http.get("/cards").json())

    def slips(self) -> list[dict[str, Any]]:
        return list(self.state()["receipt_printer"]["slips"])

    def slip_png(self, number: int) -> bytes:
        return self._http.get(f"/slips/{number}.png").raise_for_status().content

    def certificates(self) -> list[dict[str, Any]]:
        return list(self.state()["certificate_printer"]["certificates"])

    def certificate_pdf(self, number: int) -> bytes:
        return self._http.get(f"/certificates/{number}.pdf").raise_for_status().content

    def wait_until(self, holds: Callable[[dict[str, Any]], bool], *, within: float) -> dict[str, Any]:
        """The first state for which `holds`; raises TimeoutError after `within` seconds."""
        end = time.monotonic() + within
        while not holds(state := self.state()):
            if time.monotonic() > end:
                raise TimeoutError(f"still not so after {within} s")
            time.sleep(LOOK_SECONDS)
        return state


@contextmanager
def running_hall(directory: Path, *options: str, within: float = 15.0) -> Iterator[dict[str, str]]:
    """A hall in a process of its own; gives its addresses, and ends it afterwards."""
    command = ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "hardware_mocks", "--dir", str(directory)]
    process = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        yield _first_line(process, within)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)


def _first_line(process: subprocess.Popen[str], within: float) -> dict[str, str]:
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        if not selector.select(within):
            raise TimeoutError(f"the hall did not start within {within} s")
    line = process.stdout.readline()
    if not line:
        raise RuntimeError("the hall ended before it had an address")
    return dict(json.loads(line))
