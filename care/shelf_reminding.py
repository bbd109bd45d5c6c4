"""Reminders that follow from what stands on the shelf: a patch test's next time, the end of a date, and a device that
is still to be cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from care import patch_test, shelf
from care.clocks import CLEANING_ASKED, uses_of_device, was_cleaned, was_cleaned_at_once
from care.days import (
    DAY,
    Moment,
    calendar_date,
    care_day,
    care_day_of_wall,
    care_day_span,
    instant,
    wall_in_care_day,
    wall_text,
)
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.occurrences import Occurring, made_at
from care.outlook import Outlook
from care.patch_test import Reading, Tested
from care.records import Device, Product
from care.rhythm import days_between

PATCH, EXPIRY, CLEAN = "patch_test", "expiry", "device_care"
LOOK = message("A short look is due")
DATE = message("A date on the shelf comes up")
TIDY = message("One thing is left to clean")


def thing_of(reminder: str) -> tuple[str, str] | None:
    """What sort of reminder of the shelf it is, and about which product or device; None for any other reminder."""
    sort, _, thing = reminder.partition("/")
    return (sort, thing) if thing and sort in (PATCH, EXPIRY, CLEAN) else None


def occurring(diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """Every occurrence on the calendar dates from `first` to `last`, both included, in no particular order."""
    for thing in (*diary.products.values(), *diary.devices.values()):
        if isinstance(thing, Product) and thing.retired is not None:
            continue
        for date_, slot, zone in patch_times(thing, diary, knowledge, now, first, last):
            if first <= date_ <= last:
                yield Occurring(f"{PATCH}/{thing.id}", PATCH, LOOK, date_, slot, zone)
    for product in diary.products.values():
        yield from _expiry(product, diary, knowledge, now, first, last)
    for device in diary.devices.values():
        yield from _cleaning(device, diary, now, first, last)


def done(ahead: Outlook, one: Occurring) -> bool | None:
    """Whether the thing itself is done; None where the reminder is none of the shelf's."""
    told = thing_of(one.reminder)
    if told is None:
        return None
    sort, which = told
    diary, zone = ahead.diary, ahead.now.zone
    if sort == EXPIRY:
        return False  # that it was read is told by its answer
    if sort == CLEAN:
        device = diary.devices.get(which)
        at = instant(one.date, one.slot, zone)
        return device is None or all(
            was_cleaned(device, use) for use in uses_of_device(diary, device.id) if use.ended_at <= at
        )
    thing = diary.products.get(which) or diary.devices.get(which)
    if thing is None or thing.patch_test is None:
        return True
    readings = patch_test.readings_of(thing.patch_test)
    if one.zone != "local":
        return any(r.at >= instant(one.date, one.slot, one.zone) for r in readings)
    day = care_day_of_wall(one.date, one.slot, ahead.starts_at)
    if not _by_days(thing, diary, ahead.knowledge):
        return any(care_day(r.at, zone, ahead.starts_at) <= day for r in readings)
    begins, half, ends = _halves(day, diary, zone)
    opens, closes = (begins, half) if one.slot == diary.profile.am_time else (half, ends)
    return any(opens <= r.at < closes for r in readings)


# The patch test


def patch_times(
    thing: Tested, diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date
) -> Iterator[tuple[date, str, str]]:
    """The times of a test between two days: calendar date, slot and zone of each. Those of the past as they were asked
    by what was entered until then, those to come as if each is done at its time."""
    test = thing.patch_test
    if test is None:
        return
    readings = patch_test.readings_of(test)
    starts_at = diary.profile.day_starts_at
    began = test.started_on or (care_day(readings[0].at, now.zone, starts_at) if readings else None)
    if began is None or (test.state != "running" and not readings):
        return
    ended_at = readings[-1].at if test.state != "running" else None
    if _by_days(thing, diary, knowledge):
        days = days_between(max(began, first - DAY), min(now.care_day(starts_at), last))
        yield from dict.fromkeys(
            (
                *_halves_asked(thing, readings, diary, knowledge, now, days, began, ended_at),
                *_halves_to_come(thing, diary, knowledge, now, last),
            )
        )
    else:
        yield from _looks(thing, readings, diary, knowledge, now, began, ended_at)


def _by_days(thing: Tested, diary: Diary, knowledge: Knowledge) -> bool:
    return not patch_test.course_of(thing, knowledge, history=patch_test.has_history(diary)).looks


def _halves(day: date, diary: Diary, zone: str) -> tuple[datetime, datetime, datetime]:
    """A care day's begin, the middle between its morning and its evening, and its end."""
    profile = diary.profile
    begins, ends = care_day_span(day, zone, profile.day_starts_at)
    morning = wall_in_care_day(day, profile.am_time, zone, profile.day_starts_at)
    evening = wall_in_care_day(day, profile.pm_time, zone, profile.day_starts_at)
    return begins, morning + max(timedelta(), evening - morning) / 2, ends


