"""What a service does and says, whatever the system."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from care.messages import Message


class ServiceError(Exception):
    """A service that cannot be. `reason` is one sentence for the person."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


class Job(Struct, frozen=True):
    """`remind` for one data folder, by the interpreter and the program that were used to ask for it.

    `zone`: the one that TZ named then; None: the system's own, which the reminders follow on a journey.
    """

    python: Path
    program: Path
    folder: Path
    zone: str | None = None

    @property
    def command(self) -> tuple[str, ...]:
        return (str(self.python), str(self.program), "remind", "--data", str(self.folder))


class Installed(Struct, frozen=True):
    """What `install` did. `written` are the files it made or renewed, `now` whether it runs from this moment on, and
    `said` what the person should know besides."""

    written: tuple[Path, ...] = ()
    now: bool = False
    said: tuple[Message, ...] = ()


class Standing(Struct, frozen=True):
    """How a service stands. `command` is what it runs, None when it is not installed (or what is there cannot be
    read: then `fits` is False). `fits`: it is just what `install` would make now. `running`: as the system says;
    None: it cannot be asked. `since`: since when it runs, as far as it can be known."""

    command: tuple[str, ...] | None
    places: tuple[Path, ...] = ()
    fits: bool = False
    running: bool | None = None
    since: datetime | None = None

    @property
    def installed(self) -> bool:
        return bool(self.places) or self.command is not None

    @property
    def folder(self) -> Path | None:
        """The data folder that it reminds from."""
        if self.command is None or "--data" not in self.command[:-1]:
            return None
        return Path(self.command[self.command.index("--data") + 1])

    @property
    def gone(self) -> tuple[Path, ...]:
        """The interpreter or program that it names, and that is not there any more."""
        return tuple(path for path in map(Path, (self.command or ())[:2]) if not path.exists())


class LoginService(Protocol):
    """The service of one system. Raises `ServiceError`."""

    def install(self) -> Installed:
        """Make it, or renew it, and start it where that can be done."""
        ...

    def remove(self) -> tuple[Path, ...]:
        """Stop it and leave nothing of it; the files that were there."""
        ...

    def standing(self) -> Standing: ...
