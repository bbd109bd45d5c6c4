"""One picture as plain values: what it shows, when, how it was taken, and what its light allows to be said."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from care.knowledge import Knowledge
from care.photo_light import remarks
from care.photos import area_of, last_of, of_view, views_for
from care.records import Photo
from screens.photo_words import check_titles, photo_name, view_title
from screens.wording import Wording


class PhotoView(Struct, frozen=True):
    """`ratio`: height to width; `held`: short names of what was as always; `remarks`: sentences; `others`: the views it
    may show instead, as (id, words); `before`, `after`: the ids of its neighbours in its view, "" for none."""

    title: str
    name: str
    taken: str
    ratio: float
    held: tuple[str, ...]
    remarks: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    before: str
    after: str


def photo_view(words: Wording, knowledge: Knowledge, photos: Sequence[Photo], photo: Photo) -> PhotoView:
    mine = of_view(photos, photo.view)
    place = next((n for n, one in enumerate(mine) if one.id == photo.id), 0)
    last = last_of(photos, photo.view, photo.at)
    said = remarks(photo.light, last.light if last else None, knowledge) if photo.light else ()
    area = area_of(photo, knowledge)
    others = views_for([area] if area else [], knowledge)
    return PhotoView(
        title=view_title(words, knowledge, photo.view),
        name=photo_name(words, knowledge, photo),
        taken=words.dated_moment(photo.at),
        ratio=photo.height / photo.width,
        held=check_titles(words, knowledge, photo.same),
        remarks=tuple(words.say(remark.text) for remark in said),
        others=tuple((view.id, words.text(view.title)) for view in others),
        before=mine[place - 1].id if place > 0 else "",
        after=mine[place + 1].id if place + 1 < len(mine) else "",
    )
