"""A month and a day of the diary as plain values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.records import (
    CheckIn,
    Choice,
    Cleared,
    Course,
    Pause,
    Phase,
    Photo,
    Product,
    Reaction,
    Routine,
    RoutineStep,
    Session,
    StepDone,
    step_done_id,
)
from screens.diary_day_view import day_view, record_of
from screens.diary_view import month_of, month_view
from screens.wording import Wording
from storage.knowledge import read_knowledge
from tests.screens.snapshots import ZONE, diary_of

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
WORDS = Wording("en", zone=ZONE)
TODAY = date(2026, 3, 12)
DAY = date(2026, 3, 2)
COURSE = Course(id="c", title="Calm scalp", area="scalp", phases=[Phase(every_days=7)], starts_on=DAY)
STEPS = [RoutineStep(id="s1", title="Cleanse"), RoutineStep(id="s2", title="Rest")]
EVENING = Routine(id="r", title="Evening", slot="pm", steps=STEPS)


def at(hour: int, minute: int = 0, day: date = DAY) -> dict[str, Any]:
    """The common fields of an event at a wall time in Berlin (winter)."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=1)
    return {"at": moment, "zone": ZONE, "day": day}


def session(**fields: Any) -> Session:
    when = at(20)
    ended = {"started_at": when["at"], "ended_at": when["at"] + timedelta(minutes=14), "outcome": "finished"}
    return Session(id="se", **{**when, **ended, **fields})


def tick(step: str, **when: Any) -> StepDone:
    return StepDone(id=step_done_id(DAY, "r", step), routine="r", step=step, **{**when, "day": DAY})


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 3, 31), 0, date(2026, 3, 1)),
    ],
)
def test_months_are_turned(day: date, months: int, wanted: date) -> None:
    assert month_of(day, months) == wanted


def test_a_month_shows_what_was_kept_and_leaves_missing_days_empty() -> None:
    diary = diary_of(
        COURSE,
        EVENING,
        session(course="c"),
        CheckIn(id="ci", area="glow", scores={"F-GLOW": 5}, **at(8, day=date(2026, 3, 4))),
        Reaction(id="re", signs=[], **at(9, day=date(2026, 3, 5))),
        tick("s1", **at(21)),
    )
    view = month_view(WORDS, diary, date(2026, 3, 1), TODAY)
    cells = {cell.day: cell for week in view.weeks for cell in week if cell}
    assert len(cells) == 31
    assert [len(week) for week in view.weeks] == [7] * 6
    assert view.weeks[0][:6] == (None,) * 6, "1 March 2026 is a Sunday"
    done = cells[DAY]
    assert (done.face, done.scalp, done.rated, done.share) == (False, True, False, 0.5)
    assert done.name == "Monday 2 March, scalp session, one step"
    assert cells[date(2026, 3, 4)].rated
    quiet = cells[date(2026, 3, 5)]
    assert (quiet.reacted, quiet.said) == (False, "skin check, all quiet")
    empty = cells[date(2026, 3, 6)]
    assert (empty.said, empty.share, empty.name) == ("", 0.0, "Friday 6 March")
    assert (cells[TODAY].today, cells[TODAY].name) == (True, "Thursday 12 March, today")
    assert cells[date(2026, 3, 13)].future
    assert [cell.day.day for cell in view.days_with_entries] == [5, 4, 2]
    assert view.summary == "One session, one check-in, daily steps on one day"


def test_signs_pictures_and_planned_pauses_have_their_marks() -> None:
    sign = next(iter(KNOWLEDGE.signs))
    diary = diary_of(
        Reaction(id="re", signs=[sign], **at(9)),
        Photo(id="ph", sha256="a" * 64, view="front", width=9, height=9, **at(9, day=date(2026, 3, 3))),
        Pause(id="pa", from_=date(2026, 3, 3), to=date(2026, 3, 5)),
        Pause(id="pb", areas=["face"], from_=date(2026, 3, 6), to=date(2026, 3, 6)),
    )
    view = month_view(WORDS, diary, date(2026, 3, 1), TODAY)
    cells = {cell.day.day: cell for week in view.weeks for cell in week if cell}
    assert (cells[2].reacted, cells[2].said) == (True, "skin reaction")
    assert (cells[3].pictured, cells[3].paused, cells[3].said) == (True, False, "picture")
    assert (cells[4].paused, cells[4].name) == (True, "Wednesday 4 March, planned pause")
    assert not cells[6].paused, "the scalp went on"


def test_steps_alone_are_not_nothing() -> None:
    view = month_view(WORDS, diary_of(EVENING, tick("s1", **at(21))), date(2026, 3, 1), TODAY)
    assert view.summary == "0 sessions, 0 check-ins, daily steps on one day"


def test_weeks_begin_where_the_reader_begins_them() -> None:
    view = month_view(Wording("ar_EG"), diary_of(), date(2026, 3, 1), TODAY)
    assert view.weekdays[0] == Wording("ar_EG").weekday_head(date(2026, 2, 28))
    assert [cell.day.day if cell else 0 for cell in view.weeks[0]] == [0, 1, 2, 3, 4, 5, 6]


