"""When a "yes" or "not sure" ends: on its day, when it has healed, by a professional's word, or not at all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, Literal

from msgspec import Struct

from care.days import DAY
from care.diary import Diary
from care.knowledge import Action, Knowledge, Screening
from care.messages import Message, message
from care.records import Answer, Area, Cleared, Treatment

AGE_RULE: Final = "K11"
TREATMENT_RULES: Final = {"toxin": "K30", "filler": "K31"}
TREATMENT_RULE: Final = "K32"


class Opening(Struct, frozen=True):
    """How what an answer closes opens again. `on`: the first day on which it is open, or, for what has to heal, may be;
    `by_word`: whether a professional's word opens it too."""

    how: Literal["date", "change", "healed", "professional", "find_out", "never"]
    on: date | None = None
    by_word: bool = False


def open_by_answer(
    diary: Diary, row: Screening, action: Action, answer: Answer, area: Area, concerned: Collection[str], day: date
) -> bool:
    """Whether what a "yes" or "not sure" closed is open on that day: it has ended, or a professional has cleared it.

    `concerned` are the modalities that the row closes; the clearance has to name them. It opens what is to be asked; of
    what is blocked, only rows that a professional can end.
    """
    if ends(diary, row, answer, area, day):
        return True
    return takes_a_word(row, action) and cleared_on(answer, concerned, day)


def takes_a_word(row: Screening, action: Action) -> bool:
    """Whether a professional's word opens it."""
    return action == "ask" or (action == "block" and row.clears == "professional")


def cleared_on(answer: Answer, concerned: Collection[str], day: date) -> bool:
    """Whether the clearance of an answer holds on that day and names all that is concerned."""
    return word_holds(answer.cleared, concerned, day)


def word_holds(cleared: Cleared | None, concerned: Collection[str], day: date) -> bool:
    """Whether a professional's word holds on that day and names all that is concerned. Who clears a device clears its
    serum."""
    if cleared is None or cleared.on > day or (cleared.until is not None and cleared.until < day):
        return False
    return cleared.for_ == "all" or bool(cleared.for_ and set(concerned) <= {*cleared.for_, "serum"})


def ends(diary: Diary, row: Screening, answer: Answer, area: Area | None, day: date) -> bool:
    """Whether a "yes" is over by that day without anybody's word. "Not sure" never ends by itself."""
    if answer.answer != "yes":
        return False
    last = last_day(diary, row, answer, area)
    return last is not None and day > last


def last_day(diary: Diary, row: Screening, answer: Answer, area: Area | None) -> date | None:
    """The last day on which a "yes" holds; None where no day is known, or none can end it."""
    if row.clears == "date":
        known = [d for d in (answer.ends_on, counted_until(diary, row, answer, area)) if d is not None]
        return max(known, default=None)
    if row.clears == "healed":
        treatment = treated(diary, row, answer, area)
        healed = answer.ends_on or (treatment.healed_on - DAY if treatment and treatment.healed_on else None)
        if healed is not None:
            return max(healed, counted_until(diary, row, answer, area) or healed)
    return None


def counted_until(diary: Diary, row: Screening, answer: Answer, area: Area | None) -> date | None:
    """The last of the row's days: from the day of the procedure or last tablet on, that day being the first; else,
    because that day is not known, the days after the answer.

    What goes on (tablets still taken) is not counted: its milder form has to hold, or a day to be given.
    """
    if row.days is None:
        return None
    treatment = treated(diary, row, answer, area)
    since = answer.since or (treatment.on if treatment else None)
    if since is not None:
        return since + timedelta(days=row.days - 1)
    goes_on = bool(row.eased_when) and not answer.eased
    return None if goes_on else answer.answered_on + timedelta(days=row.days)


def rule_of(treatment: Treatment) -> str:
    """The screening row that a professional's treatment falls under."""
    return TREATMENT_RULES.get(treatment.what, TREATMENT_RULE)


def treated(diary: Diary, row: Screening, answer: Answer, area: Area | None) -> Treatment | None:
    """The last professional's treatment that the answer must be about: the diary knows its day better."""
    if answer.since is not None or row.days is None:
        return None
    asked_back_to = answer.answered_on - timedelta(days=row.days)
    known = [
        t
        for t in diary.treatments
        if rule_of(t) == row.id
        and asked_back_to <= t.on <= answer.answered_on
        and (t.healed_on is None or t.healed_on >= answer.answered_on)
        and (area is None or not t.areas or area in t.areas)
    ]
    return max(known, key=lambda t: (t.on, t.id), default=None)


def opening(diary: Diary, row: Screening, action: Action, answer: Answer, area: Area) -> Opening:
    """How what the answer closes opens."""
    by_word = takes_a_word(row, action)
    if answer.answer == "unsure":
        return Opening("find_out", by_word=by_word)
    last = last_day(diary, row, answer, area)
    if last is not None:
        return Opening("date", last + DAY, by_word)
    if row.clears == "date":
        return Opening("change", None, by_word)
    if row.clears == "healed":
        counted = counted_until(diary, row, answer, area)
        return Opening("healed", counted + DAY if counted else None, by_word)
    return Opening("professional" if by_word else "never", None, by_word)


def opening_words(knowledge: Knowledge, row: Screening, how: Opening) -> Message:
    """How it opens, as one sentence for the person."""
    years = knowledge.figure("adult_years")
    match how.how:
        case "change" if row.id == AGE_RULE and how.by_word:
            return message("It opens when you are {years}, or earlier when a professional has cleared it.", years=years)
        case "change" if row.id == AGE_RULE:
            return message("It opens when you are {years}.", years=years)
        case "change" if how.by_word:
            return message(
                "It opens when this is over and you change your answer, or when a professional has cleared it."
            )
        case "find_out":
            return message("Find out, and change your answer. {how}", how=message(row.find_out))
        case "date" if how.by_word and how.on:
            return message("It opens on {day}, or earlier when a professional has cleared it.", day=how.on)
        case "date" if how.on:
            return message("It opens on {day}.", day=how.on)
        case "healed" if how.on:
            return message("It opens when it has healed and you change your answer, not before {day}.", day=how.on)
        case "healed":
            return message("It opens when it has healed or passed and you change your answer.")
        case "professional":
            return message("It opens when a professional has cleared it and you note that with your safety answers.")
        case "never":
            return message("This stays closed.")
    return message("It opens when this no longer holds and you change your answer.")
