"""The plan of a day as one object for machines, and as text for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from care.messages import Message, message
from care.plan import DayPlan, RoutinePlan, StepPlan
from care.sessions import SessionPlan
from care.why import Why
from screens.terminal.instants import iso
from screens.terminal.layout import section
from screens.wording import Wording

Say = Callable[[Message], str]

STEP_STATES = {
    "do": message("to do"),
    "rest": message("rests"),
    "skip": message("skipped"),
    "done": message("done"),
    "closed": message("closed"),
}
SESSION_STATES = {
    "due": message("due"),
    "done": message("done"),
    "too_early": message("too early"),
    "blocked": message("closed"),
    "paused": message("paused"),
    "not_today": message("not today"),
}
CHECK_IN_STATES = {"due": message("due"), "done": message("done"), "not_today": message("not today")}
CHECK_INS = {"glow": message("Glow (face)"), "scalp": message("Scalp")}


def plan_json(plan: DayPlan, say: Say) -> dict[str, Any]:
    """The object that `plan --json` prints."""
    return {
        "day": plan.day.isoformat(),
        "routines": [
            {
                "routine": r.routine,
                "slot": r.slot,
                "area": r.area,
                "steps": [
                    {
                        "step": s.step,
                        "title": s.title,
                        "product": s.product,
                        "state": s.state,
                        "until": iso(s.until),
                        "why": _whys(s.why, say),
                    }
                    for s in r.steps
                ],
            }
            for r in plan.routines
        ],
        "sessions": [
            {"course": s.course, "state": s.state, "earliest": iso(s.earliest), "why": _whys(s.why, say)}
            for s in plan.sessions
        ],
        "check_ins": [{"area": c.area, "state": c.state} for c in plan.check_ins],
        "notices": _whys(plan.notices, say),
    }


def plan_lines(plan: DayPlan, words: Wording, width: int) -> Iterator[str]:
    """The plan for reading: a heading, then one part each for routines, sessions, check-ins and what is to know."""
    say = words.say
    yield words.long_date(plan.day)
    yield ""
    empty = True
    for routine in plan.routines:
        for line in section(routine.title, _step_rows(routine, words), width):
            empty = False
            yield line
    parts = (
        (message("Sessions"), [_session_row(s, words) for s in plan.sessions]),
        (message("Check-ins"), [(say(CHECK_IN_STATES[c.state]), say(CHECK_INS[c.area])) for c in plan.check_ins]),
        (message("Worth knowing"), [(say(w.text),) for w in plan.notices]),
    )
    for title, rows in parts:
        for line in section(say(title), rows, width):
            empty = False
            yield line
    if empty:
        yield say(message("Nothing is planned for this day."))


def _step_rows(routine: RoutinePlan, words: Wording) -> Iterator[tuple[str, str, str]]:
    for step in routine.steps:
        yield words.say(STEP_STATES[step.state]), step.title, _step_note(step, words)


def _step_note(step: StepPlan, words: Wording) -> str:
    said = [words.say(w.text) for w in step.why]
    if step.until and step.state == "rest":
        until = words.long_date(step.until) if not isinstance(step.until, datetime) else words.moment(step.until)
        said.insert(0, words.say(message("Back on {day}.", day=until)))
    return " ".join(said)


def _session_row(session: SessionPlan, words: Wording) -> tuple[str, str, str]:
    said = [words.say(w.text) for w in session.why]
    done = session.progress
    if session.state == "due" and done.planned is not None and done.finished < done.planned:
        said.insert(0, words.text("Session {n} of {planned}.", n=done.finished + 1, planned=done.planned))
    if session.earliest is not None:
        said.insert(0, words.text("From {moment}.", moment=session.earliest))
    return words.say(SESSION_STATES[session.state]), session.title, " ".join(said)


def _whys(whys: tuple[Why, ...], say: Say) -> list[dict[str, str]]:
    return [{"rule": w.rule, "text": say(w.text)} for w in whys]