def test_an_empty_month_is_fine() -> None:
    view = month_view(WORDS, diary_of(), date(2026, 2, 1), TODAY)
    assert view.summary == "Nothing was kept in this month. That is fine."
    assert view.days_with_entries == []


def test_a_level_never_overflows() -> None:
    ticks = [StepDone(id=f"x{n}", routine="gone", step=f"s{n}", **at(9)) for n in range(9)]
    view = month_view(WORDS, diary_of(EVENING, *ticks), date(2026, 3, 1), TODAY)
    assert max(cell.share for week in view.weeks for cell in week if cell) == 1.0


def test_a_day_stands_in_order_with_its_times() -> None:
    diary = diary_of(
        COURSE,
        EVENING,
        session(course="c", lot="A1"),
        CheckIn(
            id="ci", area="scalp", scores={"H-FLAKE": 1, "H-ITCH": 2.5}, tags=["stress"], note="windy", **at(7, 40)
        ),
        Choice(id="ch", what="not_today", about="glow", **at(7, 50)),
        Choice(id="sk", what="skip_step", about="r/s2", **at(21, 30)),
        tick("s1", **at(21, 5)),
    )
    view = day_view(WORDS, KNOWLEDGE, diary, DAY, ZONE)
    assert [(e.at, e.title) for e in view.entries] == [
        ("07:40", "Scalp check-in"),
        ("07:50", "Face check-in: not today"),
        ("20:00", "Scalp session"),
        ("21:05", "Evening"),
        ("21:30", "Rest: skipped"),
    ]
    assert view.entries[0].lines == ("Flakes: Few", "Scalp itch: 2.5", "Stress", "windy")
    assert view.entries[2].lines == ("Finished, 14 min", "Calm scalp", "Lot A1")
    assert view.entries[3].lines == ("Cleanse",)


def test_what_was_ticked_on_a_later_day_has_no_time_but_its_place() -> None:
    diary = diary_of(EVENING, tick("s1", **at(9, day=TODAY)), session())
    entries = day_view(WORDS, KNOWLEDGE, diary, DAY, ZONE).entries
    assert [(e.kind, e.at) for e in entries] == [("session", "20:00"), ("steps", "")]


def test_entries_lead_back_to_their_records() -> None:
    diary = diary_of(EVENING, session(), tick("s1", **at(21)))
    found, steps = day_view(WORDS, KNOWLEDGE, diary, DAY, ZONE).entries
    assert record_of(diary, found) is diary.sessions[0]
    assert record_of(diary, steps) is None


def test_what_nobody_knows_any_more_is_shown_as_it_is() -> None:
    odd = CheckIn(id="ci", area="glow", scores={"X-OLD": 3}, tags=["gone"], **at(8))
    entry = day_view(WORDS, KNOWLEDGE, diary_of(odd), DAY, ZONE).entries[0]
    assert entry.lines == ("X-OLD 3", "gone")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("c", "Calm scalp: your own decision"),
        ("p", "Night retinol: your own decision"),
        ("A05", "Shaving: your own decision"),
        ("r/s2", "Rest: your own decision"),
        ("gone", "A step: your own decision"),
    ],
)
def test_an_own_decision_names_what_it_is_about(about: str, said: str) -> None:
    choice = Choice(id="ch", what="own_decision", about=about, rule="I01", **at(19))
    diary = diary_of(COURSE, EVENING, Product(id="p", name="Night retinol"), choice)
    (entry,) = day_view(WORDS, KNOWLEDGE, diary, DAY, ZONE).entries
    assert (entry.title, entry.lines) == (said, ("Advice set aside: Retinol and its relatives",))


@pytest.mark.parametrize(
    ("told", "title", "lines"),
    [
        ({"signs": []}, "Skin check", ("All quiet",)),
        ({"signs": ["E4r"]}, "Skin reaction", ("Tight, dry, a few flakes",)),
        (
            {"signs": ["G13"], "note": "Chin"},
            "Skin reaction",
            ("Pus, crusts or tender bumps", "Chin", "Not settled yet"),
        ),
        ({"signs": ["G13"], "resolved_at": at(22)["at"]}, "Skin reaction", ("Pus, crusts or tender bumps", "Settled")),
        ({"signs": ["Z1"]}, "Skin reaction", ("Z1", "Not settled yet")),
    ],
)
def test_a_check_of_the_skin_says_how_it_stands(told: dict[str, Any], title: str, lines: tuple[str, ...]) -> None:
    diary = diary_of(Reaction(id="re", **{**at(21), **told}))
    [entry] = day_view(WORDS, KNOWLEDGE, diary, DAY, ZONE).entries
    assert (entry.title, entry.lines) == (title, lines)


def test_a_clinicians_word_stands_with_the_reaction() -> None:
    word = Cleared(on=DAY, by="Dr Rose")
    diary = diary_of(Reaction(id="re", signs=["G21"], cleared=word, **at(21)))
    [entry] = day_view(WORDS, KNOWLEDGE, diary, DAY, ZONE).entries
    assert "Cleared by Dr Rose" in entry.lines[1]
