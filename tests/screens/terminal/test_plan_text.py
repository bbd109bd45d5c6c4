"""The plan for machines and for reading."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from care.plan import CheckInPlan, DayPlan, RoutinePlan, StepPlan, plan_day
from care.records import Routine, RoutineStep
from screens.terminal.plan_text import plan_json, plan_lines
from screens.wording import Wording
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()
WORDS = Wording("en", zone=BERLIN)
ROUTINE = Routine(id="r", title="Evening", slot="pm", steps=[RoutineStep(id="s", title="Cleanse", product="soap")])


def test_the_object_has_exactly_the_promised_shape() -> None:
    plan = plan_day(diary(KNOWN, routines={"r": ROUTINE}), KNOWN, STARTS_ON, at(STARTS_ON))
    assert plan_json(plan, WORDS.say) == {
        "day": "2026-03-02",
        "routines": [
            {
                "routine": "r",
                "slot": "pm",
                "area": "face",
                "steps": [
                    {"step": "s", "title": "Cleanse", "product": "soap", "state": "do", "until": None, "why": []}
                ],
            }
        ],
        "sessions": [{"course": "course", "state": "due", "earliest": None, "why": []}],
        "check_ins": [{"area": "glow", "state": "due"}, {"area": "scalp", "state": "due"}],
        "notices": [],
    }


def test_a_closed_session_says_which_rule_spoke_and_an_early_one_its_instant() -> None:
    day = STARTS_ON + timedelta(days=1)
    open_one = diary(KNOWN, sessions=(session(STARTS_ON),))
    (early,) = plan_json(plan_day(open_one, KNOWN, day, at(day)), WORDS.say)["sessions"]
    assert early["state"] == "too_early"
    assert early["earliest"] == "2026-03-09T19:00:00Z"
    assert all(set(w) == {"rule", "text"} and "{" not in w["text"] for w in early["why"])
    (closed,) = plan_json(plan_day(replace(open_one, answers={}), KNOWN, day, at(day)), WORDS.say)["sessions"]
    assert (closed["state"], closed["why"][0]["rule"]) == ("blocked", "GATE")


def test_the_text_names_the_day_and_every_part_with_its_state() -> None:
    plan = plan_day(diary(KNOWN, routines={"r": ROUTINE}), KNOWN, STARTS_ON, at(STARTS_ON))
    lines = list(plan_lines(plan, WORDS, 80))
    assert lines[0] == "Monday 2 March"
    assert "  to do  Cleanse" in lines
    assert "  due  Glow  Session 1 of 8." in lines
    assert "  due  Glow (face)" in lines
    assert not any(line != line.rstrip() for line in lines)


def test_a_resting_step_says_when_it_is_back() -> None:
    step = StepPlan("s", "Retinol", None, "rest", until=date(2026, 3, 4))
    plan = DayPlan(STARTS_ON, (RoutinePlan("r", "Evening", "pm", "face", (step,)),), (), (), ())
    assert "  rests  Retinol  Back on Wednesday 4 March." in list(plan_lines(plan, WORDS, 80))
    assert plan_json(plan, WORDS.say)["routines"][0]["steps"][0]["until"] == "2026-03-04"


def test_an_empty_day_is_said() -> None:
    plan = DayPlan(STARTS_ON, (), (), (), ())
    assert list(plan_lines(plan, WORDS, 80))[-1] == "Nothing is planned for this day."
    assert len(list(plan_lines(DayPlan(STARTS_ON, (), (), (CheckInPlan("glow", "done"),), ()), WORDS, 80))) > 3
