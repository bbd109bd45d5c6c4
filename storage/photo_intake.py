"""Takes pictures in, and measures colour in them: in a process of its own where one can be started, else (on a phone)
in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from storage.photo_form import MOST_PIXELS_HERE, PictureRefused, Taken
from storage.photos import MOST_BYTES

if TYPE_CHECKING:
    from care.records import PhotoColour
    from storage.photo_child import Answer, Task
    from storage.photo_colour import Asked

ROOT = Path(__file__).parents[1]
PATIENCE = 90.0  # seconds
PROGRAM = (
    "import sys; sys.path.insert(0, {root!r}); from storage.photo_child import main; "
    "main(sys.stdin.buffer, sys.stdout.buffer)"
)
ALONE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # threads would each ask for memory of their own


def take_in(data: bytes, *, mirrored: bool = False, apart: bool | None = None) -> Taken:
    """A clean picture of bytes from anywhere. Blocks for a second or so. Raises `PictureRefused`; nothing is kept.

    `mirrored`: it shows the person as a mirror does, and is turned round. `apart`: in a process of its own; left out,
    wherever that is possible.
    """
    if len(data) > MOST_BYTES:
        raise PictureRefused("large")
    if not (can_start_python() if apart is None else apart):
        from storage.photo_reading import read_picture

        return read_picture(data, mirrored=mirrored, most_pixels=MOST_PIXELS_HERE)
    from storage.photo_child import Task

    answer = _apart(Task(data, mirrored))
    if answer.taken is None:
        raise PictureRefused(answer.refused)
    return answer.taken


def measure_in(picture: bytes, asked: Asked, *, apart: bool | None = None) -> PhotoColour:
    """Colour in a picture of ours. Raises `ColourRefused`, or `PictureRefused` where the process came to no end."""
    from storage.photo_colour import ColourRefused, measure_colour

    if not (can_start_python() if apart is None else apart):
        return measure_colour(picture, asked)
    from storage.photo_child import Task

    answer = _apart(Task(picture, colour=asked))
    if answer.colour is None:
        raise ColourRefused(answer.refused)
    return answer.colour


def can_start_python() -> bool:
    """Whether the program that runs us is a Python that can run something else: not so in an app of a phone, or in one
    that was packaged with a Python inside."""
    return sys.platform not in ("android", "ios") and Path(sys.executable or "").stem.lower().startswith("python")


def _apart(task: Task) -> Answer:
    from storage.photo_child import Answer

    command = [sys.executable, "-I", "-c", PROGRAM.format(root=str(ROOT))]
    try:
        ended = subprocess.run(
            command,
            input=msgspec.msgpack.encode(task),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            env={**os.environ, **ALONE},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefused("time") from error
    except OSError as error:
        raise PictureRefused("memory") from error
    try:
        return msgspec.msgpack.decode(ended.stdout, type=Answer)
    except msgspec.DecodeError as error:  # the system ended it: out of memory or time, or a decoder that crashed
        raise PictureRefused("time" if ended.returncode == -24 else "damaged") from error
