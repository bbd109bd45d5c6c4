"""Logging a session: one guided to its end or stopped, or one already done."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from care import shelf
from care.changes import Changes, Refused, adding, changing
from care.days import Moment, care_day
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.outlook import Outlook
from care.records import Session, SessionStep
from care.sessions import plan_session
from care.verbs.decide import decide


class LogSession(Struct, frozen=True, kw_only=True):
    """A session as it really was. `started_at` and `ended_at` in UTC; `guided` when Mesoday led it."""

    course: str
    started_at: datetime
    ended_at: datetime
    steps: tuple[SessionStep, ...] = ()
    outcome: Literal["finished", "stopped"] = "finished"
    stop_reason: str = ""
    precheck: dict[str, Any] = {}
    level: int | None = None
    lot: str = ""
    guided: bool = True


class StartSession(Struct, frozen=True):
    """Asks whether a session may begin now. Changes nothing; refused when it may not."""

    course: str


class OpenAmpoule(Struct, frozen=True):
    """An ampoule of the course's product is opened for its session: its clock begins, and one less is sealed."""

    course: str


@decide.register
def open_ampoule(command: OpenAmpoule, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    course = diary.courses.get(command.course)
    product = diary.products.get(course.product or "") if course else None
    if product is None:
        return Changes()
    opened = shelf.opened(product, knowledge, now.at)
    return changing(product, opened) if opened != product else Changes()


@decide.register
def start_session(command: StartSession, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    course = diary.courses.get(command.course)
    if course is None:
        raise Refused(message("This course is no longer there."))
    today = now.care_day(diary.profile.day_starts_at)
    plan = plan_session(course, today, Outlook(diary, knowledge, now, today))
    if plan.state == "done":
        raise Refused(message("This session is done. Never two to catch up: skin needs the gap."))
    if plan.state != "due":
        raise Refused(plan.why[0].text if plan.why else message("This session is not due today."))
    return Changes()


@decide.register
def log_session(command: LogSession, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    course = diary.courses.get(command.course)
    if course is None:
        raise Refused(message("This course is no longer there. The session was not kept."))
    if command.ended_at < command.started_at:
        raise Refused(message("The session ends before it begins. Please look at the times."))
    if command.started_at > now.at:
        raise Refused(message("The session begins in the future. Please look at the time."))
    product = diary.products.get(course.product or "")
    return adding(
        [
            Session(
                at=command.started_at,
                zone=now.zone,
                day=care_day(command.started_at, now.zone, diary.profile.day_starts_at),
                course=course.id,
                product=course.product,
                device=course.device,
                started_at=command.started_at,
                ended_at=command.ended_at,
                precheck=command.precheck,
                steps=list(command.steps),
                level=command.level,
                lot=command.lot or (product.lot if product else ""),
                outcome=command.outcome,
                stop_reason=command.stop_reason,
            )
        ]
    )
