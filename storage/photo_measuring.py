"""How a picture is lit and how sharp it is, in figures. What may be said of them stands in `care.photo_light`."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from care.records import PhotoLight

if TYPE_CHECKING:
    from PIL import Image

MIDDLE = 0.7  # the part of each side that counts: what is photographed is held in the middle
SHARP_SIDE = 1024  # pixels of the side on which sharpness is looked at, whatever the camera
BLOWN = 250  # of 255; a channel there has no drawing left
TOP_SHARE = 0.05  # the part of the pixels whose lightness counts as the highlights
LEAST_SPREAD = 8.0  # greys: a blank wall has no edges to be sharp


def lightness(level: int) -> float:
    """L* of a grey of sRGB (0 to 255)."""
    share = level / 255
    linear = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return 116 * linear ** (1 / 3) - 16 if linear > 0.008856 else 903.3 * linear


LIGHTNESS = tuple(lightness(level) for level in range(256))


def light_of(image: Image.Image) -> PhotoLight:
    """Measure an RGB picture."""
    from PIL import ImageStat

    middle = _middle(image)
    grey = middle.convert("L")
    levels = grey.histogram()
    left, right = _halves(grey)
    red, _, blue = ImageStat.Stat(middle).mean
    return PhotoLight(
        level=round(_mean(levels), 2),
        highlights=round(_above(levels, TOP_SHARE), 2),
        glare=round(100 * sum(levels[BLOWN:]) / sum(levels), 2),
        warmth=round(100 * log2((red + 1) / (blue + 1)), 2),
        slant=round(_mean(left.histogram()) - _mean(right.histogram()), 2),
        sharpness=round(_sharpness(grey), 2),
    )


def _middle(image: Image.Image) -> Image.Image:
    width, height = image.size
    off = (1 - MIDDLE) / 2
    return image.crop((round(width * off), round(height * off), round(width * (1 - off)), round(height * (1 - off))))


def _halves(image: Image.Image) -> tuple[Image.Image, Image.Image]:
    width, height = image.size
    return image.crop((0, 0, width // 2, height)), image.crop((width - width // 2, 0, width, height))


def _mean(levels: list[int]) -> float:
    return sum(count * LIGHTNESS[level] for level, count in enumerate(levels)) / sum(levels)


def _above(levels: list[int], share: float) -> float:
    """The lightness that a share of the pixels reaches."""
    rest = share * sum(levels)
    for level in range(255, -1, -1):
        rest -= levels[level]
        if rest <= 0:
            return LIGHTNESS[level]
    return 0.0


def _sharpness(grey: Image.Image) -> float:
    """Deviation of the edges (a Laplacian) to that of the greys, in percent."""
    from PIL import ImageFilter, ImageStat

    same = grey.copy()
    same.thumbnail((SHARP_SIDE, SHARP_SIDE), reducing_gap=2.0)
    edges = same.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=2, offset=128))
    edges = edges.crop((1, 1, edges.width - 1, edges.height - 1))  # the filter leaves the outermost greys as they are
    spread = max(ImageStat.Stat(same).stddev[0], LEAST_SPREAD)
    return 100 * ImageStat.Stat(edges).stddev[0] / spread
