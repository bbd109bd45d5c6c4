"""The days on the way to an important one: what each is the last day for, and which rule says so."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from care.days import Moment
from care.diary import Diary
from care.kit import is_medicine, kit
from care.knowledge import Activity, Ingredient, Knowledge
from care.messages import Message, count_message, message
from care.patch_test import has_history, status
from care.records import Course, Product
from care.why import GAP, PATCH, Why

NOTHING_NEW, WITH_DEVICE, BY_HAND = (
    "event_nothing_new_days",
    "event_last_session_days",
    "event_last_serum_session_days",
)
TEST, LONGEST_TEST = "patch_days", "patch_longest_days"
SUNSCREEN, MEDICINE_RULE = "I17", "K21"

LineKind = Literal["test_by", "test_ends", "nothing_new", "last_session", "last_use", "last_activity", "day"]


class EventLine(Struct, frozen=True):
    """One day on the way: what it is the last day for (or the first of), and the rule that says so.

    `about`: the id of the course, product or activity it speaks of. `late`: what is said where that day is over.
    """

    kind: LineKind
    on: date
    text: Message
    why: Why
    about: str = ""
    late: Message | None = None


def new_things(diary: Diary, knowledge: Knowledge, on: date) -> Iterator[EventLine]:
    quiet_from = on - timedelta(days=knowledge.figure(NOTHING_NEW))
    test, days = _patch_test(diary, knowledge)
    yield EventLine(
        "test_by",
        quiet_from - timedelta(days=days),
        message("Last day to begin the patch test of something new"),
        Why(
            test,
            count_message(
                "The test takes one day, and is over before the days without anything new.",
                "The test takes {count} days, and is over before the days without anything new.",
                days,
            ),
            "advise",
        ),
        late=message("It is too late to test something new in time. What you already use is enough."),
    )
    yield EventLine(
        "nothing_new",
        quiet_from,
        message("From here on nothing new"),
        Why(NOTHING_NEW, message("Should your skin mind something new, it has time to settle."), "advise"),
        late=message("These days have begun: stay with what you know."),
    )


def _patch_test(diary: Diary, knowledge: Knowledge) -> tuple[str, int]:
    """The figure that a patch test goes by, and its days: the longer one for skin that flares or has reacted."""
    test = LONGEST_TEST if has_history(diary) else TEST
    return test, int(knowledge.figure(test))


def tests_running(diary: Diary, knowledge: Knowledge, on: date, now: Moment) -> Iterator[EventLine]:
    """Tests that end only after the days without anything new have begun, also if nothing is missed from now on."""
    quiet_from = on - timedelta(days=knowledge.figure(NOTHING_NEW))
    for product in _on_the_shelf(diary):
        found = status(product, knowledge, diary, now)
        ends = found.ends_on if found is not None and found.state == "running" else None
        if ends is not None and quiet_from < ends <= on:
            yield EventLine(
                "test_ends",
                ends,
                message("The patch test of {product} ends", product=product.name),
                Why(PATCH, message("That is late for this day. Begin with it afterwards."), "advise"),
                product.id,
            )


def last_session(diary: Diary, knowledge: Knowledge, course: Course, on: date) -> EventLine:
    by_hand = kit(diary, knowledge, course.product, course.device).spaced_as == {"serum"}
    rule = BY_HAND if by_hand else WITH_DEVICE
    days = int(knowledge.figure(rule))
    why = Why(
        rule,
        count_message(
            "Then skin has one day until the day itself.",
            "Then skin has {count} days until the day itself.",
            days,
        ),
        "advise",
    )
    for row in _actives(diary.products.get(course.product or ""), knowledge):
        if row.sun_days and row.sun_days > days:
            days, why = row.sun_days, _sun_why(row)
    return EventLine(
        "last_session",
        on - timedelta(days=days),
        message("Last session: {course}", course=course.title),
        why,
        course.id,
        message(
            "No more sessions of {course} before the day. Nothing is lost; it goes on afterwards.", course=course.title
        ),
    )


def _sun_why(row: Ingredient) -> Why:
    return Why(
        row.id,
        count_message(
            "Skin burns more easily in the sun for a day after it.",
            "Skin burns more easily in the sun for {count} days after it.",
            row.sun_days or 0,
        ),
        "advise",
    )


def last_uses(diary: Diary, knowledge: Knowledge, on: date) -> Iterator[EventLine]:
    """What can sting, roughen or peel: the last day of each product that holds it. Session products have a course."""
    in_sessions = {course.product for course in diary.active_courses()}
    for product in _on_the_shelf(diary):
        if product.id in in_sessions or is_medicine(product, knowledge):
            continue
        days, why = _settling(product, knowledge)
        if why:
            yield EventLine(
                "last_use",
                on - timedelta(days=days),
                message("Last time: {product}", product=product.name),
                why,
                product.id,
                message("{product} rests now until the day is over.", product=product.name),
            )


def _settling(product: Product, knowledge: Knowledge) -> tuple[int, Why | None]:
    """The days that skin is given after the product, and the row of its actives that asks for the most.

    What its label says about hours goes before the rows'.
    """
    rows, label = _actives(product, knowledge), product.session_hours
    if label is not None:
        hours = max(label.before, label.after)
        return days_of(hours), _hours_why(rows[0].id if rows else GAP, hours) if hours else None
    most, why = 0, None
    for row in rows:
        hours = longest_hours(row)
        if days_of(hours) > most:
            most, why = days_of(hours), _hours_why(row.id, hours)
        if row.sun_days and row.sun_days > most:
            most, why = row.sun_days, _sun_why(row)
    return most, why


def last_activities(diary: Diary, knowledge: Knowledge, on: date) -> Iterator[EventLine]:
    """Waxing, dye, and what a professional does: the last day for each."""
    areas = set(diary.profile.areas)
    for row in knowledge.activities.values():
        if not row.event or (areas and not areas & set(row.areas)):
            continue
        title = message(row.title)
        if row.rule:
            days = knowledge.screening[row.rule].days or 0
            why = Why(
                row.id,
                count_message(
                    "Skin has one day to settle after it.", "Skin has {count} days to settle after it.", days
                ),
                "advise",
            )
        else:
            hours = longest_hours(knowledge.ingredients[row.like] if row.like else row)
            days, why = days_of(hours), _hours_why(row.id, hours)
        yield EventLine(
            "last_activity",
            on - timedelta(days=days),
            message("Last day for: {what}", what=title),
            why,
            row.id,
            message("Too late before this day: {what}. Better afterwards.", what=title),
        )


def longest_hours(row: Ingredient | Activity) -> float:
    """The longest time that a row keeps away from any session: so long skin is given to settle."""
    return max(max(hours.before, hours.after) for hours in (row.serum, row.device, row.light))


def days_of(hours: float) -> int:
    """Whole days that hold these hours."""
    return math.ceil(hours / 24)


def _hours_why(rule: str, hours: float) -> Why:
    return Why(rule, message("Skin is given {hours} hours to settle after it.", hours=hours), "advise")


def medicines(diary: Diary, knowledge: Knowledge) -> Iterator[Why]:
    for product in _on_the_shelf(diary):
        if is_medicine(product, knowledge):
            row = next((r for r in _actives(product, knowledge) if r.medicine), None)
            text = message("{product} stays as it is. Mesoday never moves a medicine.", product=product.name)
            yield Why(row.id if row else MEDICINE_RULE, text)


def the_day(on: date) -> EventLine:
    why = Why(SUNSCREEN, message("Sunscreen belongs to every morning."))
    return EventLine("day", on, message("The day itself: your usual care, and sunscreen in the morning"), why)


def _actives(product: Product | None, knowledge: Knowledge) -> list[Ingredient]:
    known = knowledge.ingredients
    return [known[active] for active in product.actives if active in known] if product else []


def _on_the_shelf(diary: Diary) -> Iterator[Product]:
    """What is in use, in the areas that the person cares for."""
    areas = set(diary.profile.areas)
    for product in diary.products.values():
        if product.retired is None and (not product.areas or not areas or areas & set(product.areas)):
            yield product
