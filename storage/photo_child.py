"""What is done to one picture in a process of its own, whose memory and time are bounded by the system where the system
knows that."""

from __future__ import annotations

import sys

import msgspec
from msgspec import Struct

from care.records import PhotoColour
from storage.photo_colour import Asked, ColourRefused, measure_colour
from storage.photo_form import PictureRefused, Taken
from storage.photo_reading import read_picture

MOST_MEMORY = 1280 << 20  # bytes of address space, of which Python and its libraries take a quarter
MOST_SECONDS = 60  # of the processor


class Task(Struct, frozen=True):
    """A picture to take in, or one of ours in which colour is to be measured."""

    picture: bytes
    mirrored: bool = False
    colour: Asked | None = None


class Answer(Struct, frozen=True):
    """One of the three: the picture, the colour, or the key of a refusal."""

    taken: Taken | None = None
    colour: PhotoColour | None = None
    refused: str = ""


def answer(task: bytes) -> bytes:
    """Do one encoded task, and answer in the same form."""
    bound()
    return msgspec.msgpack.encode(answer_to(msgspec.msgpack.decode(task, type=Task)))


def answer_to(task: Task) -> Answer:
    try:
        if task.colour is not None:
            return Answer(colour=measure_colour(task.picture, task.colour))
        return Answer(taken=read_picture(task.picture, mirrored=task.mirrored))
    except (PictureRefused, ColourRefused) as refused:
        return Answer(refused=refused.why)


def bound() -> None:
    """No more memory and time than that, on systems that can hold a process to it."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):  # macOS does not bound address space
            continue
