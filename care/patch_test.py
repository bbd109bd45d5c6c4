"""The patch test: a spot on the inner forearm, some days, and what is seen there. Guided, and never hurried.

Two paths. Most products: twice a day on the same spot for a week; missed applications lengthen it, and so do a history
of reactions and a mild reaction. What is tried once, then looked at: a single-use ampoule (at most two applications on
the day it is opened, then three looks), a device, and what the label asks to be looked at after some hours.
Source: rows of `settings` (patch_*, ampoule_patch_*, device_patch_*); a label's own hours go first.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from care.days import DAY, Moment, care_day, care_day_span, wall_in_care_day
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import Device, PatchTest, Product

Skin = Literal["none", "mild", "clear"]
Kind = Literal["applied", "looked"]
Tested = Product | Device
T = TypeVar("T", bound=Product | Device)
HISTORY_RULES = ("K16", "K17", "K34")  # skin that has reacted before is looked at for longer


class Reading(Struct, frozen=True, kw_only=True):
    """One entry of a test: something applied, or only looked at, and what was seen before it. `zone`: where."""

    at: datetime
    kind: Kind = "applied"
    skin: Skin = "none"
    zone: str = ""


class Course(Struct, frozen=True):
    """What a test asks: `applications` in all, at most `a_day`, over `days`; or looks at `looks` (hours after the first
    application) for what is tried once. `may_be_mild`: a mild sting is no sign by itself."""

    applications: int
    least: int
    a_day: int
    days: int
    looks: tuple[float, ...]
    may_be_mild: bool


class Status(Struct, frozen=True):
    """Where a test stands. `next_at`: when something is to be done, and `next_kind` what; None when it has ended.
    `opens_at`: from when an entry counts for that time. `ends_on`: the first day on which it may end, if nothing is
    missed from now on. `day` of `of` days, or of looks."""

    state: Literal["running", "passed", "failed"]
    day: int
    of: int
    applied: int
    next_at: datetime | None
    next_kind: Kind | None
    ends_on: date | None
    why: Message | None = None
    opens_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether an entry is asked for at that instant."""
        return self.opens_at is not None and self.opens_at <= now


def readings_of(test: PatchTest) -> list[Reading]:
    """The entries of a test by time. What cannot be read as one (from elsewhere) is left out."""
    found: list[Reading] = []
    for entry in test.readings:
        try:
            found.append(msgspec.convert(entry, Reading))
        except msgspec.ValidationError:
            continue
    return sorted(found, key=lambda r: r.at)


def with_readings(thing: T, readings: Sequence[Reading]) -> T:
    """The thing with a running test of just these entries."""
    test = thing.patch_test or PatchTest(state="running")
    return replace(thing, patch_test=replace(test, state="running", readings=[_written(r) for r in readings]))


def has_history(diary: Diary) -> bool:
    """Whether this skin, or this person, has reacted before."""
    return any((a := diary.answers.get(rule)) is not None and a.answer in ("yes", "unsure") for rule in HISTORY_RULES)


def course_of(thing: Tested, knowledge: Knowledge, *, history: bool) -> Course:
    """What the test of a product or a device asks."""
    figure = knowledge.figure
    if isinstance(thing, Device):
        again = (figure("device_patch_history_hours"),) if history else ()
        return Course(1, 1, 1, 1, (figure("device_patch_hours"), *again), False)
    irritates = any((row := knowledge.ingredients.get(active)) is not None and row.strong for active in thing.actives)
    if thing.patch_test is not None and thing.patch_test.label_hours is not None:
        return Course(1, 1, 1, 1, (thing.patch_test.label_hours,), irritates)
    if thing.single_use:
        hours = tuple(figure(f"ampoule_patch_{n}_hours") for n in ("first", "second", "last"))
        most = int(figure("ampoule_patch_applications"))
        return Course(most, 1, most, 1, hours, irritates)
    days = int(figure("patch_longest_days" if history else "patch_days"))
    a_day = int(figure("patch_applications_a_day"))
    return Course(
        int(figure("patch_days")) * a_day, int(figure("patch_applications_least")), a_day, days, (), irritates
    )


