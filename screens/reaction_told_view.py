"""One reaction as plain values: what to do now, what is closed and how it opens, what comes next, and what it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from care.courses import kit_of
from care.days import care_day
from care.knowledge import Knowledge
from care.knowledge_rows import Sign
from care.reaction_effects import Effects, effects, how_it_opens
from care.reactions import Standing, all_standing, severity
from care.records import Reaction, Session
from care.skin_checks import next_check
from screens.reaction_view import Severity, session_kind
from screens.safety_on_file_view import clearance_words
from screens.snapshot import Snapshot
from screens.why_line import WhyLine, why_lines
from screens.wording import Wording


class TraceRow(Struct, frozen=True):
    """Something that a reaction leads to; `route` "" where there is no page for it."""

    title: str
    note: str
    route: str


class ToldView(Struct, frozen=True):
    """A reaction. `now`: what to do, in one sentence; `also`: what else its signs ask for. `watch`: that the number is
    called if it gets worse. `closed`: which sessions are; `closes`, `rests`, `opens`, `medicines`: what follows from it
    today; `next_check`: when the skin is asked about again. `state`: whether it still stands."""

    id: str
    severity: Severity
    day: str
    signs: tuple[str, ...]
    now: str
    also: tuple[str, ...]
    call: bool
    watch: bool
    closed: str
    closes: tuple[WhyLine, ...]
    rests: WhyLine | None
    opens: WhyLine | None
    medicines: tuple[WhyLine, ...]
    next_check: str
    note: str
    state: Literal["quiet", "stands", "settled"]
    settled: str
    cleared: str
    may_clear: bool
    trace: tuple[TraceRow, ...]


def told_view(shot: Snapshot, knowledge: Knowledge, reaction: Reaction) -> ToldView:
    """What the page of a reaction shows."""
    words, diary = shot.wording, shot.diary
    standing = all_standing(diary, knowledge)
    one = next((s for s in standing if s.reaction.id == reaction.id), None)
    done = effects(diary, knowledge, one, standing, shot.today) if one else Effects()
    grade: Severity = severity(reaction, knowledge)  # type: ignore[assignment]
    now, *also = _actions(words, knowledge, reaction, grade)
    stands = one is not None and reaction.resolved_at is None
    return ToldView(
        id=reaction.id,
        severity=grade,
        day=words.moment(reaction.at),
        signs=tuple(sign_words(words, knowledge, reaction)),
        now=now,
        also=tuple(also),
        call=grade == "emergency",
        watch=grade == "urgent" or (grade == "clinician" and _may_be_allergy(knowledge, reaction)),
        closed=closed_words(words, done),
        closes=why_lines(words, done.closes),
        rests=_rests(words, done),
        opens=_opens(words, knowledge, one, done),
        medicines=why_lines(words, done.medicines),
        next_check=_next(shot, knowledge, reaction),
        note=reaction.note,
        state="stands" if stands else "settled" if one else "quiet",
        settled=words.text("Settled on {day}.", day=_settled_on(shot, reaction)) if reaction.resolved_at else "",
        cleared=clearance_words(words, knowledge, reaction.cleared) if reaction.cleared else "",
        may_clear=grade in ("clinician", "urgent", "emergency") and reaction.cleared is None,
        trace=tuple(_trace(shot, reaction)),
    )


def _may_be_allergy(knowledge: Knowledge, reaction: Reaction) -> bool:
    """Whether a product is blamed that no days alone open again: what it did can still grow."""
    rows = (knowledge.signs[sign] for sign in reaction.signs if sign in knowledge.signs)
    return any(row.blames == "both" and not row.reopens for row in rows)


def sign_words(words: Wording, knowledge: Knowledge, reaction: Reaction) -> Iterator[str]:
    """The titles of a reaction's signs; one that no row knows stands as it is."""
    for sign in reaction.signs:
        row = knowledge.signs.get(sign)
        yield words.text(row.title) if row else sign


