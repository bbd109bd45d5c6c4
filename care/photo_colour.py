"""Redness and evenness of measured pictures against the person's own baseline. Nothing is said of why they differ.

The baseline is the first few measured pictures of a view. A later one lies within the person's usual ups and downs
unless it differs by more than the prediction interval (95 %) around their mean, and by more than the measuring itself
can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Literal

from msgspec import Struct

from care.knowledge import Knowledge
from care.messages import Message, count_message, message
from care.photos import of_view
from care.records import Photo, PhotoColour
from care.student_t import t_quantile

CARD_SIDE, SKIN_SIDE = 0.09, 0.16  # of the shorter side of a picture: the squares that are measured in it
Measure = Literal["redness", "evenness"]
ERROR = 0.05


class Standing(Struct, frozen=True):
    """One measure of one picture: its value with its noise, and what is to be said of it beside the baseline, which is
    None until there is one. `clear`: it differs by more than its noise."""

    measure: Measure
    value: float
    noise: float
    baseline: float | None
    clear: bool
    said: Message


def standings(photos: Sequence[Photo], photo: Photo, knowledge: Knowledge) -> tuple[Standing, ...]:
    """Both measures of a picture; none where it was not measured. `photos`: all of the diary."""
    if photo.colour is None:
        return ()
    measured = [
        p.colour for p in of_view(photos, photo.view) if p.colour is not None and p.colour.card == photo.colour.card
    ]
    needed = int(knowledge.figure("photo_baseline_pictures"))
    first, mine = measured[:needed], photo.colour
    return tuple(_standing(measure, mine, first, needed) for measure in ("redness", "evenness"))


def _standing(measure: Measure, mine: PhotoColour, first: Sequence[PhotoColour], needed: int) -> Standing:
    value, noise = getattr(mine, measure), getattr(mine, f"{measure}_noise")
    if len(first) < needed:
        said = count_message(
            "One more measured picture makes your baseline.",
            "{count} more measured pictures make your baseline.",
            needed - len(first),
        )
        return Standing(measure, value, noise, None, False, said)
    values = [getattr(one, measure) for one in first]
    mean = sum(values) / len(values)
    if any(one is mine for one in first):
        return Standing(measure, value, noise, mean, False, message("It is part of your baseline."))
    spread = sqrt(sum((one - mean) ** 2 for one in values) / (len(values) - 1))
    usual = t_quantile(ERROR, len(values) - 1) * spread * sqrt(1 + 1 / len(values))
    measuring = sqrt(noise**2 + sum(getattr(one, f"{measure}_noise") ** 2 for one in first) / len(first) ** 2)
    bound, by = max(usual, measuring), value - mean
    if abs(by) <= bound:
        return Standing(measure, value, noise, mean, False, message("Within your usual ups and downs."))
    said = message("{by} from your baseline, with a noise of {noise}.", by=_signed(by), noise=round(bound, 1))
    return Standing(measure, value, noise, mean, True, said)


def _signed(by: float) -> str:
    return f"{by:+.1f}".replace("-", "−")
