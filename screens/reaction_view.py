"""How is your skin? The answers as plain values: rungs with their signs, the emergency first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal, get_args

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Session
from care.signs import Asked, fitting
from screens.wording import Wording

Severity = Literal["emergency", "urgent", "clinician", "monitor", "expected"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
STEPS = {"emergency": 4, "urgent": 3, "clinician": 2, "monitor": 1, "expected": 0}
MINUTES, DAY_HOURS = 60, 24


def told_route(reaction: str) -> str:
    """The page of one reaction."""
    return f"/reactions/{reaction}"


class SignTick(Struct, frozen=True):
    """One sign to tick, in the words of the person."""

    id: str
    words: str
    ticked: bool


class RungView(Struct, frozen=True):
    """One answer. `leads`: what it looks or feels like, a line each; `means`: what follows. `steps`: how high it is, 0
    to 4."""

    severity: Severity
    title: str
    leads: tuple[str, ...]
    means: str
    steps: int
    signs: tuple[SignTick, ...]

    @property
    def ticked(self) -> int:
        return sum(sign.ticked for sign in self.signs)


def rungs(words: Wording, knowledge: Knowledge, asked: Asked, ticked: Collection[str]) -> tuple[RungView, ...]:
    """The answers that fit, the gravest first; a rung without a fitting sign is left out. What is ticked stays."""
    fits = fitting(knowledge, asked)
    rows = [row for row in knowledge.signs.values() if row in fits or row.id in ticked]
    found = []
    for severity in SEVERITIES:
        signs = [row for row in rows if row.severity == severity]
        if not signs:
            continue
        # An emergency is told in words before anything is opened.
        urgent = severity == "emergency"
        leads = tuple(words.text(row.title) for row in signs) if urgent else (_lead(words, severity, asked),)
        ticks = tuple(SignTick(row.id, words.text(row.words), row.id in ticked) for row in signs)
        found.append(
            RungView(severity, _title(words, severity), leads, meaning(words, severity), STEPS[severity], ticks)
        )
    return tuple(found)


def meaning(words: Wording, severity: Severity) -> str:
    """What an answer leads to, in a few words."""
    return {
        "emergency": words.text("Call the emergency number now"),
        "urgent": words.text("A doctor today"),
        "clinician": words.text("A clinician in the next days"),
        "monitor": words.text("Leave it in peace, and look again"),
        "expected": words.text("This is usual, and passes"),
    }[severity]


def _title(words: Wording, severity: Severity) -> str:
    return {
        "emergency": words.text("Something feels very wrong"),
        "urgent": words.text("It hurts badly, spreads, or is near an eye"),
        "clinician": words.text("Something is there that should not be"),
        "monitor": words.text("It has not calmed down"),
        "expected": words.text("A little, as often after a session"),
    }[severity]


def _lead(words: Wording, severity: Severity, asked: Asked) -> str:
    scalp = asked.areas == {"scalp"}
    return {
        "emergency": "",
        "urgent": words.text("Hot and painful, badly swollen, numb, or with a fever."),
        "clinician": words.text("Bare patches, pain, pus, blisters, an itchy rash, or it gets worse.")
        if scalp
        else words.text("An itchy rash, blisters, pus, lumps, new patches, or it gets worse."),
        "monitor": words.text("Still pink, darker, warm or burning, and no worse than that."),
        "expected": words.text("Warm, tight, dry or tingling, and easing."),
    }[severity]


def since_words(words: Wording, session: Session, now: datetime) -> str:
    """ "20 min after", "a day after": how long ago a session was, rounded down."""
    minutes = max(0, int((now - max(session.ended_at, session.started_at)).total_seconds() // 60))
    if not minutes:
        return words.text("just now")
    if minutes < MINUTES:
        return words.text("{n} min after", n=minutes)
    hours = minutes // MINUTES
    if hours < DAY_HOURS:
        return words.count("an hour after", "{count} hours after", hours)
    return words.count("a day after", "{count} days after", hours // DAY_HOURS)


def session_words(words: Wording, diary: Diary, session: Session) -> str:
    """ "Face session, Monday 2 March, 20:00"."""
    kind = session_kind(words, diary, session)
    return words.text("{session}, {moment}", session=kind, moment=words.moment(session.started_at))


def session_kind(words: Wording, diary: Diary, session: Session) -> str:
    area = diary.area_of(session)
    if area is None:
        return words.text("Session")
    return words.text("Face session") if area == "face" else words.text("Scalp session")


def question(words: Wording, asked: Asked) -> str:
    """The question itself."""
    if asked.areas == {"scalp"}:
        return words.text("How is your scalp?")
    return words.text("How is your skin?")
