"""Colour against a card: a scene whose colours are known, in warm, cool and dim light, as a camera would see it."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from care.records import PhotoColour
from storage.photo_colour import REFUSALS, Asked, ColourRefused, measure_colour
from storage.photo_intake import measure_in

# The light is put on by another way (CAT02, a matrix of crosstalk) than it is taken off by (Bradford).
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
WHITE = TO_XYZ @ np.ones(3)
CARD_AT, SKIN_AT = (0.14, 0.86), (0.5, 0.4)
LIGHTS = {  # the white of the light, as a camera leaves it when it balances half of it away; and the exposure
    "even": ((0.9505, 1.0, 1.0888), 1.0),
    "warm": ((1.020, 1.0, 0.745), 1.0),
    "cool": ((0.955, 1.0, 1.300), 1.0),
    "dim": ((0.9505, 1.0, 1.0888), 0.3),
    "warm and dim": ((1.020, 1.0, 0.745), 0.4),
}
SKINS = {"light": (72.0, 11.0, 15.0), "middle": (58.0, 14.0, 20.0), "dark": (36.0, 12.0, 16.0)}


def xyz(lab: np.ndarray) -> np.ndarray:
    f = (lab[..., 0] + 16) / 116
    three = np.stack([f + lab[..., 1] / 500, f, f - lab[..., 2] / 200], axis=-1)
    return np.where(three > 6 / 29, three**3, (116 * three - 16) / (24389 / 27)) * WHITE


def picture(
    skin: tuple[float, float, float],
    light: str = "even",
    *,
    card: float | None = 0.18,
    blotch: float = 0.0,
    noise: float = 0.01,
    shade: float = 0.0,
) -> bytes:
    """A field of skin with a card at the lower left. `blotch`: deviation of a* among its patches; `shade`: how much
    darker the card's far edge is."""
    random = np.random.default_rng(7)
    lab = np.empty((600, 480, 3))
    lab[:] = skin
    patches = random.normal(0, blotch, (30, 24)) if blotch else np.zeros((30, 24))
    lab[..., 1] += np.kron(patches, np.ones((20, 20)))
    seen = xyz(lab)
    if card is not None:
        fall = 1 - shade * np.linspace(0, 1, 90)[None, :, None]
        seen[470:560, 22:112] = card * WHITE * fall
    white, exposure = LIGHTS[light]
    gains = (CAT02 @ np.array(white)) / (CAT02 @ WHITE)
    lit = seen @ CAT02.T * gains @ np.linalg.inv(CAT02).T * exposure
    linear = np.clip(lit @ np.linalg.inv(TO_XYZ).T, 0, 1)
    encoded = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    encoded = np.clip(encoded + random.normal(0, noise, encoded.shape), 0, 1)
    made = BytesIO()
    Image.fromarray((encoded * 255).round().astype(np.uint8)).save(made, "JPEG", quality=88)
    return made.getvalue()


def measured(data: bytes, **more: object) -> PhotoColour:
    given = {
        "card": "grey_18",
        "reflectance": 0.18,
        "card_at": CARD_AT,
        "skin_at": SKIN_AT,
        "redness_noise": 2.5,
        "evenness_noise": 0.5,
    }
    return measure_colour(data, Asked(**{**given, **more}))  # type: ignore[arg-type]


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("skin", SKINS)
def test_redness_is_right_within_its_noise_in_any_light_and_on_any_skin(skin: str, light: str) -> None:
    found = measured(picture(SKINS[skin], light))
    assert abs(found.redness - SKINS[skin][1]) <= found.redness_noise, found
    assert found.redness_noise < 4


@pytest.mark.parametrize("light", LIGHTS)
def test_a_difference_of_redness_shows_in_the_same_light(light: str) -> None:
    calm, flushed = (measured(picture((60, redness, 17), light)).redness for redness in (11.0, 16.0))
    assert flushed - calm == pytest.approx(5, abs=1.2)


@pytest.mark.parametrize("light", ["even", "warm", "cool", "dim"])
def test_evenness_is_the_spread_of_the_skin_and_not_that_of_the_picture(light: str) -> None:
    smooth, blotchy = (measured(picture(SKINS["middle"], light, blotch=by)) for by in (0.0, 3.0))
    assert smooth.evenness <= smooth.evenness_noise
    assert abs(blotchy.evenness - 3.0) <= 0.5 + blotchy.evenness_noise


def test_without_the_card_the_same_skin_would_be_called_otherwise() -> None:
    """That light alone moves colour by more than any serum: taken at face value, warm light adds several units."""

    def at_face_value(data: bytes) -> float:
        pixels = np.asarray(Image.open(BytesIO(data)), dtype=float) / 255
        patch = pixels[200:280, 200:280].reshape(-1, 3).mean(axis=0)
        share = TO_XYZ @ np.where(patch <= 0.04045, patch / 12.92, ((patch + 0.055) / 1.055) ** 2.4) / WHITE
        f = np.cbrt(share)
        return 500 * (f[0] - f[1])

    warm, cool = (at_face_value(picture(SKINS["light"], light)) for light in ("warm", "cool"))
    assert abs(warm - cool) > 3


def refused(data: bytes, **more: object) -> str:
    with pytest.raises(ColourRefused) as found:
        measured(data, **more)
    assert str(found.value).count(".") == 1
    assert found.value.reason == REFUSALS[found.value.why]
    return found.value.why


def test_without_a_card_it_is_refused() -> None:
    assert refused(picture(SKINS["middle"], card=None)) == "skin", "skin on both marks gives nothing"
    assert refused(picture(SKINS["middle"]), card_at=(0.235, 0.86)) == "card", "half of the mark lies beside it"
    assert refused(picture(SKINS["middle"]), card_at=SKIN_AT, skin_at=CARD_AT) == "skin"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (picture(SKINS["light"], card=0.97), "bright"),
        (picture(SKINS["middle"], card=0.012), "dark"),
        (picture(SKINS["middle"], shade=0.7), "card"),
    ],
    ids=["washed-out", "dark", "in-a-shadow"],
)
def test_a_card_that_tells_nothing_of_the_light_is_refused(data: bytes, why: str) -> None:
    assert refused(data) == why


def test_a_process_of_its_own_measures_the_same_and_refuses_the_same() -> None:
    data = picture(SKINS["middle"], "warm")
    asked = Asked("grey_18", 0.18, CARD_AT, SKIN_AT, 2.5, 0.5)
    assert measure_in(data, asked, apart=True) == measure_in(data, asked, apart=False) == measured(data)
    with pytest.raises(ColourRefused) as found:
        measure_in(picture(SKINS["middle"], card=None), asked)
    assert found.value.why == "skin"


def test_marks_at_the_edge_stay_within_the_picture() -> None:
    assert refused(picture(SKINS["middle"]), card_at=(0, 1), skin_at=(1, 0)) in ("card", "skin")
