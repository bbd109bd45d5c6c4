"""The service on Linux: two units of the user's systemd."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from care.messages import Message, message
from reminders.login_service.job import Installed, Job, ServiceError, Standing
from reminders.login_service.system import Run, run, seen_at, write
from reminders.login_service.systemd_units import SERVICE, TIMER, command_of, units

WANTS = "timers.target.wants"


class Systemd:
    """Writes to the user's own units, and asks systemd where it runs."""

    def __init__(self, job: Job, env: Mapping[str, str], *, home: Path, run: Run = run) -> None:
        self._job, self._run = job, run
        self._units = _folder(env, "XDG_CONFIG_HOME", home / ".config") / "systemd" / "user"
        self._stamp = _folder(env, "XDG_DATA_HOME", home / ".local/share") / "systemd" / "timers" / f"stamp-{TIMER}"

    def install(self) -> Installed:
        written = [path for name, text in units(self._job).items() if write(path := self._units / name, text)]
        if self._enable():
            written.append(self._link)
        if not self._manager_runs():
            return Installed(tuple(written), said=(_no_manager(self._job),))
        self._ask("daemon-reload")
        verb = "restart" if written else "start"
        if not (self._ask(verb, TIMER) and self._ask(verb, SERVICE)):
            raise ServiceError(
                message(
                    'It is installed, but systemd could not start it: "systemctl --user status {name}" says why.',
                    name=SERVICE,
                )
            )
        return Installed(tuple(written), now=True, said=(_while_logged_in(),))

    def remove(self) -> tuple[Path, ...]:
        places = [path for path in (self._units / SERVICE, self._units / TIMER, self._link) if _is_there(path)]
        runs = self._manager_runs()
        if runs and places:
            self._ask("stop", TIMER, SERVICE)
        for path in (*places, self._stamp):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise ServiceError(message("{file} cannot be removed.", file=str(path))) from error
        for folder in (self._link.parent, self._units, self._units.parent):
            with contextlib.suppress(OSError):  # others keep theirs there
                folder.rmdir()
        if runs and places:
            self._ask("daemon-reload")
            self._ask("reset-failed", SERVICE)
        return tuple(places)

    def standing(self) -> Standing:
        places = tuple(path for path in (self._units / SERVICE, self._units / TIMER, self._link) if _is_there(path))
        if not places:
            return Standing(None)
        wanted = units(self._job)
        fits = len(places) == 3 and all(_read(self._units / name) == text for name, text in wanted.items())
        command = command_of((_read(self._units / SERVICE) or b"").decode("utf-8", "replace"))
        if not self._manager_runs():
            return seen_at(Standing(command, places, fits), self._job.folder)
        shown = self._run(["systemctl", "--user", "show", SERVICE, "-p", "ActiveState", "-p", "ActiveEnterTimestamp"])
        told = dict(line.split("=", 1) for line in shown.out.splitlines() if "=" in line)
        running = told.get("ActiveState") == "active" if shown.well else None
        since = _instant(told.get("ActiveEnterTimestamp", "")) if running else None
        return seen_at(Standing(command, places, fits, running, since), self._job.folder)

    @property
    def _link(self) -> Path:
        """What "systemctl enable" would make; ours, so that it can be made where no systemd runs."""
        return self._units / WANTS / TIMER

    def _enable(self) -> bool:
        link, goal = self._link, Path("..") / TIMER
        try:
            if link.is_symlink() and link.readlink() == goal:
                return False
            link.parent.mkdir(parents=True, exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(goal)
        except OSError as error:
            raise ServiceError(message("{file} cannot be written.", file=str(link))) from error
        return True

    def _manager_runs(self) -> bool:
        return self._run(["systemctl", "--user", "show-environment"]).well

    def _ask(self, *what: str) -> bool:
        return self._run(["systemctl", "--user", *what]).well


def _no_manager(job: Job) -> Message:
    return message(
        "No systemd of your user answers here, so it does not run yet: it starts at your next login under systemd. "
        'Where there is none, let your desktop start this at login: "{python}" "{program}" remind --data "{folder}"',
        python=str(job.python),
        program=str(job.program),
        folder=str(job.folder),
    )


def _while_logged_in() -> Message:
    return message('It reminds while you are logged in; "loginctl enable-linger" keeps it running after that.')


def _folder(env: Mapping[str, str], name: str, usual: Path) -> Path:
    """A base folder; what is not absolute is none, as the specification wants it."""
    named = Path(env.get(name) or "")
    return named if named.is_absolute() else usual


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _instant(text: str) -> datetime | None:
    """ "Thu 2026-11-26 07:29:40 UTC"."""
    try:
        return datetime.strptime(text, "%a %Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC)
    except ValueError:
        return None
