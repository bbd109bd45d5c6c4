"""Answering the safety questions."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, Refused
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.records import Answer
from care.verbs.decide import decide

Reply = Literal["yes", "no", "unsure", "not_applicable"]


class AnswerQuestions(Struct, frozen=True):
    """Answers by rule, all given today. An answer given again counts as asked again."""

    answers: dict[str, Reply]


@decide.register
def answer_questions(command: AnswerQuestions, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    today = now.local.date()
    changes: list[Change] = []
    for rule, reply in command.answers.items():
        if rule not in knowledge.screening:
            raise Refused(message("Mesoday has no safety question called {rule}.", rule=rule))
        before = diary.answers.get(rule)
        if before is None:
            changes.append(Change(None, Answer(id=rule, rule=rule, answer=reply, answered_on=today)))
        else:
            # A clearance belongs to a "yes"; it goes when the answer changes.
            cleared = before.cleared if reply == before.answer else None
            changes.append(Change(before, replace(before, answer=reply, answered_on=today, cleared=cleared)))
    return Changes(tuple(c for c in changes if c.before != c.after))
