"""When a product was last used, as far as that was noted, and whether its patch test still counts by that.

A passed test stops to count once the product has not been used for long (`patch_unused_days`). Used again, it counts
again: the skin has met the product since, and was asked after.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from care.courses import kit_of
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.patch_test import readings_of
from care.records import Product, Record, Session, StepDone
from care.why import PATCH, Why


def key_of(record: Record) -> str | None:
    """What a record says was used: a product, what its course uses, or what a routine's step uses. None where it says
    nothing of that, or was deleted."""
    if record.deleted:
        return None
    if isinstance(record, StepDone):
        return f"step/{record.routine}/{record.step}"
    if isinstance(record, Session) and (record.product or record.course):
        return f"product/{record.product}" if record.product else f"course/{record.course}"
    return None


def last_used(diary: Diary, product: Product) -> date | None:
    """The last care day on which a product was used; None where none was noted."""
    return max(_uses(diary, product), default=None)


def unused_since(diary: Diary, knowledge: Knowledge, product: Product, today: date) -> date | None:
    """The last day of a product whose passed test no longer counts: of its use, or of the test. None where it counts,
    or where neither day is known."""
    counts_from = today - timedelta(days=knowledge.figure("patch_unused_days"))
    if not _passed_before(product, counts_from) or _is_used_since(diary, product, counts_from):
        return None
    last = max((day for day in (_ended_on(product), last_used(diary, product)) if day is not None), default=None)
    return last if last is not None and last < counts_from else None


def untested(diary: Diary, knowledge: Knowledge, product: Product, today: date) -> Why | None:
    """Why a session better waits for the product's patch test: it has passed none, or one that no longer counts."""
    if product.patch_test is None or product.patch_test.state not in ("passed", "tolerated"):
        return Why(PATCH, message("{product} has not passed its patch test yet.", product=product.name), "advise")
    if last := unused_since(diary, knowledge, product, today):
        text = message(
            "No use of {product} is noted since {day}, so its patch test no longer counts.",
            product=product.name,
            day=last,
        )
        return Why(PATCH, text, "advise")
    return None


def asks_for_more(diary: Diary, knowledge: Knowledge, today: date) -> bool:
    """Whether uses from before the snapshot matter: it holds none that keeps alive a test passed long ago."""
    counts_from = today - timedelta(days=knowledge.figure("patch_unused_days"))
    return any(
        product.retired is None
        and _passed_before(product, counts_from)
        and not _is_used_since(diary, product, counts_from)
        for product in diary.products.values()
    )


def _passed_before(product: Product, day: date) -> bool:
    if product.patch_test is None or product.patch_test.state != "passed":
        return False
    ended = _ended_on(product)
    return ended is None or ended < day


def _ended_on(product: Product) -> date | None:
    """The day of the last entry of a test, else the one on which it was begun; None where neither is known."""
    if product.patch_test is None:
        return None
    readings = readings_of(product.patch_test)
    return readings[-1].at.date() if readings else product.patch_test.started_on


def _is_used_since(diary: Diary, product: Product, day: date) -> bool:
    """Cheaper than the last day: what is in use is found among the newest entries."""
    return any(used >= day for used in _uses(diary, product))


def _uses(diary: Diary, product: Product) -> Iterator[date]:
    """The days of use, those of each sort with the newest first."""
    yield from (s.day for s in reversed(diary.sessions) if kit_of(diary, s)[0] == product.id)
    steps = {(r.id, s.id) for r in diary.routines.values() for s in r.steps if s.product == product.id}
    if steps:
        yield from (tick.day for tick in reversed(diary.steps_done) if (tick.routine, tick.step) in steps)
    if diary.used_before:
        keys = [f"product/{product.id}"]
        keys += [f"course/{c.id}" for c in diary.courses.values() if c.product == product.id]
        keys += [f"step/{routine}/{step}" for routine, step in steps]
        yield from (diary.used_before[key] for key in keys if key in diary.used_before)
