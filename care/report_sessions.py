"""For the report: courses, what was done in sessions and with which settings and lots, daily care, pauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from care.courses import kit_of, progress
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message, count_message, message
from care.records import Area, Course, Device, Pause, Phase, Session
from care.report_parts import OWN_NOTE, Period, Row, Section, dated, own, section, span, within

AREAS: dict[str, Message] = {"face": message("Face"), "scalp": message("Scalp")}
ALL_AREAS = message("Face and scalp")
SIDES = {
    "left": message("a test of two sides: the left one treated, the right one kept"),
    "right": message("a test of two sides: the right one treated, the left one kept"),
}
Settings = tuple[str, str | None, str | None, int | None, str]


def area_words(areas: Sequence[str]) -> Message:
    """Where: one area, or both where none is named."""
    return AREAS[areas[0]] if len(set(areas)) == 1 else ALL_AREAS


def courses(diary: Diary, knowledge: Knowledge, period: Period) -> Section[Message]:
    """Those under way in the period, the latest first, and the pauses."""
    found = [c for c in diary.courses.values() if _under_way(diary, c, period)]
    found.sort(key=lambda c: (c.state == "active", c.starts_on, c.id), reverse=True)
    return section(message("Courses"), (_course(diary, knowledge, c, period) for c in found), least=2)


def _under_way(diary: Diary, course: Course, period: Period) -> bool:
    if course.starts_on > period.last:
        return False
    return course.state == "active" or any(period.holds(s.day) for s in diary.course_sessions(course))


def _course(diary: Diary, knowledge: Knowledge, course: Course, period: Period) -> Row[Message]:
    product, device = diary.products.get(course.product or ""), diary.devices.get(course.device or "")
    told = [AREAS[course.area]]
    told += [own(thing.name) for thing in (product, device) if thing]
    told += [_phase(phase, first=n == 0) for n, phase in enumerate(course.phases)]
    done = progress(diary, course, period.last)
    if done.planned is not None and done.finished <= done.planned:
        told.append(message("{n} of {all} sessions done", n=done.finished, all=done.planned))
    else:
        told.append(count_message("one session done", "{count} sessions done", done.finished))
    if course.split is not None:
        told.append(SIDES[course.split])
        if course.split_ended is not None and course.split_ended <= period.last:
            told.append(message("both sides again from {day}", day=dated(course.split_ended)))
    if course.done_before:
        told.append(count_message("one of them before Mesoday", "{count} of them before Mesoday", course.done_before))
    if row := knowledge.measures.get(course.primary or ""):
        told.append(message("main measure: {measure}", measure=message(row.title)))
    if course.state != "active":
        told.append(message("finished") if course.state == "finished" else message("given up"))
    return Row(head=own(course.title), when=message("from {day}", day=dated(course.starts_on)), parts=tuple(told))


def _phase(phase: Phase, *, first: bool) -> Message:
    often = _every(phase.every_days)
    if phase.sessions is not None:
        return count_message("one session, {often}", "{count} sessions, {often}", phase.sessions, often=often)
    return message("a session {often}", often=often) if first else message("then {often}", often=often)


def _every(days: int) -> Message:
    if days == 7:
        return message("once a week")
    if days % 7 == 0:
        return message("every {n} weeks", n=days // 7)
    return message("every day") if days == 1 else message("every {n} days", n=days)


def settings(diary: Diary, knowledge: Knowledge, period: Period) -> Section[Message]:
    """The sessions by what was used: product, device, level and lot, the latest first."""
    groups: dict[Settings, list[Session]] = {}
    for session in within(diary.sessions, period):
        product, device = kit_of(diary, session)
        key = (diary.area_of(session) or "", product, device, session.level, session.lot)
        groups.setdefault(key, []).append(session)
    found = sorted(groups.items(), key=lambda group: (group[1][-1].at, group[1][-1].id), reverse=True)
    rows = (_group(diary, knowledge, key, held) for key, held in found)
    return section(message("Sessions, by settings and lot"), rows, least=3)


def _group(diary: Diary, knowledge: Knowledge, key: Settings, held: list[Session]) -> Row[Message]:
    area, product_id, device_id, level, lot = key
    product, device = diary.products.get(product_id or ""), diary.devices.get(device_id or "")
    head = own(product.name) if product else own(device.name) if device else message("Session")
    told = [count_message("one session", "{count} sessions", len(held))]
    if area:
        told.append(AREAS[area])
    if device:
        told.append(device_words(knowledge, device))
    elif not device_id:
        told.append(message("by hand"))
    if level is not None:
        told.append(message("level {n}", n=level))
    minutes = [_minutes(session) for session in held]
    told.append(
        message("{n} min", n=minutes[0])
        if min(minutes) == max(minutes)
        else message("{low} to {high} min", low=min(minutes), high=max(minutes))
    )
    if lot:
        told.append(message("lot {lot}", lot=own(lot, 40)))
    stopped = [s for s in held if s.outcome == "stopped"]
    if stopped:
        told.append(count_message("one stopped early", "{count} stopped early", len(stopped)))
        reasons = Counter(" ".join(s.stop_reason.split()) for s in stopped if s.stop_reason.strip())
        told += [message("because: {reason}", reason=own(reason, 60)) for reason, _ in reasons.most_common(2)]
    days = [session.day for session in held]
    return Row(head=head, when=span(min(days), max(days)), parts=tuple(told))


def device_words(knowledge: Knowledge, device: Device) -> Message:
    """A device and its first mode: "Galvanic wand (galvanic current)"."""
    row = knowledge.modalities.get(device.modes[0].modality) if device.modes else None
    if row is None:
        return own(device.name)
    return message("{device} ({mode})", device=own(device.name), mode=message(row.title))


def _minutes(session: Session) -> int:
    """Minutes on the skin where its steps are known, else from beginning to end."""
    seconds = sum(step.done_s for step in session.steps if step.site)
    return round((seconds or (session.ended_at - session.started_at).total_seconds()) / 60)


def daily_care(diary: Diary, period: Period, first_entry: date) -> Section[Message]:
    """Each routine with its steps, and on how many days something of it was done."""
    since = max(period.first, first_entry)
    days = (period.last - since).days + 1
    done: dict[str, set[date]] = {}
    for step in within(diary.steps_done, period):
        done.setdefault(step.routine, set()).add(step.day)
    found = sorted(diary.routines.values(), key=lambda r: (r.slot, r.area, r.id))
    rows = (
        Row(
            head=own(routine.title),
            when=message("on {n} of {all} days", n=len(done.get(routine.id, ())), all=days),
            parts=(AREAS[routine.area], *(_step(diary, s.title, s.product) for s in routine.steps)),
        )
        for routine in found
        if routine.steps
    )
    return section(message("Daily care"), rows, least=2)


def _step(diary: Diary, title: str, product: str | None) -> Message:
    used = diary.products.get(product or "")
    return own(used.name) if used else own(title)


def pauses(diary: Diary, period: Period, *, with_notes: bool) -> Section[Message]:
    """Times in which the person rested sessions, the latest first."""
    found = [p for p in diary.pauses if p.from_ <= period.last and (p.to is None or p.to >= period.first)]
    found.sort(key=lambda p: (p.from_, p.id), reverse=True)
    return section(message("Planned pauses"), (_pause(p, with_notes=with_notes) for p in found), least=0)


def _pause(pause: Pause, *, with_notes: bool) -> Row[Message]:
    when = span(pause.from_, pause.to) if pause.to else message("from {day}", day=dated(pause.from_))
    why = (own(pause.why, OWN_NOTE),) if with_notes and pause.why else ()
    return Row(head=area_words(pause.areas) if pause.areas else message("Everything rests"), when=when, parts=why)


def session_days(diary: Diary, area: Area, period: Period) -> Iterator[date]:
    """The days of the sessions of an area that were done."""
    for session in within(diary.sessions, period):
        if session.outcome == "finished" and diary.area_of(session) == area:
            yield session.day
