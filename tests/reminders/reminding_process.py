"""A process that reminds from a data folder once, and dies by kill -9 at the place that it is told.

    python -m tests.reminders.reminding_process FOLDER WHERE     ("nowhere", "claimed", "showing", "shown")

Each key that it shows is one line of its output.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from companion import Vault
from reminders.clock import clock_from_environment
from reminders.ledger import Claim, Shown
from reminders.service import Reminding

ASSETS = Path(__file__).parents[2] / "assets"


class Lines:
    """Shows a reminder as a line: its key."""

    def __init__(self, where: str) -> None:
        self.where = where

    async def ring(self, dues: Any) -> None:
        if self.where == "showing":
            die()
        for due in dues:
            print(due.key, flush=True)

    async def missed(self, dues: Any, older: int) -> None:
        await self.ring(dues)


class Dying:
    """The companion, that takes the process with it after it has kept a command of the kind."""

    def __init__(self, vault: Vault, after: type) -> None:
        self._companion, self._after, self.knowledge = vault.companion, after, vault.knowledge
        self.now, self.diary, self.refresh = vault.companion.now, vault.companion.diary, vault.companion.refresh

    def do(self, command: object) -> object:
        kept = self._companion.do(command)
        if isinstance(command, self._after):
            die()
        return kept


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, where: str) -> None:
    vault = Vault.open(folder, clock=clock_from_environment(running=False), assets=ASSETS)
    door: Any = vault.companion
    if where in ("claimed", "shown"):
        door = Dying(vault, Claim if where == "claimed" else Shown)
    asyncio.run(Reminding(door, vault.clock, Lines(where), settings=vault.local, folder=vault.folder).wake())
    vault.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
