"""Which reminders there are: those the person made, and those that follow from routines, courses, check-ins, the checks
of the skin after a session, and from what stands on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from care import courses, measures, pauses, shelf_reminding
from care.days import (
    DAY,
    Moment,
    calendar_date,
    care_day_of_wall,
    care_day_span,
    instant,
    wall_in_care_day,
    wall_text,
)
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.occurrences import Occurring, made_at
from care.outlook import Outlook
from care.plan import check_ins, plan_routine
from care.records import Area, Course
from care.rhythm import days_between, days_of
from care.skin_checks import Kind, answered, coming_checks

ANCHOR = date(2024, 1, 1)  # where a rhythm begins that has no first day
CHECK_IN = "check_in"
SKIN = "reaction"
CHECKED_AREAS: tuple[tuple[Literal["glow", "scalp"], Area, Message], ...] = (
    ("glow", "face", message("Face check-in")),
    ("scalp", "scalp", message("Scalp check-in")),
)


def occurring(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """Every occurrence on the calendar dates from `first` to `last`, both included, in no particular order.

    What was due and is not done stands on each day since, so that looking back finds all that was planned ahead.
    """
    if not diary.begun:
        return
    resting = _resting_with_everything(diary, knowledge, now, first, last)
    if not diary.pauses:
        yield from resting
    else:
        starts_at = diary.profile.day_starts_at
        for one in resting:
            if not pauses.everything_rests(diary, care_day_of_wall(one.date, one.slot, starts_at)):
                yield one
    yield from _routines(diary, knowledge, now, first, last)
    yield from _sessions(diary, knowledge, now, first, last)
    yield from _check_ins(diary, knowledge, now, first, last)
    yield from _skin_checks(diary, knowledge, now, first, last)


def _resting_with_everything(
    diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date
) -> Iterator[Occurring]:
    """Those that belong to no area, so that only a pause of everything silences them."""
    yield from _own(diary, now, first, last)
    yield from shelf_reminding.occurring(diary, knowledge, now, first, last)


def skin_check_id(session: str, kind: Kind) -> str:
    """The id of the reminder of a skin check."""
    return f"{SKIN}/{session}/{kind}"


def skin_check_of(reminder: str) -> tuple[str, Kind] | None:
    """The session and the question that a reminder of a skin check is about; None for any other reminder."""
    head, _, rest = reminder.partition("/")
    session, _, kind = rest.rpartition("/")
    return (session, kind) if head == SKIN and session and kind in ("first", "monitor", "last") else None  # type: ignore[return-value]


def done(ahead: Outlook, one: Occurring) -> bool:
    """Whether the thing itself is done, so that nothing needs to be said any more."""
    diary = ahead.diary
    if one.reminder in diary.reminders:
        return False  # what the person made says nothing of itself but by its answer
    if check := skin_check_of(one.reminder):
        return any(s.id == check[0] and answered(diary, s, check[1]) for s in diary.sessions)
    if (answer := shelf_reminding.done(ahead, one)) is not None:
        return answer
    day = care_day_of_wall(one.date, one.slot, ahead.starts_at)
    if day > ahead.today + DAY:
        return False
    if routine := diary.routines.get(one.reminder):
        return not plan_routine(routine, day, ahead).open_steps
    if one.reminder in diary.courses:
        return any(s.course == one.reminder and s.day == day for s in diary.sessions)
    if one.about == CHECK_IN and one.reminder.startswith(CHECK_IN):
        return any(c.day == day and c.area == one.reminder.removeprefix(f"{CHECK_IN}/") for c in diary.check_ins)
    return False


def _own(diary: Diary, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    for reminder in diary.reminders.values():
        if not reminder.enabled:
            continue
        title, made = message("{title}", title=reminder.title), made_at(reminder, now)
        since, until = reminder.from_, min(last, reminder.until or last)
        slots, zone, repeat = tuple(dict.fromkeys(reminder.times)), reminder.zone, reminder.repeat
        for day in days_of(reminder.every, since or ANCHOR, max(first, since or first), until):
            for slot in slots:
                yield Occurring(reminder.id, reminder.about, title, day, slot, zone, made_at=made, repeat=repeat)


def _routines(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    profile = diary.profile
    ahead = Outlook(diary, knowledge, now, last)
    for routine in diary.routines.values():
        if not routine.steps or (profile.areas and routine.area not in profile.areas):
            continue
        slot = profile.am_time if routine.slot == "am" else profile.pm_time
        about = "am_routine" if routine.slot == "am" else "pm_routine"
        title, made = message("{title}", title=routine.title), made_at(routine, now)
        daily = any(step.every is None and step.product is None for step in routine.steps)
        for on in days_between(first, last):
            day = care_day_of_wall(on, slot, profile.day_starts_at)
            if pauses.paused(diary, routine.area, day):
                continue
            # a day on which no step comes round, or all rest or are closed, has nothing to bring to mind
            if daily or any(s.state not in ("closed", "rest") for s in plan_routine(routine, day, ahead).steps):
                yield Occurring(routine.id, about, title, on, slot, "local", routine.area, made)


def _sessions(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """The days on which a session is due, if each is done on its day. A closed course is not brought to mind."""
    ahead = Outlook(diary, knowledge, now, last, whole_today=True)
    for course in diary.active_courses():
        if ahead.blocking(course, ahead.today):
            continue
        title, made = message("{title}", title=course.title), made_at(course, now)
        for day, fits_at in _session_days(course, ahead, first, last):
            on = calendar_date(day, course.time, ahead.starts_at)
            if first <= on <= last:
                yield Occurring(course.id, "session", title, on, course.time, "local", course.area, made, fits_at)


def _session_days(course: Course, ahead: Outlook, first: date, last: date) -> Iterator[tuple[date, datetime | None]]:
    """Each past day since it was due; then those laid out, with the instant where it is not the course's own time."""
    diary = ahead.diary
    due, rest = courses.next_on(diary, course), courses.rest_ends(diary, ahead.knowledge, course, ahead.now.at)
    if due is not None and due < ahead.today:
        for day in days_between(max(due, first - DAY), min(ahead.today - DAY, last)):
            if pauses.paused(diary, course.area, day) or diary.choice("not_today", course.id, day):
                continue
            if rest and rest.ends >= care_day_span(day, ahead.now.zone, ahead.starts_at)[1]:
                continue
            planned = wall_in_care_day(day, course.time, ahead.now.zone, ahead.starts_at)
            yield day, rest.ends if rest and rest.ends > planned else None
    for coming in ahead.coming(course.id):
        planned = wall_in_care_day(coming.day, course.time, ahead.now.zone, ahead.starts_at)
        yield coming.day, coming.begins if coming.begins != planned else None