def closed_words(words: Wording, done: Effects) -> str:
    """Which sessions a reaction keeps closed; "" for none."""
    match done.areas:
        case ("face",):
            return words.text("Face sessions are closed")
        case ("scalp",):
            return words.text("Scalp sessions are closed")
        case ():
            return ""
    return words.text("Face and scalp sessions are closed")


def _actions(words: Wording, knowledge: Knowledge, reaction: Reaction, grade: str) -> list[str]:
    """What the signs ask for, the gravest first and each once."""
    rows: list[Sign] = [knowledge.signs[s] for s in reaction.signs if s in knowledge.signs]
    if not reaction.signs:
        return [words.text("All quiet. Nothing to do.")]
    order = sorted(rows, key=lambda row: row.severity != grade)
    said = [words.text(row.action) for row in order]
    if len(rows) < len(reaction.signs):
        said.append(words.text("Please ask a clinician."))
    return list(dict.fromkeys(said))


def _rests(words: Wording, done: Effects) -> WhyLine | None:
    if not done.rests or done.resting is None:
        return None
    text = words.text("These rest until your skin has settled: {products}.", products=", ".join(done.rests))
    return WhyLine(text, done.resting.rule, done.resting.strength)


def _opens(words: Wording, knowledge: Knowledge, one: Standing | None, done: Effects) -> WhyLine | None:
    if one is None or not done.areas:
        return None
    why = how_it_opens(one, knowledge)
    return WhyLine(words.say(why.text), why.rule, why.strength)


def _next(shot: Snapshot, knowledge: Knowledge, reaction: Reaction) -> str:
    had = session_of(shot, reaction)
    coming = next_check(shot.diary, knowledge, had, shot.now.at) if had else None
    if coming is None:
        return ""
    return shot.wording.text("We ask again on {moment}.", moment=coming.due_at)


def session_of(shot: Snapshot, reaction: Reaction) -> Session | None:
    return next((s for s in shot.diary.sessions if s.id == reaction.session), None)


def _settled_on(shot: Snapshot, reaction: Reaction) -> str:
    assert reaction.resolved_at is not None
    day = care_day(reaction.resolved_at, reaction.zone, shot.diary.profile.day_starts_at)
    return shot.wording.date(day)


def _trace(shot: Snapshot, reaction: Reaction) -> Iterator[TraceRow]:
    """Where it may come from: the session with its lot, level and places, the product, the device."""
    words, diary = shot.wording, shot.diary
    had = session_of(shot, reaction)
    product_id, device_id = kit_of(diary, had) if had else (None, None)
    product = diary.products.get(reaction.product or product_id or "")
    device = diary.devices.get(reaction.device or device_id or "")
    if had is not None:
        yield TraceRow(
            session_kind(words, diary, had),
            words.moment(had.started_at),
            f"/diary/{had.day.isoformat()}",
        )
    if product is not None:
        lot = had.lot if had and had.lot else product.lot
        yield TraceRow(product.name, words.text("Lot {lot}", lot=lot) if lot else "", f"/shelf/{product.id}")
    if device is not None:
        level = words.text("Level {n}", n=had.level) if had and had.level is not None else ""
        yield TraceRow(device.name, level, f"/shelf/{device.id}")
    if had is not None and (places := ", ".join(site_words(shot, had))):
        yield TraceRow(words.text("Where on the skin"), places, "")


def site_words(shot: Snapshot, session: Session) -> Iterator[str]:
    """The places that a session touched, with their time, in order."""
    words, known = shot.wording, shot.ahead.knowledge.sites
    for step in session.steps:
        if step.site is None or step.skipped or not step.done_s:
            continue
        row = known.get(step.site)
        place = words.text(row.title) if row else words.text(step.title or step.site)
        yield words.text("{place} {time}", place=place, time=words.duration(step.done_s))
