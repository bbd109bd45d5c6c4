"""Two pages for a dermatologist: what was done, what the skin did and what followed, and what the ratings say.

Everything comes from what the person entered. What they wrote for themselves stays out unless it is asked for.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care.changes import Refused
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import FullDate, Message, count_message, message
from care.records import Event, Photo
from care.report_measures import charts
from care.report_parts import Figure, Pair, Period, Picture, Report, Section, dated, left_out, own, within
from care.report_sessions import area_words, courses, daily_care, pauses, settings
from care.report_shelf import patch_tests, shelf
from care.report_skin import decisions, notes, reactions, safety, treatments

MOST_PAIRS = 4


class Asked(Struct, frozen=True, kw_only=True):
    """What the report is to be about: the first and the last care day (None: as far as the diary reaches), and whether
    private notes and pictures go in."""

    first: date | None = None
    last: date | None = None
    notes: bool = False
    pictures: bool = False


def report(diary: Diary, knowledge: Knowledge, asked: Asked, now: Moment) -> Report[Message]:
    """The report as it stands at a moment. `diary` is whole. Raises `Refused` when the days are the wrong way round
    or all still to come."""
    today = now.care_day(diary.profile.day_starts_at)
    first_entry = _first_day(diary) or today
    period = Period(asked.first or first_entry, min(asked.last or today, today))
    if asked.first is not None and asked.last is not None and asked.first > asked.last:
        raise Refused(message("The first day of the report lies after its last. Nothing was written."))
    if period.first > today:
        raise Refused(message("The days of the report are all still to come. Nothing was written."))
    if period.first > period.last:
        raise Refused(message("The diary begins after the last day of the report. Nothing was written."))
    drawn = charts(diary, knowledge, period)
    pairs = _pairs(diary, knowledge, period) if asked.pictures else ()
    return Report(
        title=message("Report for a dermatologist"),
        period=message("{first} to {last}", first=FullDate(period.first), last=FullDate(period.last)),
        made=message("made on {day}", day=FullDate(today)),
        honest=message(
            "A diary of home care of face and scalp, kept by the person themselves with Mesoday. The ratings are their "
            "own. It is not a diagnosis, and cannot tell what caused a change."
        ),
        by_hand=(message("Name"), message("Date of birth")),
        about=tuple(_about(diary, knowledge)),
        figures=_figures(diary, period),
        sections=_sections(diary, knowledge, period, first_entry, now.zone, with_notes=asked.notes),
        charts_title=message("Ratings"),
        charts=drawn,
        legend=_legend(),
        more_charts=left_out(len(drawn)),
        pairs_title=message("Pictures"),
        pairs=pairs,
        more_pairs=left_out(len(pairs)),
        unseen=message("This picture is not here."),
        foot=(_foot(1, 1), _foot(1, 2), _foot(2, 2)),
    )


def _foot(page: int, pages: int) -> Message:
    return message("Kept by the person themselves. Not a diagnosis. Page {n} of {all}", n=page, all=pages)


def _first_day(diary: Diary) -> date | None:
    events: tuple[tuple[Event, ...], ...] = (
        diary.sessions, diary.steps_done, diary.choices, diary.check_ins, diary.reactions, diary.photos,
    )  # fmt: skip
    return min((event.day for kind in events for event in kind), default=None)


def _about(diary: Diary, knowledge: Knowledge) -> list[Message]:
    """What the person said of themselves."""
    profile = diary.profile
    told: list[Message] = []
    if profile.birth_year is not None:
        told.append(message("Born in {year}", year=str(profile.birth_year)))
    if profile.areas:
        told.append(message("Cares for: {areas}", areas=area_words(profile.areas)))
    if profile.skin_type:
        told.append(message("Skin type: {type}", type=own(profile.skin_type, 60)))
    if profile.sensitive:
        told.append(message("Calls their skin sensitive"))
    for concern in profile.concerns:
        if row := knowledge.concerns.get(concern):
            told.append(message("Concern: {concern}", concern=message(row.title)))
    return told


def _figures(diary: Diary, period: Period) -> tuple[Figure[Message], ...]:
    """What there is, in four numbers."""
    done = [s for s in within(diary.sessions, period) if s.outcome == "finished"]
    signs = [r for r in within(diary.reactions, period) if r.signs]
    rated = {c.day for c in within(diary.check_ins, period)}
    ticked = {s.day for s in within(diary.steps_done, period)}
    return tuple(
        Figure(message("{n}", n=count), label)
        for count, label in (
            (len(done), count_message("session finished", "sessions finished", len(done))),
            (len(signs), count_message("entry of signs on the skin", "entries of signs on the skin", len(signs))),
            (len(rated), count_message("day with ratings", "days with ratings", len(rated))),
            (len(ticked), count_message("day with daily care", "days with daily care", len(ticked))),
        )
    )


def _sections(
    diary: Diary, knowledge: Knowledge, period: Period, first_entry: date, zone: str, *, with_notes: bool
) -> tuple[Section[Message], ...]:
    """What a professional asks first comes first; sections without entries are left out."""
    found = (
        courses(diary, knowledge, period),
        reactions(diary, knowledge, period, with_notes=with_notes),
        settings(diary, knowledge, period),
        safety(diary, knowledge, period),
        shelf(diary, knowledge, period, zone, with_notes=with_notes),
        daily_care(diary, period, first_entry),
        patch_tests(diary, period),
        treatments(diary, period),
        decisions(diary, knowledge, period),
        pauses(diary, period, with_notes=with_notes),
        *((notes(diary, period),) if with_notes else ()),
    )
    return tuple(one for one in found if one.rows)


def _legend() -> dict[str, Message]:
    return {
        "dot": message("mean of the ratings"),
        "before": message("before the course"),
        "start": message("start of the course"),
        "session": message("session"),
        "band": message("usual ups and downs"),
        "likely": message("likely mean now"),
    }


def _pairs(diary: Diary, knowledge: Knowledge, period: Period) -> tuple[Pair[Message], ...]:
    """The first and the last picture of each view in the period, where these are two."""
    views: dict[str, list[Photo]] = {}
    for photo in sorted(within(diary.photos, period), key=lambda p: (p.at, p.id)):
        views.setdefault(photo.view, []).append(photo)
    pairs = [
        Pair(_view(knowledge, view), _picture(taken[0]), _picture(taken[-1]))
        for view, taken in sorted(views.items())
        if len(taken) > 1
    ]
    return tuple(pairs[:MOST_PAIRS])


def _view(knowledge: Knowledge, view: str) -> Message:
    row = knowledge.photo_views.get(view)
    return message(row.title) if row else own(view)


def _picture(photo: Photo) -> Picture[Message]:
    return Picture(photo.sha256, dated(photo.day))
