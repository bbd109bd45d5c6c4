"""The service on macOS: an agent of launchd. Its format is checked; it was never run by us on a Mac."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

from care.messages import message
from reminders.login_service.job import Installed, Job, ServiceError, Standing
from reminders.login_service.system import Run, run, seen_at, write

LABEL = "org.mesoday.remind"


def agent(job: Job) -> bytes:
    """The property list: starts at login, again when it fails, and prints to nobody."""
    values: dict[str, Any] = {
        "Label": LABEL,
        "ProgramArguments": list(job.command),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 30,
        "ProcessType": "Background",
        "LimitLoadToSessionType": "Aqua",
        "Umask": 0o077,
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": "/dev/null",
    }
    if job.zone:
        values["EnvironmentVariables"] = {"TZ": job.zone}
    return plistlib.dumps(values)


class Launchd:
    """Writes to the user's own agents, and loads them by launchctl."""

    def __init__(self, job: Job, *, home: Path, user: int, run: Run = run) -> None:
        self._job, self._run = job, run
        self._place = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        self._domain = f"gui/{user}"

    def install(self) -> Installed:
        written = write(self._place, agent(self._job))
        if written:
            self._run(["launchctl", "bootout", f"{self._domain}/{LABEL}"])
        if not self._is_loaded() and not self._run(["launchctl", "bootstrap", self._domain, str(self._place)]).well:
            said = message("launchd could not start it now; it starts at your next login.")
            return Installed((self._place,) if written else (), said=(said,))
        return Installed((self._place,) if written else (), now=True)

    def remove(self) -> tuple[Path, ...]:
        if self._is_loaded():
            self._run(["launchctl", "bootout", f"{self._domain}/{LABEL}"])
        if not self._place.exists():
            return ()
        try:
            self._place.unlink()
        except OSError as error:
            raise ServiceError(message("{file} cannot be removed.", file=str(self._place))) from error
        return (self._place,)

    def standing(self) -> Standing:
        try:
            content = self._place.read_bytes()
        except OSError:
            return Standing(None)
        told = self._run(["launchctl", "print", f"{self._domain}/{LABEL}"])
        running = None if told.status is None else told.well and "\tstate = running\n" in told.out
        found = Standing(_command(content), (self._place,), content == agent(self._job), running)
        return seen_at(found, self._job.folder)

    def _is_loaded(self) -> bool:
        return self._run(["launchctl", "print", f"{self._domain}/{LABEL}"]).well


def _command(content: bytes) -> tuple[str, ...] | None:
    try:
        return tuple(map(str, plistlib.loads(content)["ProgramArguments"]))
    except (plistlib.InvalidFileException, ValueError, KeyError, TypeError, OverflowError):
        return None
