"""Runs heavy work in a short-lived process of its own, so that the app neither waits for it nor keeps its memory."""

from __future__ import annotations

import subprocess
import sys

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
    waited = 0.0
    given: bytes | None = data
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, creationflags=hidden) as child:
            try:
                while True:
                    try:
                        made, _ = child.communicate(given, timeout=LOOK_EVERY)
                        break
                    except subprocess.TimeoutExpired:
                        given, waited = None, waited + LOOK_EVERY
                        if cancelled is not None and cancelled():
                            raise Cancelled from None
                        if waited > patience:
                            raise _failed() from None
            except BaseException:
                child.kill()
                raise
            if child.returncode:
                raise _failed()
    except OSError as error:
        raise _failed() from error
    return made


def _failed() -> StorageError:
    return StorageError(
        message("It could not be made: the work broke off. Your diary is as it was; please try once more.")
    )
