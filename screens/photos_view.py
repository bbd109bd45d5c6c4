"""The gallery as plain values: one view at a time, the newest pictures first, a page of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from care.knowledge import Knowledge
from care.photos import of_view, views_for
from care.records import Area, Photo
from screens.photo_words import photo_name, view_title
from screens.wording import Wording

PAGE = 24  # pictures that a page of the gallery holds


class ViewChip(Struct, frozen=True):
    """A view that there are pictures of."""

    id: str
    said: str


class Tile(Struct, frozen=True):
    """One picture: the id of its entry, the checksum of its bytes, its name for screen readers, the day below it."""

    id: str
    sha256: str
    name: str
    day: str


class Year(Struct, frozen=True):
    title: str
    tiles: tuple[Tile, ...]


class GalleryView(Struct, frozen=True):
    """`chosen`: the view that is shown; `newer`, `older`: whether there are more pages; `at`: "25 to 48 of 2,000",
    empty where one page holds all. `comparable`: there are two of the view."""

    chips: tuple[ViewChip, ...]
    chosen: str
    years: tuple[Year, ...]
    at: str
    newer: bool
    older: bool
    comparable: bool

    @property
    def empty(self) -> bool:
        return not self.chips


def gallery_view(
    words: Wording,
    knowledge: Knowledge,
    photos: Sequence[Photo],
    areas: Sequence[Area],
    chosen: str = "",
    page: int = 0,
) -> GalleryView:
    """A page of the pictures of the chosen view; of the one photographed last where none is chosen, or it has none."""
    held = {photo.view for photo in photos}
    known = [view.id for view in knowledge.photo_views.values() if view.id in held]
    order = [*known, *sorted(held - set(known))]
    if chosen not in held and photos:
        chosen = max(photos, key=lambda photo: (photo.at, photo.id)).view
    mine = of_view(photos, chosen)[::-1]
    page = max(0, min(page, (len(mine) - 1) // PAGE))
    shown = mine[page * PAGE : (page + 1) * PAGE]
    years = tuple(
        Year(str(year), tuple(_tile(words, knowledge, photo) for photo in group))
        for year, group in groupby(shown, key=lambda photo: photo.day.year)
    )
    at = ""
    if len(mine) > PAGE:
        first, last = page * PAGE + 1, page * PAGE + len(shown)
        at = words.text("{first} to {last} of {count}", first=first, last=last, count=len(mine))
    return GalleryView(
        chips=tuple(
            ViewChip(
                view,
                words.text(
                    "{view} ({count})",
                    view=view_title(words, knowledge, view),
                    count=sum(photo.view == view for photo in photos),
                ),
            )
            for view in order
        ),
        chosen=chosen if photos else next((view.id for view in views_for(areas, knowledge)), ""),
        years=years,
        at=at,
        newer=page > 0,
        older=(page + 1) * PAGE < len(mine),
        comparable=len(mine) > 1,
    )


def _tile(words: Wording, knowledge: Knowledge, photo: Photo) -> Tile:
    return Tile(photo.id, photo.sha256, photo_name(words, knowledge, photo), words.date(photo.day))
