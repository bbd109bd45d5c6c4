"""What every service needs of its system: its programs, its files, and a look at the data folder itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from care.messages import message
from reminders.login_service.job import ServiceError, Standing
from reminders.presence import who_is_there

LONGEST = 30  # seconds that a program of the system may take to answer


class Ran(Struct, frozen=True):
    """How a program of the system ended; `status` is None when there is no such program, or it does not answer."""

    status: int | None
    out: str = ""

    @property
    def well(self) -> bool:
        return self.status == 0


Run = Callable[[Sequence[str]], Ran]


def run(command: Sequence[str]) -> Ran:
    """Run a program of the system, by its name."""
    env = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}  # times and words that can be read
    try:
        ended = subprocess.run(
            list(command),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST,
            env=env,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Ran(None)
    return Ran(ended.returncode, ended.stdout)


def write(path: Path, content: bytes) -> bool:
    """Put a file in its place, whole or not at all; whether that changed anything. Raises `ServiceError`."""
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.tmp")
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise ServiceError(
            message("{file} cannot be written: {error}.", file=str(path), error=error.strerror or type(error).__name__)
        ) from error
    return True


def seen_at(standing: Standing, folder: Path) -> Standing:
    """With what can be seen at the data folder itself, where the system does not say it."""
    there = who_is_there(folder, "remind") if standing.folder == folder else None
    if there is None or standing.running is False:
        return standing
    return replace(standing, running=True, since=standing.since or there.since)
