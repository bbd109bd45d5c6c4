"""The command that writes the report for a professional."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from screens.terminal.terminal import Terminal
from screens.terminal.tools import Tools
from screens.terminal.usage import BadUsage
from screens.wording import Wording


def report(asked: argparse.Namespace, folder: Path, tools: Tools, terminal: Terminal) -> int:
    """Write two pages; what the person wrote for themselves and pictures only when asked for."""
    from care.report import Asked

    if asked.first and asked.last and asked.first > asked.last:
        raise BadUsage("--from lies after --to.")
    wanted = Asked(first=asked.first, last=asked.last, notes=asked.with_notes, pictures=asked.with_pictures)
    with closing(tools.open_vault(folder)) as vault:
        words = tools.words(vault)
        with terminal.progress(lambda percent: words.text("Writing: {percent} %", percent=percent)) as told:
            content = tools.report(vault, wanted, words, progress=told)
        tools.write_file(asked.out, content)
        if asked.json:
            terminal.print_json({"file": str(asked.out), "bytes": len(content), "notes": asked.with_notes})
            return 0
        terminal.print([words.text("The report is in {file}.", file=str(asked.out)), _left_out(asked, words)])
    return 0


def _left_out(asked: argparse.Namespace, words: Wording) -> str:
    """What is in it that not everybody is to read."""
    if asked.with_notes:
        return words.text("What you wrote for yourself is in it. Read it before you hand it on.")
    return words.text("What you wrote for yourself is not in it.")
