"""One course in words, its pauses, and how a new one begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.records import Answer, Course, PatchTest, Pause, Phase, Product, Session
from care.verbs.catalogue import Delete, Save
from screens.course_start import first_day, phases_left, products_for
from screens.course_view import CourseView, course_view, ending, pause_of
from storage.knowledge import read_knowledge
from tests.screens.snapshots import diary_of, snapshot

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
TODAY = date(2026, 3, 12)
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
    return course_view(shot, course, "Glow")


def test_a_course_is_said_in_words() -> None:
    shown = view(session(date(2026, 3, 9)))
    assert (shown.line, shown.dots) == ("Session 2 of 4, once a week", (1, 4))
    assert shown.phases == ("4 sessions, once a week", "Then every 4 weeks, for as long as you like")
    assert (shown.next_line, shown.whys) == ("The next session is planned for Monday 16 March.", ())
    assert shown.coming == ("Monday 23 March", "Monday 30 March", "Monday 27 April", "Monday 25 May")
    assert (shown.measure, shown.kit) == ("Judged by: Glow", "Serum")


@pytest.mark.parametrize(
    ("records", "course", "said"),
    [
        ((), COURSE, "The next session is due."),
        ((session(TODAY),), COURSE, "Today's session is done."),
        ((Pause(id="x", areas=["face"], from_=TODAY),), COURSE, "Nothing is planned while it is paused."),
        ((), Course(id="c", title="G", area="face", product="p", phases=[Phase(every_days=7)],
                    starts_on=TODAY, state="stopped"), "Stopped. No session is planned."),
    ],
)  # fmt: skip
def test_what_is_next(records: tuple[Any, ...], course: Course, said: str) -> None:
    assert view(*records, course=course).next_line == said


def test_a_closed_course_says_why() -> None:
    closed = course_view(snapshot(KNOWLEDGE, TODAY, COURSE, SERUM), COURSE, "")
    assert closed.whys, "without answers its sessions are closed"


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


@pytest.mark.parametrize(
    ("done", "left"),
    [(0, [(7, 8), (14, 4), (28, None)]), (4, [(7, 4), (14, 4), (28, None)]), (8, [(14, 4), (28, None)]),
     (11, [(14, 1), (28, None)]), (90, [(28, None)])],
)  # fmt: skip
def test_sessions_that_are_done_shorten_the_course(done: int, left: list[tuple[int, int | None]]) -> None:
    phases = [Phase(every_days=7, sessions=8), Phase(every_days=14, sessions=4), Phase(every_days=28)]
    assert [(p.every_days, p.sessions) for p in phases_left(phases, done)] == left


def test_the_first_day_follows_the_choice() -> None:
    chosen = date(2026, 3, 18)
    days = [first_day(start, KNOWLEDGE, TODAY, chosen) for start in ("now", "rating_first", "under_way")]  # type: ignore[arg-type]
    assert days == [TODAY, TODAY + timedelta(days=14), chosen]
    assert first_day("under_way", KNOWLEDGE, TODAY, None) == TODAY


def test_only_what_may_be_used_in_a_session_is_offered() -> None:
    diary = diary_of(
        SERUM,
        Product(id="c", name="Cleanser", form="cleanser", areas=["face"]),
        Product(id="t", name="Tonic", form="scalp_tonic", areas=["scalp"]),
        Product(id="a", name="Any ampoule", form="ampoule"),
    )
    assert [p.name for p in products_for(diary, "face")] == ["Any ampoule", "Serum"]
    assert [p.name for p in products_for(diary, "scalp")] == ["Any ampoule", "Tonic"]
