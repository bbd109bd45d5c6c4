"""Can I, now or tonight? A product, a device, a course's session or an activity, judged by the rules of the plan."""

from __future__ import annotations

from datetime import date

from care import own_decisions
from care.can_i_activity import judge_activity
from care.can_i_product import judge_product
from care.days import Moment
from care.diary import Diary
from care.knowledge import Activity, Knowledge
from care.messages import Message, message
from care.outlook import Outlook
from care.permission import CanI, opening, weighed
from care.records import Area, Course, Device, Phase, Product
from care.sessions import SessionPlan, plan_session
from care.why import GAP, Why

Asked = Product | Device | Course | Activity
"""A product without an id is not on the shelf: it is new to the skin."""


def can_i(diary: Diary, knowledge: Knowledge, asked: Asked, now: Moment, *, area: Area | None = None) -> CanI:
    """The answer for `asked`. `area` says where, for what is used in more than one place (None: wherever it is)."""
    if isinstance(asked, Activity):
        return judge_activity(diary, knowledge, asked, now, area)
    ahead = Outlook(diary, knowledge, now, now.care_day(diary.profile.day_starts_at))
    if isinstance(asked, Course):
        return judge_session(asked, ahead)
    if isinstance(asked, Device):
        return judge_session(_course_of(asked, ahead, area), ahead)
    if course := session_of(diary, asked):
        return judge_session(course, ahead)
    return judge_product(asked, ahead, area)


def session_of(diary: Diary, product: Product) -> Course | None:
    """The course under way whose sessions use the product, where no routine does: then the session is what is asked."""
    if any(step.product == product.id for routine in diary.routines.values() for step in routine.steps):
        return None
    return next((c for c in diary.active_courses() if product.id and c.product == product.id), None)


def areas_of(diary: Diary, device: Device) -> list[Area]:
    """Where a device is used: in its courses, else wherever the person cares for."""
    used = {c.area for c in diary.active_courses() if c.device == device.id}
    areas: tuple[Area, ...] = ("face", "scalp")
    return [a for a in areas if a in (used or diary.profile.areas)] or list(areas[:1])


def _course_of(device: Device, ahead: Outlook, area: Area | None) -> Course:
    """The course that uses the device there; a device that none uses is asked for one session, today."""
    where = area or areas_of(ahead.diary, device)[0]
    courses = (c for c in ahead.diary.active_courses() if c.device == device.id and c.area == where)
    single = Course(
        title=device.name, area=where, device=device.id, phases=[Phase(every_days=1)], starts_on=ahead.today
    )
    return next(courses, single)


def judge_session(course: Course, ahead: Outlook) -> CanI:
    """Whether a session of the course may be now."""
    plan = plan_session(course, ahead.today, ahead)
    whys = list(plan.why)
    care: list[Message] = []
    if plan.state == "done":
        whys.append(_done(plan, ahead.today))
    elif plan.state == "not_today":
        care.append(message("You chose not today. You may still do it."))
    aside = own_decisions.rules_set_aside(ahead.diary, course.id, ahead.today)
    return weighed(
        ahead.now.at,
        [_closing(why, plan) for why in whys],
        aside,
        ("own_decision", course.id) if course.id else None,
        until=plan.earliest if plan.state == "too_early" else None,
        care=care,
        opens=[how for why in whys if (how := opening(why))],
    )


def _done(plan: SessionPlan, today: date) -> Why:
    if plan.next_on and plan.next_on > today:
        return Why(GAP, message("Done today. The next one is planned for {day}.", day=plan.next_on), "refuse")
    return Why(GAP, message("All sessions of this course are done."), "refuse")


def _closing(why: Why, plan: SessionPlan) -> Why:
    """A pause or a reaction keeps a session closed although nobody advises anything."""
    if why.strength or plan.state not in ("paused", "blocked"):
        return why
    return Why(why.rule, why.text, "refuse", why.aside)
