"""`./do run`: a county, simulated hardware and the kiosk.

With a display the kiosk opens on it and stays. Without one Xvfb takes its place, virtual citizens settle their matters
at it, and out/run/ holds pictures of every screen, the slips, the certificates, visits.json and index.html.
"""

import argparse
import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any, TextIO

from lideng.citizen import Citizen
from lideng.display import virtual_display
from lideng.processes import running
from lideng.scenes import SCENES, Playing
from lideng.storyboard import storyboard
from lideng.town import BUSINESS_DAY, Town, town

OUT = Path("out/run")
START_SECONDS = 60.0
PEOPLE = 10_000


def main(argv: list[str]) -> int:
    """Run; 0 when every visit ended as it should (or the window was closed)."""
    parser = argparse.ArgumentParser(prog="./do run", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="size of the invented population")
    parser.add_argument("--headless", action="store_true", help="virtual citizens even where there is a display")
    arguments = parser.parse_args(argv)
    try:
        lock = _alone()
    except OSError as error:
        print(f"{OUT.parent}/ cannot be used ({error.strerror}): is ./do run under way, or was it run by another user?")
        return 2
    print(f"The demonstration's day is {BUSINESS_DAY}; its county and the addresses on its papers live while it runs.")
    with lock, town(OUT.resolve() / "town", people=arguments.people) as place:
        if os.environ.get("DISPLAY") and not arguments.headless:
            return stay(place)
        return demonstrate(place)


def _alone() -> TextIO:
    """Clear out/run/ for this run; raises OSError where another one is under way or the folder is somebody else's."""
    OUT.parent.mkdir(exist_ok=True)
    lock = (OUT.parent / "run.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if OUT.exists():
        shutil.rmtree(OUT)
    OUT.mkdir()
    return lock


def stay(place: Town) -> int:
    """Open the kiosk on the display there is, and beside it the page of the simulated hardware, until it is closed."""
    print(f"simulated hardware:  {place.control_url}")
    print(f"attendant's page:    {place.attendant_url}   code {place.attendant_code}")
    print("The kiosk opens on this display: lay 张桂兰's card and ask for 我要开救助证明. Ctrl+C ends it.")
    webbrowser.open(place.control_url)
    words = ("kiosk", "--machine", str(place.machine_file))
    with running(words, place.folder / "kiosk.log") as kiosk, contextlib.suppress(KeyboardInterrupt):
        return kiosk.wait()
    return 0


def demonstrate(place: Town) -> int:
    """Let the virtual citizens in, one after another, and leave what they saw in out/run/."""
    log = place.folder / "kiosk.log"
    describe = place.folder / "describe.sock"
    words = ("kiosk", "--machine", str(place.machine_file), "--describe", str(describe))
    began = time.monotonic()
    with virtual_display(place.folder / "xvfb.log") as display, running(words, log, environment={"DISPLAY": display}):
        _wait_for(describe, log)
        visits = [_visit(at, place, display, describe) for at in range(len(SCENES))]
    _leave(place, visits)
    print(f"{len(visits)} visits in {time.monotonic() - began:.0f} s: open {OUT / 'index.html'}")
    return 0 if all(visit["as_it_should"] for visit in visits) else 1


def _visit(at: int, place: Town, display: str, describe: Path) -> dict[str, Any]:
    scene = SCENES[at]
    pictures = OUT / "screens" / f"{at + 1}-{scene.item}"
    pictures.mkdir(parents=True)
    visit = Playing(scene, Citizen(display, describe, pictures), place.hall).play()
    verdict = "" if visit["as_it_should"] else "  NOT AS IT SHOULD BE"
    print(f"{scene.item}  {visit['outcome']:<8} {visit['seconds']:5.1f} s  {scene.title}{verdict}", flush=True)
    return {**visit, "folder": str(pictures.relative_to(OUT))}


def _wait_for(socket: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not socket.exists():
        if time.monotonic() > deadline:
            sys.stderr.write(log.read_text(errors="replace"))
            raise RuntimeError("the kiosk did not start")
        time.sleep(0.05)


def _leave(place: Town, visits: list[dict[str, Any]]) -> None:
    """Slips and certificates as the printers put them out, visits.json, index.html."""
    paper = OUT / "paper"
    paper.mkdir()
    for visit in visits:
        for number in visit["slips"]:
            (paper / f"slip-{number}.png").write_bytes(place.hall.slip_png(number))
        for number in visit["certificates"]:
            pdf = paper / f"certificate-{number}.pdf"
            pdf.write_bytes(place.hall.certificate_pdf(number))
            picture = ["pdftoppm", "-r", "80", "-png", "-singlefile", str(pdf), str(pdf.with_suffix(""))]
            subprocess.run(picture, check=True)
    (OUT / "visits.json").write_text(json.dumps(visits, ensure_ascii=False, indent=1) + "\n")
    (OUT / "index.html").write_text(storyboard(visits))
