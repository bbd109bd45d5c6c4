"""The commands that take records in and out: demo, export, import, schema."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from care.changes import Refused
from care.records import KINDS, Occurrence, Photo, Record, occurrence_id
from care.verbs import decide
from care.verbs.importing import COUNTS, Import, counts
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Due, Found, OpenVault, Tools
from screens.terminal.usage import BadUsage
from screens.wording import Wording

LEDGER_REACHES_BACK = timedelta(weeks=4)
MOST_LINES, MOST_NAMES = 8, 4  # of what was left out, where people read it


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
        words = tools.words(vault)
        with terminal.progress(lambda percent: words.text("Writing: {percent} %", percent=percent)) as told:
            tools.write_file(asked.out, write(records, now.at, told))
        if asked.json:
            terminal.print_json({"records": len(records), "file": str(asked.out)})
        else:
            count = words.count(
                "One record is in {file}.", "{count} records are in {file}.", len(records), file=str(asked.out)
            )
            lines = [count]
            if any(isinstance(record, Photo) for record in records):
                lines.append(words.text("Pictures are named in it; their bytes travel in backups alone."))
            terminal.print(lines)
    return 0


def take_in(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    try:
        return _take_in(asked, folder, tools, terminal)
    except (Refused, *tools.trouble) as error:
        if asked.json:
            words = tools.usual_words(terminal.env)
            said = getattr(error, "faults", None) or [error.reason]  # type: ignore[attr-defined]
            nothing = {**dict.fromkeys(COUNTS, 0), "refused": getattr(error, "refused", 0)}
            terminal.print_json({**nothing, "faults": [words.say(s) for s in said], "dry_run": asked.dry_run})
        raise


def _take_in(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    usual = tools.usual_words(terminal.env)
    with terminal.progress(lambda percent: usual.text("Reading: {percent} %", percent=percent)) as told:
        read = tools.read_import(asked.file, progress=told)  # before the folder is opened, which may have to be made
    with closing(tools.open_vault(folder)) as vault:
        door, words = vault.companion, tools.words(vault)
        found = read.for_areas(door.profile().areas)
        with terminal.progress(lambda percent: words.text("Comparing: {percent} %", percent=percent)) as told:
            command = Import(tuple(found.records), found.foreign, told)
            if asked.dry_run:
                changes = decide(command, door.diary(whole=True), door.knowledge, door.now())
            else:
                changes = door.do(command)
        if asked.json:
            result = {**counts(changes), "dry_run": asked.dry_run}
            if found.foreign:
                left = [{"what": words.say(n.what), "count": n.count, "names": n.names} for n in found.not_mapped]
                result = {**result, "app": found.app, "not_mapped": left}
            terminal.print_json(result)
            return 0
        terminal.print([*(words.say(news) for news in changes.news), *_not_mapped(found, words)])
        if asked.dry_run:
            terminal.print([words.text("This was only a look; nothing was changed.")])
    return 0


def _not_mapped(found: Found, words: Wording) -> Iterator[str]:
    """What another app's file holds and Mesoday does not, in a few lines."""
    if not found.not_mapped:
        return
    yield words.text("Taken from {app}. This has no place in Mesoday and was left out:", app=found.app)
    for left in found.not_mapped[:MOST_LINES]:
        line = f"- {words.say(left.what)}: {left.count}"
        names = ", ".join(left.names[:MOST_NAMES])
        if len(left.names) > MOST_NAMES:
            names = words.text("{names} and {count} more", names=names, count=len(left.names) - MOST_NAMES)
        yield f"{line} ({names})" if names else line
    if len(found.not_mapped) > MOST_LINES:
        yield words.text("- and more; with --json it is listed whole")


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
