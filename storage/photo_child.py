"""The short-lived process that reads one picture: bytes come on standard input, what became of them goes to standard
output. Its memory and its time are bounded by the system where the system knows that."""

from __future__ import annotations

import sys
from typing import BinaryIO

import msgspec
from msgspec import Struct

from storage.photo_form import PictureRefused, Taken
from storage.photo_reading import read_picture
from storage.photos import MOST_BYTES

MOST_MEMORY = 1280 << 20  # bytes of address space, of which Python and its libraries take a quarter
MOST_SECONDS = 60  # of the processor


class Answer(Struct, frozen=True):
    """One of the two: the picture, or the key of a refusal."""

    taken: Taken | None = None
    refused: str = ""


def main(come: BinaryIO, go: BinaryIO, mirrored: bool = False) -> None:
    """Read one picture and answer."""
    bound()
    data = come.read(MOST_BYTES + 1)
    try:
        answer = Answer(taken=read_picture(data, mirrored=mirrored))
    except PictureRefused as refused:
        answer = Answer(refused=refused.why)
    go.write(msgspec.msgpack.encode(answer))
    go.flush()


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
