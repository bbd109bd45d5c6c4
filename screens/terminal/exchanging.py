"""The commands that take records in and out: demo, export, import, schema."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from care.messages import message
from care.records import KINDS, Occurrence, Record, occurrence_id
from care.verbs import decide
from care.verbs.importing import Import, counts
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Due, OpenVault, Tools
from screens.terminal.usage import BadUsage

LEDGER_REACHES_BACK = timedelta(weeks=4)


def demo(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    with closing(tools.open_vault(folder)) as vault:
        if any(True for kind in KINDS for _ in vault.store.records(kind)):
            raise BadUsage("This folder holds a diary already. The invented one needs an empty folder.")
        door = vault.companion
        records = tools.make_demo(door.knowledge, door.now(), asked.years, asked.seed)
        door.do(Import(tuple(records)))
        now = door.now()
        ledger = [_kept(due) for due in tools.due(vault, now.at - LEDGER_REACHES_BACK, now.at)]
        door.do(Import(tuple(ledger)))
        words = tools.words(vault)
        if asked.json:
            terminal.print_json({"records": len(records) + len(ledger), "folder": str(folder)})
        else:
            terminal.print(
                [words.text("An invented diary is in {folder}. Nobody's data is in it.", folder=str(folder))]
            )
    return 0


def export(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    if asked.first and asked.last and asked.first > asked.last:
        raise BadUsage("--from lies after --to.")
    with closing(tools.open_vault(folder)) as vault:
        now = vault.companion.now()
        records = list(tools.within(_records(vault), asked.first, asked.last))
        write = tools.write_csv if asked.format == "csv" else tools.write_exchange
        tools.write_file(asked.out, write(records, now.at))
        if asked.json:
            terminal.print_json({"records": len(records), "file": str(asked.out)})
        else:
            count = tools.words(vault).count(
                "One record is in {file}.", "{count} records are in {file}.", len(records), file=str(asked.out)
            )
            terminal.print([count])
    return 0


def take_in(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    command = Import(tuple(tools.read_exchange(tools.read_file(asked.file))))
    with closing(tools.open_vault(folder)) as vault:
        door = vault.companion
        if asked.dry_run:
            changes = decide(command, door.diary(whole=True), door.knowledge, door.now())
        else:
            changes = door.do(command)
        if asked.json:
            terminal.print_json({**counts(changes), "dry_run": asked.dry_run})
            return 0
        words = tools.words(vault)
        lines = [words.say(news) for news in changes.news]
        if asked.dry_run:
            lines.append(words.say(message("This was only a look; nothing was changed.")))
        terminal.print(lines)
    return 0


def schema(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    made = tools.schema()
    if asked.json:
        terminal.print_json(made)
    else:
        terminal.print(json.dumps(made, indent=1, ensure_ascii=False).splitlines())
    return 0


def _records(vault: OpenVault) -> Iterable[Record]:
    return (record for kind in KINDS for record in vault.store.records(kind))


def _kept(due: Due) -> Occurrence:
    """The ledger's row of a reminder of the invented past, so that none of it is told as missed."""
    return Occurrence(
        id=occurrence_id(due.reminder, due.date, due.slot),
        reminder=due.reminder,
        date=due.date,
        slot=due.slot,
        due_at=due.at,
        state="done" if due.state == "done" else "delivered",
    )
