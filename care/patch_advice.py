"""Before a patch test: what closes one, and what is better known first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from care import allergy, pregnancy, reactions, shelf
from care.days import DAY, Moment
from care.diary import Diary
from care.kit import is_medicine
from care.knowledge import Knowledge
from care.messages import message
from care.patch_test import Tested, status
from care.records import Device, Product
from care.why import PATCH, Why

WASHED_OFF = ("shampoo", "cleanser")
NEW, TOLERATED = "new_product_days", "tolerated_days"


def closed_to_testing(thing: Tested, diary: Diary, knowledge: Knowledge, now: Moment) -> Why | None:
    """Why a thing is not to be tried at all, not even on a small place; None where it may be."""
    today = now.care_day(diary.profile.day_starts_at)
    standing = reactions.all_standing(diary, knowledge)
    if isinstance(thing, Device):
        return shelf.device_refused(thing, knowledge) or reactions.device_closed(standing, knowledge, thing, today)
    if is_medicine(thing, knowledge):
        asked = message("{product} is a medicine: ask whoever prescribed it how to try it.", product=thing.name)
        return Why(PATCH, asked, "refuse")
    if thing.patch_test is not None and thing.patch_test.state == "failed":
        again = message("Your skin reacted to {product}. It is not tried again.", product=thing.name)
        return Why(PATCH, again, "refuse")
    running = thing.patch_test is not None and thing.patch_test.state == "running"  # then it is only looked at
    whys = [
        *shelf.session_product_closed(thing, diary, knowledge, today, now),
        None if running else shelf.open_one_over(thing, knowledge, today, now, today),
        allergy.product_closed_by_answers(diary, knowledge, thing, today),
        pregnancy.product_closed(diary, knowledge, thing, today),
        reactions.product_closed(standing, knowledge, thing, today),
    ]
    return next((why for why in whys if why is not None and why.strength in ("refuse", "ask")), None)


def advices(thing: Tested, diary: Diary, knowledge: Knowledge, now: Moment) -> Iterator[Why]:
    """What is better known before a test begins, or while it runs. All of it is advice."""
    if isinstance(thing, Device):
        if untested := _untested_serums(thing, diary, knowledge, now):
            text = message("First the serum, then the device: {product} is not tested yet.", product=untested[0].name)
            yield Why(PATCH, text, "advise")
    else:
        if thing.form in WASHED_OFF:
            said = message(
                "Shampoos and cleansers irritate by themselves when they stay on a small place, so a spot says little."
                " Use it as usual the first times, and watch your skin."
            )
            yield Why(PATCH, said, "advise")
        yield from _one_at_a_time(thing, diary, knowledge, now)
    tablets = message("Tablets against allergy and steroid tablets can hide a reaction. Ask before you test with them.")
    yield Why(PATCH, tablets, "advise")


def _one_at_a_time(thing: Product, diary: Diary, knowledge: Knowledge, now: Moment) -> Iterator[Why]:
    """Two new things at once, and nobody could say which one it was."""
    today = now.care_day(diary.profile.day_starts_at)
    apart = timedelta(days=knowledge.figure(NEW))
    for other in sorted(diary.products.values(), key=lambda p: p.name):
        test = other.patch_test
        if other.id == thing.id or other.retired is not None or test is None or test.state not in ("running", "passed"):
            continue
        begun = test.started_on
        found = status(other, knowledge, diary, now)
        if found is not None and found.state == "running":
            text = message("The test of {other} is still running. One new thing at a time.", other=other.name)
            yield Why(NEW, text, "advise")
        elif begun is not None and begun <= today < begun + apart:
            text = message(
                "{other} is new to your skin as well. Better wait until {day}, so that you know which one it was.",
                other=other.name,
                day=max(begun + apart, today + DAY),
            )
            yield Why(NEW, text, "advise")


def _untested_serums(device: Device, diary: Diary, knowledge: Knowledge, now: Moment) -> list[Product]:
    """What courses use with the device that has not passed its own test."""
    today = now.care_day(diary.profile.day_starts_at)
    used = {course.product for course in diary.active_courses() if course.device == device.id}
    return [
        product
        for product in diary.products.values()
        if product.id in used
        and any(w.rule == PATCH for w in shelf.session_product_closed(product, diary, knowledge, today, now))
    ]
