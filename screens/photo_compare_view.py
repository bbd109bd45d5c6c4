"""Two pictures of one view as plain values. They are shown; nothing is claimed from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from care.knowledge import Knowledge
from care.photo_light import differences, held_in_both
from care.photos import days_between, of_view
from care.records import Photo
from screens.photo_words import check_titles, photo_name, short_date, view_title
from screens.wording import Wording

Mode = Literal["slider", "beside", "overlay", "film"]
LEAST_RATIO, MOST_RATIO = 0.6, 1.4  # height to width of what both are shown in


class Side(Struct, frozen=True):
    """One of the two: its place among the pictures of the view, what it is called, and whether one can step on."""

    id: str
    sha256: str
    name: str
    day: str
    at: int
    earlier: bool
    later: bool


class CompareView(Struct, frozen=True):
    """`ratio`: height to width of both; `across`: one lies above the other; `same`: short names of what held for both;
    `differs`: sentences that make them less comparable; `frames`: all pictures of the view, the oldest first,
    as (checksum, date); `ids` those of their entries."""

    title: str
    modes: tuple[tuple[Mode, str], ...]
    mode: Mode
    first: Side
    second: Side
    between: str
    ratio: float
    across: bool
    same: tuple[str, ...]
    differs: tuple[str, ...]
    frames: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]


def compare_view(
    words: Wording,
    knowledge: Knowledge,
    photos: Sequence[Photo],
    view: str,
    first: str = "",
    second: str = "",
    mode: Mode | None = None,
) -> CompareView | None:
    """The pictures `first` and `second` (ids) of a view; the oldest and the newest where they are not named. None where
    there are not two."""
    mine = of_view(photos, view)
    if len(mine) < 2:
        return None
    at = {photo.id: n for n, photo in enumerate(mine)}
    later = max(1, at.get(second, len(mine) - 1))
    earlier = min(at.get(first, 0), later - 1)
    one, two = mine[earlier], mine[later]
    row = knowledge.photo_views.get(view)
    across = row is not None and row.across
    modes = _modes(words, across or (row is not None and row.area == "scalp"))
    chosen = mode if mode in [name for name, _ in modes] else modes[0][0]
    title = view_title(words, knowledge, view)
    year = two.day.year
    return CompareView(
        title=words.text("Compare: {view}", view=title),
        modes=modes,
        mode=chosen,
        first=_side(words, knowledge, mine, earlier, year, 0, later - 1),
        second=_side(words, knowledge, mine, later, year, earlier + 1, len(mine) - 1),
        between=words.count("One day between them", "{count} days between them", days_between(one, two)),
        ratio=max(LEAST_RATIO, min(MOST_RATIO, two.height / two.width)),
        across=across,
        same=check_titles(words, knowledge, held_in_both(one, two, knowledge)),
        differs=tuple(words.say(remark.text) for remark in differences(one, two, knowledge)),
        frames=tuple((photo.sha256, short_date(words, photo, year)) for photo in mine),
        ids=tuple(photo.id for photo in mine),
    )


def _modes(words: Wording, scalp: bool) -> tuple[tuple[Mode, str], ...]:
    """The slider is for faces alone."""
    others: tuple[tuple[Mode, str], ...] = (
        ("beside", words.text("Side by side")),
        ("overlay", words.text("Overlay")),
        ("film", words.text("Time-lapse")),
    )
    return others if scalp else (("slider", words.text("Slider")), *others)


def _side(
    words: Wording, knowledge: Knowledge, mine: Sequence[Photo], at: int, year: int, lowest: int, highest: int
) -> Side:
    photo = mine[at]
    return Side(
        photo.id,
        photo.sha256,
        photo_name(words, knowledge, photo),
        short_date(words, photo, year),
        at,
        at > lowest,
        at < highest,
    )
