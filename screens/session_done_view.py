"""The page after a session as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from care.after_care import Counted, checks_to_come, counted, waits
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Session
from care.sessions import SessionPlan
from screens.snapshot import Snapshot


class AfterCareView(Struct, frozen=True):
    """`waits`: until when, and what; `always`: what holds besides; `tonight`: what rests today; `checks`: when it is
    asked after the skin; `next`: the next session."""

    waits: tuple[tuple[str, str], ...] = ()
    always: str = ""
    counted: tuple[Counted, ...] = ()
    tonight: str = ""
    checks: str = ""
    next: str = ""

    @property
    def coming(self) -> tuple[str, ...]:
        return tuple(line for line in (self.tonight, self.checks, self.next) if line)


def last_session(diary: Diary, course: str) -> Session | None:
    return max((s for s in diary.sessions if s.course == course), key=lambda s: (s.started_at, s.id), default=None)


def after_care_view(shot: Snapshot, knowledge: Knowledge, course: str) -> AfterCareView:
    """What follows the last session of a course."""
    words, diary = shot.wording, shot.diary
    had = last_session(diary, course)
    if had is None:
        return AfterCareView()
    found = waits(diary, knowledge, had, shot.ahead)
    plan = next((s for s in shot.plan.sessions if s.course == course), None)
    return AfterCareView(
        waits=tuple(
            (words.text("Until {moment}", moment=words.moment(w.until)), ", ".join(words.say(t) for t in w.things))
            for w in found
        ),
        always=words.text("No scratching, and sunscreen by day."),
        counted=counted(diary, knowledge, had, shot.plan, shot.ahead),
        tonight=_tonight(shot, diary.area_of(had) or ""),
        checks=_checks(shot, knowledge, had),
        next=_next(shot, plan),
    )


def _tonight(shot: Snapshot, area: str) -> str:
    """What the plan lets rest today, because of the session."""
    words = shot.wording
    resting = list(dict.fromkeys(_resting(shot, area)))
    return words.text("Today rests for it: {steps}.", steps=", ".join(resting)) if resting else ""


def _resting(shot: Snapshot, area: str) -> Iterator[str]:
    for routine in shot.plan.routines:
        if routine.area == area:
            yield from (step.title for step in routine.steps if step.state == "rest")


def _checks(shot: Snapshot, knowledge: Knowledge, had: Session) -> str:
    words = shot.wording
    times = [words.moment(at) for at in checks_to_come(shot.diary, knowledge, had, shot.now)]
    return words.text("Mesoday asks how your skin is: {times}.", times="; ".join(times)) if times else ""


def _next(shot: Snapshot, plan: SessionPlan | None) -> str:
    """The next session: when its course says so, and not before skin has rested."""
    if plan is None or plan.next_on is None:
        return ""
    day: date = plan.next_on
    if plan.earliest is not None:
        day = max(day, plan.earliest.astimezone(shot.now.local.tzinfo).date())
    return shot.wording.text("The next session is planned for {day}.", day=shot.wording.long_date(day))
