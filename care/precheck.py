"""The short list before each session: what changed today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from care import kit, pregnancy
from care.diary import Diary
from care.gate import STRENGTH, columns_of, strictest
from care.knowledge import Knowledge, Screening
from care.messages import Message, message
from care.records import Area, Course
from care.verbs.screening import AnswerQuestions, Details, Reply


class PreCheck(Struct, frozen=True):
    """One tick of the list. `closes` are the rules that a tick sets to yes or, where it only may be so, to unsure."""

    rule: str
    words: Message
    reason: Message
    closes: tuple[tuple[str, Reply], ...]


def pre_checks(diary: Diary, knowledge: Knowledge, course: Course, day: date) -> Iterator[PreCheck]:
    """The ticks that concern this course's area and kit. What does not apply to the person is not asked."""
    columns = columns_of(knowledge, kit.modalities(diary, course.product, course.device))
    for row in knowledge.screening.values():
        if not row.before_session or _does_not_apply(diary, row):
            continue
        closes: list[tuple[str, Reply]] = []
        for rule in (row.id, *row.stands_for):
            other = knowledge.screening[rule]
            if STRENGTH[strictest(other, columns, course.area)] >= STRENGTH["ask"]:
                closes.append((rule, "yes" if rule == row.id else "unsure"))
        if not closes and row.id == pregnancy.PREGNANT_RULE and pregnancy.would_close(diary, knowledge, day):
            closes.append((row.id, "yes"))  # no device, but products that rest in pregnancy
        if closes:
            # Where the row itself closes, what it also stands for need not be asked again.
            told = [c for c in closes if c[0] == row.id] or closes
            words = message(row.before_words or row.question)
            yield PreCheck(row.id, words, message(row.reason), tuple(told))


def _does_not_apply(diary: Diary, row: Screening) -> bool:
    answer = diary.answers.get(row.id)
    return answer is not None and row.not_applicable and answer.answer == "not_applicable"


def answers_of(
    diary: Diary, knowledge: Knowledge, course: Course, checks: Iterable[PreCheck], ticked: Iterable[str]
) -> AnswerQuestions:
    """The safety answers that the ticks amount to. They are new today: what was cleared before no longer counts."""
    chosen = set(ticked)
    replies: dict[str, Reply] = {rule: said for check in checks if check.rule in chosen for rule, said in check.closes}
    details = {rule: Details(areas=_where(diary, knowledge.screening[rule], course.area)) for rule in replies}
    return AnswerQuestions(replies, details, anew=True)


def _where(diary: Diary, row: Screening, area: Area) -> tuple[Area, ...]:
    """Where a condition is once it has come up in an area: there, and where it was told of already."""
    if not row.by_area:
        return ()
    before = diary.answers.get(row.id)
    if before is None or before.answer not in ("yes", "unsure"):
        return (area,)
    return tuple(dict.fromkeys((*before.areas, area))) if before.areas else ()
