"""The gate: which safety answers open or close a modality on an area, how strongly, and how what is closed opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from care.allergy import concerns_product
from care.answers import AGE_RULE, Opening, ends, open_by_answer, opening, opening_words
from care.diary import Diary
from care.knowledge import Action, Column, Knowledge, Rule, Screening
from care.messages import Message, count_message, message
from care.records import Answer, Area, Product
from care.why import GATE, Strength, Why

# Rules limited to such places never close a session: its sites keep off them anyway.
PLACES_KEPT_OFF: Final = ("neck", "over_it", "scar")
STRENGTH: Final[dict[Action, int]] = {"none": 0, "caution": 1, "ask": 2, "block": 3}
SPOKEN: Final[dict[Action, Strength]] = {"none": "", "caution": "", "ask": "ask", "block": "refuse"}


class Closing(Struct, frozen=True):
    """One row that closes: what it says, and how it opens."""

    why: Why
    opening: Opening


class Gate(Struct, frozen=True):
    """What the answers say of one area and kit: `closed` by these rules, `unanswered` rows, `ask_by` a date when
    answers are due to be looked at again, and `cautions`, what to mind in a session although nothing closes it."""

    closed: tuple[Closing, ...] = ()
    unanswered: tuple[str, ...] = ()
    ask_by: date | None = None
    cautions: tuple[Why, ...] = ()

    @property
    def whys(self) -> tuple[Why, ...]:
        """All reasons why a session stays closed; none when it is open."""
        closed = tuple(one.why for one in self.closed)
        if not self.unanswered:
            return closed
        asked = count_message(
            "One safety question is not answered yet.",
            "{count} safety questions are not answered yet.",
            len(self.unanswered),
        )
        return (Why(GATE, asked, "ask"), *closed)


def columns_of(knowledge: Knowledge, modalities: Iterable[str]) -> frozenset[Column]:
    """The screening columns that speak for these modalities."""
    used = tuple(modalities)
    return knowledge.remembered(
        ("columns", used), lambda: frozenset(c for m in used for c in knowledge.modalities[m].columns)
    )


def strictest(row: Screening, columns: Iterable[Column], area: Area, answer: Answer | None = None) -> Action:
    """The strongest action a row asks for on these columns and that area, places that are kept off left aside.

    With an answer, what it narrows is left aside too: another area, where the condition sits in one place, and the
    milder form of the row.
    """
    worst: Action = "none"
    if area not in row.areas or (answer is not None and not concerns_area(row, answer, area)):
        return worst
    for column in columns:
        rule = row.rules.get(column)
        if rule is None or rule.scope in PLACES_KEPT_OFF or (rule.scope == "scalp" and area != "scalp"):
            continue
        action = action_of(rule, answer)
        if STRENGTH[action] > STRENGTH[worst]:
            worst = action
    return worst


def action_of(rule: Rule, answer: Answer | None) -> Action:
    """What a rule asks for: its milder form where a clear "yes" says that this one holds."""
    if answer is not None and answer.answer == "yes" and answer.eased and rule.eased is not None:
        return rule.eased
    return rule.action


def concerns_area(row: Screening, answer: Answer, area: Area) -> bool:
    """Whether what was answered lies in that area. Only a condition that sits in one place can leave the other out."""
    return not (row.by_area and answer.areas) or area in answer.areas


def rows_asked(knowledge: Knowledge, area: Area, columns: Iterable[Column]) -> tuple[tuple[Screening, Action], ...]:
    """The rows whose answers decide whether a session on that area may be offered."""
    spoken_for = frozenset(columns)

    def asked() -> tuple[tuple[Screening, Action], ...]:
        rows: list[tuple[Screening, Action]] = [
            (row, strictest(row, spoken_for, area)) for row in knowledge.screening.values()
        ]
        return tuple(one for one in rows if STRENGTH[one[1]] >= STRENGTH["ask"])

    return knowledge.remembered(("rows asked", area, spoken_for), asked)


def rows_told(knowledge: Knowledge, area: Area, columns: Iterable[Column]) -> tuple[Screening, ...]:
    """The rows that say anything at all of a session there: those that decide, and those that only caution."""
    spoken_for = frozenset(columns)

    def told() -> tuple[Screening, ...]:
        return tuple(
            row
            for row in knowledge.screening.values()
            if area in row.areas and any(c in row.rules and row.rules[c].action != "none" for c in spoken_for)
        )

    return knowledge.remembered(("rows told", area, spoken_for), told)


def gate(
    diary: Diary,
    knowledge: Knowledge,
    area: Area,
    modalities: Iterable[str],
    day: date,
    today: date,
    product: Product | None = None,
) -> Gate:
    """What the answers on file say. A forecast (`day` after `today`) takes today's answers to hold.

    `product` is the one of the session: an allergy that names a product or an active closes only what holds it.
    """
    modalities = tuple(modalities)
    closed: list[Closing] = []
    unanswered: list[str] = []
    ask_by: date | None = None
    seen = min(day, today)
    days, grace = knowledge.figure("answers_days"), knowledge.figure("answers_grace_days")
    for row, _ in rows_asked(knowledge, area, columns_of(knowledge, modalities)):
        answer = effective_answer(diary, knowledge, row, seen)
        if answer is None:
            unanswered.append(row.id)
            continue
        age = (seen - answer.answered_on).days
        if row.not_applicable and answer.answer == "not_applicable":
            age = 0  # kept, and not asked again
        if age > days + grace:
            unanswered.append(row.id)
        elif age > days:
            due = answer.answered_on + timedelta(days=days + grace)
            ask_by = min(ask_by or due, due)
        found = closing(diary, knowledge, row, answer, area, modalities, day, product)
        if found is not None:
            closed.append(found)
    told = tuple(cautions(diary, knowledge, area, modalities, day, today)) if not closed else ()
    return Gate(tuple(closed), tuple(unanswered), ask_by, told)


def closing(
    diary: Diary,
    knowledge: Knowledge,
    row: Screening,
    answer: Answer,
    area: Area,
    modalities: tuple[str, ...],
    day: date,
    product: Product | None,
) -> Closing | None:
    """How an answer closes sessions of that area and kit on that day; None where it does not, or has ended."""
    if answer.answer not in ("yes", "unsure"):
        return None
    action = strictest(row, columns_of(knowledge, modalities), area, answer)
    if STRENGTH[action] < STRENGTH["ask"] or not concerns_product(row, answer, product):
        return None
    concerned = {
        m
        for m in modalities
        if STRENGTH[strictest(row, knowledge.modalities[m].columns, area, answer)] >= STRENGTH["ask"]
    }
    if open_by_answer(diary, row, action, answer, area, concerned, day):
        return None
    how = opening(diary, row, action, answer, area)
    return Closing(Why(row.id, reason_and_opening(knowledge, row, how), SPOKEN[action]), how)


def reason_and_opening(knowledge: Knowledge, row: Screening, how: Opening) -> Message:
    return message("{reason} {opens}", reason=message(row.reason), opens=opening_words(knowledge, row, how))


def cautions(
    diary: Diary, knowledge: Knowledge, area: Area, modalities: Iterable[str], day: date, today: date
) -> Iterator[Why]:
    """What to mind in an open session there: rows that only caution, and places to keep off whoever cleared it."""
    columns = columns_of(knowledge, modalities)
    for row in rows_told(knowledge, area, columns):
        answer = effective_answer(diary, knowledge, row, min(day, today))
        if answer is None or answer.answer not in ("yes", "unsure") or not concerns_area(row, answer, area):
            continue
        rules = [row.rules[c] for c in columns if c in row.rules]
        kept_off = any(rule.blocked_on or rule.scope in PLACES_KEPT_OFF for rule in rules)
        if not kept_off and ends(diary, row, answer, area, day):
            continue
        if kept_off or strictest(row, columns, area, answer) == "caution":
            yield Why(row.id, message(row.reason))


def effective_answer(diary: Diary, knowledge: Knowledge, row: Screening, day: date) -> Answer | None:
    """The answer on file; for the age question the birth year speaks where it is clear (decision 4)."""
    answer = diary.answers.get(row.id)
    born = diary.profile.birth_year
    if row.id != AGE_RULE or born is None:
        return answer
    age, adult = day.year - born, knowledge.figure("adult_years")
    if age < adult or (age == adult and answer is None):
        word = answer.cleared if answer is not None and answer.answer == "yes" else None
        return Answer(id=row.id, rule=row.id, answer="yes", answered_on=day, cleared=word)
    return answer or Answer(id=row.id, rule=row.id, answer="no", answered_on=day)
