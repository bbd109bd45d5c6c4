"""Pauses, and the time that skin needs after a professional's treatment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from care.answers import cleared_on, rule_of
from care.diary import Diary
from care.knowledge import Knowledge, Screening
from care.messages import Message, message
from care.records import Area, Treatment
from care.why import PAUSE, Strength, Why

TREATMENTS: dict[str, Message] = {
    "injectable_mesotherapy": message("Injections (mesotherapy)"),
    "peel": message("Peel"),
    "laser": message("Laser"),
    "filler": message("Filler"),
    "toxin": message("Botulinum toxin"),
    "other": message("Another treatment"),
}


class Rest(Struct, frozen=True):
    """What a treatment asks of home sessions: the row that says so, the first day on which they may be again, and
    whether that must be said: that the skin has healed."""

    row: Screening
    until: date
    ask_healed: bool


def paused(diary: Diary, area: Area, day: date) -> Why | None:
    """The pause that covers the area on that day, of several the longest; a pause without areas covers all."""
    covering = (
        pause
        for pause in diary.pauses
        if pause.from_ <= day and (pause.to is None or day <= pause.to) and (not pause.areas or area in pause.areas)
    )
    pause = max(covering, key=lambda p: (p.to or date.max, p.from_), default=None)
    if pause is None:
        return None
    if pause.to is None:
        return Why(PAUSE, message("Paused since {day}.", day=pause.from_))
    return Why(PAUSE, message("Paused until {day}.", day=pause.to))


def everything_rests(diary: Diary, day: date) -> bool:
    """Whether a pause of no area in particular covers the day: the person is ill or away."""
    return bool(diary.pauses) and any(
        not p.areas and p.from_ <= day and (p.to is None or day <= p.to) for p in diary.pauses
    )


def rest_after(knowledge: Knowledge, treatment: Treatment) -> Rest:
    """How long home sessions rest after a treatment: the days of its row, and until healed where the row ends so."""
    row = knowledge.screening[rule_of(treatment)]
    until = treatment.on + timedelta(days=row.days or 0)
    if treatment.healed_on:
        until = max(until, treatment.healed_on)
    return Rest(row, until, row.clears == "healed" and treatment.healed_on is None)


def healing(
    diary: Diary,
    knowledge: Knowledge,
    area: Area,
    day: date,
    *,
    kit: Iterable[str] = (),
    today: date | None = None,
) -> Why | None:
    """The professional's treatment that keeps home sessions of the area closed on that day.

    `kit`: the modalities of the session (none given: any), because a row may close a device and not the hands.
    `today`: where the days are over today and nobody has said that the skin has healed, it stays closed; a forecast
    from an earlier day takes it to have healed in time.
    """
    for treatment in diary.treatments:
        if treatment.on > day or not concerns(knowledge, treatment, area):
            continue
        rest = rest_after(knowledge, treatment)
        late = rest.ask_healed and today is not None and today >= rest.until
        if day >= rest.until and not late:
            continue
        strength = _strength(knowledge, rest.row, tuple(kit))
        if strength and not (strength == "ask" and _cleared(diary, rest.row, treatment, tuple(kit), day)):
            return Why(rest.row.id, _words(treatment, rest, late=late), strength)
    return None


def concerns(knowledge: Knowledge, treatment: Treatment, area: Area) -> bool:
    """Whether a treatment was of the area; one that names none was where its row is asked."""
    row = knowledge.screening[rule_of(treatment)]
    return area in (treatment.areas or row.areas)


def _words(treatment: Treatment, rest: Rest, *, late: bool) -> Message:
    what = TREATMENTS[treatment.what]
    if late:
        return message("{what}, {on}: sessions wait until you note that it has healed.", what=what, on=treatment.on)
    return message("{what}, {on}: sessions wait until {until}.", what=what, on=treatment.on, until=rest.until)


def _strength(knowledge: Knowledge, row: Screening, kit: tuple[str, ...]) -> Strength:
    """How strongly the row speaks against a session with that kit; "" where it does not close it."""
    rules = (row.rules.get(c) for m in kit for c in knowledge.modalities[m].columns)
    actions = {rule.action for rule in rules if rule is not None}
    if not kit or "block" in actions:
        return "refuse"
    return "ask" if "ask" in actions else ""


def _cleared(diary: Diary, row: Screening, treatment: Treatment, kit: tuple[str, ...], day: date) -> bool:
    """Whether a professional has cleared this kit since the treatment."""
    answer = diary.answers.get(row.id)
    if answer is None or answer.cleared is None or answer.cleared.on < treatment.on:
        return False
    return cleared_on(answer, kit, day)
