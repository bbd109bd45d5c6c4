"""The command for reminding from login on: service install, remove, status."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from care.checkup import Finding, shareable
from screens.terminal.instants import iso
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Tools
from screens.wording import Wording

DONE, FOUND_WRONG = 0, 1


def service(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    return {"install": install, "remove": remove, "status": status}[asked.what](asked, folder, tools, terminal)


def install(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """Safe to ask again: it then only makes sure that the service runs, and renews it after a move."""
    words = tools.usual_words(terminal.env)
    made = tools.login_service(folder).install()
    silent = tools.silent_service(folder)
    if asked.json:
        said = [words.say(one) for one in (*made.said, *([silent] if silent else []))]
        written = [str(path) for path in made.written]
        terminal.print_json({"written": written, "folder": str(folder), "running": made.now, "said": said})
        return DONE
    if made.written:
        terminal.print(words.text("Written: {file}", file=_short(path)) for path in made.written)
    else:
        terminal.print([words.text("It is installed already, just as it should be.")])
    if made.now:
        terminal.print([words.text("It runs now, and from every login on, for {folder}.", folder=_short(folder))])
    terminal.print(words.say(said) for said in made.said)
    if silent:
        terminal.print([words.say(silent)])
    return DONE


def remove(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    words = tools.usual_words(terminal.env)
    gone = tools.login_service(folder).remove()
    if asked.json:
        terminal.print_json({"removed": [str(path) for path in gone]})
    elif gone:
        terminal.print(words.text("Removed: {file}", file=_short(path)) for path in gone)
        terminal.print([words.text("Nothing starts at login any more. The diary was not touched.")])
    else:
        terminal.print([words.text("No service is installed; nothing was changed.")])
    return DONE


def status(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """1 when it is installed and does not do what it should; what it is stands on standard error."""
    words = tools.local_words(terminal.env, folder)
    standing = tools.login_service(folder).standing()
    found: Finding = tools.service_finding(standing, folder)
    if asked.json:
        about = standing.folder
        told: dict[str, Any] = {
            "installed": standing.installed,
            "running": standing.running,
            "since": iso(standing.since),
            "folder": about and str(about),
            "places": [str(path) for path in standing.places],
            "up_to_date": standing.fits,
        }
        terminal.print_json(told)
    elif found.state != "wrong":
        terminal.print(_lines(found, words))
        terminal.print(words.text("It stands in {file}.", file=_short(path)) for path in standing.places[:1])
    if found.state == "wrong":
        terminal.complain(_lines(found, words))
        return FOUND_WRONG
    return DONE


def _lines(found: Finding, words: Wording) -> Iterator[str]:
    for said in (found.what, found.mend):
        if said is not None:
            yield shareable(words.say(said), str(Path.home()))


def _short(path: Path) -> str:
    return shareable(str(path), str(Path.home()))
