"""One course in words, its forecast and pauses, and how a new one begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.records import (
    Answer,
    CheckIn,
    Choice,
    Course,
    Device,
    DeviceMode,
    PatchTest,
    Pause,
    Phase,
    Product,
    Profile,
    Session,
)
from care.verbs.catalogue import Delete, Save
from screens.course_new_view import concern_views, plan_view, suiting, template_views
from screens.course_start import first_day, likely_start, next_after, products_for
from screens.course_view import CourseView, course_view, ending, going_on, pause_of
from storage.knowledge import read_knowledge
from tests.screens.snapshots import snapshot

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
TODAY = date(2026, 3, 12)
NOBODY = Profile(id="profile", areas=["face", "scalp"])
COURSE = Course(
    id="c",
    title="Glow",
    area="face",
    product="p",
    phases=[Phase(every_days=7, sessions=4), Phase(every_days=28)],
    starts_on=date(2026, 3, 2),
    primary="F-GLOW",
)
SERUM = Product(id="p", name="Serum", form="serum", areas=["face"], patch_test=PatchTest(state="passed"))
ANSWERS = [Answer(id=rule, rule=rule, answer="no", answered_on=date(2026, 3, 1)) for rule in KNOWLEDGE.screening]


def session(day: date) -> Session:
    at = datetime(day.year, day.month, day.day, 19, tzinfo=UTC)
    done: dict[str, Any] = {"started_at": at, "ended_at": at + timedelta(minutes=10), "outcome": "finished"}
    return Session(id=f"s{day}", course="c", at=at, zone="Europe/Berlin", day=day, **done)


def view(*records: Any, course: Course = COURSE, today: date = TODAY) -> CourseView:
    shot = snapshot(KNOWLEDGE, today, course, SERUM, *ANSWERS, *records)
    return course_view(shot, KNOWLEDGE, course)


def test_a_course_is_said_in_words() -> None:
    shown = view(session(date(2026, 3, 9)))
    assert (shown.line, shown.dots) == ("Session 2 of 4, once a week", (1, 4))
    assert shown.phases == ("4 sessions, once a week", "Then every 4 weeks, for as long as you like")
    assert (shown.next_line, shown.whys) == ("The next session is planned for Monday 16 March.", ())
    assert shown.coming == ("Monday 23 March", "Monday 30 March", "Monday 27 April")
    assert (shown.measure, shown.kit) == ("Judged by: Glow", "Serum")


@pytest.mark.parametrize(
    ("records", "course", "said"),
    [
        ((), COURSE, "A session is due."),
        ((session(TODAY),), COURSE, "Today's session is done."),
        ((Pause(id="x", areas=["face"], from_=TODAY),), COURSE, "Nothing is planned while it is paused."),
        ((), Course(id="c", title="G", area="face", product="p", phases=[Phase(every_days=7)],
                    starts_on=TODAY, state="stopped"), "Stopped. No session is planned."),
    ],
)  # fmt: skip
def test_what_is_next(records: tuple[Any, ...], course: Course, said: str) -> None:
    assert view(*records, course=course).next_line == said


def test_a_closed_course_says_why() -> None:
    closed = course_view(snapshot(KNOWLEDGE, TODAY, COURSE, SERUM), KNOWLEDGE, COURSE)
    assert "GATE" in [why.rule for why in closed.whys], "without answers its sessions are closed"
    assert not closed.may_start
    assert closed.next_line == "Closed for now. The course waits, and loses nothing."


def test_without_an_end_there_are_no_dots() -> None:
    endless = Course(id="c", title="G", area="face", product="p", phases=[Phase(every_days=3)], starts_on=TODAY)
    assert view(course=endless).dots is None
    assert view(course=endless).phases == ("A session every 3 days, for as long as you like",)


@pytest.mark.parametrize(
    ("pause", "line"),
    [
        (Pause(id="x", from_=date(2026, 3, 10), to=date(2026, 3, 20)), "Paused until 20 March."),
        (Pause(id="x", areas=["face"], from_=date(2026, 3, 10)), "Paused since 10 March."),
        (Pause(id="x", areas=["face"], from_=date(2026, 3, 20)), "A pause begins on 20 March."),
        (Pause(id="x", areas=["scalp"], from_=date(2026, 3, 10)), ""),
        (Pause(id="x", areas=["face"], from_=date(2026, 3, 1), to=date(2026, 3, 11)), ""),
    ],
)
def test_a_pause_is_said(pause: Pause, line: str) -> None:
    assert view(pause).pause_line == line


def test_ending_a_pause_keeps_what_was_paused() -> None:
    begun = Pause(id="x", areas=["face"], from_=date(2026, 3, 10), to=date(2026, 3, 20))
    ended = ending(begun, TODAY)
    assert isinstance(ended, Save)
    assert isinstance(ended.record, Pause)
    assert (ended.record.from_, ended.record.to) == (date(2026, 3, 10), date(2026, 3, 11))
    assert ending(Pause(id="y", from_=TODAY), TODAY) == Delete(Pause(id="y", from_=TODAY))


def test_the_pause_at_hand_goes_before_one_to_come() -> None:
    later = Pause(id="b", from_=date(2026, 4, 1))
    now = Pause(id="a", from_=date(2026, 3, 10), to=date(2026, 3, 13))
    assert pause_of(snapshot(KNOWLEDGE, TODAY, COURSE, later, now), COURSE) == now


def test_the_forecast_is_said_in_words() -> None:
    shown = view(session(date(2026, 3, 9)))
    assert shown.ends == "If each session is done on its day, the 4 end on Monday 30 March."
    assert shown.supply == ()
    assert view(course=replace(COURSE, phases=[Phase(every_days=28)])).ends == ""
    far = replace(COURSE, phases=[Phase(every_days=60, sessions=6)])
    assert view(course=far).ends == "If each session is done on its day, the 6 end on 6 January 2027."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"count": 6}, "4 more ampoules are needed. 6 stand on the shelf."),
        ({"count": 3}, "4 more ampoules are needed. 3 stand on the shelf. One is missing."),
        ({"count": 0}, "4 more ampoules are needed. None stands on the shelf."),
        ({}, "4 more ampoules are needed. How many stand on the shelf is not written down."),
        (
            {"count": 1, "expires_on": date(2026, 3, 30)},
            "4 more ampoules are needed. One stands on the shelf. 3 are missing. "
            "They are good until Monday 30 March; one session comes later.",
        ),
    ],
)
def test_ampoules_are_counted_against_the_shelf(given: dict[str, Any], said: str) -> None:
    ampoule = replace(SERUM, single_use=True, **given)
    shot = snapshot(KNOWLEDGE, TODAY, COURSE, ampoule, *ANSWERS)
    assert " ".join(course_view(shot, KNOWLEDGE, COURSE).supply) == said


def test_sessions_before_mesoday_are_dots_too() -> None:
    shown = view(course=replace(COURSE, phases=[Phase(every_days=7, sessions=8)], done_before=4, starts_on=TODAY))
    assert (shown.line, shown.dots, shown.dots_line) == ("Session 5 of 8, once a week", (4, 8), "4 of 8")


def test_maintenance_keeps_the_dots_full() -> None:
    done = [session(date(2026, 2, 1) + timedelta(days=7 * n)) for n in range(5)]
    shown = view(*done, course=replace(COURSE, starts_on=date(2026, 2, 1)))
    assert (shown.dots, shown.dots_line) == ((4, 4), "4 of 4, and one more")
    assert (shown.ends, shown.over) == ("", False)


def test_what_may_be_done_tonight() -> None:
    due = view()
    assert (due.may_start, due.may_put_off, due.not_now) == (True, True, "Not tonight")
    assert view(course=replace(COURSE, time="10:00")).not_now == "Not today"
    at = datetime(2026, 3, 12, 16, tzinfo=UTC)
    put_off = view(Choice(id="x", at=at, day=TODAY, what="not_today", about="c"))
    assert (put_off.may_start, put_off.may_put_off, put_off.put_off_today) == (False, False, True)
    assert put_off.next_line == "Not today. Tomorrow is soon enough."


def test_a_first_session_is_said_to_be_short_beforehand() -> None:
    wand = Device(id="w", name="Wand", modes=[DeviceMode(modality="galvanic")])
    with_wand = replace(COURSE, device="w")

    def notes(*records: Any, profile: Profile = NOBODY) -> list[tuple[str, str]]:
        shot = snapshot(KNOWLEDGE, TODAY, with_wand, SERUM, wand, *ANSWERS, *records)
        shot = replace(shot, diary=replace(shot.diary, profile=profile))
        return [(n.text, n.rule) for n in course_view(shot, KNOWLEDGE, with_wand).notes]

    first = "The first session is a short one: 3 min with the device, at its lowest level."
    assert notes() == [(first, "first_session_share")]
    assert notes(session(date(2026, 3, 2))) == []
    sensitive = replace(NOBODY, sensitive=True)
    assert notes(session(date(2026, 3, 2)), profile=sensitive)[0][1] == "sensitive_sessions"
    assert "The next 2 sessions are short ones" in notes(session(date(2026, 3, 2)), profile=sensitive)[0][0]
    assert view().notes == (), "nothing is timed by hand"


def test_the_weeks_of_rating_are_counted() -> None:
    waiting = replace(COURSE, starts_on=TODAY + timedelta(days=9))
    at = datetime(2026, 3, 10, 6, tzinfo=UTC)
    rated = CheckIn(id="r", at=at, day=date(2026, 3, 10), area="glow", scores={"F-GLOW": 5})
    assert view(course=waiting).rating == ("Day 6 of 14 of rating", "Not rated yet.")
    assert view(rated, course=waiting).rating == ("Day 6 of 14 of rating", "Rated on one day so far.")
    assert view(course=replace(waiting, done_before=2)).rating is None
    assert view().rating is None


def test_a_finished_course_asks_what_now() -> None:
    done = [session(date(2026, 2, 1) + timedelta(days=7 * n)) for n in range(4)]
    over = replace(COURSE, phases=[Phase(every_days=7, sessions=4)], starts_on=date(2026, 2, 1))
    shown = view(*done, course=over)
    assert (shown.over, shown.line, shown.next_line) == (True, "All 4 sessions done", "")
    assert shown.goes_on.sessions is None
    assert view(*done, course=replace(over, state="finished")).next_line == "This course is finished."


def test_maintenance_is_that_of_a_template_of_its_sort() -> None:
    by_hand, device = going_on(KNOWLEDGE, COURSE), going_on(KNOWLEDGE, replace(COURSE, device="w"))
    open_ends = {t.device: t.phases[-1] for t in KNOWLEDGE.course_templates.values() if t.primary == "F-GLOW"}
    assert (by_hand, device) == (open_ends[False], open_ends[True])
    own = replace(COURSE, primary=None, phases=[Phase(every_days=9, sessions=4)])
    assert going_on(KNOWLEDGE, own) == Phase(every_days=9)


def test_the_first_day_follows_the_choice() -> None:
    assert first_day("now", KNOWLEDGE, TODAY) == TODAY
    assert first_day("rating_first", KNOWLEDGE, TODAY) == TODAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("done", "last", "next_day"),
    [
        (4, date(2026, 3, 10), date(2026, 3, 17)),
        (4, date(2026, 2, 1), TODAY),
        (8, date(2026, 3, 10), date(2026, 4, 7)),
        (8, TODAY, date(2026, 4, 9)),
    ],
)
def test_a_course_under_way_goes_on_after_its_interval(done: int, last: date, next_day: date) -> None:
    course = replace(COURSE, phases=[Phase(every_days=7, sessions=8), Phase(every_days=28)])
    assert next_after(course, done, last, TODAY) == next_day
    assert next_after(replace(COURSE, phases=[Phase(every_days=7, sessions=8)]), 8, last, TODAY) is None


def test_the_likely_start_follows_the_patch_test() -> None:
    def likely(product: Product | None) -> str:
        return likely_start(snapshot(KNOWLEDGE, TODAY), KNOWLEDGE, product)

    assert likely(SERUM) == likely(None) == "now"
    assert likely(replace(SERUM, patch_test=None)) == "rating_first"
    long_ago = PatchTest(state="passed", started_on=TODAY - timedelta(days=200))
    assert likely(replace(SERUM, patch_test=long_ago)) == "rating_first", "half a year without a use"


def test_what_suits_and_is_ready_is_offered_first() -> None:
    shot = snapshot(
        KNOWLEDGE,
        TODAY,
        Product(id="a", name="A new one", form="serum"),
        Product(id="b", name="B ready", form="serum", patch_test=PatchTest(state="tolerated")),
        Product(id="c", name="C fitting", form="serum", actives=["I10"]),
        Product(id="d", name="D past", form="serum", expires_on=date(2026, 3, 1)),
    )
    assert [p.id for p in products_for(shot, KNOWLEDGE, "face", ["I10"])] == ["c", "b", "a"]


def test_only_what_may_be_used_in_a_session_is_offered() -> None:
    shot = snapshot(
        KNOWLEDGE,
        TODAY,
        SERUM,
        Product(id="c", name="Cleanser", form="cleanser", areas=["face"]),
        Product(id="t", name="Tonic", form="scalp_tonic", areas=["scalp"]),
        Product(id="a", name="Any ampoule", form="ampoule"),
    )
    assert [p.name for p in products_for(shot, KNOWLEDGE, "face")] == ["Serum", "Any ampoule"]
    assert [p.name for p in products_for(shot, KNOWLEDGE, "scalp")] == ["Any ampoule", "Tonic"]


def test_what_rests_before_a_session_is_no_part_of_one() -> None:
    early = KNOWLEDGE.concerns["early_ageing"].ingredients
    assert "I01" in early
    for device in (True, False):
        fitting = suiting(KNOWLEDGE, early, device=device)
        assert fitting
        assert "I01" not in fitting
        assert not any(KNOWLEDGE.ingredients[i].under_device for i in fitting if device)


def test_the_courses_for_a_concern_begin_with_the_plainest() -> None:
    concern = KNOWLEDGE.concerns["early_ageing"]
    without = template_views(snapshot(KNOWLEDGE, TODAY), KNOWLEDGE, concern)
    assert [bool(one.missing) for one in without] == [False, True, True]
    assert without[0].id == concern.courses[0]
    assert without[0].judged.startswith("Judged by: ")
    assert "Retinol" not in without[0].holds


def test_what_two_weeks_cannot_give_a_verdict_is_told_before_the_start() -> None:
    shot, said = snapshot(KNOWLEDGE, TODAY), {}
    for template in KNOWLEDGE.course_templates.values():
        course = Course(id="c", title="t", area=template.area, phases=template.phases, starts_on=TODAY)
        said[template.primary] = plan_view(shot, KNOWLEDGE, template, course, None).baseline
    assert {KNOWLEDGE.measures[m].asked for m, words in said.items() if words} <= {"wash_day", "monthly"}
    assert all("5" in words for m, words in said.items() if KNOWLEDGE.measures[m].asked in ("wash_day", "monthly"))
    assert any(said.values())


def test_the_persons_own_concerns_come_first() -> None:
    shot = snapshot(KNOWLEDGE, TODAY)
    profile = Profile(id="profile", areas=["scalp"], concerns=["tired_scalp"])
    views = concern_views(replace(shot, diary=replace(shot.diary, profile=profile)), KNOWLEDGE)
    assert views[0].id == "tired_scalp"
    assert {one.area for one in views} == {"scalp"}
    assert len(views) == 3
