"""Pictures for the tests: a scene that shows how it lies, and the files that cameras and hostile people make of it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFilter
from pillow_heif import from_pillow

CORNERS = {
    "left top": (200, 40, 40),
    "right top": (40, 160, 60),
    "left foot": (50, 70, 190),
    "right foot": (230, 200, 60),
}


def scene(width: int = 480, height: int = 640) -> Image.Image:
    """Four corners of different colour, and a face of sorts between them."""
    made = Image.new("RGB", (width, height), (150, 140, 130))
    draw = ImageDraw.Draw(made)
    half, foot = width // 2, height // 2
    boxes = [(0, 0, half, foot), (half, 0, width, foot), (0, foot, half, height), (half, foot, width, height)]
    for box, colour in zip(boxes, CORNERS.values(), strict=True):
        draw.rectangle(box, fill=colour)
    draw.ellipse((width * 0.25, height * 0.2, width * 0.75, height * 0.8), fill=(205, 160, 135))
    for x in (0.4, 0.6):
        draw.ellipse((width * (x - 0.03), height * 0.42, width * (x + 0.03), height * 0.45), fill=(40, 30, 30))
    draw.line((width * 0.42, height * 0.65, width * 0.58, height * 0.65), fill=(120, 60, 60), width=max(2, width // 90))
    return made


def corners(image: Image.Image) -> dict[str, str]:
    """Which colour of the scene lies in which corner."""
    width, height = image.size
    places = {
        "left top": (8, 8),
        "right top": (width - 9, 8),
        "left foot": (8, height - 9),
        "right foot": (width - 9, height - 9),
    }
    found = {}
    for place, at in places.items():
        seen = image.convert("RGB").getpixel(at)
        found[place] = min(CORNERS, key=lambda name: sum(abs(a - b) for a, b in zip(CORNERS[name], seen, strict=True)))  # type: ignore[arg-type]
    return found


def encoded(image: Image.Image, form: str = "JPEG", **how: Any) -> bytes:
    made = BytesIO()
    image.save(made, form, **how)
    return made.getvalue()


def with_exif(image: Image.Image, turned: int = 1, **how: Any) -> bytes:
    """A JPEG as a phone writes it: place, maker, time, orientation, a comment and a small picture of itself."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = turned, "Maker of phones", "Model 9 of Anna"
    exif.get_ifd(0x8769).update({0x9003: "2026:02:27 09:12:30", 0xA431: "SERIAL-0815"})
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return encoded(
        image, exif=exif.tobytes(), comment=b"taken at home", xmp=b"<x:xmpmeta>secret place</x:xmpmeta>", **how
    )


def heic(image: Image.Image, **how: Any) -> bytes:
    made = BytesIO()
    from_pillow(image).save(made, quality=90, **how)
    return made.getvalue()


def lying(image: Image.Image, turned: int) -> Image.Image:
    """The pixels that a camera stores for an upright scene, when it says that they lie so (1 to 8)."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(turned)
    return image.transpose(back) if back is not None else image


def empty_png(width: int, height: int, colour: int = 2, depth: int = 8) -> bytes:
    """A PNG of nothing, however large, made without unfolding it: a few kilobytes."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    squeeze, row = zlib.compressobj(9), bytes(1 + width * {0: 1, 2: 3, 6: 4}[colour] * depth // 8)
    body = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def blurred(image: Image.Image, by: float = 6) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(by))


def lit(image: Image.Image, red: float = 1, green: float = 1, blue: float = 1) -> Image.Image:
    """In another light: each channel times a factor."""
    factors = (red, green, blue)
    return Image.merge(
        "RGB", [c.point(lambda v, f=f: min(255, v * f)) for c, f in zip(image.split(), factors, strict=True)]
    )
