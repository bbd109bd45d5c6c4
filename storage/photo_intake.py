"""Takes pictures in, and measures colour in them: in a process of its own where one can be started, else (on a phone)
in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from storage.own_process import BrokeOff, can_start_python, in_own_process
from storage.photo_form import MOST_PIXELS_HERE, PictureRefused, Taken
from storage.photos import MOST_BYTES

if TYPE_CHECKING:
    from care.records import PhotoColour
    from storage.photo_child import Answer, Task
    from storage.photo_colour import Asked

PATIENCE = 90.0  # seconds


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


def _apart(task: Task) -> Answer:
    from storage.photo_child import Answer

    try:
        said = in_own_process("storage.photo_child", "answer", msgspec.msgpack.encode(task), patience=PATIENCE)
        return msgspec.msgpack.decode(said, type=Answer)
    except BrokeOff as error:  # "ended": the system did, for its memory, or a decoder crashed
        raise PictureRefused({"time": "time", "start": "memory"}.get(error.how, "damaged")) from error
    except msgspec.DecodeError as error:
        raise PictureRefused("damaged") from error
