"""The commands that show what is known: plan, trends."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from screens.terminal.plan_text import plan_json, plan_lines
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Tools
from screens.terminal.usage import BadUsage


def plan(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    with closing(tools.open_vault(folder)) as vault:
        words = tools.words(vault)
        planned = vault.companion.plan(asked.day)
        if asked.json:
            terminal.print_json(plan_json(planned, words.say))
        else:
            terminal.print(plan_lines(planned, words, terminal.width))
    return 0


def trends(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """The verdict on one measure, or on each that has ratings; with `--json` one object a line."""
    from care.trends import trend, trends  # statistics, which no other command needs
    from screens.terminal.trends_text import trend_json, trend_lines

    with closing(tools.open_vault(folder)) as vault:
        door, words = vault.companion, tools.words(vault)
        if asked.measure is not None and asked.measure not in door.knowledge.measures:
            known = ", ".join(door.knowledge.measures)
            raise BadUsage(f'Mesoday knows no measure called "{asked.measure[:60]}".\nThere are {known}.')
        diary, today = door.ratings(), door.today()
        if asked.measure is None:
            found = trends(diary, door.knowledge, today)
        else:
            found = [trend(diary, door.knowledge, asked.measure, today)]
        if asked.json:
            for one in found:
                terminal.print_json(trend_json(one, words))
        else:
            terminal.print(trend_lines(found, door.knowledge, words, terminal.width))
    return 0
