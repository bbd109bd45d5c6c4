"""Runs what was asked on the command line, and turns every trouble into plain sentences and an exit status."""

from __future__ import annotations

import argparse
import io
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from care.changes import Refused
from screens.terminal.terminal import Nowhere, Terminal, mute
from screens.terminal.tools import AppOptions, Tools
from screens.terminal.usage import BadUsage, read_usage

DONE, FOUND_WRONG, BAD, STOPPED = 0, 1, 2, 130
Command = Callable[[argparse.Namespace, Path, Tools, Terminal], int]

COMMANDS: dict[str, str] = {
    "plan": "showing.plan",
    "trends": "showing.trends",
    "verify": "keeping.verify",
    "backup": "keeping.backup",
    "restore": "keeping.restore",
    "due": "reminding.due",
    "remind": "reminding.remind",
    "calendar": "reminding.calendar",
    "service": "service.service",
    "doctor": "doctor.doctor",
    "demo": "exchanging.demo",
    "export": "exchanging.export",
    "import": "exchanging.take_in",
    "schema": "exchanging.schema",
    "report": "reporting.report",
}


def run(
    argv: Sequence[str],
    tools: Tools,
    *,
    env: Mapping[str, str],
    out: TextIO | None = None,
    err: TextIO | None = None,
) -> int:
    """Carry out one command line and give its exit status: 0 done, 1 found something wrong, 2 bad usage or input.

    Without a command the app is opened. Nothing raises; Ctrl-C and a reader that has gone are quiet.
    """
    # Without a console (pythonw on Windows) there are no streams at all.
    terminal = Terminal(env, out or sys.stdout or Nowhere(), err or sys.stderr or Nowhere())
    for stream in (terminal.out, terminal.err):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    try:
        status = _run(list(argv), tools, terminal)
        terminal.out.flush()
        return status
    except BrokenPipeError:
        mute(terminal.out)
        return DONE
    except KeyboardInterrupt:
        return STOPPED
    except OSError as error:  # of the streams; the trouble of files and folders has its own sentences
        mute(terminal.out)
        terminal.complain([f"The output could not be written: {(error.strerror or str(error)).lower()}."])
        return FOUND_WRONG
    except Exception as error:
        if "MESODAY_TRACE" in env:
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}, {Path(place.filename).name} line {place.lineno}"
        terminal.complain([f"Mesoday met a fault of its own ({where}). What was kept before is safe."])
        return FOUND_WRONG


def _run(argv: list[str], tools: Tools, terminal: Terminal) -> int:
    try:
        asked = read_usage(argv)
        folder = tools.data_folder(getattr(asked, "data", None), terminal.env)
        if asked.command is None:
            return tools.open_app(_app_options(asked, folder))
        asked.json = getattr(asked, "json", False)
        return _command(asked.command)(asked, folder, tools, terminal)
    except BadUsage as error:
        terminal.complain(str(error).splitlines())
        return BAD
    except SystemExit as ended:  # --help has been printed
        return ended.code if isinstance(ended.code, int) else DONE
    except (Refused, *tools.trouble) as error:
        terminal.complain(_sentences(error, tools, terminal))
        return BAD


def _command(name: str) -> Command:
    """The command's function; its module is imported only when it is asked for."""
    module, _, function = COMMANDS[name].partition(".")
    return getattr(import_module(f"screens.terminal.{module}"), function)


def _app_options(asked: argparse.Namespace, folder: Path) -> AppOptions:
    return AppOptions(folder, asked.web, asked.window, asked.host, asked.port, not asked.no_open)


def _sentences(error: BaseException, tools: Tools, terminal: Terminal) -> list[str]:
    """The trouble in the person's language, as far as it is known here."""
    words = tools.usual_words(terminal.env)
    said = getattr(error, "faults", None) or [getattr(error, "reason", None)]
    return [" ".join((words.say(s) if s is not None else str(error)).split()) for s in said]
