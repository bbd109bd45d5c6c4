"""Invented lives: a shelf, routines, courses, answers, and some days in which things are done, kept and decided.

Everything follows from the seed. What the plan says is checked against the rows by a reckoning of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from care.changes import Changes
from care.days import Moment, wall_in_care_day
from care.diary import Diary
from care.knowledge import Knowledge
from care.outlook import Outlook
from care.plan import DayPlan, plan_in
from care.records import (
    Answer,
    Cleared,
    Course,
    Device,
    DeviceMode,
    LabelHours,
    PatchTest,
    Pause,
    Phase,
    Product,
    Profile,
    Record,
    Rhythm,
    Routine,
    RoutineStep,
    Treatment,
)
from care.verbs import decide
from care.verbs.choice import Choose, SetAside
from care.verbs.reaction import TellSkin
from care.verbs.routine import Tick
from care.verbs.session import LogSession

FIRST = date(2026, 3, 2)
ZONE = "Europe/Berlin"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MODALITIES = ("galvanic", "microcurrent", "electroporation", "ultrasound", "led", "vibration", "not_sure")
TABLES = {
    "answer": "answers", "product": "products", "device": "devices", "routine": "routines", "course": "courses"
}  # fmt: skip
LISTS = {
    "session": "sessions", "step_done": "steps_done", "choice": "choices", "pause": "pauses", "reaction": "reactions"
}  # fmt: skip


class Life:
    """One person's diary as it grows. `check` speaks up when the plan offers what it must not."""

    def __init__(self, seed: int, knowledge: Knowledge) -> None:
        self.chance = random.Random(seed)
        self.knowledge = knowledge
        self.now = Moment(wall_in_care_day(FIRST, "09:00", ZONE, "04:00"), ZONE)
        self.diary = self._beginning()

    # How a life is invented

    def _beginning(self) -> Diary:
        chance, known = self.chance, self.knowledge
        actives = sorted(known.ingredients)
        products = {
            f"p{n}": Product(
                id=f"p{n}",
                name=f"Product {n}",
                actives=chance.sample(actives, chance.choice((0, 1, 1, 1, 2))),
                medicine=chance.random() < 0.1,
                session_hours=LabelHours(before=chance.choice((0, 6, 30)), after=chance.choice((0, 4)))
                if chance.random() < 0.1
                else None,
            )
            for n in range(chance.randint(1, 5))
        }
        for n in range(2):
            gentle = chance.random() < 0.6
            products[f"serum{n}"] = Product(
                id=f"serum{n}",
                name=f"Serum {n}",
                actives=["I10"] if gentle else ["I10", chance.choice(("I26", "I37", "I08", "I30"))],
                patch_test=PatchTest(state="passed") if chance.random() < 0.9 else None,
            )
        devices = {
            "wand": Device(
                id="wand",
                name="Wand",
                modes=[DeviceMode(modality=chance.choice(MODALITIES))],  # type: ignore[arg-type]
                min_gap_hours=chance.choice((None, None, 48, 100)),
            )
        }
        return Diary(
            profile=Profile(id="profile", areas=["face", "scalp"]),
            answers={answer.id: answer for answer in self._answers()},
            products=products,
            devices=devices,
            routines={routine.id: routine for routine in self._routines(sorted(products))},
            courses={course.id: course for course in self._courses()},
            pauses=tuple(self._pauses()),
            treatments=tuple(self._treatments()),
        )

    def _answers(self) -> Iterator[Answer]:
        chance = self.chance
        odd = chance.sample(sorted(self.knowledge.screening), chance.choice((0, 0, 1, 2)))
        missing = chance.random() < 0.05
        for rule, row in self.knowledge.screening.items():
            on = FIRST - timedelta(days=chance.choice((1, 30, 96)))
            if rule not in odd:
                if not (missing and chance.random() < 0.1):
                    yield Answer(id=rule, rule=rule, answer="no", answered_on=on)
                continue
            cleared = None
            if chance.random() < 0.4:
                cleared = Cleared(on=on, until=chance.choice((None, FIRST + 2 * DAY, FIRST - DAY)))
            reply = chance.choice(("yes", "yes", "unsure"))
            yield Answer(
                id=rule,
                rule=rule,
                answer=reply,  # type: ignore[arg-type]
                answered_on=on,
                cleared=cleared,
                eased=bool(row.eased_when) and chance.random() < 0.3,
            )

    def _routines(self, products: list[str]) -> Iterator[Routine]:
        chance = self.chance
        for n in range(chance.randint(1, 3)):
            steps = [
                RoutineStep(
                    id=f"s{i}", title=f"Step {i}", product=chance.choice((None, *products)), every=self._rhythm()
                )
                for i in range(chance.randint(1, 3))
            ]
            slot, area = chance.choice(("am", "pm")), chance.choice(("face", "face", "scalp"))
            yield Routine(id=f"r{n}", title=f"Routine {n}", slot=slot, area=area, steps=steps)  # type: ignore[arg-type]

    def _rhythm(self) -> Rhythm | None:
        chance = self.chance
        days = sorted(chance.sample(range(7), 3))
        return chance.choice((None, None, Rhythm(n=2), Rhythm(n=3), Rhythm(unit="week", weekdays=days)))

    def _courses(self) -> Iterator[Course]:
        chance = self.chance
        for n in range(chance.choice((1, 1, 2))):
            yield Course(
                id=f"c{n}",
                title=f"Course {n}",
                area=chance.choice(("face", "face", "scalp")),  # type: ignore[arg-type]
                product=chance.choice(("serum0", "serum1")),
                device=chance.choice((None, "wand")),
                phases=[
                    Phase(every_days=chance.choice((1, 2, 3, 7)), sessions=chance.randint(1, 8)),
                    Phase(every_days=14),
                ],
                starts_on=FIRST + chance.choice((-20, -1, 0, 1, 3)) * DAY,
                time=chance.choice(("07:00", "14:00", "20:00", "23:30")),
                slip=chance.choice(("shift", "grid")),  # type: ignore[arg-type]
            )

    def _pauses(self) -> Iterator[Pause]:
        if self.chance.random() < 0.15:
            first = FIRST + self.chance.randint(-2, 4) * DAY
            yield Pause(id="pause", areas=["face"], from_=first, to=first + self.chance.randint(0, 3) * DAY)

    def _treatments(self) -> Iterator[Treatment]:
        if self.chance.random() < 0.1:
            what = self.chance.choice(("peel", "toxin", "filler", "laser"))
            on = FIRST - self.chance.randint(0, 30) * DAY
            yield Treatment(id="treatment", what=what, areas=["face"], on=on)  # type: ignore[arg-type]

    # How it is lived

    def outlook(self) -> Outlook:
        return Outlook(self.diary, self.knowledge, self.now, self.today)

    @property
    def today(self) -> date:
        return self.now.care_day("04:00")

    def later(self) -> None:
        """Some hours on, seldom some days."""
        hours = self.chance.choice((0.5, 3, 8, 14, 26)) if self.chance.random() < 0.95 else 24 * 9
        self.now = Moment(self.now.at + hours * HOUR, ZONE)

    def act(self, plan: DayPlan) -> None:
        """Do something that is offered, or decide something."""
        chance = self.chance
        due = [s for s in plan.sessions if s.state == "due" and s.earliest is None]
        advised = [
            s for s in plan.sessions
            if s.state in ("too_early", "blocked") and s.why and all(w.strength == "advise" for w in s.why)
        ]  # fmt: skip
        open_steps = [(r, s) for r in plan.routines for s in r.steps if s.state == "do"]
        resting = [(r, s) for r in plan.routines for s in r.steps if s.state == "rest"]
        dice = chance.random()
        if self.diary.sessions and chance.random() < 0.08:
            sign = chance.choice(sorted(self.knowledge.signs))
            self.do(TellSkin(session=chance.choice(self.diary.sessions).id, check="first", signs=(sign,)))
        elif due and dice < 0.45:
            session = chance.choice(due)
            outcome = "finished" if chance.random() < 0.9 else "stopped"
            self.do(LogSession(course=session.course, started_at=self.now.at, ended_at=self.now.at, outcome=outcome))  # type: ignore[arg-type]
        elif open_steps and dice < 0.75:
            routine, step = chance.choice(open_steps)
            self.do(Tick(routine.routine, step.step, plan.day))
        elif resting and dice < 0.8:
            routine, step = chance.choice(resting)
            self.do(Choose("keep_step", f"{routine.routine}/{step.step}", step.why[0].rule))
        elif advised and dice < 0.87:
            session = chance.choice(advised)
            self.do(SetAside(session.course, tuple(w.rule for w in session.why)))
        elif due and dice < 0.9:
            self.do(Choose("not_today", chance.choice(due).course))

    def do(self, command: object) -> None:
        changes: Changes = decide(command, self.diary, self.knowledge, self.now)
        for number, change in enumerate(changes.puts):
            record = change.after
            if not record.id:
                record = replace(record, id=f"{self.now.at.isoformat()}-{number}-{type(record).__name__}")
            self.diary = with_record(self.diary, record)


