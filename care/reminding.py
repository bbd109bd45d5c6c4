"""Which reminders there are: those the person made, and those that follow from routines, courses and check-ins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from care import courses, pauses
from care.days import Moment, calendar_date, care_day_of_wall
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.plan import check_ins, plan_routine
from care.records import Reminder
from care.rhythm import falls_on
from care.sessions import plan_session

ANCHOR = date(2024, 1, 1)  # where a rhythm begins that has no first day
CHECK_IN = "check_in"
About = str


class Occurring(Struct, frozen=True):
    """One reminder on one local calendar date at one slot. `zone` is "local" or the reminder's own."""

    reminder: str
    about: About
    title: Message
    date: date
    slot: str
    zone: str
    area: Literal["", "face", "scalp"] = ""


def occurring(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """Every occurrence on the calendar dates from `first` to `last`, both included, in no particular order."""
    if not diary.begun:
        return
    yield from _own(diary, first, last)
    yield from _routines(diary, first, last)
    yield from _sessions(diary, knowledge, now, first, last)
    yield from _check_ins(diary, knowledge, now, first, last)


def done(diary: Diary, one: Occurring, now: Moment) -> bool:
    """Whether the thing itself is done, so that nothing needs to be said any more."""
    starts_at = diary.profile.day_starts_at
    day = care_day_of_wall(one.date, one.slot, starts_at)
    if routine := diary.routines.get(one.reminder):
        plan = plan_routine(diary, routine, day, now.care_day(starts_at), now.zone)
        return not plan.open_steps
    if one.reminder in diary.courses:
        return any(s.course == one.reminder and s.day == day for s in diary.sessions)
    if one.about == CHECK_IN and one.reminder.startswith(CHECK_IN):
        return any(c.day == day and c.area == one.reminder.removeprefix(f"{CHECK_IN}/") for c in diary.check_ins)
    return False


def _own(diary: Diary, first: date, last: date) -> Iterator[Occurring]:
    for reminder in diary.reminders.values():
        if reminder.enabled:
            yield from (
                Occurring(
                    reminder.id, reminder.about, message("{title}", title=reminder.title), day, slot, reminder.zone
                )
                for day in _days(first, last)
                if _falls(reminder, day)
                for slot in dict.fromkeys(reminder.times)
            )


def _falls(reminder: Reminder, day: date) -> bool:
    if reminder.until is not None and day > reminder.until:
        return False
    if reminder.from_ is not None and day < reminder.from_:
        return False
    return falls_on(reminder.every, day, reminder.from_ or ANCHOR)


def _routines(diary: Diary, first: date, last: date) -> Iterator[Occurring]:
    profile = diary.profile
    for routine in diary.routines.values():
        if not routine.steps or (profile.areas and routine.area not in profile.areas):
            continue
        slot = profile.am_time if routine.slot == "am" else profile.pm_time
        about = "am_routine" if routine.slot == "am" else "pm_routine"
        for day in _days(first, last):
            if not pauses.paused(diary, routine.area, care_day_of_wall(day, slot, profile.day_starts_at)):
                title = message("{title}", title=routine.title)
                yield Occurring(routine.id, about, title, day, slot, "local", routine.area)


def _sessions(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """The days on which a session is due, if each is done on its day. A closed course is not brought to mind."""
    starts_at = diary.profile.day_starts_at
    today = now.care_day(starts_at)
    for course in diary.active_courses():
        if plan_session(diary, knowledge, course, today, now, seen_from=today).state in ("blocked", "paused"):
            continue
        for day in courses.planned_days(diary, course, today, last):
            on = calendar_date(day, course.time, starts_at)
            if not first <= on <= last or pauses.paused(diary, course.area, day):
                continue
            if not diary.choice("not_today", course.id, day):
                title = message("{title}", title=course.title)
                yield Occurring(course.id, "session", title, on, course.time, "local", course.area)


def _check_ins(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """The check-ins that are due, in the morning before any product."""
    profile = diary.profile
    today = now.care_day(profile.day_starts_at)
    titles = {"glow": message("Face check-in"), "scalp": message("Scalp check-in")}
    areas: dict[str, Literal["face", "scalp"]] = {"glow": "face", "scalp": "scalp"}
    for name, title in titles.items():
        if areas[name] not in profile.areas:
            continue
        every = timedelta(days=int(knowledge.figure(f"{name}_check_in_days")))
        had = max((c.day for c in diary.check_ins if c.area == name), default=None)
        due = had + every if had else today
        if due < today:  # it stands on its own day, where it may have been missed, and on today
            on = calendar_date(due, profile.am_time, profile.day_starts_at)
            if on >= first and not pauses.paused(diary, areas[name], due):
                yield Occurring(f"{CHECK_IN}/{name}", CHECK_IN, title, on, profile.am_time, "local", areas[name])
            due = today
        if any(c.area == name and c.state == "not_today" for c in check_ins(diary, knowledge, today)):
            due = max(due, today + timedelta(days=1))
        while (on := calendar_date(due, profile.am_time, profile.day_starts_at)) <= last:
            if on >= first and not pauses.paused(diary, areas[name], due):
                yield Occurring(f"{CHECK_IN}/{name}", CHECK_IN, title, on, profile.am_time, "local", areas[name])
            due += every


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
