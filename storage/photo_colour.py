"""Measures the colour of skin in a picture against a grey card in it. Pure arithmetic on pixels (numpy).

The card tells the light: what it reflects is known, so each of the eye's three sorts of cones (after Bradford) gets the
factor that makes the card grey and as light as it is. The same factors then hold for the skin beside it. What comes out
is a* of CIELAB (D65), and how far the colours of the skin's parts lie apart; never how light it is.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from msgspec import Struct

from care.messages import Message, message
from care.photo_colour import CARD_SIDE, SKIN_SIDE
from care.records import PhotoColour
from storage.errors import StorageError

PARTS = 8  # each mark is looked at in so many parts by so many
MOST_UNEVEN = 0.12  # deviation of the card's parts to their mean; a card lies flat, and fills its mark
TOO_BRIGHT, TOO_DARK = 0.93, 0.02  # of what a camera can tell, linear
LIGHT_RED, LIGHT_BLUE = (0.5, 2.2), (0.3, 1.9)  # to green: no lamp or sky that one takes pictures by is beyond
LEAST_SKIN = 3.0  # a* and b* of any skin beside grey; a mark of skin on both sides gives nothing
REFUSALS: Final[dict[str, Message]] = {
    "card": message("There is no even grey card at its mark, so colour was not measured; it must fill the mark."),
    "bright": message("The card is washed out, so colour was not measured; softer light or more distance helps."),
    "dark": message("The card is too dark, so colour was not measured; more light helps."),
    "skin": message("What is marked as skin does not look like skin beside the card; please look at both marks."),
    "nothing": message("This device has no part that measures colour."),
}
Mark = tuple[float, float]
"""The middle of a mark, as parts of the picture's width and height."""


class ColourRefused(StorageError):
    """Colour that is not measured. `why` is a key of `REFUSALS`."""

    def __init__(self, why: str) -> None:
        super().__init__(REFUSALS[why])
        self.why = why


class Asked(Struct, frozen=True):
    """What is to be measured: the marks, the card by its id and its reflectance, the least noise of both measures."""

    card: str
    reflectance: float
    card_at: Mark
    skin_at: Mark
    redness_noise: float
    evenness_noise: float


def measure_colour(picture: bytes, asked: Asked) -> PhotoColour:
    """Colour in a picture of ours. Raises `ColourRefused`."""
    try:
        import numpy as np
        from PIL import Image
    except ImportError as error:
        raise ColourRefused("nothing") from error
    with Image.open(BytesIO(picture), formats=("JPEG",)) as image:
        pixels = np.asarray(image.convert("RGB"), dtype=np.float64) / 255
    card = _parts(np, pixels, asked.card_at, CARD_SIDE)
    skin = _parts(np, pixels, asked.skin_at, SKIN_SIDE)
    _check_card(np, card)
    to_cones = np.array(_BRADFORD) @ np.array(_TO_XYZ)
    white = to_cones @ np.ones(3)
    seen = to_cones @ card.mean(axis=0)
    gains = asked.reflectance * white / seen
    ab = _ab(np, skin @ to_cones.T, gains)
    redness, yellowness = (float(value) for value in np.median(ab, axis=0))
    if redness < LEAST_SKIN or yellowness < LEAST_SKIN:
        raise ColourRefused("skin")
    card_ab = _ab(np, card @ to_cones.T, gains)
    spread, of_card = _spread(np, ab), _spread(np, card_ab)
    # How far the factors are off, from how the card's parts differ; and the skin's own scatter.
    errors = (card @ to_cones.T).std(axis=0, ddof=1) / seen / PARTS
    shifts = [float(np.median(_ab(np, skin @ to_cones.T, gains * _but(np, n, errors[n])), axis=0)[0]) for n in range(3)]
    error = sum((shift - redness) ** 2 for shift in shifts) + float(ab[:, 0].var(ddof=1)) / PARTS**2
    return PhotoColour(
        card=asked.card,
        redness=round(redness, 2),
        redness_noise=round((asked.redness_noise**2 + 1.96**2 * error) ** 0.5, 2),
        evenness=round(max(0.0, spread**2 - of_card**2) ** 0.5, 2),
        evenness_noise=round((asked.evenness_noise**2 + of_card**2) ** 0.5, 2),
    )


def _parts(np: Any, pixels: Any, at: Mark, share: float) -> Any:
    """The means of the parts of a mark, in linear light."""
    height, width, _ = pixels.shape
    part = max(2, round(share * min(width, height) / PARTS))
    side = part * PARTS
    left = min(max(0, round(at[0] * width - side / 2)), width - side)
    top = min(max(0, round(at[1] * height - side / 2)), height - side)
    encoded = pixels[top : top + side, left : left + side]
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return linear.reshape(PARTS, part, PARTS, part, 3).mean(axis=(1, 3)).reshape(-1, 3)


def _check_card(np: Any, card: Any) -> None:
    mean = card.mean(axis=0)
    if mean.max() > TOO_BRIGHT:
        raise ColourRefused("bright")
    if mean.min() < TOO_DARK / 4 or mean.mean() < TOO_DARK:
        raise ColourRefused("dark")
    uneven = float((card.std(axis=0) / mean).max())
    red, blue = mean[0] / mean[1], mean[2] / mean[1]
    lit = LIGHT_RED[0] <= red <= LIGHT_RED[1] and LIGHT_BLUE[0] <= blue <= LIGHT_BLUE[1]
    if uneven > MOST_UNEVEN or not lit:
        raise ColourRefused("card")


def _ab(np: Any, cones: Any, gains: Any) -> Any:
    """a* and b* of what the cones see, each with its factor."""
    back = np.linalg.inv(np.array(_BRADFORD))
    white = np.array(_TO_XYZ) @ np.ones(3)
    share = np.maximum((cones * gains) @ back.T / white, 0)
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.stack([500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def _spread(np: Any, ab: Any) -> float:
    """How far the parts lie from their mean, root of the mean square."""
    return float(np.sqrt(((ab - ab.mean(axis=0)) ** 2).sum(axis=1).mean()))


def _but(np: Any, n: int, error: float) -> Any:
    factors = np.ones(3)
    factors[n] += error
    return factors


_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
