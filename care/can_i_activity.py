"""Can I do that? Sun, shaving, dye and the like, spaced around sessions like an ingredient of their own."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import datetime, timedelta

from care import gate, own_decisions
from care.can_i_hours import areas, openings, rests, shifts, while_settling
from care.days import Moment, care_day_span
from care.diary import Diary
from care.doses import uses
from care.kit import modalities
from care.knowledge import Activity, Ingredient, Knowledge, Screening
from care.messages import Message, count_message, message
from care.outlook import Outlook
from care.permission import CanI, Shift, weighed
from care.records import Area, Product
from care.why import Why

SUN_ACTIVITIES = ("A01", "A02")  # where what makes skin burn more easily speaks too


def judge_activity(diary: Diary, knowledge: Knowledge, row: Activity, now: Moment, area: Area | None) -> CanI:
    """Whether one may do that now: spaced like an ingredient of its own."""
    today = now.care_day(diary.profile.day_starts_at)
    thing = Product(id=row.id, name=row.title, actives=[row.id])
    ahead = Outlook(diary, _knowing(knowledge, row), now, today)
    whys: list[Why] = []
    until: datetime | None = now.at
    settling: list[Why] = []
    moved: list[Shift] = []
    care: list[Message] = []
    for where in areas(diary, row.areas, area):
        resting, back = rests(thing, ahead, where, now.at, None)
        whys += resting
        until = max(until, back) if until and back else None
        moved += shifts(thing, ahead, where, now.at)
        settling += while_settling(thing, ahead, where)
        if row.id in SUN_ACTIVITIES:
            care += _sun(ahead, where)
    if row.rule:
        whys.append(Why(row.id, message(row.text), "ask"))
        moved += _waiting(ahead, knowledge.screening[row.rule], areas(diary, row.areas, area))
    return weighed(
        now.at,
        [*settling, *whys],
        own_decisions.rules_set_aside(diary, row.id, today),
        ("own_decision", row.id),
        until=until if until and until > now.at and not settling else None,  # nobody knows when skin has settled
        care=care,
        opens=openings([*settling, *whys], until),
        shifts=moved,
    )


def _knowing(knowledge: Knowledge, row: Activity) -> Knowledge:
    """The knowledge in which the activity is one more ingredient, with its hours and its id."""
    like = knowledge.ingredients[row.like] if row.like else row
    its = Ingredient(
        id=row.id,
        title=row.title,
        about=row.text,
        serum=like.serum,
        device=like.device,
        light=like.light,
        rests_after_reaction=isinstance(like, Ingredient) and like.rests_after_reaction,
        source=row.source,
        status=row.status,
    )
    more = copy(knowledge)
    vars(more)["ingredients"] = {**knowledge.ingredients, row.id: its}
    return more


def _waiting(ahead: Outlook, closes: Screening, where: list[Area]) -> Iterator[Shift]:
    """The next session of each course that a treatment of today would keep closed for its days."""
    opens = care_day_span(ahead.today + timedelta(days=closes.days or 0), ahead.now.zone, ahead.starts_at)[0]
    for course in ahead.diary.active_courses():
        columns = gate.columns_of(ahead.knowledge, modalities(ahead.diary, course.product, course.device))
        action = gate.strictest(closes, columns, course.area)
        coming = next(iter(ahead.coming(course.id)), None)
        if course.area in where and gate.STRENGTH[action] >= gate.STRENGTH["ask"] and coming and coming.begins < opens:
            yield Shift(course.id, course.title, coming.begins, opens)


def _sun(ahead: Outlook, area: Area) -> Iterator[Message]:
    """What has been used that still makes skin burn more easily."""
    now, rows = ahead.now, ahead.knowledge.ingredients
    for use in uses(ahead.diary, ahead.knowledge, area, now, ahead.today, ahead.today):
        days = max((rows[active].sun_days or 0 for active in use.product.actives if active in rows), default=0)
        if use.at <= now.at < use.at + timedelta(days=days):
            yield count_message(
                "{product} makes skin burn more easily for a day after it.",
                "{product} makes skin burn more easily for {count} days after it.",
                days,
                product=use.product.name,
            )
