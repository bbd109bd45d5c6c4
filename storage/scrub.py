"""Once a week everything that is kept is read and compared, before anybody misses it."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

from care.messages import Message
from care.ports import Clock
from care.progress import Progress, Stop
from storage.auto_backup import Say
from storage.errors import StorageError
from storage.exchange_faults import english
from storage.filesystem import FileSystem
from storage.local import Local
from storage.long_work import never, quietly
from storage.verify import verify

DONE_AT, FOUND = "scrubbed_at", "scrub_found"
EVERY = timedelta(days=7)
MOST_KEPT = 20  # sentences


def is_due(local: Local, now: datetime) -> bool:
    """Whether a week has gone by; also when the last time lies ahead, because a clock was set back."""
    try:
        done = datetime.fromisoformat(str(local.get(DONE_AT)))
        return not done <= now < done + EVERY
    except (ValueError, TypeError):
        return True


def scrub(
    folder: Path,
    local: Local,
    *,
    clock: Clock,
    files: FileSystem | None = None,
    say: Say = english,
    progress: Progress = quietly,
    cancelled: Stop = never,
) -> list[Message] | None:
    """Replay the log beside the tables and check every picture, if a week has gone by; None when it has not.

    What was found, as sentences, and when, are kept in the settings ``scrub_found`` and ``scrubbed_at``. Raises
    `Cancelled` alone; it is due again then.
    """
    if not is_due(local, clock.now()):
        return None
    try:
        found = verify(folder, files, progress=progress, cancelled=cancelled)
    except StorageError as error:
        found = [error.reason]
    sentences = [say(message) for message in found[:MOST_KEPT]]
    with contextlib.suppress(StorageError):  # it is due again the next time
        local.update(**{DONE_AT: clock.now().isoformat(), FOUND: sentences or None})
    return found
