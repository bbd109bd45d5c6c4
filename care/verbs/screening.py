"""Answering the safety questions."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, Refused
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge, Screening
from care.messages import message
from care.records import Answer, Area
from care.verbs.decide import decide

Reply = Literal["yes", "no", "unsure", "not_applicable"]


class Details(Struct, frozen=True):
    """What a "yes" or "not sure" adds, as the fields of `Answer` of the same names."""

    eased: bool = False
    areas: tuple[Area, ...] = ()
    about: tuple[str, ...] = ()
    since: date | None = None
    ends_on: date | None = None


class AnswerQuestions(Struct, frozen=True):
    """Answers by rule, all given today. An answer given again counts as asked again.

    `details` by rule; where none are given, those on file stay as long as the answer is the same. `anew`: something has
    come up today, so that what was said and cleared before no longer speaks for it.
    """

    answers: dict[str, Reply]
    details: dict[str, Details] = {}
    anew: bool = False


@decide.register
def answer_questions(command: AnswerQuestions, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    today = now.local.date()
    changes: list[Change] = []
    for rule, reply in command.answers.items():
        if rule not in knowledge.screening:
            raise Refused(message("Mesoday has no safety question called {rule}.", rule=rule))
        before = diary.answers.get(rule)
        details = command.details.get(rule)
        if details and details.since and details.since > today:
            raise Refused(message("This day lies ahead. Please write the day on which it was."))
        same = before is not None and reply == before.answer and not command.anew
        given = Answer(id=rule, rule=rule, answer=reply, answered_on=today)
        if reply in ("yes", "unsure") and details is not None:
            given = _with(given, details)
        elif before is not None and same:
            given = _with(given, _counting_on(knowledge.screening[rule], before))
        # A clearance belongs to one "yes": it goes when the answer, or what it is about, changes.
        if before is not None and same and _about_the_same(before, given):
            given = replace(given, cleared=before.cleared)
        if before is not None:
            common = ("id", "rev", "changed_at", "installation", "deleted")
            given = replace(given, **{name: getattr(before, name) for name in common})
        changes.append(Change(before, given))
    return Changes(tuple(c for c in changes if c.before != c.after))


def details_of(answer: Answer) -> Details:
    """What an answer on file adds."""
    return Details(answer.eased, tuple(answer.areas), tuple(answer.about), answer.since, answer.ends_on)


def _about_the_same(before: Answer, given: Answer) -> bool:
    """Whether both tell of one thing, whenever it ends, and though its day was left out once."""
    since = before.since or given.since
    alike = replace(details_of(before), since=since, ends_on=None), replace(details_of(given), ends_on=None)
    return alike[0] == alike[1]


def _counting_on(row: Screening, before: Answer) -> Details:
    """What stays as it was: days that are counted from the first answer are not begun anew."""
    details = details_of(before)
    counted = row.days is not None and before.answer == "yes" and (before.eased or not row.eased_when)
    return replace(details, since=before.answered_on) if counted and before.since is None else details


def _with(answer: Answer, details: Details) -> Answer:
    return replace(
        answer,
        eased=details.eased,
        areas=list(details.areas),
        about=list(details.about),
        since=details.since,
        ends_on=details.ends_on,
    )
