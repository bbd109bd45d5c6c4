"""What may be asked on the command line, and how a wrong request is answered: in plain sentences."""

from __future__ import annotations

import argparse
import math
import re
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

DATA_HELP = "the data folder (otherwise MESODAY_DATA, or the usual place of this system)"
JSON_HELP = "print for machines"
MOST_YEARS, MOST_WEEKS = 50.0, 104
SERVICE = (
    ("install", "write the service for this data folder and start it; again after Mesoday or the folder was moved"),
    ("remove", "stop the service and take it away; the diary stays"),
    ("status", "say whether the service runs, and since when"),
)


class BadUsage(Exception):
    """A request that cannot be understood; the text is at most two plain lines."""


class PlainParser(argparse.ArgumentParser):
    """An argument parser that raises `BadUsage` in words of its own."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **given})

    def error(self, message: str) -> NoReturn:
        raise BadUsage(f"{_plain(message)}\n{self.prog} --help says what can be asked.")


def read_usage(argv: list[str]) -> argparse.Namespace:
    """What was asked. Raises `BadUsage`, or `SystemExit` after --help."""
    asked = _parser().parse_args(argv)
    if asked.command is not None:
        given = [
            name
            for name in ("web", "window", "host", "port", "no_open")
            if getattr(asked, name) is not None and getattr(asked, name) is not False
        ]
        if given:
            option = "--" + given[0].replace("_", "-")
            raise BadUsage(f"The option {option} opens the app and does not go with {asked.command}.")
    return asked


def _parser() -> argparse.ArgumentParser:
    common = PlainParser(add_help=False)
    # SUPPRESS, so that what stands before the command's name is not overwritten by the default after it.
    common.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=DATA_HELP)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=JSON_HELP)
    parser = PlainParser(
        prog="main.py",
        parents=[common],
        description="Mesoday, a private companion for home meso-serum care. Without a command it opens the app.",
    )
    parser.add_argument("--web", action="store_true", help="open as a page in the browser")
    parser.add_argument("--window", action="store_true", help="open in a window of its own")
    parser.add_argument("--host", metavar="H", help="the address that the page listens on")
    parser.add_argument("--port", type=_port, metavar="N", help="the port that the page listens on")
    parser.add_argument("--no-open", action="store_true", help="do not open the browser")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=PlainParser)

    def command(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[common], help=says, description=says)

    demo = command("demo", "fill an empty folder with an invented diary")
    demo.add_argument("--years", type=_years, default=2.0, metavar="N", help="how far it reaches back (2)")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="another figure tells another story (1)")
    plan = command("plan", "what is to be done on a day, and why")
    plan.add_argument("--day", type=_day, metavar="D", help="a date such as 2026-03-01 (today)")
    due = command("due", "the reminders planned for a stretch of time")
    due.add_argument("--from", dest="first", metavar="T", help="an instant or date, included (now)")
    due.add_argument("--to", dest="last", metavar="T", help="an instant or date, not included (a week later)")
    remind = command("remind", "remind without a window, until stopped")
    remind.add_argument("--once", action="store_true", help="only what is due now")
    remind.add_argument("--clock-is-right", action="store_true", help="the answer when it asks whether the clock is")
    service = command("service", "let Mesoday remind from your login on, by a service of this system")
    doing = service.add_subparsers(dest="what", metavar="WHAT", required=True, parser_class=PlainParser)
    for name, says in SERVICE:
        doing.add_parser(name, parents=[common], help=says, description=says)
    trends = command("trends", "what your ratings say")
    trends.add_argument("measure", nargs="?", metavar="MEASURE", help="one measure, such as F-GLOW (each one)")
    calendar = command("calendar", "write the plan as a calendar file with alarms")
    calendar.add_argument("out", type=Path, metavar="OUT.ics")
    calendar.add_argument("--weeks", type=_weeks, default=8, metavar="N", help="how far it reaches (8)")
    export = command("export", "write all records to a file")
    export.add_argument("out", type=Path, metavar="OUT")
    export.add_argument("--format", choices=("json", "csv"), default="json", help="json (the default), or csv in a zip")
    export.add_argument("--from", dest="first", type=_day, metavar="D", help="the first day of what happened")
    export.add_argument("--to", dest="last", type=_day, metavar="D", help="the last day of what happened")
    taking = command("import", "take in the records of a file, all or none")
    taking.add_argument("file", type=Path, metavar="FILE")
    taking.add_argument("--dry-run", action="store_true", help="only say what would change")
    command("schema", "print the JSON Schema of the exchange format")
    report = command("report", "write two pages for a dermatologist as a PDF")
    report.add_argument("out", type=Path, metavar="OUT.pdf")
    report.add_argument("--from", dest="first", type=_day, metavar="D", help="the first day (the diary's first)")
    report.add_argument("--to", dest="last", type=_day, metavar="D", help="the last day (today)")
    report.add_argument("--with-notes", action="store_true", help="with what you wrote for yourself")
    report.add_argument("--with-pictures", action="store_true", help="with the first and the last picture of each view")
    backup = command("backup", "write everything, with the pictures, to one file, and read it again")
    backup.add_argument("out", type=Path, metavar="OUT")
    restore = command("restore", "say what a backup would bring back, or bring it back")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="restore it; without this it is only looked at")
    restore.add_argument("--as-it-was", action="store_true", help="also over what is newer here")
    verify = command("verify", "read everything that is kept, or all of a backup, and compare")
    verify.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a backup (the data folder)")
    command("doctor", "look whether everything works, and say how to mend what does not; safe to share")
    return parser


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{_quoted(text)} is not a date like 2026-03-01") from error
    if not 1900 <= found.year <= 2200:
        raise argparse.ArgumentTypeError(f"{_quoted(text)} lies outside the years 1900 to 2200")
    return found


def _number(text: str, low: float, high: float, kind: type[int] | type[float]) -> Any:
    try:
        value = kind(text)
    except ValueError:
        value = kind(-1)
    if not math.isfinite(value) or not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{_quoted(text)} is not a number from {low:g} to {high:g}")
    return value


def _port(text: str) -> int:
    return _number(text, 0, 65535, int)


def _weeks(text: str) -> int:
    return _number(text, 1, MOST_WEEKS, int)


def _years(text: str) -> float:
    return _number(text, 0.05, MOST_YEARS, float)


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 60 else f'"{line[:57]}..."'


_WORDS: tuple[tuple[str, str], ...] = (
    (r"unrecognized arguments: (?P<what>.*)", "This was not understood: {what}."),
    (r"the following arguments are required: (?P<what>.*)", "This is missing: {what}."),
    (r"argument COMMAND: invalid choice: '(?P<what>.*?)' \(choose from.*", 'There is no command "{what}".'),
    (r"argument WHAT: invalid choice: '.*?' \(choose from (?P<from>.*)\)", "What to do is one of {from}."),
    (
        r"argument (?P<option>\S+): invalid choice: '(?P<what>.*?)' \(choose from (?P<from>.*)\)",
        "{option} is one of {from}.",
    ),
    (r"argument (?P<option>\S+): invalid (?:int|float) value: '(?P<what>.*)'", '{option}: "{what}" is not a number.'),
    (r"argument (?P<option>\S+): expected one argument", "The option {option} needs a value."),
    (r"argument (?P<option>\S+): ignored explicit argument .*", "The option {option} takes no value."),
    (r"argument (?P<option>\S+): (?P<what>.*)", "{option}: {what}."),
)


def _plain(said: str) -> str:
    line = " ".join(said.split())
    for pattern, words in _WORDS:
        if found := re.fullmatch(pattern, line):
            line = words.format(**found.groupdict())
            break
    return line if len(line) <= 200 else f"{line[:197]}..."