def status(thing: Tested, knowledge: Knowledge, diary: Diary, now: Moment) -> Status | None:
    """Where the test of a thing stands; None where there is none, or it was only stated, not guided."""
    test = thing.patch_test
    if test is None or test.state != "running":
        return None
    course = course_of(thing, knowledge, history=has_history(diary))
    readings = readings_of(test)
    judge = _by_looks if course.looks else _by_days
    return judge(course, readings, now, diary, knowledge)


def may_apply_again(thing: Tested, knowledge: Knowledge, diary: Diary, now: Moment) -> bool:
    """Whether what is tried on one day only may be put on once more: that day, while the spot is calm."""
    found = status(thing, knowledge, diary, now)
    course = course_of(thing, knowledge, history=has_history(diary))
    if found is None or found.state != "running" or not course.looks or thing.patch_test is None:
        return False
    readings, starts_at = readings_of(thing.patch_test), diary.profile.day_starts_at
    if not 0 < found.applied < course.applications or any(r.skin != "none" for r in readings):
        return False
    return care_day(readings[0].at, now.zone, starts_at) == now.care_day(starts_at)


def log(thing: T, knowledge: Knowledge, diary: Diary, kind: Kind, skin: Skin, now: Moment) -> T:
    """The thing with one entry more; its test has passed or failed by it where the entry decides that."""
    test = thing.patch_test or PatchTest(state="running", started_on=now.care_day(diary.profile.day_starts_at))
    entry = _written(Reading(at=now.at, kind=kind, skin=skin, zone=now.zone))
    running = replace(thing, patch_test=replace(test, state="running", readings=[*test.readings, entry]))
    return _judged(running, knowledge, diary, now)


def corrected(thing: T, knowledge: Knowledge, diary: Diary, at: datetime, skin: Skin | None, now: Moment) -> T:
    """The thing with the entry of that instant corrected, or taken out (None), and its test judged anew: a mis-tap
    leaves no trace. Nothing changes where there is no such entry."""
    test = thing.patch_test
    if test is None or not any(r.at == at for r in readings_of(test)):
        return thing
    kept = [r for r in readings_of(test) if r.at != at or skin is not None]
    readings = [replace(r, skin=skin) if r.at == at and skin is not None else r for r in kept]
    running = with_readings(thing, readings)
    # Judged at its last entry: on none of the days since was anything seen.
    return _judged(running, knowledge, diary, replace(now, at=readings[-1].at)) if readings else running


def _written(reading: Reading) -> dict[str, Any]:
    return {"at": reading.at.isoformat(), "kind": reading.kind, "skin": reading.skin, "zone": reading.zone}


def _judged(running: T, knowledge: Knowledge, diary: Diary, now: Moment) -> T:
    found = status(running, knowledge, diary, now)
    if found is None or running.patch_test is None or found.state == "running":
        return running
    return replace(running, patch_test=replace(running.patch_test, state=found.state))


def _failed(course: Course, readings: Sequence[Reading], mild_fails: int) -> Message | None:
    """Why a test has failed: a clear reaction, or mild ones in a row."""
    if any(r.skin == "clear" for r in readings):
        return message("The skin reacted clearly. Wash it off, and do not use it again.")
    row = 0
    for reading in readings:
        row = row + 1 if reading.skin == "mild" else 0
        if row >= mild_fails and not course.may_be_mild:
            return message("The skin reacted twice in a row. Better not to use it.")
    return None


