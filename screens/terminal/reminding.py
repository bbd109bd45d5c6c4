"""The commands about reminders: due, remind, calendar."""

from __future__ import annotations

import argparse
import signal
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from care.clock_doubt import DOUBT, answered
from screens.terminal.due_text import due_json, due_lines
from screens.terminal.instants import read_instant
from screens.terminal.notifier import TerminalNotifier
from screens.terminal.terminal import Terminal
from screens.terminal.tools import ReminderService, Tools
from screens.terminal.usage import BadUsage

USUAL_STRETCH, LONGEST_STRETCH = timedelta(days=7), timedelta(days=3660)


def due(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """One JSON object a line, or a table when a person reads along and has not asked for JSON."""
    with closing(tools.open_vault(folder)) as vault:
        now = vault.companion.now()
        first = read_instant(asked.first, now.zone, "--from") if asked.first else now.at
        last = read_instant(asked.last, now.zone, "--to") if asked.last else first + USUAL_STRETCH
        if last < first:
            raise BadUsage("--from lies after --to.")
        if last - first > LONGEST_STRETCH:
            raise BadUsage("Please ask for ten years at most.")
        found = tools.due(vault, first, last)
        words = tools.words(vault)
        if asked.json or not terminal.is_screen:
            for one in found:
                terminal.print_json(due_json(one, words))
        else:
            terminal.print(due_lines(found, words, terminal.width))
    return 0


def remind(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    import asyncio  # a third of the start of a command; only this one needs it

    with closing(tools.open_vault(folder, running=True)) as vault:
        if asked.clock_is_right and (believed := answered(vault.local.get(DOUBT), right=True)):
            vault.local.update(**{DOUBT: believed})
        notifier = TerminalNotifier(terminal, tools.words(vault), as_json=asked.json)
        service = tools.reminding(vault, notifier)
        asyncio.run(service.wake() if asked.once else _until_stopped(service))
    return 0


def calendar(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    with closing(tools.open_vault(folder)) as vault:
        words = tools.words(vault)
        tools.write_file(asked.out, tools.calendar(vault, asked.weeks, words))
        if asked.json:
            terminal.print_json({"file": str(asked.out), "weeks": asked.weeks})
        else:
            terminal.print([words.text("The calendar is in {file}.", file=str(asked.out))])
    return 0


async def _until_stopped(service: ReminderService) -> None:
    """Remind until Ctrl-C, or until the system asks to end; what is being shown just then is still noted."""
    import asyncio

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for asked_to_end in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers: Ctrl-C interrupts there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(asked_to_end, stopped.set)
    await service.start()
    await stopped.wait()
    await service.finish()
