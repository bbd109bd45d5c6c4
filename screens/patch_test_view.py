"""The patch test of one product or device, as plain values: where it stands, what is asked now, and what was seen."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge
from care.last_use import unused_since
from care.own_decisions import rules_set_aside
from care.patch_advice import advices, closed_to_testing
from care.patch_test import (
    Skin,
    Status,
    Tested,
    course_of,
    has_history,
    may_apply_again,
    readings_of,
    status,
    with_readings,
)
from care.records import Device, PatchTest, Product
from care.why import PATCH
from screens.patch_progress import end_line, next_line, progress, progress_line
from screens.patch_test_words import how_lines, skin_words
from screens.snapshot import Snapshot
from screens.why_line import WhyLine, why_lines
from screens.wording import Wording

State = Literal["none", "running", "passed", "failed", "tolerated", "lapsed"]


class AnswerView(Struct, frozen=True):
    """One thing to tell of the spot: what is kept, its words, and what it means."""

    skin: Skin
    words: str
    note: str


class EntryView(Struct, frozen=True):
    """One entry as it was: `at` names it; `said` what was seen."""

    at: datetime
    when: str
    said: str
    skin: Skin


class WaitingCourse(Struct, frozen=True):
    """A course whose session of today nothing but the patch test closes. `aside`: decided otherwise today."""

    course: str
    title: str
    aside: bool


class PatchView(Struct, frozen=True, kw_only=True):
    """`state`: "lapsed" is a test that was passed and no longer counts. `asks`: what is to be done now: "first" (put on
    for the first time), "apply" (look, then put on), "look", or "" where nothing is due. `progress`: done of all, as
    bars. `closed`: why it is not to be tried at all."""

    thing: str
    device: bool
    title: str
    state: State
    headline: str
    lead: str
    progress: tuple[int, int] | None
    progress_line: str
    next_line: str
    end_line: str
    asks: Literal["", "first", "apply", "look"]
    again: bool
    answers: tuple[AnswerView, ...]
    how: tuple[tuple[str, str], ...]
    advices: tuple[WhyLine, ...]
    closed: WhyLine | None
    entries: tuple[EntryView, ...]
    courses: tuple[WaitingCourse, ...]


def patch_view(shot: Snapshot, knowledge: Knowledge, thing: Tested) -> PatchView:
    words, diary, test = shot.wording, shot.diary, thing.patch_test
    found = status(thing, knowledge, diary, shot.now)
    last = unused_since(diary, knowledge, thing, shot.today) if isinstance(thing, Product) else None
    state: State = "lapsed" if last is not None else test.state if test is not None else "none"
    open_ = state in ("none", "running", "lapsed")
    shut = closed_to_testing(thing, diary, knowledge, shot.now) if state != "tolerated" else None
    told = advices(thing, diary, knowledge, shot.now) if open_ and shut is None else ()
    asks = _asks(found, shot.now.at)
    headline, lead = _headline(words, thing, state, asks, found)
    if last is not None:
        lead = words.text(
            "No use of it is noted since {day}. Skin changes in that time, and so may what is in the bottle.",
            day=words.dated(last),
        )
    if state == "failed" and (why := failed_why(thing, knowledge, diary, shot)):
        lead = why
    return PatchView(
        thing=thing.id,
        device=isinstance(thing, Device),
        title=thing.name,
        state=state,
        headline=headline,
        lead=lead,
        progress=progress(found, thing, knowledge, diary),
        progress_line=progress_line(words, found, thing, knowledge, diary) if found else "",
        next_line=next_line(words, shot, found) if found and not asks else "",
        end_line=end_line(words, found),
        asks=asks,
        again=state == "running" and may_apply_again(thing, knowledge, diary, shot.now),
        answers=_answers(words, asks, thing, knowledge, diary),
        how=how_lines(words, thing, knowledge, diary) if open_ and shut is None else (),
        advices=why_lines(words, told),
        closed=why_lines(words, [shut])[0] if shut is not None and open_ else None,
        entries=_entries(words, test),
        courses=_courses(shot, thing) if open_ and shut is None else (),
    )


def failed_why(thing: Tested, knowledge: Knowledge, diary: Diary, shot: Snapshot) -> str:
    """Why a guided test has failed; "" where that was only stated."""
    test = thing.patch_test
    readings = readings_of(test) if test is not None else []
    if not readings:
        return ""
    found = status(with_readings(thing, readings), knowledge, diary, shot.now)
    return shot.wording.say(found.why) if found is not None and found.why is not None else ""


def _asks(found: Status | None, now: datetime) -> Literal["", "first", "apply", "look"]:
    if found is None or not found.is_due(now):
        return ""
    if not found.applied and found.next_kind == "applied":
        return "first"
    return "apply" if found.next_kind == "applied" else "look"


def _headline(words: Wording, thing: Tested, state: State, asks: str, found: Status | None) -> tuple[str, str]:
    """The sentence that leads, and the one below it."""
    match state:
        case "none" if isinstance(thing, Device):
            return (
                words.text("Try it on your forearm first"),
                words.text("Once, at its lowest level, before it touches your face or scalp. Then a day of looking."),
            )
        case "none":
            return (
                words.text("Try it on a small place first"),
                words.text("Better a spot on the arm than a sore face. It finds many reactions, though not all."),
            )
        case "lapsed":
            return words.text("Try it on a small place again"), ""
        case "passed":
            return words.text("It has passed"), words.text("Your skin stayed calm. Sessions may use it.")
        case "failed":
            return words.text("Better not this one"), words.text("Your skin reacted. It is closed everywhere here.")
        case "tolerated":
            return (
                words.text("No test is needed"),
                words.text("You have used it for weeks without trouble. Your skin knows it."),
            )
    if asks == "first":
        return words.text("Put it on for the first time"), words.text("Then note it here. Mesoday says when to look.")
    if asks == "apply":
        return words.text("How does the spot look?"), words.text("Look first. If it is calm, put it on again.")
    if asks == "look":
        return words.text("How does the spot look?"), words.text("Only look this time; nothing more is put on.")
    return words.text("Nothing to do just now"), words.text("If something shows before the next time, tell it below.")


def _answers(words: Wording, asks: str, thing: Tested, knowledge: Knowledge, diary: Diary) -> tuple[AnswerView, ...]:
    """What may be told: all three when it is asked, the signs alone in between."""
    stings = course_of(thing, knowledge, history=has_history(diary)).may_be_mild
    said = skin_words(words)
    calm = words.text("As the skin beside it. Now put it on again.")
    mild = words.text("Leave it off this time, and look again at the next.")
    notes: dict[Skin, str] = {
        "none": calm if asks == "apply" else words.text("As the skin beside it"),
        "mild": words.text("This one may sting a little by itself. Go on if it settles soon.") if stings else mild,
        "clear": words.text("Or with blisters, hives or weeping. Wash it off and stop."),
    }
    which: tuple[Skin, ...] = ("none", "mild", "clear") if asks in ("apply", "look") else ("mild", "clear")
    return tuple(AnswerView(skin, said[skin], notes[skin]) for skin in which)


def _entries(words: Wording, test: PatchTest | None) -> tuple[EntryView, ...]:
    """What was entered, the newest first."""
    if test is None:
        return ()
    said = skin_words(words)
    found: list[EntryView] = []
    for number, one in enumerate(readings_of(test)):
        what = said[one.skin]
        if one.kind == "applied":
            what = words.text("Put on") if not number else words.text("{skin}, put on again", skin=said[one.skin])
        found.append(EntryView(one.at, words.moment(one.at), what, one.skin))
    return tuple(reversed(found))


def _courses(shot: Snapshot, thing: Tested) -> tuple[WaitingCourse, ...]:
    """The courses that only wait for this test today: the person may decide otherwise."""
    if not isinstance(thing, Product):
        return ()
    found: list[WaitingCourse] = []
    for plan in shot.plan.sessions:
        course = shot.diary.courses.get(plan.course)
        if course is None or course.product != thing.id:
            continue
        aside = PATCH in rules_set_aside(shot.diary, course.id, shot.today)
        if aside or any(why.rule == PATCH and why.strength == "advise" for why in plan.why):
            found.append(WaitingCourse(course.id, course.title, aside))
    return tuple(found)
