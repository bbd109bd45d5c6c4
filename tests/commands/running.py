"""Runs `main.py` as people do: as a process of its own, with a data folder, a clock and a zone."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "data" / "design-example.json"
NOW = "2026-03-05T12:00:00Z"
OURS = ("MESODAY_", "FLET_", "TZ", "LANG", "LC_", "COLUMNS")


@dataclass(frozen=True)
class Ended:
    """How a command ended. No command may ever show frames, or more than four lines of complaint."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def environment(**extra: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
    return {**kept, "MESODAY_NOW": NOW, "TZ": "Europe/Berlin", **extra}


def command_line(*args: object, python: tuple[str, ...] = ()) -> list[str]:
    return [sys.executable, *python, str(ROOT / "main.py"), *map(str, args)]


def main(*args: object, **extra: str) -> Ended:
    """Run one command to its end, in a minute at most."""
    ended = subprocess.run(command_line(*args), env=environment(**extra), capture_output=True, timeout=60, check=False)
    out, err = ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    assert len(err.splitlines()) <= 4, err
    return Ended(ended.returncode, out, err)


def done(*args: object, **extra: str) -> Ended:
    """Run a command that must succeed without a word of complaint."""
    ended = main(*args, **extra)
    assert (ended.status, ended.err) == (0, ""), ended
    return ended


def refused(*args: object, **extra: str) -> str:
    """Run a command that must be refused; what it said."""
    ended = main(*args, **extra)
    assert ended.status == 2, ended
    assert ended.out == ""
    assert ended.err.strip()
    return ended.err


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the lock."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"}


def read_to_end(screen: int) -> str:
    """What was written to a terminal until its other end was closed: it comes in pieces, and ends with an error."""
    said = b""
    with contextlib.suppress(OSError):
        while piece := os.read(screen, 65536):
            said += piece
    os.close(screen)
    return said.decode()
