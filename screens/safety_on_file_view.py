"""The safety answers on file: what was ticked and still holds, and what a professional has cleared. Plain values."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care.answers import cleared_on, ends
from care.diary import Diary
from care.gate import gate
from care.kit import SERUM
from care.knowledge import Knowledge, Screening
from care.records import Answer, Cleared
from screens.safety_view import Kits, page_ids
from screens.wording import Wording


class ClearedView(Struct, frozen=True):
    """A professional's word on file: what about, and what it says. `over`: it no longer holds."""

    rule: str
    title: str
    said: str
    over: bool


class YesView(Struct, frozen=True):
    """A "yes" or "not sure" that holds, with what was told of it; `page` is the checklist that asks it."""

    rule: str
    page: str
    title: str
    note: str


class AnswerLine(Struct, frozen=True):
    """A checklist page with what was answered on it."""

    page: str
    title: str
    note: str


def look_again(words: Wording, diary: Diary, knowledge: Knowledge, kits: Kits, today: date) -> str:
    """Why the answers are to be looked at again now, and what happens meanwhile; "" while none is due."""
    found = [gate(diary, knowledge, area, (SERUM, *used), today, today) for area, used in kits.items()]
    if any(rule in diary.answers for one in found for rule in one.unanswered):
        return words.text("Some answers have grown old. Sessions wait until you have looked at them.")
    asks = [one.ask_by for one in found if one.ask_by]
    if not asks:
        return ""
    days = round(knowledge.figure("answers_days"))
    return words.text(
        "Some of these answers are more than {days} days old. Please look at them by {day}. Nothing closes before.",
        days=days,
        day=min(asks),
    )


def cleared(words: Wording, diary: Diary, knowledge: Knowledge, today: date) -> tuple[ClearedView, ...]:
    """Each professional's word on file: what for, until when, by whom."""
    return tuple(
        ClearedView(
            row.id,
            words.text(row.title),
            clearance_words(words, knowledge, answer.cleared),
            not cleared_on(answer, (), today),
        )
        for row in knowledge.screening.values()
        if (answer := diary.answers.get(row.id)) is not None and answer.cleared is not None
    )


def clearance_words(words: Wording, knowledge: Knowledge, word: Cleared) -> str:
    """A professional's word in a sentence: who, when, what for, until when."""
    named = [words.text(knowledge.modalities[m].title) for m in word.for_ if m in knowledge.modalities]
    kinds = words.text("everything") if word.for_ == "all" else ", ".join(named)
    who, on = word.by or words.text("a professional"), words.dated(word.on)
    if word.until is None:
        return words.text("Cleared by {who} on {on} for: {kinds}.", who=who, on=on, kinds=kinds)
    until = words.dated(word.until)
    return words.text("Cleared by {who} on {on} for: {kinds}. Until {until}.", who=who, on=on, kinds=kinds, until=until)


def yeses(
    words: Wording, diary: Diary, knowledge: Knowledge, rows: list[Screening], today: date
) -> tuple[YesView, ...]:
    """What was ticked and still holds, each with what was told of it."""
    found = []
    for row in rows:
        answer = diary.answers.get(row.id)
        if answer is None or answer.answer not in ("yes", "unsure") or ends(diary, row, answer, None, today):
            continue
        found.append(YesView(row.id, row.page, words.text(row.title), _told(words, knowledge, diary, row, answer)))
    return tuple(found)


def _told(words: Wording, knowledge: Knowledge, diary: Diary, row: Screening, answer: Answer) -> str:
    parts = [words.text("Yes") if answer.answer == "yes" else words.text("Not sure")]
    if answer.eased and row.eased_when:
        parts.append(words.text(row.eased_when).rstrip("."))
    if row.by_area and len(answer.areas) == 1:
        parts.append(words.text("on the face") if answer.areas == ["face"] else words.text("on the scalp"))
    for one in answer.about:
        if one in diary.products:
            parts.append(diary.products[one].name)
        elif one in knowledge.ingredients:
            parts.append(words.text(knowledge.ingredients[one].title))
    if answer.since:
        parts.append(words.text("on {day}", day=answer.since))
    if answer.ends_on:
        parts.append(words.text("until {day}", day=answer.ends_on))
    return ", ".join(parts)


def answer_lines(words: Wording, knowledge: Knowledge, rows: list[Screening], diary: Diary) -> tuple[AnswerLine, ...]:
    """Page by page: how much was ticked, or that nothing was, or that answers are missing."""
    lines = []
    for page in page_ids(rows):
        mine = [row for row in rows if row.page == page]
        replies = [diary.answers[row.id].answer for row in mine if row.id in diary.answers]
        ticked = sum(reply in ("yes", "unsure") for reply in replies)
        said = [words.count("One ticked", "{count} ticked", ticked)] if ticked else []
        if missing := len(mine) - len(replies):
            said.append(words.count("One not answered", "{count} not answered", missing))
        note = ". ".join(said) or words.text("None of these")
        lines.append(AnswerLine(page, words.text(knowledge.screening_pages[page].title), note))
    return tuple(lines)
