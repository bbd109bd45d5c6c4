"""The invented days: routine steps with gaps, check-ins with ups and downs, sessions, and how the skin was."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace

from care.days import DAY
from care.knowledge import Knowledge, MeasureRow
from care.records import (
    CheckIn,
    Choice,
    Reaction,
    Routine,
    RoutineStep,
    Session,
    SessionStep,
    StepDone,
    step_done_id,
)
from care.rhythm import due_again
from storage.demo_shelf import Shelf
from storage.demo_story import CourseStory, Story

SLOT_TIMES = {"am": "07:35", "pm": "21:35"}
RETINOL_REST = timedelta(hours=48)
KEEPS_TO_IT, KEEPS_TO_IT_IN_BAD_WEEKS = 0.88, 0.35
STICKINESS = 0.35  # how much of one rating's chance carries over to the next
SCATTER = 0.09  # standard deviation of a rating, as a share of its scale
CHANGE = 0.08  # what a long course changes in the end, as a share of the scale: little
GLOW_WEEKDAYS, SCALP_WEEKDAY = (0, 2, 4), 6
NOTES = (
    "Slept badly.",
    "Windy day, a little tight around the mouth.",
    "Felt fresh all day.",
    "Long day at the screen.",
    "Calm skin.",
    "Heating is on again, drier than usual.",
)


def routine_steps(story: Story, shelf: Shelf) -> Iterator[StepDone]:
    sessions = [story.at(day, "20:00") for c in story.courses if c.area == "face" for day in c.session_days]
    last_done: dict[tuple[str, str], date] = {}
    coming = 0
    for day in story.days():
        evening = story.at(day, SLOT_TIMES["pm"])
        while coming < len(sessions) and sessions[coming] < evening - RETINOL_REST:
            coming += 1
        near_session = coming < len(sessions) and sessions[coming] < evening + RETINOL_REST
        near_session = near_session or story.today - day < RETINOL_REST  # the next session is due today
        for routine in shelf.routines:
            if story.away(day) and story.dice.random() < 0.8:
                continue
            if story.dice.random() > (KEEPS_TO_IT_IN_BAD_WEEKS if story.bad_week(day) else KEEPS_TO_IT):
                continue
            yield from _one_routine(story, routine, day, last_done, skip="retinol" if near_session else "")


def _one_routine(
    story: Story, routine: Routine, day: date, last_done: dict[tuple[str, str], date], *, skip: str
) -> Iterator[StepDone]:
    at = story.at(day, SLOT_TIMES[routine.slot], spread_minutes=35)
    for step in routine.steps:
        if step.id == skip or not _due(step, day, last_done.get((routine.id, step.id))) or story.dice.random() < 0.04:
            continue
        last_done[routine.id, step.id] = day
        at += timedelta(seconds=story.dice.randrange(20, 120))
        yield StepDone(
            id=step_done_id(day, routine.id, step.id),
            at=at,
            zone=story.now.zone,
            day=day,
            routine=routine.id,
            step=step.id,
        )


def _due(step: RoutineStep, day: date, last: date | None) -> bool:
    return due_again(step.every, day, last)


class Ratings:
    """One measure over time: a level of its own, a slow small change while a course runs, and chance that lingers."""

    def __init__(self, row: MeasureRow, dice: random.Random) -> None:
        self.low, self.high, self.step = row.scale
        self.dice = dice
        self.better = 1 if row.better == "up" else -1
        self.level = dice.uniform(0.45, 0.55) if row.better == "up" else dice.uniform(0.22, 0.34)
        self.lingering = 0.0

    def rate(self, benefit: float, burden: float) -> float:
        """A rating on the scale; `benefit` and `burden` from 0 to 1."""
        fresh = self.dice.gauss(0, SCATTER * (1 - STICKINESS**2) ** 0.5)
        self.lingering = STICKINESS * self.lingering + fresh
        share = self.level + self.better * (CHANGE * benefit - 0.06 * burden) + self.lingering
        steps = round(share * (self.high - self.low) / self.step)
        return min(self.high, max(self.low, self.low + steps * self.step))


def check_ins(story: Story, knowledge: Knowledge) -> Iterator[CheckIn]:
    """Glow on three mornings a week, the scalp on Sundays."""
    rows = knowledge.measures.values()
    glow = {r.id: Ratings(r, story.dice) for r in rows if r.area == "glow" and r.asked == "often"}
    scalp = {r.id: Ratings(r, story.dice) for r in rows if r.area == "scalp" and r.asked in ("weekly", "wash_day")}
    tags = tuple(knowledge.tags)
    benefit = {"face": 0.0, "scalp": 0.0}
    for day in story.days():
        for area, so_far in benefit.items():
            running = story.course_of(area, day) is not None  # type: ignore[arg-type]
            benefit[area] = so_far + (1 - so_far) * 0.012 if running else so_far * 0.99
        bad = story.bad_week(day)
        if story.away(day) or story.dice.random() > (0.6 if bad else 0.92):
            continue
        if day.weekday() in GLOW_WEEKDAYS:
            yield _check_in(story, day, "glow", glow, benefit["face"], bad, tags)
        elif day.weekday() == SCALP_WEEKDAY:
            yield _check_in(story, day, "scalp", scalp, benefit["scalp"], bad, tags)


def _check_in(
    story: Story,
    day: date,
    area: str,
    measures: Mapping[str, Ratings],
    benefit: float,
    bad: bool,
    tags: tuple[str, ...],
) -> CheckIn:
    dice = story.dice
    at = story.at(day, "07:20", spread_minutes=12)
    return CheckIn(
        id=story.new_id(at),
        at=at,
        zone=story.now.zone,
        day=day,
        area=area,  # type: ignore[arg-type]
        scores={name: ratings.rate(benefit, float(bad)) for name, ratings in measures.items()},
        tags=sorted(dice.sample(tags, 1)) if tags and dice.random() < (0.5 if bad else 0.12) else [],
        note=dice.choice(NOTES) if dice.random() < 0.06 else "",
    )


def sessions(story: Story, shelf: Shelf, knowledge: Knowledge) -> Iterator[Session]:
    for course in story.courses:
        for number, day in enumerate(course.session_days):
            if number == 3 and not course.active:  # one that was stopped half-way, some days before
                yield _session(story, shelf, knowledge, course, day - 3 * DAY, stopped="The doorbell rang")
            yield _session(story, shelf, knowledge, course, day)


def _session(
    story: Story, shelf: Shelf, knowledge: Knowledge, course: CourseStory, day: date, stopped: str = ""
) -> Session:
    face = course.area == "face"
    started = story.at(day, "20:05" if face else "20:35", spread_minutes=5)
    sites = [s for s in knowledge.sites.values() if s.area == course.area]
    whole = 480.0 if face else 300.0
    shares = sum(s.share for s in sites) or 1
    steps = [
        SessionStep(
            id=f"pass/{site.id}",
            title=site.title,
            site=site.id,
            planned_s=round(whole * site.share / shares),
            done_s=0 if stopped and number >= len(sites) // 2 else round(whole * site.share / shares),
            skipped=bool(stopped) and number >= len(sites) // 2,
        )
        for number, site in enumerate(sites)
    ]
    taken = sum(s.done_s for s in steps) + story.dice.randrange(420, 700)
    return Session(
        id=story.new_id(started),
        at=started,
        zone=story.now.zone,
        day=day,
        course=course.id,
        product=shelf.ampoule.id if face else shelf.scalp_serum.id,
        device=shelf.wand.id if face else None,
        started_at=started,
        ended_at=started + timedelta(seconds=taken),
        steps=steps,
        level=2 if face else None,
        lot=shelf.ampoule.lot if face else "",
        outcome="stopped" if stopped else "finished",
        stop_reason=stopped,
    )


def reactions(story: Story, shelf: Shelf, knowledge: Knowledge, held: list[Session]) -> Iterator[Reaction]:
    """How the skin was a day and three days after each session: quiet, but for one that took longer to settle, some
    weeks ago, and has settled long since."""
    face = [s for s in held if s.device and s.outcome == "finished"]
    signs = [s.id for s in knowledge.signs.values() if s.severity == "monitor" and "face" in s.areas]
    sore = face[-3].id if len(face) >= 3 and signs else None
    for session in held:
        for check, hours in (("first", 25), ("last", 73)):
            at = session.ended_at + timedelta(hours=hours)
            if at >= story.now.at:
                continue
            answer = Reaction(
                id=story.new_id(at),
                at=at,
                zone=story.now.zone,
                day=session.day + timedelta(days=hours // 24),
                session=session.id,
                product=session.product,
                device=session.device,
                check=check,  # type: ignore[arg-type]
            )
            if session.id == sore and check == "first":
                settled = at + timedelta(hours=26)
                answer = replace(answer, signs=signs[:1], note="Used a cool compress.", resolved_at=settled)
            yield answer


def choices(story: Story) -> Iterator[Choice]:
    """Now and then a session was put off by a day."""
    for course in story.courses:
        for earlier, later in pairwise(course.session_days):
            late = (later - earlier).days % 7
            if late in (1, 2) and course.area == "face":
                at = story.at(later - DAY, "19:50", spread_minutes=8)
                yield Choice(
                    id=story.new_id(at),
                    at=at,
                    zone=story.now.zone,
                    day=later - DAY,
                    what="not_today",
                    about=course.id,
                )
