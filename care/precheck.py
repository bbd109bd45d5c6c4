"""The short list before each session: what changed today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from care import kit
from care.diary import Diary
from care.gate import STRENGTH, columns_of, strictest
from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import Course


class PreCheck(Struct, frozen=True):
    """One tick of the list. `closes` are the rules that a tick sets to yes or, where it only may be so, to unsure."""

    rule: str
    words: Message
    reason: Message
    closes: tuple[tuple[str, str], ...]


def pre_checks(diary: Diary, knowledge: Knowledge, course: Course) -> Iterator[PreCheck]:
    """The ticks that concern this course's area and kit."""
    columns = columns_of(knowledge, kit.modalities(diary, course.product, course.device))
    for row in knowledge.screening.values():
        if not row.before_session:
            continue
        closes: list[tuple[str, str]] = []
        for rule in (row.id, *row.stands_for):
            other = knowledge.screening[rule]
            if STRENGTH[strictest(other, columns, course.area)] >= STRENGTH["ask"]:
                closes.append((rule, "yes" if rule == row.id else "unsure"))
        if closes:
            # Where the row itself closes, what it also stands for need not be asked again.
            told = [c for c in closes if c[0] == row.id] or closes
            words = message(row.before_words or row.question)
            yield PreCheck(row.id, words, message(row.reason), tuple(told))


def answers_of(checks: Iterable[PreCheck], ticked: Iterable[str]) -> dict[str, str]:
    """The safety answers that the ticks amount to."""
    chosen = set(ticked)
    return {rule: reply for check in checks if check.rule in chosen for rule, reply in check.closes}
