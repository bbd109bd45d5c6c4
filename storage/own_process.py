"""Runs heavy work in a short-lived process of its own, so that the app neither waits for it nor keeps its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final, Literal

from care.messages import message
from care.progress import Cancelled, Stop
from storage.errors import StorageError

ROOT = Path(__file__).parents[1]
PATIENCE = 180.0  # seconds
LOOK_EVERY = 0.2  # seconds between two questions whether it is still wanted
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # threads would each ask for memory of their own
PROGRAM = (
    "import sys; sys.path.insert(0, {root!r}); from {module} import {function} as work; "
    "sys.stdout.buffer.write(work(sys.stdin.buffer.read()))"
)
TIME_IS_UP: Final = -24  # the status of a process that used more of the processor than the system let it


class BrokeOff(StorageError):
    """Work that came to no good end: it took too long, it could not be begun, or something ended it."""

    def __init__(self, how: Literal["time", "start", "ended"]) -> None:
        super().__init__(
            message("It could not be made: the work broke off. Your diary is as it was; please try once more.")
        )
        self.how = how


def can_start_python() -> bool:
    """Whether the program that runs us is a Python that can run something else: not so in an app of a phone, or in one
    that was packaged with a Python inside."""
    return sys.platform not in ("android", "ios") and Path(sys.executable or "").stem.lower().startswith("python")


def in_own_process(
    module: str, function: str, data: bytes, cancelled: Stop | None = None, patience: float = PATIENCE
) -> bytes:
    """What a function makes of bytes, in a process of its own. Blocks.

    Raises `Cancelled` when it is not wanted any more, and `BrokeOff` when it came to no good end.
    """
    command = [sys.executable, "-I", "-c", PROGRAM.format(root=str(ROOT), module=module, function=function)]
    hidden, env = getattr(subprocess, "CREATE_NO_WINDOW", 0), {**os.environ, **ALONE}
    pipe = subprocess.PIPE
    made: list[bytes] = []
    try:
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env, creationflags=hidden) as child:
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
                        raise BrokeOff("time")
            except BaseException:
                child.kill()
                talk.join()
                raise
    except OSError as error:
        raise BrokeOff("start") from error
    if child.returncode or not made:
        raise BrokeOff("time" if child.returncode == TIME_IS_UP else "ended")
    return made[0]
