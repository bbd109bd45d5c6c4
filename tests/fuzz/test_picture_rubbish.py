"""Pictures that somebody spoiled: taken in clean, or refused in a sentence, and nothing else."""

from __future__ import annotations

import os
import random
from io import BytesIO

import pytest
from PIL import Image

from storage.photo_form import MOST_SIDE, PictureRefused
from storage.photo_reading import read_picture
from tests.storage.picture_makers import encoded, heic, scene, with_exif

SPOILED = 400 if os.environ.get("MESODAY_DEEP") == "1" else 15
SOUND = {
    "jpeg": with_exif(scene(240, 320)),
    "progressive": encoded(scene(240, 320), progressive=True),
    "png": encoded(scene(240, 320), "PNG"),
    "webp": encoded(scene(240, 320), "WEBP"),
    "gif": encoded(scene(240, 320), "GIF"),
    "avif": encoded(scene(240, 320), "AVIF"),
    "heic": heic(scene(240, 320)),
}


def spoiled(data: bytes, by: random.Random) -> bytes:
    """A few bytes exchanged, a piece cut out, doubled, or put in from elsewhere."""
    made = bytearray(data)
    for _ in range(by.randint(1, 4)):
        at, length = by.randrange(len(made)), by.choice([1, 1, 2, 4, 64])
        match by.choice(["exchange", "exchange", "cut", "double", "end"]):
            case "exchange":
                made[at : at + length] = by.randbytes(length)
            case "cut":
                del made[at : at + length]
            case "double":
                made[at:at] = made[at : at + 64]
            case _:
                made = made[: max(16, at)]
    return bytes(made)


@pytest.mark.parametrize("form", SOUND)
def test_a_spoiled_picture_is_clean_or_refused(form: str) -> None:
    by = random.Random(f"{form} 1")
    assert read_picture(SOUND[form]).width == 240
    refused = 0
    for _ in range(SPOILED):
        try:
            taken = read_picture(spoiled(SOUND[form], by))
        except PictureRefused:
            refused += 1
            continue
        with Image.open(BytesIO(taken.jpeg)) as image:
            assert image.size == (taken.width, taken.height)
            assert max(image.size) <= MOST_SIDE
            assert not image.getexif()
        assert b"Model 9" not in taken.jpeg
    assert refused, "nothing was spoiled"
