#!/usr/bin/env python3
"""Mesoday: puts the parts together, and starts the app or carries out a command. `main.py --help` says which."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from care.messages import Message
    from companion import Vault
    from screens.terminal.tools import AppOptions, Tools

ASSETS = Path(__file__).resolve().parent / "assets"


def main(argv: list[str]) -> int:
    """Carry out one command line; the exit status is 0 done, 1 found something wrong, 2 bad usage or bad input."""
    from screens.terminal.commands import run

    return run(argv, tools(), env=os.environ)


def tools() -> Tools:
    """What the commands are handed. Each part is imported when its command is carried out."""
    from care.changes import Refused
    from reminders.clock import ClockError
    from screens.terminal.tools import Tools
    from screens.wording import Wording
    from storage.errors import StorageError
    from storage.exchange_faults import ExchangeError
    from storage.knowledge import KnowledgeError

    return Tools(
        open_app=open_app,
        open_vault=open_vault,
        wording=lambda language, zone: Wording(language, zone=zone, locale_folder=ASSETS / "locale"),
        trouble=(Refused, ClockError, StorageError, ExchangeError, KnowledgeError),
    )


def open_vault(folder: Path, *, running: bool = False) -> Vault:
    """A data folder, open; `running`: its clock goes on from MESODAY_NOW instead of standing still."""
    from companion import Vault
    from reminders.clock import clock_from_environment

    return Vault.open(folder, clock=clock_from_environment(os.environ, running=running), assets=ASSETS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
