"""Taking a picture, as plain values: the view, how to hold the camera, what is to be as last time, what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from care.days import care_day
from care.knowledge import Knowledge
from care.photo_light import remarks
from care.photo_rows import Guide
from care.photos import last_of, views_for
from care.records import Photo
from screens.photo_words import check_titles, short_date
from screens.ports import PictureTaken
from screens.snapshot import Snapshot


class CheckView(Struct, frozen=True):
    """Something to be as last time; `title` is ticked, `text` says it whole."""

    id: str
    title: str
    text: str
    ticked: bool


class TakeView(Struct, frozen=True):
    """`views`: what may be photographed, as (id, words); `last`: the last picture of the chosen one, as its checksum
    and a sentence; `last_held`: what was ticked for it; `back`: the camera at the back of a phone is the better one."""

    views: tuple[tuple[str, str], ...]
    chosen: str
    title: str
    how: str
    guide: Guide
    area: str
    last: str
    last_said: str
    last_held: tuple[str, ...]
    checks: tuple[CheckView, ...]
    back: bool


class ReviewView(Struct, frozen=True):
    """What came of it. `remarks`: what may make it worth taking again; `fine`: said where there are none; `days`: the
    days it may count for, as (ISO date, words), only where there is a choice."""

    remarks: tuple[str, ...]
    fine: str
    ratio: float
    days: tuple[tuple[str, str], ...]


def take_view(
    shot: Snapshot, knowledge: Knowledge, photos: Sequence[Photo], area: str, view: str, ticked: Collection[str]
) -> TakeView:
    """`area`: "face" or "scalp" where only its views are asked for; `view`: the chosen one."""
    words = shot.wording
    offered = views_for([area] if area in ("face", "scalp") else shot.diary.profile.areas, knowledge)  # type: ignore[list-item]
    row = knowledge.photo_views.get(view) or offered[0]
    last = last_of(photos, row.id)
    said = words.text("The last one, {day}", day=short_date(words, last, shot.today.year)) if last else ""
    checks = (check for check in knowledge.photo_checks.values() if row.area in check.areas)
    return TakeView(
        views=tuple((one.id, words.text(one.title)) for one in offered),
        chosen=row.id,
        title=words.text(row.title),
        how=words.text(row.how),
        guide=row.guide,
        area=row.area,
        last=last.sha256 if last else "",
        last_said=said,
        last_held=check_titles(words, knowledge, last.same) if last else (),
        checks=tuple(CheckView(c.id, words.text(c.title), words.text(c.text), c.id in ticked) for c in checks),
        back=row.area == "scalp",
    )


def review_view(
    shot: Snapshot, knowledge: Knowledge, photos: Sequence[Photo], view: str, taken: PictureTaken
) -> ReviewView:
    words, last = shot.wording, last_of(photos, view)
    light = last.light if last else None
    said = [words.say(remark.text) for remark in remarks(taken.light, light, knowledge)]
    if taken.moving:
        said.append(words.text("The file moves; this is its first picture."))
    fine = words.text("Lit much like your last one.") if light else words.text("Clear and well lit.")
    day = day_of(taken, shot)
    days = [(shot.today, words.text("Today"))]
    if day != shot.today:
        days.insert(0, (day, words.text("{day}, as its file says", day=words.dated(day))))
    return ReviewView(
        remarks=tuple(said),
        fine="" if said else fine,
        ratio=taken.height / taken.width,
        days=tuple((day.isoformat(), named) for day, named in days) if len(days) > 1 else (),
    )


def moment_of(taken: PictureTaken, shot: Snapshot) -> datetime | None:
    """When its file says that it was taken, by the person's clock; None where it does not, or names a time to come."""
    try:
        wall = datetime.fromisoformat(taken.taken_at)
    except ValueError:
        return None
    at = wall.replace(tzinfo=ZoneInfo(shot.now.zone)).astimezone(UTC)
    return at if at <= shot.now.at else None


def day_of(taken: PictureTaken, shot: Snapshot) -> date:
    """The care day that it is of: the one that its file names, else today."""
    at = moment_of(taken, shot)
    return care_day(at, shot.now.zone, shot.diary.profile.day_starts_at) if at is not None else shot.today
