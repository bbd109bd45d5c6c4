"""What a picture is once it has been taken in, and why one is not."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from care.messages import Message, message
from care.records import PhotoLight
from storage.errors import StorageError
from storage.photos import MOST_BYTES

MOST_SIDE = 2400  # pixels of the longer side of what is kept
MOST_KEPT_BYTES = 3 << 20  # of what is kept
LEAST_SIDE = 200  # pixels; below that nothing can be compared
MOST_PIXELS = 50_000_000  # of a picture that must be unfolded whole
MOST_PIXELS_HERE = 25_000_000  # of such a one in the app's own process, on a phone
MOST_JPEG_PIXELS = 130_000_000  # a JPEG is read at a fraction of its size
THUMBNAIL = 320  # pixels of its longer side

REFUSALS: Final[dict[str, Message]] = {
    "large": message("This picture is larger than {most} MB, so it was not taken in.", most=MOST_BYTES >> 20),
    "pixels": message("This picture has more pixels than Mesoday can read here; a smaller copy will do."),
    "small": message("This picture is too small to show anything; it needs at least {least} pixels.", least=LEAST_SIDE),
    "foreign": message("This file is no picture that Mesoday can read: JPEG, PNG, WebP, GIF and AVIF are."),
    "heic": message(
        "HEIC pictures cannot be read here; please save it as JPEG, or let the camera make JPEG, and choose it again."
    ),
    "short": message("This picture breaks off in the middle; please choose it again, or take it once more."),
    "damaged": message("This picture is damaged, so it was not taken in; please choose another one."),
    "memory": message("This picture needs more memory than Mesoday allows itself; a smaller copy can be read."),
    "time": message("Reading this picture took too long, so it was given up; a smaller copy can be read."),
    "nothing": message("This device has no part that reads pictures, so none can be kept here."),
}


class PictureRefused(StorageError):
    """A picture that is not taken in. `why` is a key of `REFUSALS`; nothing was kept."""

    def __init__(self, why: str) -> None:
        super().__init__(REFUSALS[why])
        self.why = why


class Taken(Struct, frozen=True):
    """A picture as it is kept: a JPEG of the pixels alone, upright, in sRGB, without a word about where and with what
    it was taken. `taken_at`: the wall time that its file named ("2026-03-01T09:12:00"), "" for none; `moving`: it is
    the first picture of several."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int
    light: PhotoLight
    taken_at: str = ""
    moving: bool = False
