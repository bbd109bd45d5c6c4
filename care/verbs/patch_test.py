"""The patch test of a product or a device: beginning it, an entry, a correction, and that none is needed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from care import patch_test, shelf
from care.changes import Changes, Refused, changing
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.patch_advice import closed_to_testing
from care.patch_test import Kind, Skin, Tested
from care.records import PatchTest, Product
from care.verbs.decide import decide


class BeginPatchTest(Struct, frozen=True):
    """Begin the test of a product or device by its id. `label_hours`: the label asks for one application and a look
    after so many hours."""

    thing: str
    label_hours: Annotated[float, Meta(gt=0, le=1000)] | None = None


class LogPatchTest(Struct, frozen=True):
    """One entry: what is seen, and with it what is due. `again`: put on once more on the day of the first time."""

    thing: str
    skin: Skin = "none"
    again: bool = False


class CorrectPatchTest(Struct, frozen=True):
    """The entry of that instant was another one, or none at all (None)."""

    thing: str
    at: datetime
    skin: Skin | None


class SetTolerated(Struct, frozen=True):
    """Used for long without trouble: no test is needed. Taken back, the thing is as if never tested."""

    thing: str
    tolerated: bool = True


class StopPatchTest(Struct, frozen=True):
    """Leave a test that runs, as if it had not begun."""

    thing: str


@decide.register
def begin(command: BeginPatchTest, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    thing = _thing(diary, command.thing)
    if closed := closed_to_testing(thing, diary, knowledge, now):
        raise Refused(closed.text)
    if thing.patch_test is not None and thing.patch_test.state == "running":
        return Changes()
    hours = command.label_hours
    if hours is not None and not 0 < hours <= 1000:
        raise Refused(message("Hours from 1 to 1000, please."))
    today = now.care_day(diary.profile.day_starts_at)
    return changing(thing, replace(thing, patch_test=PatchTest(state="running", started_on=today, label_hours=hours)))


@decide.register
def enter(command: LogPatchTest, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    thing = _thing(diary, command.thing)
    found = patch_test.status(thing, knowledge, diary, now)
    if found is None or found.state != "running":
        raise Refused(message("No patch test of {thing} is running.", thing=thing.name))
    again = command.again and patch_test.may_apply_again(thing, knowledge, diary, now)
    if command.skin == "none" and not again and not found.is_due(now.at):
        raise Refused(message("Nothing is to be done before {moment}.", moment=found.next_at or now.at))
    kind = "applied" if again else _kind(thing, command.skin, found, knowledge, diary, now)
    opened = _opened(thing, knowledge, now) if kind == "applied" and not found.applied else thing
    logged = patch_test.log(opened, knowledge, diary, kind, command.skin, now)
    return changing(thing, logged)


@decide.register
def correct(command: CorrectPatchTest, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    thing = _thing(diary, command.thing)
    return changing(thing, patch_test.corrected(thing, knowledge, diary, command.at, command.skin, now))


@decide.register
def tolerated(command: SetTolerated, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    thing = _thing(diary, command.thing)
    if not command.tolerated:
        return changing(thing, replace(thing, patch_test=None))
    if thing.patch_test is not None and thing.patch_test.state == "failed":
        raise Refused(message("Your skin reacted to {product}. It is not tried again.", product=thing.name))
    return changing(thing, replace(thing, patch_test=PatchTest(state="tolerated")))


@decide.register
def stop(command: StopPatchTest, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    thing = _thing(diary, command.thing)
    if thing.patch_test is None or thing.patch_test.state != "running":
        return Changes()
    return changing(thing, replace(thing, patch_test=None))


def _thing(diary: Diary, which: str) -> Tested:
    thing = diary.products.get(which) or diary.devices.get(which)
    if thing is None:
        raise Refused(message("This is no longer on the shelf."))
    return thing


def _kind(thing: Tested, skin: Skin, found: patch_test.Status, knowledge: Knowledge, diary: Diary, now: Moment) -> Kind:
    """A spot that is not calm is left alone this time: it is only looked at. What may sting by itself goes on."""
    if not found.is_due(now.at) or found.next_kind is None:
        return "looked"
    course = patch_test.course_of(thing, knowledge, history=patch_test.has_history(diary))
    calm = skin == "none" or (skin == "mild" and course.may_be_mild)
    return found.next_kind if calm else "looked"


def _opened(thing: Tested, knowledge: Knowledge, now: Moment) -> Tested:
    """An ampoule is taken from the box for its test."""
    return shelf.opened(thing, knowledge, now.at) if isinstance(thing, Product) else thing
