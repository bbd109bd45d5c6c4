"""How is your skin? When it is asked after a session: at its end, after a day and after three; after two days only
where the first day said so; and less where it has been quiet for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from care.courses import kit_of
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.reactions import severity
from care.records import Reaction, Session

Kind = Literal["end", "first", "monitor", "last"]
WEEK = timedelta(days=7)  # later than that nobody is asked about a session any more


class SkinCheck(Struct, frozen=True):
    """One question after a session, asked from `due_at` until `until`. `silent`: a card, and no notification."""

    session: Session
    kind: Kind
    due_at: datetime
    until: datetime
    silent: bool


def skin_checks(diary: Diary, knowledge: Knowledge, session: Session) -> list[SkinCheck]:
    """The questions that follow a session, in their order."""
    ended = max(session.ended_at, session.started_at)

    def hours(name: str) -> datetime:
        return ended + timedelta(hours=knowledge.figure(f"skin_check_{name}_hours"))

    first, last = hours("first"), hours("last")
    if quiet_before(diary, knowledge, session):
        return [SkinCheck(session, "first", first, ended + WEEK, silent=True)]
    found = [SkinCheck(session, "end", ended, first, silent=True)]
    answer = answered(diary, session, "first")
    if answer is not None and severity(answer, knowledge) == "monitor":
        found.append(SkinCheck(session, "first", first, hours("monitor"), silent=False))
        found.append(SkinCheck(session, "monitor", hours("monitor"), last, silent=False))
    else:
        found.append(SkinCheck(session, "first", first, last, silent=False))
    found.append(SkinCheck(session, "last", last, ended + WEEK, silent=False))
    return found


def open_checks(diary: Diary, knowledge: Knowledge, now: Moment) -> Iterator[SkinCheck]:
    """The questions that are open now: due, not answered, and not yet overtaken by the next one."""
    for session in _recent(diary, now):
        for check in skin_checks(diary, knowledge, session):
            if check.due_at <= now.at < check.until and answered(diary, session, check.kind) is None:
                yield check


def coming_checks(diary: Diary, knowledge: Knowledge, since: datetime, until: datetime) -> Iterator[SkinCheck]:
    """The questions that fall due between two instants, that of the end left out: the player asks it."""
    for session in sorted(diary.sessions, key=lambda s: (s.started_at, s.id)):
        if since - WEEK <= session.ended_at < until:
            for check in skin_checks(diary, knowledge, session):
                if check.kind != "end" and since <= check.due_at < until:
                    yield check


def next_check(diary: Diary, knowledge: Knowledge, session: Session, now: datetime) -> SkinCheck | None:
    """The question that comes next about a session; None when no more is asked."""
    coming = (c for c in skin_checks(diary, knowledge, session) if c.due_at > now)
    return next((c for c in coming if answered(diary, session, c.kind) is None), None)


def answered(diary: Diary, session: Session, kind: Kind) -> Reaction | None:
    """What was answered to that question, the last time it was."""
    found = (r for r in diary.reactions if r.session == session.id and r.check == kind)
    return max(found, key=lambda r: (r.at, r.id), default=None)


def quiet_before(diary: Diary, knowledge: Knowledge, session: Session) -> bool:
    """Whether the last sessions with the same product, before this one, were all quiet."""
    product = kit_of(diary, session)[0]
    if product is None:
        return False
    earlier = sorted(
        (s for s in diary.sessions if s.started_at < session.started_at and kit_of(diary, s)[0] == product),
        key=lambda s: (s.started_at, s.id),
    )
    count = int(knowledge.figure("quiet_sessions"))
    last = earlier[-count:]
    return len(last) == count and all(_was_quiet(diary, knowledge, s) for s in last)


def _was_quiet(diary: Diary, knowledge: Knowledge, session: Session) -> bool:
    """Answered at least once, and never with more than is expected."""
    told = [r for r in diary.reactions if r.session == session.id]
    return bool(told) and all(severity(r, knowledge) == "expected" for r in told)


def _recent(diary: Diary, now: Moment) -> list[Session]:
    recent = (s for s in diary.sessions if now.at - WEEK <= s.ended_at <= now.at)
    return sorted(recent, key=lambda s: (s.started_at, s.id))
