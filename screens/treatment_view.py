"""Treatments by a professional, as plain values: what each closes at home, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from care.diary import Diary
from care.forecast import coming
from care.knowledge import Knowledge
from care.pauses import TREATMENTS, concerns, rest_after
from care.records import Area, Course, Treatment
from screens.snapshot import Snapshot
from screens.wording import Wording

State = Literal["planned", "resting", "ask_healed", "over"]
MOST_BEFORE = 40  # sessions looked through before a treatment still to come
ORDER: tuple[State, ...] = ("ask_healed", "resting", "planned", "over")
SHOWN_DAYS = 90  # how long a treatment that is over is still listed with a course


class TreatmentRow(Struct, frozen=True):
    """One treatment in a list. `rule`: the row that closes sessions after it."""

    id: str
    title: str
    sub: str
    state: State
    rule: str


def treatment_rows(
    words: Wording, diary: Diary, knowledge: Knowledge, today: date, *, area: Area | None = None
) -> tuple[TreatmentRow, ...]:
    """The treatments: what is at work now before what is planned and what is over, the latest first; for one area:
    those of it that are not long over."""
    found = sorted(diary.treatments, key=lambda t: (t.on, t.id), reverse=True)
    found.sort(key=lambda t: ORDER.index(state_of(knowledge, t, today)))
    if area is not None:
        since = today - timedelta(days=SHOWN_DAYS)
        found = [t for t in found if concerns(knowledge, t, area) and (t.on >= since or _open(knowledge, t, today))]
    return tuple(treatment_row(words, knowledge, t, today) for t in found)


def treatment_row(words: Wording, knowledge: Knowledge, treatment: Treatment, today: date) -> TreatmentRow:
    rest = rest_after(knowledge, treatment)
    day, until = dated(words, treatment.on, today), dated(words, rest.until, today)
    state = state_of(knowledge, treatment, today)
    sub = {
        "planned": words.text("Planned for {day}. Sessions rest after it until {until}.", day=day, until=until),
        "resting": words.text("{day}. Sessions rest until {until}.", day=day, until=until),
        "ask_healed": words.text("{day}. Sessions rest until you note that it has healed.", day=day),
        "over": words.text("{day}. Sessions are open again.", day=day),
    }[state]
    return TreatmentRow(treatment.id, words.say(TREATMENTS[treatment.what]), sub, state, rest.row.id)


def state_of(knowledge: Knowledge, treatment: Treatment, today: date) -> State:
    rest = rest_after(knowledge, treatment)
    if treatment.on > today:
        return "planned"
    if today < rest.until:
        return "resting"
    return "ask_healed" if rest.ask_healed else "over"


def closes_lines(words: Wording, knowledge: Knowledge, treatment: Treatment, today: date) -> tuple[str, ...]:
    """What a treatment closes at home, until when, and what opens it: told before it is kept."""
    rest = rest_after(knowledge, treatment)
    until = dated(words, rest.until, today)
    actions = {c: rule.action for c, rule in rest.row.rules.items()}
    if actions.get("serum") in ("ask", "block"):
        first = words.text("Sessions at home rest until {until}, by hand and with a device.", until=until)
    else:
        first = words.text(
            "Sessions with a device rest until {until}. By hand they go on; leave sore places out.", until=until
        )
    lines = [first]
    if rest.row.clears == "healed":
        lines.append(words.text("After that they open when you note that the skin has healed."))
    lines.append(words.text("What the clinic says goes first, also where it asks for longer."))
    return tuple(lines)


def before_lines(words: Wording, shot: Snapshot, knowledge: Knowledge, treatment: Treatment) -> tuple[str, ...]:
    """For a treatment still to come: until when sessions at home may be before it, and which are planned."""
    if treatment.on <= shot.today:
        return ()
    lines: list[str] = []
    for course in shot.diary.active_courses():
        if not concerns(knowledge, treatment, course.area):
            continue
        last = last_session_by(knowledge, course, treatment.on)
        lines.append(
            words.text(
                "{course}: the last session before it by {day}, our cautious default. Ask the clinic first.",
                course=course.title,
                day=dated(words, last, shot.today),
            )
        )
        late = [d for d in _until(shot, knowledge, course, treatment.on) if d > last]
        if late:
            days = ", ".join(dated(words, d, shot.today) for d in late)
            lines.append(words.text("Planned after that, and better left out: {days}.", days=days))
    return tuple(lines)


def last_session_by(knowledge: Knowledge, course: Course, on: date) -> date:
    """The last day for a session before a treatment: as before an important day."""
    name = "event_last_session_days" if course.device else "event_last_serum_session_days"
    return on - timedelta(days=int(knowledge.figure(name)))


def dated(words: Wording, day: date, today: date) -> str:
    """A day, with its year where that is another one."""
    return words.date(day) if day.year == today.year else words.dated(day)


def _until(shot: Snapshot, knowledge: Knowledge, course: Course, on: date) -> list[date]:
    return [day for day in coming(shot.diary, knowledge, course, shot.now, MOST_BEFORE) if day < on]


def _open(knowledge: Knowledge, treatment: Treatment, today: date) -> bool:
    return state_of(knowledge, treatment, today) != "over"
