"""The patch test: a spot on the inner forearm, some days, and what is seen there. Guided, and never hurried.

Two paths. Most products: twice a day on the same spot for a week; missed applications lengthen it, and so do a history
of reactions and a mild reaction. A single-use ampoule: at most two applications on the day it is opened, then three
looks.
Source: rows of `settings` (patch_*, ampoule_patch_*).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from care.days import DAY, Moment, care_day, wall_in_care_day
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import PatchTest, Product

Skin = Literal["none", "mild", "clear"]
Kind = Literal["applied", "looked"]
HISTORY_RULES = ("K16", "K17", "K34")  # skin that has reacted before is looked at for longer


class Reading(Struct, frozen=True, kw_only=True):
    """One entry of a test: something applied, or only looked at, and what was seen before it."""

    at: datetime
    kind: Kind = "applied"
    skin: Skin = "none"


class Course(Struct, frozen=True):
    """What a test asks: `applications` in all, at most `a_day`, over `days`; or looks at `looks` (hours after the first
    application) for what is used up on the day it is opened. `may_be_mild`: a mild sting is no sign by itself."""

    applications: int
    least: int
    a_day: int
    days: int
    looks: tuple[float, ...]
    may_be_mild: bool


class Status(Struct, frozen=True):
    """Where a test stands. `next_at`: when something is to be done, and `next_kind` what; None when it has ended.
    `ends_on`: the first day on which it may end, if nothing is missed from now on."""

    state: Literal["running", "passed", "failed"]
    day: int
    of: int
    applied: int
    next_at: datetime | None
    next_kind: Kind | None
    ends_on: date | None
    why: Message | None = None


def readings_of(test: PatchTest) -> list[Reading]:
    """The entries of a test by time. What cannot be read as one (from elsewhere) is left out."""
    found: list[Reading] = []
    for entry in test.readings:
        try:
            found.append(msgspec.convert(entry, Reading))
        except msgspec.ValidationError:
            continue
    return sorted(found, key=lambda r: r.at)


def has_history(diary: Diary) -> bool:
    """Whether this skin, or this person, has reacted before."""
    return any((a := diary.answers.get(rule)) is not None and a.answer in ("yes", "unsure") for rule in HISTORY_RULES)


def course_of(product: Product, knowledge: Knowledge, *, history: bool) -> Course:
    """What the test of a product asks."""
    figure = knowledge.figure
    irritates = any((row := knowledge.ingredients.get(active)) is not None and row.strong for active in product.actives)
    if product.single_use:
        hours = tuple(figure(f"ampoule_patch_{n}_hours") for n in ("first", "second", "last"))
        most = int(figure("ampoule_patch_applications"))
        return Course(most, 1, most, 1, hours, irritates)
    days = int(figure("patch_longest_days" if history else "patch_days"))
    a_day = int(figure("patch_applications_a_day"))
    return Course(
        int(figure("patch_days")) * a_day, int(figure("patch_applications_least")), a_day, days, (), irritates
    )


def status(product: Product, knowledge: Knowledge, diary: Diary, now: Moment) -> Status | None:
    """Where the product's test stands; None where there is none, or it was only stated, not guided."""
    test = product.patch_test
    if test is None or test.state != "running":
        return None
    course = course_of(product, knowledge, history=has_history(diary))
    readings = readings_of(test)
    judge = _by_looks if course.looks else _by_days
    return judge(course, readings, test, now, diary, knowledge)


def log(product: Product, knowledge: Knowledge, diary: Diary, kind: Kind, skin: Skin, now: Moment) -> Product:
    """The product with one entry more; its test has passed or failed by it where the entry decides that."""
    test = product.patch_test or PatchTest(state="running", started_on=now.care_day(diary.profile.day_starts_at))
    entry: dict[str, Any] = {"at": now.at.isoformat(), "kind": kind, "skin": skin}
    running = replace(product, patch_test=replace(test, state="running", readings=[*test.readings, entry]))
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


def _by_days(
    course: Course, readings: Sequence[Reading], test: PatchTest, now: Moment, diary: Diary, knowledge: Knowledge
) -> Status:
    starts_at = diary.profile.day_starts_at
    today = now.care_day(starts_at)
    # Its days count from the first application: a test that was begun late is not shorter for it.
    began = care_day(readings[0].at, now.zone, starts_at) if readings else today
    applied = [r for r in readings if r.kind == "applied"]
    days = course.days
    if not course.may_be_mild and any(r.skin == "mild" for r in readings):
        days = max(days, int(knowledge.figure("patch_longest_days")))
    missing = max(0, course.least - len(applied))
    rest_of_today = max(0, course.a_day - sum(care_day(r.at, now.zone, starts_at) == today for r in applied))
    more_days = -(-max(0, missing - rest_of_today) // course.a_day)
    ends_on = max(began + timedelta(days=days), today + timedelta(days=more_days))
    number = (today - began).days + 1
    failed = _failed(course, readings, int(knowledge.figure("patch_mild_fails")))
    if failed is not None:
        return Status("failed", number, days, len(applied), None, None, None, failed)
    calm = bool(readings) and (readings[-1].skin == "none" or course.may_be_mild)
    last_day = began + timedelta(days=days)
    looked_today = any(care_day(r.at, now.zone, starts_at) == today for r in readings)
    if not missing and calm and looked_today and today >= last_day:
        return Status("passed", number, days, len(applied), None, None, None)
    profile = diary.profile

    def running(on: date, wall: str, kind: Kind) -> Status:
        at = wall_in_care_day(on, wall, now.zone, starts_at)
        return Status("running", number, days, len(applied), at, kind, max(ends_on, on))

    if missing or (len(applied) < course.applications and calm):
        if not rest_of_today:
            return running(today + DAY, profile.am_time, "applied")
        wall = profile.am_time if rest_of_today == course.a_day else profile.pm_time
        return running(today, wall, "applied")
    return running(max(last_day, today + DAY if looked_today else today), profile.am_time, "looked")


def _by_looks(
    course: Course, readings: Sequence[Reading], test: PatchTest, now: Moment, diary: Diary, knowledge: Knowledge
) -> Status:
    starts_at = diary.profile.day_starts_at
    applied = [r for r in readings if r.kind == "applied"]
    looks = len(course.looks)
    if not applied:
        return Status("running", 0, looks, 0, now.at, "applied", None)
    first = applied[0].at
    failed = _failed(course, readings, int(knowledge.figure("patch_mild_fails")))
    due = [first + timedelta(hours=h) for h in course.looks]
    seen = [r for r in readings if r.at >= due[0]]
    ends_on = care_day(due[-1], now.zone, starts_at)
    number = sum(at <= now.at for at in due)
    if failed is not None:
        return Status("failed", number, looks, len(applied), None, None, None, failed)
    if seen and seen[-1].at >= due[-1] and (seen[-1].skin == "none" or course.may_be_mild):
        return Status("passed", looks, looks, len(applied), None, None, None)
    nexts = [at for at in due if not any(r.at >= at for r in seen)]
    at = nexts[0] if nexts else seen[-1].at + DAY  # a last look that was not calm: once more a day later
    return Status("running", number, looks, len(applied), at, "looked", max(ends_on, care_day(at, now.zone, starts_at)))