def _check_ins(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """The check-ins that are due, in the morning before any product."""
    profile = diary.profile
    today, made = now.care_day(profile.day_starts_at), made_at(profile, now)
    chosen = {c.area for c in check_ins(diary, knowledge, today) if c.state == "not_today"}
    for name, area, title in CHECKED_AREAS:
        if area not in profile.areas:
            continue
        every = measures.check_in_days(diary, knowledge, name, today)
        had = max((c.day for c in diary.check_ins if c.area == name), default=None)
        due = had + every * DAY if had else first - DAY
        for day in _check_in_days(due, today, first - DAY, last, every, skip_today=name in chosen):
            on = calendar_date(day, profile.am_time, profile.day_starts_at)
            if first <= on <= last and not pauses.paused(diary, area, day):
                yield Occurring(f"{CHECK_IN}/{name}", CHECK_IN, title, on, profile.am_time, "local", area, made)


def _check_in_days(due: date, today: date, first: date, last: date, every: int, *, skip_today: bool) -> Iterator[date]:
    """Each past day since it was due; today, or from when it is due, as if done whenever it comes round."""
    yield from days_between(max(due, first), min(today - DAY, last))
    day = max(due, today)
    if day == today and skip_today:
        day = today + DAY
    while day <= last:
        yield day
        day += timedelta(days=every)


def _skin_checks(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """How is your skin? At its hour after the session, whatever is paused or closed; the silent ones do not ring.

    The slot hangs on the wall clock of where the session was, so that a journey makes no second reminder of it.
    """
    title = message("A short check is ready")
    since, until = (instant(day, "00:00", now.zone) for day in (first - DAY, last + 2 * DAY))
    for check in coming_checks(diary, knowledge, since, until):
        if check.silent:
            continue
        local = check.due_at.astimezone(ZoneInfo(check.session.zone))
        if first <= local.date() <= last:
            yield Occurring(
                skin_check_id(check.session.id, check.kind),
                SKIN,
                title,
                local.date(),
                wall_text(local),
                check.session.zone,
                diary.area_of(check.session) or "",
                made_at(check.session, now),
                check.due_at,
            )
