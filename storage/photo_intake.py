"""Takes pictures in: in a process of its own where one can be started, else (on a phone) in this one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from storage.photo_form import MOST_PIXELS_HERE, PictureRefused, Taken
from storage.photos import MOST_BYTES

ROOT = Path(__file__).parents[1]
PATIENCE = 90.0  # seconds
PROGRAM = (
    "import sys; sys.path.insert(0, {root!r}); from storage.photo_child import main; "
    "main(sys.stdin.buffer, sys.stdout.buffer, {mirrored!r})"
)


def take_in(data: bytes, *, mirrored: bool = False, apart: bool | None = None) -> Taken:
    """A clean picture of bytes from anywhere. Blocks for a second or so. Raises `PictureRefused`; nothing is kept.

    `mirrored`: it shows the person as a mirror does, and is turned round. `apart`: in a process of its own; left out,
    wherever that is possible.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused("large")
    if can_start_python() if apart is None else apart:
        return _apart(data, mirrored)
    from storage.photo_reading import read_picture

    return read_picture(data, mirrored=mirrored, most_pixels=MOST_PIXELS_HERE)


def can_start_python() -> bool:
    """Whether the program that runs us is a Python that can run something else: not so in an app of a phone, or in one
    that was packaged with a Python inside."""
    return sys.platform not in ("android", "ios") and Path(sys.executable or "").stem.lower().startswith("python")


def _apart(data: bytes, mirrored: bool) -> Taken:
    from storage.photo_child import Answer

    command = [sys.executable, "-I", "-c", PROGRAM.format(root=str(ROOT), mirrored=mirrored)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        ended = subprocess.run(
            command, input=data, capture_output=True, timeout=PATIENCE, check=False, creationflags=hidden
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefused("time") from error
    except OSError as error:
        raise PictureRefused("memory") from error
    try:
        answer = msgspec.msgpack.decode(ended.stdout, type=Answer)
    except msgspec.DecodeError as error:  # the system ended it: out of memory or time, or a decoder that crashed
        raise PictureRefused("time" if ended.returncode == -24 else "damaged") from error
    if answer.taken is None:
        raise PictureRefused(answer.refused)
    return answer.taken
