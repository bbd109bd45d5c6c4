"""The gate: which safety answers open or close a modality on an area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Action, Column, Knowledge, Screening
from care.messages import count_message, message
from care.records import Answer, Area
from care.why import GATE, Why

# Rules limited to such places never close a session: its sites keep off them anyway.
PLACES_KEPT_OFF = ("neck", "over_it", "scar")
STRENGTH: dict[Action, int] = {"none": 0, "caution": 1, "ask": 2, "block": 3}


class Gate(Struct, frozen=True):
    """What the answers say of one area and kit: `closed` by these rules, `unanswered` rows, `ask_by` a date when
    answers are due to be looked at again."""

    closed: tuple[Why, ...] = ()
    unanswered: tuple[str, ...] = ()
    ask_by: date | None = None

    @property
    def whys(self) -> tuple[Why, ...]:
        """All reasons why a session stays closed; none when it is open."""
        if not self.unanswered:
            return self.closed
        asked = count_message(
            "One safety question is not answered yet.",
            "{count} safety questions are not answered yet.",
            len(self.unanswered),
        )
        return (Why(GATE, asked), *self.closed)


def columns_of(knowledge: Knowledge, modalities: Iterable[str]) -> frozenset[Column]:
    """The screening columns that speak for these modalities."""
    return frozenset(c for m in modalities for c in knowledge.modalities[m].columns)


def strictest(row: Screening, columns: Iterable[Column], area: Area) -> Action:
    """The strongest action a row asks for on these columns and that area, places that are kept off left aside."""
    worst: Action = "none"
    if area not in row.areas:
        return worst
    for column in columns:
        rule = row.rules.get(column)
        if rule is None or rule.scope in PLACES_KEPT_OFF or (rule.scope == "scalp" and area != "scalp"):
            continue
        if STRENGTH[rule.action] > STRENGTH[worst]:
            worst = rule.action
    return worst


def rows_asked(knowledge: Knowledge, area: Area, columns: Iterable[Column]) -> Iterator[tuple[Screening, Action]]:
    """The rows whose answers decide whether a session on that area may be offered."""
    columns = tuple(columns)
    for row in knowledge.screening.values():
        action = strictest(row, columns, area)
        if STRENGTH[action] >= STRENGTH["ask"]:
            yield row, action


def gate(diary: Diary, knowledge: Knowledge, area: Area, modalities: Iterable[str], day: date, today: date) -> Gate:
    """What the answers on file say. A forecast (`day` after `today`) takes today's answers to hold."""
    closed: list[Why] = []
    unanswered: list[str] = []
    ask_by: date | None = None
    seen = min(day, today)
    days, grace = knowledge.figure("answers_days"), knowledge.figure("answers_grace_days")
    columns = columns_of(knowledge, modalities)
    for row, action in rows_asked(knowledge, area, columns):
        answer = effective_answer(diary, row, seen)
        if answer is None or (seen - answer.answered_on).days > days + grace:
            unanswered.append(row.id)
            continue
        if (seen - answer.answered_on).days > days:
            due = answer.answered_on + timedelta(days=days + grace)
            ask_by = min(ask_by or due, due)
        if answer.answer in ("yes", "unsure") and not is_open(row, action, answer, modalities, day):
            closed.append(Why(row.id, message("{reason}", reason=message(row.reason))))
    return Gate(tuple(closed), tuple(unanswered), ask_by)


def effective_answer(diary: Diary, row: Screening, day: date) -> Answer | None:
    """The answer on file; for the age question the birth year speaks where it is clear (decision 4)."""
    answer = diary.answers.get(row.id)
    born = diary.profile.birth_year
    if row.id != AGE_RULE or born is None:
        return answer
    age = day.year - born
    if age < 18 or (age == 18 and answer is None):
        return Answer(id=row.id, rule=row.id, answer="yes", answered_on=day)
    return answer or Answer(id=row.id, rule=row.id, answer="no", answered_on=day)


AGE_RULE = "K11"


def is_open(row: Screening, action: Action, answer: Answer, modalities: Iterable[str], day: date) -> bool:
    """Whether a "yes" has ended: by its days, or by a professional's clearance for these modalities.

    A clearance opens what is to be asked; of what is blocked, only rows that a professional can end.
    "Not sure" never ends by itself.
    """
    ended = answer.answered_on + timedelta(days=row.days) if row.clears == "date" and row.days is not None else None
    if ended and answer.answer == "yes" and day > ended:
        return True
    cleared = answer.cleared
    if cleared is None or (action == "block" and row.clears != "professional"):
        return False
    if cleared.on > day or (cleared.until is not None and cleared.until < day):
        return False
    return cleared.for_ == "all" or set(modalities) <= set(cleared.for_) | {"serum"}