def with_record(diary: Diary, record: Record) -> Diary:
    kind = str(type(record).__struct_config__.tag)
    if kind in TABLES:
        name = TABLES[kind]
        return replace(diary, **{name: {**getattr(diary, name), record.id: record}})
    name = LISTS[kind]
    others = [r for r in getattr(diary, name) if r.id != record.id]
    return replace(diary, **{name: (*others, *(() if record.deleted else (record,)))})


def shuffled(diary: Diary, seed: int) -> Diary:
    """The same records in another order."""
    chance = random.Random(seed)

    def mixed(values: Any) -> Any:
        items = list(values.items() if isinstance(values, dict) else values)
        chance.shuffle(items)
        return dict(items) if isinstance(values, dict) else tuple(items)

    names = [n for n in Diary.__struct_fields__ if isinstance(getattr(diary, n), dict | tuple)]
    return msgspec.structs.replace(diary, **{name: mixed(getattr(diary, name)) for name in names})


# What must hold, reckoned from the rows


def faults(life: Life, plan: DayPlan) -> Iterator[str]:
    """Every way in which a plan is not as it must be; none when all is well."""
    yield from _nameless(life, plan)
    for session in plan.sessions:
        course = life.diary.courses[session.course]
        if session.state == "due":
            yield from _uncleared(life, course, plan.day)
            yield from _undercut(life, course, plan.day)
            yield from _sore(life, course, plan.day)
            if any(
                s.course == course.id and s.day == plan.day and s.outcome == "finished" for s in life.diary.sessions
            ):
                yield f"{course.id} is offered twice on {plan.day}"
            if any(p.from_ <= plan.day <= (p.to or plan.day) and course.area in p.areas for p in life.diary.pauses):
                yield f"{course.id} is offered in a pause"
        done = sum(s.course == course.id and s.outcome == "finished" for s in life.diary.sessions)
        if session.progress.finished != done:
            yield f"{course.id} counts {session.progress.finished} of {done} sessions"
    for routine in plan.routines:
        for step in routine.steps:
            yield from _misplaced(life, routine.area, routine.slot, step, plan)


