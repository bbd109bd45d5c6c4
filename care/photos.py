"""The pictures of a diary by their views: which one is the last, which two are compared, which belong to a check-in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from care.diary import Diary
from care.knowledge import Knowledge
from care.photo_rows import PhotoView
from care.records import Area, Photo


def by_time(photos: Iterable[Photo]) -> tuple[Photo, ...]:
    """Pictures, the oldest first."""
    return tuple(sorted(photos, key=lambda photo: (photo.at, photo.id)))


def of_view(photos: Iterable[Photo], view: str) -> tuple[Photo, ...]:
    """Those of one view, the oldest first."""
    return by_time(photo for photo in photos if photo.view == view)


def last_of(photos: Iterable[Photo], view: str, before: datetime | None = None) -> Photo | None:
    """The last picture of a view, or the last one taken before an instant."""
    found = [photo for photo in of_view(photos, view) if before is None or photo.at < before]
    return found[-1] if found else None


def views_for(areas: Iterable[Area], knowledge: Knowledge) -> tuple[PhotoView, ...]:
    """The views of the areas that a person cares for (all where none are named), in the order of the rows."""
    wanted = set(areas)
    return tuple(view for view in knowledge.photo_views.values() if not wanted or view.area in wanted)


def area_of(photo: Photo, knowledge: Knowledge) -> Area | None:
    """Where a picture shows the person; None for a view that no row knows (taken in from elsewhere)."""
    row = knowledge.photo_views.get(photo.view)
    return row.area if row else None


def days_between(first: Photo, second: Photo) -> int:
    """Care days from one picture to the other."""
    return abs((second.day - first.day).days)


def for_check_in(diary: Diary, knowledge: Knowledge, area: Area, day: date) -> tuple[Photo, ...]:
    """The pictures of an area and a care day that no check-in names yet: the next one of that day takes them along."""
    named = {id for check_in in diary.check_ins for id in check_in.photos}
    found = (p for p in diary.photos if p.day == day and p.id not in named and area_of(p, knowledge) == area)
    return by_time(found)
