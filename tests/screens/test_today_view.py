"""What Today says, as tables: the sentence that leads, the summaries, the rows, the sessions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.days import Moment, instant
from care.outlook import Outlook
from care.plan import plan_in
from care.records import (
    Answer,
    CheckIn,
    Choice,
    Course,
    Occurrence,
    Pause,
    Phase,
    Product,
    Reaction,
    Reminder,
    Retired,
    Rhythm,
    Routine,
    RoutineStep,
    Session,
    StepDone,
    occurrence_id,
    step_done_id,
)
from screens.course_words import course_line, every_days
from screens.snapshot import Snapshot
from screens.today_session_view import SessionView
from screens.today_view import StepView, TodayView, today_view
from screens.wording import Wording
from tests.care.course_makers import diary as course_diary
from tests.care.course_makers import knowledge
from tests.screens.snapshots import ZONE, diary_of, snapshot

KNOWN = knowledge()
DAY = date(2026, 3, 2)  # a Monday
YESTERDAY = DAY - timedelta(days=1)
MADE = course_diary(KNOWN)
FACE: Course = MADE.courses["course"]
SCALP = replace(FACE, id="scalp-course", title="Roots", area="scalp", product="serum", device=None)
SERUM = replace(MADE.products["ampoule"], id="serum", name="Scalp serum", form="scalp_tonic", areas=["scalp"])
KIT: tuple[Any, ...] = (*MADE.products.values(), *MADE.devices.values(), SERUM)
SAFE: tuple[Any, ...] = (*KIT, *MADE.answers.values())


def routine(slot: str, *steps: str, area: str = "face", **more: Any) -> Routine:
    made = [RoutineStep(id=s.lower(), title=s, **more) for s in steps]
    return Routine(id=f"{slot}-{area}", title=slot, slot=slot, area=area, steps=made)  # type: ignore[arg-type]


AM, PM = routine("am", "Wash", "Tone", "Cream", "Screen"), routine("pm", "Wash", "Cream")


def ticked(of: Routine, *steps: str, wall: str = "07:12", day: date = DAY) -> list[StepDone]:
    at = instant(day, wall, ZONE)
    return [
        StepDone(id=step_done_id(day, of.id, s), at=at, zone=ZONE, day=day, routine=of.id, step=s)
        for s in (steps or [s.id for s in of.steps])
    ]


def had(day: date, course: str = "course", *, outcome: str = "finished", wall: str = "16:00") -> Session:
    at = instant(day, wall, ZONE)
    ended = at + timedelta(minutes=20)
    return Session(
        id=f"{course}-{day}",
        at=at,
        zone=ZONE,
        day=day,
        course=course,
        started_at=at,
        ended_at=ended,
        outcome=outcome,  # type: ignore[arg-type]
    )


def not_rung(number: int) -> list[Any]:
    made = [Reminder(id=f"r{n}", title="Wipe", times=["09:00"]) for n in range(number)]
    due = instant(DAY, "09:00", ZONE)
    return made + [
        Occurrence(
            id=occurrence_id(r.id, DAY, "09:00"),
            reminder=r.id,
            date=DAY,
            slot="09:00",
            due_at=due,
            state="missed_shown",
        )
        for r in made
    ]


def no(about: str, what: Any = "not_today") -> Choice:
    return Choice(id=f"{what}/{about}", at=instant(DAY, "09:00", ZONE), zone=ZONE, day=DAY, what=what, about=about)


REACTED = Reaction(id="r", at=instant(DAY, "09:00", ZONE), zone=ZONE, day=DAY, areas=["face"], signs=["G13"])


def shot(*records: Any, at: str = "18:00", day: date = DAY) -> Snapshot:
    return snapshot(KNOWN, day, *records, at=at)


def view(*records: Any, at: str = "18:00", day: date = DAY) -> TodayView:
    return today_view(shot(*records, at=at, day=day), KNOWN)


@pytest.mark.parametrize(
    ("records", "at", "headline"),
    [
        ((), "18:00", "A quiet day. Nothing is planned."),
        ((AM,), "08:00", "4 steps this morning."),
        ((AM, *ticked(AM, "wash", "tone", "cream")), "11:59", "One step this morning."),
        ((AM, PM), "12:00", "6 steps left today."),
        ((AM, PM, *ticked(AM)), "08:00", "2 steps left today."),
        ((PM, *ticked(PM, "wash")), "22:00", "One step left today."),
        ((AM, PM, *ticked(AM), *ticked(PM)), "22:00", "All done for today."),
        ((*SAFE, FACE), "18:00", "A face session is due."),
        ((*SAFE, SCALP, AM), "18:00", "A scalp session is due."),
        ((*SAFE, FACE, SCALP), "18:00", "A face and a scalp session are due."),
        ((*KIT, FACE), "18:00", "Your safety questions come first."),
        ((*KIT, FACE, AM), "08:00", "Your safety questions come first."),
        ((*SAFE, FACE, REACTED, PM), "18:00", "Your skin comes first. Sessions wait."),
        ((*SAFE, FACE, had(DAY)), "18:00", "Session done."),
        ((*SAFE, FACE, had(DAY), AM, *ticked(AM)), "18:00", "Session done."),
        ((*SAFE, FACE, had(DAY), PM), "18:00", "Session done. 2 quiet steps left."),
        ((*SAFE, FACE, had(DAY), PM, *ticked(PM, "wash")), "18:00", "Session done. One quiet step left."),
        ((*SAFE, FACE, SCALP, had(DAY)), "18:00", "A scalp session is due."),
        ((*SAFE, FACE, had(YESTERDAY)), "18:00", "A quiet day. Nothing is planned."),
        ((*SAFE, FACE, no("course"), PM), "18:00", "2 steps left today."),
        ((*SAFE, FACE, *not_rung(1)), "18:00", "Welcome back. One reminder did not ring."),
        ((*KIT, FACE, *not_rung(3)), "18:00", "Welcome back. 3 reminders did not ring."),
    ],
)
def test_the_sentence_that_leads(records: tuple[Any, ...], at: str, headline: str) -> None:
    assert view(*records, at=at).headline == headline


def test_a_finished_course_does_not_say_session_done_on_a_day_without_one() -> None:
    short = replace(FACE, phases=[Phase(every_days=7, sessions=1)])
    seen = view(*SAFE, short, had(DAY - timedelta(days=9)), PM)
    assert seen.headline == "2 steps left today."
    [session] = seen.sessions
    assert session.sub == "Its one session is done"


@pytest.mark.parametrize(
    ("records", "progress"),
    [
        ((), ""),
        ((AM,), "0 of 4 steps done"),
        ((AM, PM, *ticked(AM, "wash", "tone"), *ticked(PM, "wash")), "3 of 6 steps done"),
        ((PM, *ticked(PM)), "2 of 2 steps done"),
        ((PM, *ticked(PM, day=YESTERDAY)), "0 of 2 steps done"),
        ((PM, no("pm-face/wash", "skip_step")), "0 of 1 steps done"),
    ],
)
def test_progress_counts_what_can_be_done(records: tuple[Any, ...], progress: str) -> None:
    assert view(*records).progress == progress


@pytest.mark.parametrize(
    ("done", "summary", "left", "all_done"),
    [
        ((), "4 steps", 4, False),
        (("wash",), "1 of 4 done", 3, False),
        (("wash", "tone", "cream"), "3 of 4 done", 1, False),
        (("wash", "tone", "cream", "screen"), "Done at 07:12, all 4 steps", 0, True),
    ],
)
def test_the_summary_of_a_routine(done: tuple[str, ...], summary: str, left: int, all_done: bool) -> None:
    morning = view(AM, *(ticked(AM, *done) if done else ())).morning
    assert morning is not None
    assert (morning.summary, morning.open_steps, morning.all_done) == (summary, left, all_done)


def test_the_last_tick_is_the_time_it_was_done() -> None:
    seen = view(PM, *ticked(PM, "cream", wall="21:30"), *ticked(PM, "wash", wall="21:05"), at="22:00")
    assert seen.evening is not None
    assert seen.evening.summary == "Done at 21:30, all 2 steps"


def test_one_step_is_said_in_the_singular() -> None:
    only = routine("am", "Wash")
    before, after = view(only).morning, view(only, *ticked(only)).morning
    assert before is not None
    assert after is not None
    assert (before.summary, after.summary) == ("One step", "Done at 07:12, one step")


def test_a_routine_without_steps_today_is_not_shown() -> None:
    seen = view(routine("am", "Mask", every=Rhythm(unit="week", weekdays=[2])))
    assert seen.morning is None
    assert seen.empty


def rows_of(seen: TodayView) -> dict[str, StepView]:
    return {row.title: row for part in (seen.morning, seen.evening) if part for row in part.rows}


def with_product(**changed: Any) -> tuple[Routine, Product]:
    product = Product(id="cream", name="Cream", form="moisturiser", **changed)
    return routine("pm", "Cream", product="cream"), product


@pytest.mark.parametrize(
    ("records", "state", "sub"),
    [
        ((PM,), "do", ""),
        ((PM, *ticked(PM, "cream", wall="21:30")), "done", "Done at 21:30"),
        ((PM, no("pm-face/cream", "skip_step")), "skip", "Skipped, no penalty"),
        (with_product(expires_on=date(2026, 1, 1)), "closed", "1 January"),
        (with_product(retired=Retired(on=YESTERDAY)), "closed", "away"),
    ],
)
def test_what_stands_below_a_step(records: tuple[Any, ...], state: str, sub: str) -> None:
    row = rows_of(view(*records, at="22:00"))["Cream"]
    assert row.state == state
    assert row.sub == sub if state != "closed" else sub in row.sub


def test_face_and_scalp_together_say_which_is_which() -> None:
    scalp = routine("pm", "Tonic", area="scalp")
    rows = rows_of(view(PM, scalp, *ticked(scalp, wall="21:00"), at="22:00"))
    assert (rows["Wash"].sub, rows["Tonic"].sub) == ("Face", "Scalp. Done at 21:00")
    assert rows_of(view(scalp))["Tonic"].sub == ""


def session_of(*records: Any, at: str = "18:00", day: date = DAY) -> SessionView:
    [session] = view(*records, at=at, day=day).sessions
    return session


@pytest.mark.parametrize(
    ("records", "state", "status", "why"),
    [
        ((*SAFE, FACE), "due", "", ""),
        ((*SAFE, FACE, had(DAY - timedelta(days=7))), "due", "Rest is over", ""),
        ((*SAFE, FACE, had(DAY)), "done", "Done. Next one on Monday 9 March.", ""),
        ((*SAFE, FACE, no("course")), "not_today", "Not today. Tomorrow is soon enough.", ""),
        ((*SAFE, FACE, Pause(id="p", areas=["face"], from_=DAY)), "paused", "Paused", "aused"),
        ((*KIT, FACE), "blocked", "Closed for now", "safety questions"),
        ((*SAFE, FACE, replace(MADE.answers["K01"], answer="yes")), "blocked", "Closed for now", ""),
    ],
)
def test_the_state_of_a_session(records: tuple[Any, ...], state: str, status: str, why: str) -> None:
    session = session_of(*records)
    assert (session.state, session.status) == (state, status)
    assert session.may_start is (state == "due")
    assert why in " ".join(line.text for line in session.why)
    if state == "blocked":
        assert session.why


def test_a_session_that_is_due_says_what_it_takes() -> None:
    session = session_of(*SAFE, FACE)
    assert session.title == "Face session"
    assert session.sub == "Session 1 of 8, once a week"
    assert session.kit == "Hyaluronic ampoule, Galvanic wand"
    assert session.dots == (0, 8)
    [facts] = session.facts
    assert facts.endswith("a short first one")
    assert " min, " in facts
    later = session_of(*SAFE, FACE, had(DAY - timedelta(days=7)))
    assert later.dots == (1, 8)
    assert "a short first one" not in later.facts[0]


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (date(2026, 2, 26), "From Thursday 20:00"),  # planned a week later
        (date(2026, 2, 24), "From Tuesday 20:00"),
    ],
)
def test_too_early_says_from_when(last: date, status: str) -> None:
    session = session_of(*SAFE, FACE, had(last))
    assert (session.state, session.status, session.may_start) == ("too_early", status, False)
    assert session.why


def test_too_early_by_the_hours_of_rest_says_the_hour_on_the_persons_clock() -> None:
    rests = replace(FACE, phases=[Phase(every_days=1)])
    session = session_of(*SAFE, rests, had(YESTERDAY, wall="20:10"))
    assert session.state == "too_early"
    assert session.status == "From Wednesday 20:30"
    assert [line.text for line in session.why] == ["Skin rests 72 hours between sessions, our cautious default."]
    assert session.may_decide


def test_far_away_is_said_with_its_date() -> None:
    rare = replace(FACE, phases=[Phase(every_days=28)])
    assert session_of(*SAFE, rare, had(YESTERDAY)).status == "From Sunday 29 March"


def test_only_unanswered_questions_offer_the_way_to_them() -> None:
    assert session_of(*KIT, FACE).ask_safety
    yes = Answer(id="K01", rule="K01", answer="yes", answered_on=YESTERDAY)
    others = [a for a in MADE.answers.values() if a.id != "K01"]
    assert not session_of(*KIT, *others, yes, FACE).ask_safety


def test_a_stopped_session_is_not_counted_as_done() -> None:
    session = session_of(*SAFE, FACE, had(DAY - timedelta(days=7), outcome="stopped"))
    assert session.dots == (0, 8)
    assert session.sub.startswith("Session 1 of 8")


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "every day"), (3, "every 3 days"), (7, "once a week"), (10, "every 10 days"), (28, "every 4 weeks")],
)
def test_how_often(days: int, said: str) -> None:
    assert every_days(Wording("en"), days) == said


def test_a_course_without_an_end_counts_on() -> None:
    seen = shot(*SAFE, FACE, *(had(DAY - timedelta(days=7 * n)) for n in range(1, 9)))
    assert course_line(seen.wording, FACE, seen.plan.sessions[0].progress) == "Session 9, every 4 weeks"
    endless = replace(FACE, phases=[Phase(every_days=7)])
    session = session_of(*SAFE, endless, had(DAY - timedelta(days=7)))
    assert (session.sub, session.dots) == ("Session 2, once a week", None)


@pytest.mark.parametrize(
    ("records", "states"),
    [
        (
            (),
            {
                "glow": ("due", "Half a minute, before any product"),
                "scalp": ("due", "Half a minute, before any product"),
            },
        ),
        (
            (CheckIn(id="c", at=instant(DAY, "08:00", ZONE), zone=ZONE, day=DAY, area="glow"), no("scalp")),
            {"glow": ("done", "Done today"), "scalp": ("not_today", "Not today")},
        ),
    ],
)
def test_check_ins(records: tuple[Any, ...], states: dict[str, tuple[str, str]]) -> None:
    assert {c.area: (c.state, c.sub) for c in view(*records).check_ins} == states


def test_the_evening_counts_until_the_care_day_ends() -> None:
    late = Moment(instant(DAY + timedelta(days=1), "01:00", ZONE), ZONE)
    assert late.care_day("04:00") == DAY
    kept = diary_of(PM, *ticked(PM, wall="23:50"))
    ahead = Outlook(kept, KNOWN, late, DAY)
    seen = today_view(Snapshot(kept, ahead, plan_in(ahead, DAY), late, Wording("en", zone=ZONE)), KNOWN)
    assert seen.date_line == "Monday 2 March"
    assert seen.headline == "All done for today."


RETINOL = Product(id="retinol", name="Night retinol", form="retinoid", areas=["face"], actives=["I01"])
NIGHT = Routine(
    id="pm-face",
    title="pm",
    slot="pm",
    area="face",
    steps=[RoutineStep(id="wash", title="Wash"), RoutineStep(id="retinol", title="Night retinol", product="retinol")],
)


def keeps(what: Any, about: str, rule: str) -> Choice:
    return replace(no(about, what), rule=rule)


def test_a_step_that_rests_says_until_when_and_the_routine_says_what_was_changed_and_why() -> None:
    seen = view(*SAFE, FACE, RETINOL, NIGHT)
    assert seen.evening is not None
    assert [(row.state, row.sub) for row in seen.evening.rows] == [
        ("do", ""), ("rest", "Resting until Wednesday evening")
    ]  # fmt: skip
    assert seen.evening.chip == "Changed tonight. Why?"
    (change,) = seen.evening.changes
    assert (change.title, change.may_decide, change.kept) == ("Night retinol", True, False)
    assert [line.rule for line in change.why] == ["I01"]
    assert seen.headline == "A face session is due. Evening care is shorter for it."


def test_a_step_that_is_kept_says_so_and_can_be_let_rest_again() -> None:
    seen = view(*SAFE, FACE, RETINOL, NIGHT, keeps("keep_step", "pm-face/retinol", "I01"))
    assert seen.evening is not None
    assert (seen.evening.rows[1].state, seen.evening.rows[1].sub) == ("do", "Kept today, as you chose")
    assert [(c.kept, c.said) for c in seen.evening.changes] == [(True, "You keep it today.")]


def test_without_a_change_there_is_no_chip() -> None:
    seen = view(PM)
    assert seen.evening is not None
    assert (seen.evening.chip, seen.evening.changes) == ("", ())


def test_when_all_rests_the_summary_says_so() -> None:
    only = replace(NIGHT, steps=NIGHT.steps[1:])
    seen = view(*SAFE, FACE, RETINOL, only)
    assert seen.evening is not None
    assert seen.evening.summary == "Resting"


def test_advice_against_a_due_session_may_be_set_aside_and_stays_told() -> None:
    used = ticked(NIGHT, "retinol", wall="21:30", day=YESTERDAY)
    waits = session_of(*SAFE, FACE, RETINOL, NIGHT, *used)
    assert (waits.state, waits.may_decide, waits.waits_quietly) == ("too_early", True, False)
    decided = session_of(*SAFE, FACE, RETINOL, NIGHT, *used, keeps("own_decision", "course", "I01"))
    assert (decided.state, decided.may_start) == ("due", True)
    assert [(line.aside, line.text.startswith("You decided this yourself")) for line in decided.why] == [(True, True)]


def test_what_is_closed_by_more_than_advice_is_not_for_the_person_to_decide() -> None:
    closed = session_of(*SAFE, FACE, replace(MADE.answers["K01"], answer="yes"))
    assert (closed.state, closed.may_decide) == ("blocked", False)


def test_what_is_only_advice_can_wait_until_the_day_has_been_looked_through() -> None:
    thrice = replace(NIGHT.steps[1], every=Rhythm(unit="week", weekdays=[0, 2, 4]))
    tuesday = replace(FACE, starts_on=DAY + timedelta(days=1))
    (notice,) = view(*SAFE, tuesday, RETINOL, replace(NIGHT, steps=[thrice])).notices
    assert (notice.quiet, notice.route) == (True, "/why/I01")
    assert notice.text == (
        "Night retinol keeps 1 of 3 turns this week beside the session of 3 March. With sessions on 7 March, it would "
        "keep 2 a week."
    )