def _halves_asked(
    thing: Tested,
    readings: list[Reading],
    diary: Diary,
    knowledge: Knowledge,
    now: Moment,
    days: Iterator[date],
    began: date,
    ended_at: datetime | None,
) -> Iterator[tuple[date, str, str]]:
    """The mornings and evenings at whose beginning an entry was due."""
    profile = diary.profile
    for day in days:
        begins, half, _ = _halves(day, diary, now.zone)
        for opens, slot in ((begins, profile.am_time), (half, profile.pm_time)):
            if opens > now.at or (ended_at is not None and opens > ended_at):
                return
            if day == began and slot == profile.am_time:
                continue  # it was begun in the course of that day
            before = [r for r in readings if r.at < opens]
            then = patch_test.with_readings(thing, before)
            found = patch_test.status(then, knowledge, diary, Moment(opens, now.zone))
            if found is not None and found.is_due(opens):
                yield calendar_date(day, slot, profile.day_starts_at), slot, "local"


def _halves_to_come(
    thing: Tested, diary: Diary, knowledge: Knowledge, now: Moment, last: date
) -> Iterator[tuple[date, str, str]]:
    at, profile = now, diary.profile
    while True:
        found = patch_test.status(thing, knowledge, diary, at)
        if found is None or found.next_at is None or found.next_kind is None:
            return
        local = found.next_at.astimezone(ZoneInfo(now.zone))
        if local.date() > last:
            return
        day = care_day(found.next_at, now.zone, profile.day_starts_at)
        morning = wall_in_care_day(day, profile.am_time, now.zone, profile.day_starts_at)
        slot = profile.am_time if found.next_at == morning else profile.pm_time
        if found.next_at > now.at:
            yield calendar_date(day, slot, profile.day_starts_at), slot, "local"
        at = Moment(max(found.next_at, at.at), now.zone)
        thing = patch_test.log(thing, knowledge, diary, found.next_kind, "none", at)


def _looks(
    thing: Tested,
    readings: list[Reading],
    diary: Diary,
    knowledge: Knowledge,
    now: Moment,
    began: date,
    ended_at: datetime | None,
) -> Iterator[tuple[date, str, str]]:
    """The evenings until it is put on; then the looks at their hour, on the wall clock of where it was put on, so that
    a journey makes no second reminder of them."""
    profile, starts_at = diary.profile, diary.profile.day_starts_at
    applied = next((r for r in readings if r.kind == "applied"), None)
    until = care_day(applied.at, now.zone, starts_at) if applied else now.care_day(starts_at)
    if applied is None and wall_in_care_day(until, profile.pm_time, now.zone, starts_at) <= now.at:
        until += DAY
    for day in days_between(began, until):
        yield calendar_date(day, profile.pm_time, starts_at), profile.pm_time, "local"
    if applied is None:
        return
    course = patch_test.course_of(thing, knowledge, history=patch_test.has_history(diary))
    due = [applied.at + timedelta(hours=hours) for hours in course.looks]
    again = [r.at + DAY for r in readings if r.at >= due[-1] and r.skin != "none" and not course.may_be_mild]
    zone = applied.zone or now.zone
    for at in (*due, *again):
        if ended_at is None or at <= ended_at:
            local = at.astimezone(ZoneInfo(zone))
            yield local.date(), wall_text(local), zone


# Dates, and what is to be cleaned


def _expiry(
    product: Product, diary: Diary, knowledge: Knowledge, now: Moment, first: date, last: date
) -> Iterator[Occurring]:
    """Once some days before its end, and on its last day."""
    until = shelf.good_until(product, now.zone)
    if until is None or product.retired is not None:
        return
    slot, starts_at = diary.profile.am_time, diary.profile.day_starts_at
    notice = until - timedelta(days=knowledge.figure("expiry_notice_days"))
    for day in dict.fromkeys((notice, until)):
        on = calendar_date(day, slot, starts_at)
        if first <= on <= last:
            yield Occurring(f"{EXPIRY}/{product.id}", EXPIRY, DATE, on, slot, "local", made_at=made_at(product, now))


def _cleaning(device: Device, diary: Diary, now: Moment, first: date, last: date) -> Iterator[Occurring]:
    """The mornings after a session whose cleaning nobody has noted."""
    slot, starts_at = diary.profile.am_time, diary.profile.day_starts_at
    for use in uses_of_device(diary, device.id):
        if was_cleaned_at_once(use):
            continue
        for day in days_between(use.day + DAY, use.day + CLEANING_ASKED):
            on = calendar_date(day, slot, starts_at)
            if first <= on <= last and instant(on, slot, now.zone) > use.ended_at:
                yield Occurring(f"{CLEAN}/{device.id}", CLEAN, TIDY, on, slot, "local", made_at=made_at(use, now))
