"""Once a week everything that is kept is read and compared, before anybody misses it."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

from care.ports import Clock
from care.progress import Progress, Stop
from storage.due import is_over, remembered
from storage.errors import Damage, StorageError
from storage.filesystem import FileSystem
from storage.findings import READ_AT, keep_reading
from storage.local import Local
from storage.long_work import never, quietly
from storage.verify import read_everything

EVERY = timedelta(days=7)


def is_due(local: Local, now: datetime) -> bool:
    """Whether a week has gone by since everything was read."""
    return is_over(remembered(local, READ_AT), EVERY, now)


def scrub(
    folder: Path,
    local: Local,
    *,
    clock: Clock,
    files: FileSystem | None = None,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> list[Damage] | None:
    """Replay the log beside the tables and check every picture, if a week has gone by; None when it has not.

    What was found, and when, is kept in the settings ``scrub_found`` and ``scrubbed_at``. Raises `Cancelled` alone;
    it is due again then.
    """
    if not is_due(local, clock.now()):
        return None
    try:
        found = read_everything(folder, files, progress=progress, cancelled=cancelled)
    except StorageError as error:
        found = [Damage("", error.reason, outcome="unread", mark=error.reason.text)]
    with contextlib.suppress(StorageError):  # it is due again the next time
        keep_reading(local, found, clock.now())
    return found
