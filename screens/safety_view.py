"""The safety questions as checklists, and what the answers open and close. Plain values, no drawing.

Used by the welcome and by the settings alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from care.diary import Diary
from care.gate import AGE_RULE, Closing, columns_of, gate, opening_words, rows_asked
from care.kit import SERUM
from care.kit import modalities as kit_of
from care.knowledge import Knowledge, Screening
from care.records import Area
from care.verbs.screening import Reply
from care.why import GATE
from screens.wording import Wording

Kits = Mapping[Area, tuple[str, ...]]
"""The modalities that an area's sessions use."""


class TileView(Struct, frozen=True):
    """One condition to tick. `effect` says what the answer changes, "" while it changes nothing."""

    rule: str
    title: str
    question: str
    reply: Reply
    may_not_apply: bool
    effect_title: str
    effect: str


class PageView(Struct, frozen=True):
    """One checklist screen."""

    page: str
    title: str
    lead: str
    tiles: tuple[TileView, ...]
    none_ticked: bool


class ReasonView(Struct, frozen=True):
    """Why something is closed, and how it opens. `clearable`: a professional's word may be recorded."""

    rule: str
    reason: str
    opens: str
    clearable: bool


class OutcomeView(Struct, frozen=True):
    """What the answers say of one area and kit."""

    area: Area
    title: str
    state: Literal["open", "closed", "unanswered"]
    note: str
    reasons: tuple[ReasonView, ...]


def kits_in_use(diary: Diary, knowledge: Knowledge) -> dict[Area, tuple[str, ...]]:
    """What the person has, by area: the kits of the courses; devices without a course count for every area."""
    kits: dict[Area, set[str]] = {area: {SERUM} for area in diary.profile.areas}
    used = set()
    for course in diary.active_courses():
        used.add(course.device)
        kits.setdefault(course.area, {SERUM}).update(kit_of(diary, course.product, course.device))
    for device in diary.devices.values():
        if device.id not in used:
            for found in kits.values():
                found.update(kit_of(diary, None, device.id))
    order = list(knowledge.modalities)
    return {area: tuple(sorted(found, key=order.index)) for area, found in kits.items()}


def asked(diary: Diary, knowledge: Knowledge, kits: Kits, today: date) -> list[Screening]:
    """The rows that decide about these kits, in the order of their pages. The age is not asked where the birth year
    already tells it."""
    found: dict[str, Screening] = {}
    for area, modalities in kits.items():
        for row, _ in rows_asked(knowledge, area, columns_of(knowledge, modalities)):
            found[row.id] = row
    born = diary.profile.birth_year
    if born is not None and today.year - born != knowledge.figure("adult_years"):
        found.pop(AGE_RULE, None)
    order = {row.id: number for number, row in enumerate(knowledge.screening.values())}
    pages = list(knowledge.screening_pages)
    return sorted(found.values(), key=lambda row: (pages.index(row.page), order[row.id]))


def page_ids(rows: list[Screening]) -> list[str]:
    """The checklist screens that these rows need."""
    return list(dict.fromkeys(row.page for row in rows))


def page_view(
    words: Wording, knowledge: Knowledge, page: str, rows: list[Screening], replies: Mapping[str, Reply]
) -> PageView:
    row = knowledge.screening_pages[page]
    tiles = tuple(_tile(words, one, replies.get(one.id, "no")) for one in rows if one.page == page)
    return PageView(
        page=page,
        title=words.text(row.title),
        lead=words.text(row.lead) if row.lead else "",
        tiles=tiles,
        none_ticked=all(tile.reply not in ("yes", "unsure") for tile in tiles),
    )


def _tile(words: Wording, row: Screening, reply: Reply) -> TileView:
    question = words.text(row.question)
    if row.examples:
        question = f"{question} {words.text(row.examples)}"
    title = effect = ""
    if reply == "yes":
        title, effect = words.text("What your yes changes"), words.text(row.reason)
    elif reply == "unsure":
        title = words.text("We treat this as a yes until you know")
        effect = words.text(row.find_out) if row.find_out else words.text(row.reason)
    return TileView(row.id, words.text(row.title), question, reply, row.not_applicable, title, effect)


def replies_of(page: PageView) -> dict[str, Reply]:
    """What leaving a page answers: every row of it."""
    return {tile.rule: tile.reply for tile in page.tiles}


def outcomes(words: Wording, diary: Diary, knowledge: Knowledge, kits: Kits, today: date) -> tuple[OutcomeView, ...]:
    """What is open and what is closed, by hand and with each device, area by area."""
    found = []
    for area, modalities in kits.items():
        for modality in dict.fromkeys((SERUM, *modalities)):
            used = (SERUM,) if modality == SERUM else (SERUM, modality)
            found.append(_outcome(words, diary, knowledge, area, modality, used, today))
    return tuple(found)


def _outcome(
    words: Wording, diary: Diary, knowledge: Knowledge, area: Area, modality: str, used: tuple[str, ...], today: date
) -> OutcomeView:
    seen = gate(diary, knowledge, area, used, today, today)
    face = area == "face"
    if modality == SERUM:
        title = words.text("Face sessions by hand") if face else words.text("Scalp sessions by hand")
    else:
        kind = words.text(knowledge.modalities[modality].title)
        title = (
            words.text("Face sessions with a device: {kind}", kind=kind)
            if face
            else words.text("Scalp sessions with a device: {kind}", kind=kind)
        )
    reasons = tuple(_reason(words, diary, knowledge, one) for one in seen.closed)
    if seen.closed:
        return OutcomeView(area, title, "closed", "", reasons)
    if seen.unanswered:
        note = " ".join(words.say(why.text) for why in seen.whys if why.rule == GATE)
        return OutcomeView(area, title, "unanswered", note, ())
    note = words.text("Open")
    if seen.ask_by:
        note = words.text("Open. Please look at your answers again by {day}.", day=seen.ask_by)
    return OutcomeView(area, title, "open", note, ())


def _reason(words: Wording, diary: Diary, knowledge: Knowledge, found: Closing) -> ReasonView:
    row = knowledge.screening[found.why.rule]
    stored = row.id in diary.answers and diary.answers[row.id].answer in ("yes", "unsure")
    opens = words.say(opening_words(knowledge, row, found.opening))
    return ReasonView(row.id, words.text(row.reason), opens, stored and found.opening.by_word)


class AnswerLine(Struct, frozen=True):
    """A checklist page with what was answered on it."""

    page: str
    title: str
    note: str


def answer_lines(words: Wording, knowledge: Knowledge, rows: list[Screening], diary: Diary) -> tuple[AnswerLine, ...]:
    """Page by page: what was ticked, or that nothing was, or that answers are missing."""
    lines = []
    for page in page_ids(rows):
        mine = [row for row in rows if row.page == page]
        replies = {row.id: diary.answers[row.id].answer for row in mine if row.id in diary.answers}
        said = [
            words.text("Yes: {title}", title=words.text(row.title))
            if replies[row.id] == "yes"
            else words.text("Not sure: {title}", title=words.text(row.title))
            for row in mine
            if replies.get(row.id) in ("yes", "unsure")
        ]
        open_ones = len(mine) - len(replies)
        if open_ones:
            said.append(words.count("One not answered", "{count} not answered", open_ones))
        note = ". ".join(said) or words.text("None of these")
        lines.append(AnswerLine(page, words.text(knowledge.screening_pages[page].title), note))
    return tuple(lines)
