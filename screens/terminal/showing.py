"""The commands that show what is known: plan, verify."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from screens.terminal.plan_text import plan_json, plan_lines
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Tools


def plan(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    with closing(tools.open_vault(folder)) as vault:
        words = tools.words(vault)
        planned = vault.companion.plan(asked.day)
        if asked.json:
            terminal.print_json(plan_json(planned, words.say))
        else:
            terminal.print(plan_lines(planned, words, terminal.width))
    return 0


def verify(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """1 when something does not agree; what it is stands on standard error. Nothing is opened or mended."""
    words = tools.usual_words(terminal.env)
    found = [words.say(fault) for fault in tools.verify(folder)]
    if asked.json:
        terminal.print_json({"ok": not found, "found": found})
    elif not found:
        terminal.print([words.text("All that is kept here was read and agrees.")])
    if found:
        terminal.complain(found if len(found) <= 4 else [*found[:3], words.text("And {n} more.", n=len(found) - 3)])
    return 1 if found else 0
