"""`python -m tests.county.dying_sender FOLDER before|after`: sends what waits and is killed around the delivery."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from county.clock import Clock
from county.migrate import open_store
from county.sms.demonstration import DemonstrationGateway
from county.sms.gateway import Sms
from county.sms.sending import send_waiting


class DeadlyGateway:
    """A gateway at whose door the sender dies."""

    def __init__(self, gateway: DemonstrationGateway, when: str) -> None:
        self._gateway = gateway
        self._when = when

    async def send(self, sms: Sms, *, within: float) -> None:
        if self._when == "after":
            await self._gateway.send(sms, within=within)
        os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, when: str) -> None:
    clock = Clock()
    gateway = DeadlyGateway(DemonstrationGateway(folder / "sms-sent.sqlite", clock.stamp), when)
    asyncio.run(send_waiting(open_store(folder), gateway, clock))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
