"""Where sessions leave a product hardly a turn in a week: it is said, with the day on which there would be more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from care.days import DAY
from care.kit import is_medicine
from care.messages import Message, message
from care.outlook import Outlook
from care.records import Product, Routine, RoutineStep
from care.rhythm import due_again
from care.why import Why

WEEK = 7


def crowded(ahead: Outlook, day: date) -> Iterator[Why]:
    """A word for each step that keeps fewer turns in the week from `day` on than it should."""
    least = ahead.knowledge.figure("kept_a_week")
    for routine in sorted(ahead.diary.routines.values(), key=lambda r: r.id):
        for step in routine.steps:
            product = ahead.diary.products.get(step.product or "")
            if product is None or is_medicine(product, ahead.knowledge):
                continue
            found = ahead.next_rest(product, routine, day, WEEK)
            if found is None:
                continue
            turns = _kept(ahead, routine, step, None, day, timedelta())
            kept = _kept(ahead, routine, step, product, day, timedelta())
            if kept < min(least, turns):
                appointment, rule = found
                better, moved = _better(ahead, routine, step, product, day, appointment)
                yield Why(rule, _words(step, kept, turns, appointment, better, moved), "advise")


def _kept(
    ahead: Outlook, routine: Routine, step: RoutineStep, product: Product | None, day: date, later: timedelta
) -> int:
    """Turns in the week, were all sessions moved by `later`. Without a product: how many there would be with none."""
    last = ahead.ticks(routine, day)[1].get(step.id)
    kept = 0
    for n in range(WEEK):
        on = day + n * DAY
        if not due_again(step.every, on, last):
            continue
        if product is None or not ahead.near(product, routine.area, ahead.slot(routine, on) - later):
            kept, last = kept + 1, on
    return kept


def _better(
    ahead: Outlook, routine: Routine, step: RoutineStep, product: Product, day: date, appointment: date
) -> tuple[int, date | None]:
    """The most turns that another day of the sessions would leave, and the nearest such day; None where no day does.

    Judged by the week after this one, which has sessions before and behind it.
    """
    week = day + WEEK * DAY
    kept = _kept(ahead, routine, step, product, week, timedelta())
    most, n = max((_kept(ahead, routine, step, product, week, n * DAY), -n) for n in range(1, WEEK))
    return (most, appointment - n * DAY) if most > kept else (kept, None)


def _words(step: RoutineStep, kept: int, turns: int, appointment: date, better: int, moved: date | None) -> Message:
    if moved is None:
        return message(
            "{title} keeps {kept} of {turns} turns this week beside the session of {day}. Your choice: fewer turns, or "
            "a gentler session by hand.",
            title=step.title,
            kept=kept,
            turns=turns,
            day=appointment,
        )
    return message(
        "{title} keeps {kept} of {turns} turns this week beside the session of {day}. With sessions on {other}, it "
        "would keep {better} a week.",
        title=step.title,
        kept=kept,
        turns=turns,
        day=appointment,
        other=moved,
        better=better,
    )
