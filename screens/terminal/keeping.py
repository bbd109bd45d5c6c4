"""The commands that keep the diary safe: backup, restore, verify."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from care.progress import Cancelled
from screens.terminal.interruption import Interruption
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Looked, Tools
from screens.wording import Wording

DONE, FOUND_WRONG, STOPPED = 0, 1, 130


def backup(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """1 when something of the diary is damaged: the backup is made, but cannot hold that."""
    words = tools.usual_words(terminal.env)
    try:
        with _watched(terminal, lambda percent: words.text("Making the backup: {percent} %", percent=percent)) as work:
            made = tools.make_backup(folder, asked.out, **work)
    except Cancelled as stopped:
        return _stopped(stopped, words, terminal)
    left_out = [words.say(said) for said in made.left_out]
    held = made.manifest
    records = sum(held.counts.values())
    if asked.json:
        terminal.print_json(
            {
                "file": str(made.path),
                "records": records,
                "deleted": held.deleted,
                "pictures": held.pictures,
                "pictures_missing": held.pictures_missing,
                "first": held.first and held.first.isoformat(),
                "last": held.last and held.last.isoformat(),
                "left_out": left_out,
            }
        )
    else:
        said = words.count(
            "One record is in {file}. It was read again and compared.",
            "{count} records are in {file}. They were read again and compared.",
            records,
            file=str(made.path),
        )
        pictures = words.count("With one picture.", "With {count} pictures.", held.pictures)
        terminal.print([said, *([pictures] if held.pictures else []), *(left_out if made.sound else [])])
    if not made.sound:
        terminal.complain(left_out)
    return DONE if made.sound else FOUND_WRONG


def restore(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """Only a look without --yes."""
    words = tools.usual_words(terminal.env)
    kept_in: Path | None = None
    try:
        looking: Callable[[int], str] = lambda percent: words.text("Reading the backup: {percent} %", percent=percent)  # noqa: E731
        if not asked.yes or not folder.exists():  # before the folder is opened, which may have to be made
            with _watched(terminal, looking) as work:
                seen = tools.look_into_backup(folder, asked.file, as_it_was=asked.as_it_was, **work)
        if asked.yes:
            with closing(tools.open_vault(folder)) as vault:
                words = tools.words(vault)
                restoring: Callable[[int], str] = lambda percent: words.text("Restoring: {percent} %", percent=percent)  # noqa: E731
                with _watched(terminal, restoring) as work:
                    done = tools.restore(vault, asked.file, as_it_was=asked.as_it_was, **work)
                seen, kept_in = done.preview, done.kept_in
    except Cancelled as stopped:
        return _stopped(stopped, words, terminal)
    if asked.json:
        terminal.print_json(_looked_json(seen, restored=asked.yes, kept_in=kept_in))
        return DONE
    terminal.print(_looked_lines(seen, words))
    if not asked.yes:
        terminal.print(_what_next(seen, asked.as_it_was, words))
    elif not seen.changes_anything:
        terminal.print([words.text("All of it is here already; nothing was changed.")])
    else:
        terminal.print([words.text("It is restored.")])
        if kept_in is not None:
            terminal.print([words.text("What was here before is kept in {file}.", file=str(kept_in))])
    return DONE


def verify(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """1 when something does not agree; what it is stands on standard error. Nothing is opened or mended."""
    words = tools.usual_words(terminal.env)
    try:
        with _watched(terminal, lambda percent: words.text("Reading: {percent} %", percent=percent)) as work:
            faults = tools.verify_backup(asked.file, **work) if asked.file else tools.verify(folder, **work)
    except Cancelled as stopped:
        return _stopped(stopped, words, terminal)
    found = [words.say(fault) for fault in faults]
    if asked.json:
        terminal.print_json({"ok": not found, "found": found})
    elif not found and asked.file:
        terminal.print([words.text("All of {file} was read and agrees.", file=str(asked.file))])
    elif not found:
        terminal.print([words.text("All that is kept here was read and agrees.")])
    if found:
        terminal.complain(found if len(found) <= 4 else [*found[:3], words.text("And {n} more.", n=len(found) - 3)])
    return FOUND_WRONG if found else DONE


@contextmanager
def _watched(terminal: Terminal, says: Callable[[int], str]) -> Iterator[dict[str, Any]]:
    """How far the work is, where a person reads along; and Ctrl-C, which stops it."""
    with Interruption() as asked, terminal.progress(says) as told:
        yield {"cancelled": asked} if told is None else {"cancelled": asked, "progress": told}


def _stopped(stopped: Cancelled, words: Wording, terminal: Terminal) -> int:
    terminal.complain([words.say(stopped.reason)])
    return STOPPED


def _looked_json(seen: Looked, *, restored: bool, kept_in: Path | None) -> dict[str, Any]:
    counts = seen.counts
    return {
        "restored": restored,
        "new": counts.new,
        "changed": counts.changed,
        "deleted": counts.deleted,
        "same": counts.same,
        "newer_here": counts.newer,
        "pictures": seen.pictures,
        "pictures_new": seen.pictures_new,
        "first": seen.first and seen.first.isoformat(),
        "last": seen.last and seen.last.isoformat(),
        "made_at": seen.made_at.isoformat().replace("+00:00", "Z"),
        "made_by": seen.installation,
        "app": seen.app,
        "kept_in": kept_in and str(kept_in),
    }


def _looked_lines(seen: Looked, words: Wording) -> Iterator[str]:
    yield words.text(
        "Made on {day} at {time} by Mesoday {app}.",
        day=words.dated(seen.made_at.date()),
        time=words.time(seen.made_at),
        app=seen.app,
    )
    if seen.first and seen.last:
        first, last = words.dated(seen.first), words.dated(seen.last)
        yield words.text("It reaches from {first} to {last}.", first=first, last=last)
    counts = seen.counts
    yield words.text(
        "New: {new}. Changed: {changed}. Deleted: {deleted}. The same: {same}. Newer here: {newer}.",
        new=counts.new,
        changed=counts.changed,
        deleted=counts.deleted,
        same=counts.same,
        newer=counts.newer,
    )
    if seen.pictures:
        yield words.text("Pictures: {all}, missing here: {new}.", all=seen.pictures, new=seen.pictures_new)


def _what_next(seen: Looked, as_it_was: bool, words: Wording) -> Iterator[str]:
    if seen.counts.newer and not as_it_was:
        yield words.text("What is newer here stays; with --as-it-was the diary becomes what it was then.")
    if seen.changes_anything:
        yield words.text("This was only a look; nothing was changed. With --yes it is restored.")
    else:
        yield words.text("This was only a look; nothing was changed.")
