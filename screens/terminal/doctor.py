"""The command that looks whether everything works: doctor. What it prints is safe to share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from care.checkup import PARTS, TITLES, Finding, shareable, sound
from care.messages import Message
from care.progress import Cancelled
from screens.terminal.interruption import Interruption
from screens.terminal.layout import section
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Tools
from screens.wording import Wording

DONE, FOUND_WRONG, STOPPED = 0, 1, 130
SIGNS = {"well": "ok", "note": "-", "wrong": "!"}


def doctor(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """1 when something is wrong; how many things stands on standard error. Nothing is opened for writing, or mended."""
    words = tools.local_words(terminal.env, folder)
    try:
        with (
            Interruption() as stop,
            terminal.progress(lambda percent: words.text("Looking: {percent} %", percent=percent)) as told,
        ):
            found = tools.check_up(folder, progress=told, cancelled=stop)
    except Cancelled as stopped:
        terminal.complain([words.say(stopped.reason)])
        return STOPPED
    home = str(Path.home())
    if asked.json:
        terminal.print_json({"ok": sound(found), "findings": [_plain(one, words, home) for one in found]})
    else:
        terminal.print(_lines(found, words, home, terminal.width))
    wrong = sum(one.state == "wrong" for one in found)
    if wrong:
        terminal.complain([words.count("One thing is wrong.", "{count} things are wrong.", wrong)])
    elif not asked.json:
        terminal.print([words.text("Everything that Mesoday needs is working.")])
    return FOUND_WRONG if wrong else DONE


def _plain(one: Finding, words: Wording, home: str) -> dict[str, str | None]:
    return {
        "part": one.part,
        "state": one.state,
        "what": _said(one.what, words, home),
        "mend": one.mend and _said(one.mend, words, home),
    }


def _lines(found: Sequence[Finding], words: Wording, home: str, width: int) -> Iterator[str]:
    """Part by part: "ok", "-" for what is good to know, "!" for what is wrong, with the mend below it."""
    for part in PARTS:
        table = []
        for one in (one for one in found if one.part == part):
            table.append((SIGNS[one.state], _said(one.what, words, home)))
            if one.mend is not None:
                table.append(("", _said(one.mend, words, home)))
        yield from section(words.say(TITLES[part]), table, width)


def _said(said: Message, words: Wording, home: str) -> str:
    return shareable(words.say(said), home)