def _nameless(life: Life, plan: DayPlan) -> Iterator[str]:
    changed = [s for r in plan.routines for s in r.steps if s.state in ("rest", "closed")]
    changed += [s for s in plan.sessions if s.state in ("blocked", "too_early", "paused")]  # type: ignore[list-item]
    for one in changed:
        if not one.why:
            yield f"{one} says not why"
        for why in one.why:
            if life.knowledge.row(why.rule) is None:
                yield f"{why.rule} is no row"


def _columns(life: Life, course: Course) -> set[str]:
    rows = life.knowledge.modalities
    used = [m.modality for m in life.diary.devices[course.device].modes] if course.device else []
    return {c for m in ("serum", *used) for c in rows[m].columns}


def _uncleared(life: Life, course: Course, day: date) -> Iterator[str]:
    """A row that closes, answered with yes or not sure, and nobody cleared it."""
    for rule, row in life.knowledge.screening.items():
        if course.area not in row.areas:
            continue
        asked = {
            (r.eased if r.eased and (a := life.diary.answers.get(rule)) and a.eased and a.answer == "yes" else r.action)
            for column, r in row.rules.items()
            if column in _columns(life, course)
            and r.scope not in ("neck", "over_it", "scar")
            and not (r.scope == "scalp" and course.area != "scalp")
        }
        if not asked & {"ask", "block"}:
            continue
        answer = life.diary.answers.get(rule)
        if answer is None:
            yield f"{rule} is not answered, and {course.id} is offered"
            continue
        if (day - answer.answered_on).days > 97:
            yield f"the answer to {rule} is too old, and {course.id} is offered"
        if answer.answer == "no":
            continue
        passed = row.days is not None and row.clears == "date" and answer.answer == "yes"
        passed = passed and (day - answer.answered_on).days > (row.days or 0) and (answer.eased or not row.eased_when)
        word = answer.cleared
        heard = word is not None and word.on <= day and (word.until is None or word.until >= day)
        if not passed and not (heard and ("block" not in asked or row.clears == "professional")):
            yield f"{rule} is {answer.answer}, uncleared, and {course.id} is offered on {day}"


def _aside(life: Life, about: str, day: date) -> set[str]:
    mine = (c for c in life.diary.choices if c.about == about and c.day == day and c.what == "own_decision")
    return {c.rule for c in mine if c.rule}


