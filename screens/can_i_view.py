"""The answer to "Can I?" as plain values: its sentence, its reasons, what it would change, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from care.can_i import Asked, areas_of, can_i, session_of
from care.days import wall_text
from care.knowledge import Activity, Knowledge
from care.messages import Message
from care.permission import Answer, CanI, OwnDecision, Shift
from care.records import Area, Course, Device, Product
from care.why import GAP, GATE, PAUSE, REACTION
from screens.snapshot import Snapshot
from screens.why_line import WhyLine, why_lines
from screens.wording import Wording

PASSING = (GATE, GAP, PAUSE, REACTION)  # what such rules close opens by itself or by a word of the person
SHORTLY = timedelta(days=7)  # within these days a weekday says enough


class AnswerView(Struct, frozen=True):
    """The answer: one sentence that leads, where it differs by area, why, what it would change, and what to do.

    `good_to_know`: what is said of an activity in any case. `own`: what an own decision is noted about; `decided`:
    about what one was noted today. `product`: the product on the shelf whose label may say otherwise. `safety`: the
    words of a way to the safety answers, "" where they are not asked for.
    """

    title: str
    answer: Answer | Literal["depends"]
    lead: str
    by_area: tuple[str, ...]
    whys: tuple[WhyLine, ...]
    opens: tuple[str, ...]
    shifts: tuple[str, ...]
    care: tuple[str, ...]
    good_to_know: tuple[str, ...]
    own: OwnDecision | None
    decided: str
    product: Product | None
    shelf: str
    course: str
    treatments: bool
    safety: str


def answer_view(shot: Snapshot, knowledge: Knowledge, asked: Asked) -> AnswerView:
    """What is answered now."""
    words = shot.wording
    answers = _answers(shot, knowledge, asked)
    first = next(iter(answers.values()))
    differ = len({(a.answer, a.until) for a in answers.values()}) > 1
    activity = asked if isinstance(asked, Activity) else None
    product = asked if isinstance(asked, Product) and asked.id else None
    device = asked if isinstance(asked, Device) else None
    own = next((a.own for a in answers.values() if a.own), None)
    whys = why_lines(words, (why for a in answers.values() for why in a.whys))
    told = {words.text(activity.text)} if activity else set()
    return AnswerView(
        title=_title(words, asked),
        answer="depends" if differ else first.answer,
        lead=words.text("It depends where.") if differ else lead_words(words, shot, first),
        by_area=tuple(
            words.text("{area}: {answer}", area=_area(words, area), answer=lead_words(words, shot, one))
            for area, one in answers.items()
        )
        if differ
        else (),
        whys=whys,
        opens=_said(words, (how for a in answers.values() for how in a.opens)),
        shifts=tuple(dict.fromkeys(_shift(words, shot, one) for a in answers.values() for one in a.shifts)),
        care=_said(words, (what for a in answers.values() for what in a.care)),
        good_to_know=(
            *(text for text in told if text not in {w.text for w in whys}),
            words.text(activity.instead),
        )
        if activity
        else (),
        own=own,
        decided=_decided(shot, asked, answers),
        product=product,
        shelf=f"/shelf/{product.id}" if product else f"/shelf/{device.id}" if device else "",
        course=_course_route(shot, asked),
        treatments=bool(activity and activity.rule),
        safety=_safety(words, knowledge, whys),
    )


def _answers(shot: Snapshot, knowledge: Knowledge, asked: Asked) -> dict[Area | None, CanI]:
    """The answer for each area where it may be asked about, or one for all."""
    diary = shot.diary
    areas: list[Area] = []
    if isinstance(asked, Device):
        areas = areas_of(diary, asked)
    elif isinstance(asked, Activity):
        areas = [a for a in diary.profile.areas if a in asked.areas]
    if len(areas) < 2:
        return {None: can_i(diary, knowledge, asked, shot.now)}
    return {area: can_i(diary, knowledge, asked, shot.now, area=area) for area in areas}


def _safety(words: Wording, knowledge: Knowledge, whys: Iterable[WhyLine]) -> str:
    if any(why.rule == GATE for why in whys):
        return words.text("Answer safety questions")
    answered = {*knowledge.screening, *knowledge.pregnancy}
    return words.text("Your safety answers") if any(why.rule in answered for why in whys) else ""


def _title(words: Wording, asked: Asked) -> str:
    if isinstance(asked, Activity):
        return words.text(asked.title)
    return asked.title if isinstance(asked, Course) else asked.name


def _course_route(shot: Snapshot, asked: Asked) -> str:
    """The page of the course whose session was judged."""
    course: Course | None = None
    if isinstance(asked, Course):
        course = asked
    elif isinstance(asked, Product):
        course = session_of(shot.diary, asked)
    elif isinstance(asked, Device):
        course = next((c for c in shot.diary.active_courses() if c.device == asked.id), None)
    return f"/courses/{course.id}" if course else ""


def _decided(shot: Snapshot, asked: Asked, answers: dict[Area | None, CanI]) -> str:
    """What today's own decision is noted about; "" where there is none."""
    ids = {answer.own.about for answer in answers.values() if answer.own}
    ids.add(asked.id)
    if isinstance(asked, Product):
        ids |= {f"{r.id}/{s.id}" for r in shot.diary.routines.values() for s in r.steps if s.product == asked.id}
        ids |= {c.id for c in shot.diary.active_courses() if c.product == asked.id}
    if isinstance(asked, Device):
        ids |= {c.id for c in shot.diary.active_courses() if c.device == asked.id}
    mine = (c for c in shot.diary.choices if c.day == shot.today and c.what in ("keep_step", "own_decision"))
    return next((c.about for c in mine if c.about in ids), "")


