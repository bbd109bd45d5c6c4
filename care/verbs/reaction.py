"""Telling what the skin does: the answer to a skin check, or a reaction that comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, Refused
from care.courses import kit_of
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.reactions import severity
from care.records import Area, Reaction
from care.skin_checks import Kind, answered
from care.verbs.decide import decide


class TellSkin(Struct, frozen=True, kw_only=True):
    """What the skin does now: `signs` are rows of the signs, none when it is quiet.

    `session` and `check` say which skin check it answers; answering it again corrects the first answer, and keeps it in
    the history. Without a session, `product`, `device` and `areas` say what it is about as far as that is known. `day`:
    the care day of an answer that is corrected; it may lie long ago.
    """

    signs: tuple[str, ...] = ()
    session: str | None = None
    check: Kind | None = None
    product: str | None = None
    device: str | None = None
    areas: tuple[Area, ...] = ()
    note: str = ""
    day: date | None = None


@decide.register
def tell_skin(command: TellSkin, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    for sign in command.signs:
        if sign not in knowledge.signs:
            raise Refused(message("Mesoday knows no sign called {sign}.", sign=sign))
    session = next((s for s in diary.sessions if s.id == command.session), None)
    if command.session and session is None:
        raise Refused(message("This session is no longer there. Your answer was not kept."))
    product, device = kit_of(diary, session) if session else (command.product, command.device)
    area = diary.area_of(session) if session else None
    told = Reaction(
        at=now.at,
        zone=now.zone,
        day=now.care_day(diary.profile.day_starts_at),
        session=command.session,
        product=product,
        device=device,
        areas=[area] if area else list(command.areas),
        check=command.check or "",
        signs=list(dict.fromkeys(command.signs)),
        note=command.note,
    )
    before = answered(diary, session, command.check) if session and command.check else None
    if before is not None:
        told = replace(before, signs=told.signs, note=told.note)
    changes = (Change(before, told), *_settling(diary, knowledge, before, told))
    return Changes(tuple(change for change in changes if change.before != change.after))


def _settling(diary: Diary, knowledge: Knowledge, before: Reaction | None, told: Reaction) -> Iterator[Change]:
    """A quiet answer about a session settles what was told of it before; corrected, it has settled nothing."""
    if told.session is None:
        return
    quiet = severity(told, knowledge) == "expected"
    for one in sorted(
        (r for r in diary.reactions if r.session == told.session and r.id != told.id), key=lambda r: r.id
    ):
        if one.at > told.at or severity(one, knowledge) == "expected":
            continue
        if quiet and one.resolved_at is None:
            yield Change(one, replace(one, resolved_at=told.at))
        elif not quiet and before is not None and one.resolved_at == before.at:
            yield Change(one, replace(one, resolved_at=None))
