"""The patch test as plain values: what it asks when, how far it is, and what it says when it has ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.patch_test import log, status
from care.records import Answer, Choice, Course, Device, PatchTest, Phase, Product
from screens.patch_test_view import PatchView, patch_view
from tests.care.course_makers import STARTS_ON, at, diary, knowledge
from tests.screens.snapshots import snapshot

KNOWN = knowledge()
DAY = timedelta(days=1)
CALM = diary(KNOWN)
RUNNING = PatchTest(state="running", started_on=STARTS_ON)
CREAM = Product(id="cream", name="Cream", form="moisturiser", areas=["face"], actives=["I27"])
BEGUN = replace(CREAM, patch_test=RUNNING)
AMPOULE = replace(BEGUN, single_use=True, form="ampoule")
WAND = Device(id="wand", name="Wand")


def entered(thing: Any, *times: tuple[int, str], skin: Any = "none") -> Any:
    for number, wall in times:
        now = at(STARTS_ON + (number - 1) * DAY, wall)
        found = status(thing, KNOWN, CALM, now)
        kind = (found.next_kind if found and found.is_due(now.at) else None) or "looked"
        thing = log(thing, KNOWN, CALM, kind, skin, now)
    return thing


def seen(thing: Any, day: int = 1, wall: str = "12:00", *others: Any) -> PatchView:
    on = STARTS_ON + (day - 1) * DAY
    return patch_view(snapshot(KNOWN, on, thing, *others, at=wall), KNOWN, thing)


LOOKED = entered(AMPOULE, (1, "12:00"), (3, "12:00"))
TWO_DAYS = [(1, "08:00"), (1, "22:00"), (2, "08:00"), (2, "22:00")]


def test_before_it_begins_it_says_how_and_what_is_better_known() -> None:
    view = seen(CREAM)
    assert (view.state, view.asks, view.progress, view.entries) == ("none", "", None, ())
    how = dict(view.how)
    assert "inner forearm" in how["Where"]
    assert how["How often"] == "Morning and evening, for 7 days."
    assert "darker" in how["What to look for"]
    assert any("Tablets against allergy" in line.text for line in view.advices)


@pytest.mark.parametrize(
    ("thing", "title", "said"),
    [
        (replace(CREAM, form="shampoo"), "How long", "rinse it off after 5 min"),
        (CREAM, "How long", "as you would in daily use"),
        (AMPOULE, "How often", "after 24, 48 and 96 hours"),
        (replace(CREAM, patch_test=PatchTest(state="running", label_hours=36)), "How often", "after 36 hours"),
        (WAND, "How long", "30 s"),
        (WAND, "How often", "Once. Then look after 24 hours."),
        (WAND, "Where", "Never on the neck"),
    ],
)
def test_how_it_is_done_follows_the_thing(thing: Any, title: str, said: str) -> None:
    assert said in dict(seen(thing).how)[title]


def test_skin_that_has_reacted_is_looked_at_for_longer() -> None:
    reacted = Answer(id="K17", rule="K17", answer="yes", answered_on=STARTS_ON)
    assert dict(seen(CREAM, 1, "12:00", reacted).how)["How often"] == "Morning and evening, for 10 days."
    assert "24 and 48 hours" in dict(seen(WAND, 1, "12:00", reacted).how)["How often"]


@pytest.mark.parametrize(
    ("thing", "day", "wall", "asks", "line", "next_line"),
    [
        (BEGUN, 1, "12:00", "first", "Not put on yet", ""),
        (entered(BEGUN, (1, "12:00")), 1, "12:05", "", "Day 1 of 7, 1 of 14 times", "Next today at 21:30."),
        (entered(BEGUN, *TWO_DAYS), 3, "06:00", "apply", "Day 3 of 7, 4 of 14 times", ""),
        (entered(BEGUN, *TWO_DAYS), 2, "22:30", "", "Day 2 of 7, 4 of 14 times", "Next tomorrow at 07:30."),
        (entered(BEGUN, *TWO_DAYS), 9, "12:00", "apply", "Longer than 7 days, 4 of 11 times", ""),
        (AMPOULE, 1, "12:00", "first", "Not put on yet", ""),
        (entered(AMPOULE, (1, "12:00")), 1, "13:00", "", "Put on once, 0 of 3 looks", "Next tomorrow at 12:00."),
        (entered(AMPOULE, (1, "12:00")), 2, "12:00", "look", "Put on once, 0 of 3 looks", ""),
        (LOOKED, 3, "13:00", "", "Put on once, 2 of 3 looks", "Next on Friday 6 March at 12:00."),
    ],
)  # fmt: skip
def test_it_asks_at_its_times_and_tells_how_far_it_is(
    thing: Product, day: int, wall: str, asks: str, line: str, next_line: str
) -> None:
    view = seen(thing, day, wall)
    assert (view.asks, view.progress_line, view.next_line) == (asks, line, next_line)
    assert [a.skin for a in view.answers] == (["none"] if asks in ("apply", "look") else []) + ["mild", "clear"]


def test_the_end_is_named_and_bars_never_overflow() -> None:
    view = seen(entered(BEGUN, *TWO_DAYS), 3, "06:00")
    assert view.end_line == "If nothing is missed it ends on Monday 9 March."
    for day in range(1, 40):
        done, all_ = seen(entered(BEGUN, *TWO_DAYS), 2 + day).progress or (0, 0)
        assert 0 <= done <= all_


def test_an_ampoule_may_be_noted_a_second_time_on_its_day() -> None:
    assert seen(entered(AMPOULE, (1, "12:00")), 1, "15:00").again
    assert not seen(entered(AMPOULE, (1, "12:00")), 2, "12:00").again
    assert not seen(BEGUN).again


def test_what_was_seen_stands_newest_first_in_words_for_every_skin() -> None:
    sore = log(entered(BEGUN, *TWO_DAYS[:2]), KNOWN, CALM, "looked", "mild", at(STARTS_ON + DAY, "08:00"))
    assert [(e.said, e.when) for e in seen(sore, 2).entries] == [
        ("A little pink, darker or itchy", "Tuesday 3 March, 08:00"),
        ("Calm, put on again", "Monday 2 March, 22:00"),
        ("Put on", "Monday 2 March, 08:00"),
    ]


def test_when_it_has_ended_it_says_how_and_asks_no_more() -> None:
    failed = log(entered(BEGUN, *TWO_DAYS), KNOWN, CALM, "looked", "clear", at(STARTS_ON + 2 * DAY, "08:00"))
    view = seen(failed, 5)
    assert (view.state, view.asks, view.how, view.lead) == (
        "failed",
        "",
        (),
        "The skin reacted clearly. Wash it off, and do not use it again.",
    )
    stated = seen(replace(CREAM, patch_test=PatchTest(state="failed")))
    assert stated.lead == "Your skin reacted. It is closed everywhere here."
    for state in ("passed", "tolerated"):
        ended = seen(replace(CREAM, patch_test=PatchTest(state=state)))  # type: ignore[arg-type]
        assert (ended.state, ended.asks, ended.how, ended.advices) == (state, "", (), ())


def test_one_that_lay_unused_for_long_is_tried_again() -> None:
    old = replace(CREAM, patch_test=PatchTest(state="passed", started_on=STARTS_ON - 200 * DAY))
    course = Course(
        id="c", title="Glow", area="face", product="cream", phases=[Phase(every_days=7)], starts_on=STARTS_ON
    )
    view = seen(old, 1, "12:00", course)
    assert (view.state, view.headline) == ("lapsed", "Try it on a small place again")
    assert view.lead.startswith("No use of it is noted since 14 August 2025.")
    assert view.how
    assert view.closed is None
    assert seen(replace(old, expires_on=STARTS_ON - DAY)).closed is not None
    assert seen(replace(CREAM, patch_test=PatchTest(state="passed", started_on=STARTS_ON))).state == "passed"


def test_what_is_closed_says_why_and_shows_no_way_to_begin() -> None:
    view = seen(replace(CREAM, expires_on=STARTS_ON - DAY))
    assert view.closed is not None
    assert view.closed.rule == "EXPIRED"
    assert (view.how, view.advices, view.courses) == ((), (), ())


def test_a_course_that_waits_for_it_may_be_offered_by_ones_own_decision() -> None:
    course = Course(
        id="c", title="Glow", area="face", product="cream", phases=[Phase(every_days=7)], starts_on=STARTS_ON
    )
    free = list(CALM.answers.values())
    (waiting,) = seen(CREAM, 1, "18:00", course, *free).courses
    assert (waiting.course, waiting.aside) == ("c", False)
    decided = Choice(
        id="x", at=at(STARTS_ON).at, day=STARTS_ON, what="own_decision", about="c", rule="PATCH", zone="Europe/Berlin"
    )
    (waiting,) = seen(CREAM, 1, "18:00", course, *free, decided).courses
    assert waiting.aside
    assert seen(CREAM, 1, "18:00", replace(course, product="other"), *free).courses == ()