def _by_days(course: Course, readings: Sequence[Reading], now: Moment, diary: Diary, knowledge: Knowledge) -> Status:
    starts_at = diary.profile.day_starts_at
    today = now.care_day(starts_at)
    # Its days count from the first application: a test that was begun late is not shorter for it.
    began = care_day(readings[0].at, now.zone, starts_at) if readings else today
    applied = [r for r in readings if r.kind == "applied"]
    days = course.days
    if not course.may_be_mild and any(r.skin == "mild" for r in readings):
        days = max(days, int(knowledge.figure("patch_longest_days")))
    missing = max(0, course.least - len(applied))
    entered = [r for r in readings if care_day(r.at, now.zone, starts_at) == today]
    left = _times_left(course, entered, today, now, diary)
    more_days = -(-max(0, missing - len(left)) // course.a_day)
    ends_on = max(began + timedelta(days=days), today + timedelta(days=more_days))
    number = (today - began).days + 1
    failed = _failed(course, readings, int(knowledge.figure("patch_mild_fails")))
    if failed is not None:
        return Status("failed", number, days, len(applied), None, None, None, failed)
    calm = bool(readings) and (readings[-1].skin == "none" or course.may_be_mild)
    last_day = began + timedelta(days=days)
    if not missing and calm and entered and today >= last_day:
        return Status("passed", number, days, len(applied), None, None, None)

    def running(at: datetime, opens_at: datetime, on: date, kind: Kind) -> Status:
        return Status("running", number, days, len(applied), at, kind, max(ends_on, on), None, opens_at)

    def morning_of(on: date) -> tuple[datetime, datetime, date]:
        begins = care_day_span(on, now.zone, starts_at)[0]
        return wall_in_care_day(on, diary.profile.am_time, now.zone, starts_at), begins, on

    if not readings or missing or (len(applied) < course.applications and calm):
        return running(*left[0], today, "applied") if left else running(*morning_of(today + DAY), "applied")
    return running(*morning_of(max(last_day, today + DAY if entered else today)), "looked")


def _times_left(
    course: Course, entered: Sequence[Reading], today: date, now: Moment, diary: Diary
) -> list[tuple[datetime, datetime]]:
    """The times of today that are still to come, each with the instant from which an entry counts for it: the morning
    until half way to the evening, then the evening. Two applications are never asked in one half."""
    profile, zone = diary.profile, now.zone
    begins = care_day_span(today, zone, profile.day_starts_at)[0]
    morning = wall_in_care_day(today, profile.am_time, zone, profile.day_starts_at)
    evening = wall_in_care_day(today, profile.pm_time, zone, profile.day_starts_at)
    if course.a_day < 2 or evening <= morning:
        return [] if entered else [(morning, begins)]
    half = morning + (evening - morning) / 2
    left = [(morning, begins)] if now.at < half and not entered else []
    return left if any(r.at >= half for r in entered) else [*left, (evening, half)]


def _by_looks(course: Course, readings: Sequence[Reading], now: Moment, diary: Diary, knowledge: Knowledge) -> Status:
    starts_at = diary.profile.day_starts_at
    applied = [r for r in readings if r.kind == "applied"]
    looks = len(course.looks)
    failed = _failed(course, readings, int(knowledge.figure("patch_mild_fails")))
    if failed is not None:
        return Status("failed", 0, looks, len(applied), None, None, None, failed)
    if not applied:
        ends_on = care_day(now.at + timedelta(hours=course.looks[-1]), now.zone, starts_at)
        return Status("running", 0, looks, 0, now.at, "applied", ends_on, None, now.at)
    first = applied[0].at
    due = [first + timedelta(hours=h) for h in course.looks]
    seen = [r for r in readings if r.at >= due[0]]
    ends_on = care_day(due[-1], now.zone, starts_at)
    number = sum(at <= now.at for at in due)
    if seen and seen[-1].at >= due[-1] and (seen[-1].skin == "none" or course.may_be_mild):
        return Status("passed", looks, looks, len(applied), None, None, None)
    nexts = [at for at in due if not any(r.at >= at for r in seen)]
    at = nexts[0] if nexts else seen[-1].at + DAY  # a last look that was not calm: once more a day later
    ends_on = max(ends_on, care_day(at, now.zone, starts_at))
    return Status("running", number, looks, len(applied), at, "looked", ends_on, None, at)
