"""The important day as plain values: its dated list, what is too late, what waits, and the reminders it would make."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care.event_lines import EventLine
from care.event_plan import EventPlan, WaitingSession, event_plan
from care.knowledge import Knowledge
from care.records import Area, Pause, Reminder
from screens.snapshot import Snapshot
from screens.why_line import WhyLine, why_lines
from screens.wording import Wording

LONGEST_TITLE = 200


class DayLine(Struct, frozen=True):
    """One day on the way: when ("Friday 12 June"), how far away, and what for, each with its reason."""

    on: date
    day: str
    away: str
    entries: tuple[tuple[str, WhyLine], ...]


class EventView(Struct, frozen=True):
    """`lines`: what is still to come, the day itself last. `late`: what it is too late for, said kindly. `waiting`: the
    sessions that fall into the quiet days, and `pause` which would let them wait. `stays`: medicines."""

    headline: str
    lines: tuple[DayLine, ...]
    late: tuple[WhyLine, ...]
    waiting: tuple[str, ...]
    pause: Pause | None
    stays: tuple[str, ...]
    reminders: tuple[Reminder, ...]


def event_view(shot: Snapshot, knowledge: Knowledge, on: date) -> EventView:
    """The plan for a day that is not over."""
    words, today = shot.wording, shot.today
    plan = event_plan(shot.diary, knowledge, on, shot.now)
    ahead = [line for line in plan.lines if line.late is None]
    days = sorted({line.on for line in ahead})
    return EventView(
        headline=words.text("{day}, {away}", day=words.long_date(on), away=away(words, today, on)),
        lines=tuple(_line(words, today, day, [line for line in ahead if line.on == day]) for day in days),
        late=tuple(WhyLine(words.say(line.late), line.why.rule, line.why.strength) for line in plan.lines if line.late),
        waiting=tuple(_waiting(words, one) for one in plan.waiting),
        pause=_pause(words, plan),
        stays=tuple(words.say(why.text) for why in plan.stays),
        reminders=tuple(_reminder(shot, line) for line in ahead if line.on > today),
    )


def _line(words: Wording, today: date, day: date, lines: list[EventLine]) -> DayLine:
    return DayLine(
        day,
        words.long_date(day),
        away(words, today, day),
        tuple((words.say(line.text), why_lines(words, (line.why,))[0]) for line in lines),
    )


def away(words: Wording, today: date, day: date) -> str:
    """ "today", "tomorrow", "in 12 days", "in 6 weeks"."""
    days = (day - today).days
    if days == 0:
        return words.text("today")
    if days == 1:
        return words.text("tomorrow")
    if days % 7 == 0 and days > 14:
        return words.count("in one week", "in {count} weeks", days // 7)
    return words.count("in one day", "in {count} days", days)


def _waiting(words: Wording, one: WaitingSession) -> str:
    return words.text("{course}: the session of {day}", course=one.title, day=words.long_date(one.on))


def _pause(words: Wording, plan: EventPlan) -> Pause | None:
    """A pause from the first of the waiting sessions to the day itself."""
    if not plan.waiting:
        return None
    both: list[Area] = ["face", "scalp"]
    areas: list[Area] = [area for area in both if any(one.area == area for one in plan.waiting)]
    return Pause(areas=areas, from_=plan.waiting[0].on, to=plan.on, why=words.text("An important day"))


def _reminder(shot: Snapshot, line: EventLine) -> Reminder:
    title = shot.wording.say(line.text)[:LONGEST_TITLE]
    return Reminder(title=title, times=[shot.diary.profile.am_time], from_=line.on, until=line.on)


def wanted_reminders(shot: Snapshot, view: EventView) -> tuple[Reminder, ...]:
    """Those that are not kept already."""
    kept = {(r.title, r.from_, r.until) for r in shot.diary.reminders.values()}
    return tuple(r for r in view.reminders if (r.title, r.from_, r.until) not in kept)