def _undercut(life: Life, course: Course, day: date) -> Iterator[str]:
    """Hours between sessions, and between what was used and a session, that are not over."""
    aside, now = _aside(life, course.id, day), life.now.at
    for session in life.diary.sessions:
        other = life.diary.courses[session.course or ""]
        if other.area == course.area and "GAP" not in aside:
            hours = max(_gap(life, course), _gap(life, other))
            if now - session.ended_at < hours * HOUR:
                yield f"{course.id} is offered {now - session.ended_at} after {other.id}, not {hours} hours"
    for tick in life.diary.steps_done:
        routine = life.diary.routines[tick.routine]
        product = life.diary.products.get(next(s.product or "" for s in routine.steps if s.id == tick.step))
        if product is None or routine.area != course.area:
            continue
        hours, rules = _asked(life, product, course, "before")
        if now - tick.at < hours * HOUR and not rules & aside:
            yield f"{course.id} is offered {now - tick.at} after {product.actives}, not {hours} hours"


def _sore(life: Life, course: Course, day: date) -> Iterator[str]:
    """A reaction that has not settled and nobody has cleared; in these lives none ever does."""
    for reaction in life.diary.reactions:
        session = next(s for s in life.diary.sessions if s.id == reaction.session)
        grades = {life.knowledge.signs[s].severity for s in reaction.signs}
        here = life.diary.courses[session.course or ""].area == course.area
        if grades & {"urgent", "emergency"} or (here and grades & {"monitor", "clinician"}):
            yield f"{course.id} is offered on {day} on skin that reacted ({reaction.signs})"


def _gap(life: Life, course: Course) -> float:
    device = life.diary.devices[course.device] if course.device else None
    if device and device.min_gap_hours is not None:
        return device.min_gap_hours
    used = ["serum", *(m.modality for m in device.modes)] if device else ["serum"]
    return max(life.knowledge.modalities[m].gap_hours for m in used)


def _asked(life: Life, product: Product, course: Course, side: str) -> tuple[float, set[str]]:
    """The hours that the rows ask for on one side of a session, and the rows that ask for so many."""
    known = life.knowledge.ingredients
    serum = life.diary.products[course.product or ""]
    if not course.device and serum.actives and all(known[a].gentle for a in serum.actives):
        return 0, set()
    if product.session_hours is not None:
        return getattr(product.session_hours, side), {product.actives[0] if product.actives else "GAP"}
    modes = life.diary.devices[course.device].modes if course.device else []
    sorts = {"serum"} | {sort for m in modes for sort in life.knowledge.modalities[m.modality].spaced_as}
    asked = [(getattr(getattr(known[a], sort), side), a) for a in product.actives for sort in sorts]
    most = max((hours for hours, _ in asked), default=0)
    return most, {rule for hours, rule in asked if hours == most}


def _misplaced(life: Life, area: str, slot: str, step: Any, plan: DayPlan) -> Iterator[str]:
    """A medicine that rests; a product to do too close to a session that was; what rests and does not come back."""
    product = life.diary.products.get(step.product or "")
    if product is None:
        return
    known = life.knowledge.ingredients
    medicine = product.medicine or any(known[a].medicine for a in product.actives)
    if step.state == "rest" and medicine:
        yield f"the medicine {product.name} rests"
    wall = life.diary.profile.am_time if slot == "am" else life.diary.profile.pm_time
    at: datetime = wall_in_care_day(plan.day, wall, ZONE, "04:00")
    if step.state == "do" and not medicine and not any(w.aside for w in step.why):
        for session in life.diary.sessions:
            course = life.diary.courses[session.course or ""]
            if course.area != area:
                continue
            after, _ = _asked(life, product, course, "after")
            before, _ = _asked(life, product, course, "before")
            if (
                timedelta() <= at - session.ended_at < after * HOUR
                or timedelta() < session.started_at - at < before * HOUR
            ):
                yield f"{product.actives} is to do at {at}, too close to a session at {session.started_at}"
    if step.state == "rest" and step.why[0].rule != "REACTION":
        if step.until is None:  # sessions leave it no turn at all: that is told
            if not any(w.rule == step.why[0].rule for w in plan.notices):
                yield f"{product.name} rests, and nobody says that it finds no turn"
        else:
            again = plan_in(life.outlook(), step.until)
            back = [s for r in again.routines for s in r.steps if s.step == step.step and s.product == step.product]
            if not any(s.state != "rest" for s in back):
                yield f"{product.name} should be back on {step.until}"
