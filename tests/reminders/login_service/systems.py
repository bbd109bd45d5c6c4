"""Stand-ins for the programs of a system: they note what they were asked, and answer as they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reminders.login_service.job import Job
from reminders.login_service.system import Ran


class Programs:
    """Answers every command by `answer`, and remembers it as words."""

    def __init__(self, answer: Callable[[str], Ran] = lambda line: Ran(0)) -> None:
        self.asked: list[str] = []
        self.answer = answer

    def __call__(self, command: Sequence[str]) -> Ran:
        line = " ".join(command)
        self.asked.append(line)
        return self.answer(line)


def nobody(line: str) -> Ran:
    """A system without that program."""
    return Ran(None)


def job_in(folder: Path, *, zone: str | None = None) -> Job:
    """A job whose interpreter and program are there, under names that are hard to write down."""
    home = folder / 'My "care" 100%h $HOME é'
    home.mkdir(exist_ok=True)
    python, program = home / "py thon", home / "main.py"
    for path in (python, program):
        path.write_text("#!/bin/sh\n")
        path.chmod(0o700)
    return Job(python, program, home / "the diary\\", zone)
