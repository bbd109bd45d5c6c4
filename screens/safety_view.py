"""The safety questions as checklists: what is asked of whom, what was ticked, and what a tick opens beneath it.

Plain values, no drawing. Used by the welcome and by the settings alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from care.answers import AGE_RULE
from care.diary import Diary
from care.gate import columns_of, rows_told
from care.kit import SERUM
from care.kit import modalities as kit_of
from care.knowledge import Knowledge, Screening
from care.records import Area
from care.verbs.screening import Reply
from screens.safety_draft import (
    Problems,
    Telling,
    asks_about,
    asks_eased,
    asks_since,
    asks_until,
    asks_where,
)
from screens.wording import Wording

Kits = Mapping[Area, tuple[str, ...]]
"""The modalities that an area's sessions use."""


class DayView(Struct, frozen=True):
    """A day that may be typed."""

    label: str
    note: str
    value: str
    problem: str


class NameView(Struct, frozen=True):
    """A product or ingredient that may be named."""

    id: str
    name: str
    chosen: bool


class TileView(Struct, frozen=True):
    """One condition to tick. `effect` says what the answer changes, "" while it changes nothing.

    What a tick opens beneath it: `eased`, the milder form in the row's own words ("": none); `where`, "face", "scalp"
    or "both" ("": not asked); the days `since` and `until`; `names` on the shelf, and `more_names` to add to them.
    """

    rule: str
    title: str
    question: str
    reply: Reply
    may_not_apply: bool
    effect_title: str
    effect: str
    eased: str = ""
    is_eased: bool = False
    where: str = ""
    since: DayView | None = None
    until: DayView | None = None
    names: tuple[NameView, ...] = ()
    more_names: tuple[NameView, ...] = ()


class PageView(Struct, frozen=True):
    """One checklist screen."""

    page: str
    title: str
    lead: str
    tiles: tuple[TileView, ...]
    none_ticked: bool


class Sheet(Struct, frozen=True):
    """What has been answered so far, and what is wrong with it."""

    replies: Mapping[str, Reply] = {}
    tellings: Mapping[str, Telling] = {}
    problems: Problems = {}


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
    """The rows that say anything of these kits, in the order of their pages: those that decide, and those that only
    caution. The age is not asked where the birth year already tells it."""
    found: dict[str, Screening] = {}
    for area, modalities in kits.items():
        for row in rows_told(knowledge, area, columns_of(knowledge, modalities)):
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
    words: Wording,
    knowledge: Knowledge,
    diary: Diary,
    page: str,
    rows: list[Screening],
    areas: tuple[Area, ...],
    sheet: Sheet,
) -> PageView:
    """One checklist. `areas` are those that the person cares for."""
    row = knowledge.screening_pages[page]
    tiles = tuple(_tile(words, knowledge, diary, one, areas, sheet) for one in rows if one.page == page)
    return PageView(
        page=page,
        title=words.text(row.title),
        lead=words.text(row.lead) if row.lead else "",
        tiles=tiles,
        none_ticked=all(tile.reply not in ("yes", "unsure") for tile in tiles),
    )


def _tile(
    words: Wording, knowledge: Knowledge, diary: Diary, row: Screening, areas: tuple[Area, ...], sheet: Sheet
) -> TileView:
    reply: Reply = sheet.replies.get(row.id, "no")
    telling = sheet.tellings.get(row.id, Telling())
    question = words.text(row.question)
    if row.examples:
        question = f"{question} {words.text(row.examples)}"
    title, plain = words.text(row.title), row.not_applicable
    if reply not in ("yes", "unsure"):
        return TileView(row.id, title, question, reply, plain, "", "")
    sure = reply == "yes"
    effect_title = words.text("What your yes changes") if sure else words.text("We treat this as a yes until you know")
    effect = words.text(row.reason if sure else row.find_out)
    names = names_of(words, knowledge, diary, telling) if asks_about(row) else ()
    known = {one.id for one in names}
    return TileView(
        row.id,
        title,
        question,
        reply,
        plain,
        effect_title,
        effect,
        eased=words.text(row.eased_when) if sure and asks_eased(row) else "",
        is_eased=telling.eased,
        where=_where(telling) if asks_where(row, areas) else "",
        since=_since(words, row, telling, sheet.problems) if sure and asks_since(row, telling) else None,
        until=_until(words, row, telling, sheet.problems) if sure and asks_until(row) else None,
        names=names,
        more_names=tuple(
            NameView(one.id, words.text(one.title), False)
            for one in knowledge.ingredients.values()
            if one.id not in known
        )
        if asks_about(row)
        else (),
    )


def _where(telling: Telling) -> str:
    return telling.areas[0] if len(telling.areas) == 1 else "both"


def _since(words: Wording, row: Screening, telling: Telling, problems: Problems) -> DayView:
    label = words.text("The day of the last one") if row.eased_when else words.text("The day it was done")
    note = words.text("Left empty, the days count from today.")
    return DayView(label, note, telling.since, problems.get(f"since/{row.id}", ""))


def _until(words: Wording, row: Screening, telling: Telling, problems: Problems) -> DayView:
    note = words.text("Left empty, it holds until you change your answer.")
    return DayView(words.text("The last day, if you know it"), note, telling.until, problems.get(f"until/{row.id}", ""))


def names_of(words: Wording, knowledge: Knowledge, diary: Diary, telling: Telling) -> tuple[NameView, ...]:
    """What can be named: the products in use, what is in them, and whatever was named already."""
    products = [p for p in diary.products.values() if p.retired is None or p.id in telling.about]
    held = [a for p in products for a in p.actives if a in knowledge.ingredients]
    named = [a for a in telling.about if a in knowledge.ingredients]
    found = {p.id: p.name for p in products}
    found |= {a: words.text(knowledge.ingredients[a].title) for a in (*held, *named)}
    return tuple(NameView(one, name, one in telling.about) for one, name in found.items())


def replies_of(page: PageView) -> dict[str, Reply]:
    """What leaving a page answers: every row of it."""
    return {tile.rule: tile.reply for tile in page.tiles}
