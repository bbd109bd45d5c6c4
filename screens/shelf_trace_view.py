"""What something on the shelf has done to the skin, as plain values: its reactions and sessions, the newest first."""

from __future__ import annotations

from msgspec import Struct

from care.courses import kit_of
from care.diary import Diary
from care.knowledge import Knowledge
from care.reactions import severity
from care.records import Reaction, Session
from screens.reaction_told_view import sign_words
from screens.reaction_view import Severity, session_kind, told_route
from screens.wording import Wording


class TraceLine(Struct, frozen=True):
    """One session or reaction, and the page it leads to. `severity` None of a session."""

    id: str
    title: str
    note: str
    route: str
    severity: Severity | None = None


class ShelfTraceView(Struct, frozen=True):
    """`summary`: how often it was used in sessions, and how the skin was, in a sentence."""

    summary: str
    reactions: tuple[TraceLine, ...]
    sessions: tuple[TraceLine, ...]


def shelf_trace_view(words: Wording, knowledge: Knowledge, diary: Diary, thing: str) -> ShelfTraceView:
    """The trace of a product or device by its id. `diary`: as far back as it is to reach."""
    kits = {s.id: kit_of(diary, s) for s in diary.sessions}
    sessions = [s for s in diary.sessions if thing in kits[s.id]]
    mine = {s.id for s in sessions}
    told = [r for r in diary.reactions if r.signs and (thing in (r.product, r.device) or r.session in mine)]
    told.sort(key=lambda r: (r.at, r.id), reverse=True)
    sessions.sort(key=lambda s: (s.started_at, s.id), reverse=True)
    more = [r for r in told if severity(r, knowledge) != "expected"]
    return ShelfTraceView(
        _summary(words, len(sessions), len(more)),
        tuple(_reaction(words, knowledge, r) for r in told),
        tuple(_session(words, diary, s) for s in sessions),
    )


def _summary(words: Wording, sessions: int, reactions: int) -> str:
    if not sessions and not reactions:
        return words.text("It was in no session yet, and no reaction was told.")
    used = words.count("In one session", "In {count} sessions", sessions) if sessions else words.text("In no session")
    if not reactions:
        return words.text("{used}, without a reaction.", used=used)
    reacted = words.count("one reaction", "{count} reactions", reactions)
    return words.text("{used}, {reacted}.", used=used, reacted=reacted)


def _reaction(words: Wording, knowledge: Knowledge, reaction: Reaction) -> TraceLine:
    signs = ", ".join(sign_words(words, knowledge, reaction))
    grade: Severity = severity(reaction, knowledge)  # type: ignore[assignment]
    return TraceLine(reaction.id, signs, words.dated_moment(reaction.at), told_route(reaction.id), grade)


def _session(words: Wording, diary: Diary, session: Session) -> TraceLine:
    parts = [
        words.dated_moment(session.started_at),
        words.text("Lot {lot}", lot=session.lot) if session.lot else "",
        words.text("Level {n}", n=session.level) if session.level is not None else "",
        words.text("Stopped early") if session.outcome == "stopped" else "",
    ]
    note = ", ".join(part for part in parts if part)
    return TraceLine(session.id, session_kind(words, diary, session), note, f"/diary/{session.day.isoformat()}")
