"""What pictures, their views and what held when they were taken are called."""

from __future__ import annotations

from collections.abc import Iterable

from care.knowledge import Knowledge
from care.photos import area_of
from care.records import Photo
from screens.wording import Wording


def view_title(words: Wording, knowledge: Knowledge, view: str) -> str:
    """ "Left cheek"; a view that no row knows is called by what the file called it."""
    row = knowledge.photo_views.get(view)
    return words.text(row.title) if row else view


def photo_name(words: Wording, knowledge: Knowledge, photo: Photo) -> str:
    """ "Left cheek, 3 March 2026", as a screen reader says it."""
    title = view_title(words, knowledge, photo.view)
    return words.text("{view}, {day}", view=title, day=words.dated(photo.day))


def short_date(words: Wording, photo: Photo, year: int) -> str:
    """ "3 March", with the year where it is another one."""
    return words.date(photo.day) if photo.day.year == year else words.dated(photo.day)


def check_titles(words: Wording, knowledge: Knowledge, checks: Iterable[str]) -> tuple[str, ...]:
    """The short names of checks that there are."""
    rows = (knowledge.photo_checks.get(check) for check in checks)
    return tuple(words.text(row.title) for row in rows if row)


def area_for(knowledge: Knowledge, photo: Photo) -> str:
    """ "face" or "scalp", for shapes and colours; "face" for a view that no row knows."""
    return area_of(photo, knowledge) or "face"


def photo_route(photo: str) -> str:
    return f"/photos/{photo}"


def compare_route(view: str, first: str = "", second: str = "") -> str:
    chosen = "".join(f"&{name}={id}" for name, id in (("first", first), ("second", second)) if id)
    return f"/photos/compare?view={view}{chosen}"


def take_route(area: str = "", view: str = "") -> str:
    """Taking a picture of an area, or of a view."""
    asked = "&".join(f"{name}={value}" for name, value in (("area", area), ("view", view)) if value)
    return "/photos/take" + (f"?{asked}" if asked else "")
