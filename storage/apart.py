"""Runs heavy work in a short-lived process of its own, so that the app neither waits for it nor keeps its memory."""

from __future__ import annotations

import subprocess
import sys
import threading

from care.messages import message
from care.progress import Cancelled, Stop
from storage.errors import StorageError
from storage.photo_intake import ROOT

PATIENCE = 180.0  # seconds
LOOK_EVERY = 0.2  # seconds between two questions whether it is still wanted
PROGRAM = (
    "import sys; sys.path.insert(0, {root!r}); from {module} import {function} as work; "
    "sys.stdout.buffer.write(work(sys.stdin.buffer.read()))"
)


def apart(module: str, function: str, data: bytes, cancelled: Stop | None = None, patience: float = PATIENCE) -> bytes:
    """What a function makes of bytes, in a process of its own. Blocks.

    Raises `Cancelled` when it is not wanted any more, and `StorageError` when it came to no good end.
    """
    command = [sys.executable, "-I", "-c", PROGRAM.format(root=str(ROOT), module=module, function=function)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    pipe = subprocess.PIPE
    made: list[bytes] = []
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, creationflags=hidden) as child:
            # In a thread: taken up again after a timeout, `communicate` would not go on writing what is left to write.
            talk = threading.Thread(target=lambda: made.append(child.communicate(data)[0]), daemon=True)
            talk.start()
            waited = 0.0
            try:
                while talk.is_alive():
                    talk.join(LOOK_EVERY)
                    waited += LOOK_EVERY
                    if cancelled is not None and cancelled():
                        raise Cancelled
                    if waited > patience:
                        raise _failed()
            except BaseException:
                child.kill()
                talk.join()
                raise
    except OSError as error:
        raise _failed() from error
    if child.returncode or not made:
        raise _failed()
    return made[0]


def _failed() -> StorageError:
    return StorageError(
        message("It could not be made: the work broke off. Your diary is as it was; please try once more.")
    )