def lead_words(words: Wording, shot: Snapshot, answer: CanI) -> str:
    """The sentence that answers."""
    later = answer.at > shot.now.at
    morning = answer.at.astimezone(shot.now.local.tzinfo).hour < 12
    match answer.answer:
        case "yes" if later:
            return words.text("Yes, this morning.") if morning else words.text("Yes, tonight.")
        case "yes":
            return words.text("Yes.")
        case "with_care" if later:
            return words.text("Yes, this morning, with care.") if morning else words.text("Yes, tonight, with care.")
        case "with_care":
            return words.text("Yes, with care.")
        case "not_until" if answer.until:
            return words.text("Not until {moment}.", moment=when(words, shot, answer))
        case "ask":
            return words.text("Please ask first.")
    final = any(why.strength == "refuse" and why.rule not in PASSING for why in answer.whys)
    return words.text("No.") if final else words.text("Not now.")


def when(words: Wording, shot: Snapshot, answer: CanI) -> str:
    return moment_words(words, shot, answer.until) if answer.until else ""


def moment_words(words: Wording, shot: Snapshot, at: datetime) -> str:
    """ "21:00 today", "Thursday 21:00" within a week, else "Friday 12 June, 21:00". A day's own start is the day."""
    local = at.astimezone(shot.now.local.tzinfo)
    time = words.time(local)
    if wall_text(local) == shot.diary.profile.day_starts_at and local.date() != shot.now.local.date():
        return words.long_date(local.date())
    if local.date() == shot.now.local.date():
        return words.text("{time} today", time=time)
    if local.date() < shot.now.local.date() + SHORTLY:
        return words.text("{weekday} {time}", weekday=words.weekday(local.date()), time=time)
    return words.text("{day}, {time}", day=words.long_date(local.date()), time=time)


def _shift(words: Wording, shot: Snapshot, shift: Shift) -> str:
    planned = moment_words(words, shot, shift.planned)
    earliest = moment_words(words, shot, shift.earliest)
    return words.text(
        "{course}, planned for {planned}, would then fit from {earliest} on.",
        course=shift.title,
        planned=planned,
        earliest=earliest,
    )


def _said(words: Wording, messages: Iterable[Message]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.say(one) for one in messages))


def _area(words: Wording, area: Area | None) -> str:
    return words.text("Scalp") if area == "scalp" else words.text("Face")


def label_words(words: Wording, product: Product) -> str:
    """What is kept of a label's hours around a session."""
    said = product.session_hours
    if said is None:
        return words.text("Hours around a session that stand on it")
    return words.text("{before} hours before a session, {after} hours after it", before=said.before, after=said.after)
