"""Writes docs/clinical-review.md from the rows: what rests on which source, and what waits for a dermatologist.

    uv run poe clinical-review

A test compares the file with the rows, so that a change of one is a change of both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

from care.knowledge import Hours, Ingredient, Knowledge, Row, Status
from storage.knowledge import read_knowledge

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "clinical-review.md"
STATUS: dict[Status, str] = {
    "seen": "seen at the source",
    "second_hand": "known second-hand",
    "prior": "prior knowledge, still to be verified",
    "default": "our cautious default, no source fixes it",
}
TITLES = {  # what a clinician looks at first stands first
    "screening": "Safety questions (K)",
    "refusals": "Refusals (R)",
    "pregnancy": "Pregnancy, trying, breastfeeding (P)",
    "ingredients": "Ingredients and their hours (I)",
    "modalities": "Kinds of sessions, and caps where the manual is silent",
    "activities": "What people do beside care (A)",
    "never_sites": "Places that are never treated",
    "plan_rules": "Rules that a plan names",
    "signs": "Signs after a session (E, G)",
    "emergency_numbers": "Emergency numbers by region",
    "settings": "Figures",
    "measures": "Measures of the diary (F, H)",
    "course_templates": "Courses to start from",
    "concerns": "What a concern leads to",
    "sites": "Places of a session",
    "session_steps": "Steps of a session",
    "product_templates": "Products to start from",
    "device_templates": "Devices to start from",
    "routine_templates": "Routines to start from",
    "tags": "What may confound a rating",
    "photo_views": "Views of the pictures",
    "photo_checks": "What makes pictures comparable",
    "photo_cards": "Cards that colour is measured against",
    "claims": "Claims that people meet, and what is known",
    "screening_pages": "Screens of the safety questions",
}
HEAD = """# Clinical review

**No clinician has signed these rules yet.** Mesoday says so in its settings, on each page that explains a rule, and on
the safety page. Until someone qualified has, everything below is what engineers gathered with care, and no more.

This page is made from `assets/knowledge/*.toml` by `uv run poe clinical-review`. Do not edit it by hand.

## How to read it

Every rule, text and figure that is medical stands in a row of a table, with what it rests on (`source`) and how well
that is known (`status`):

| Status | Means | Rows |
|---|---|---|
{statuses}

A rule speaks in one of three strengths. **Refuse** has no way round. **Ask** stays closed until the person notes a
professional's word. **Advise** is shown with its reason, and the person may decide otherwise: whatever rests on our own
default is advice, unless a safety question or a refusal says more.

The hours of an ingredient around a session are our cautious defaults even where the row itself was seen at a source: no
trial of pause times was found for needle-free sessions at home.

## How to propose a change

Say which row (its id), what it should say, and on what that rests: a guideline, a label, a manual, a trial, or your own
judgement with your name and profession. In this repository: change the row, name the source in `sources.toml`, set
`status` to how it was read, run `uv run poe clinical-review` and the tests, and write who says so into the commit.

| Signed by | Profession | Tables | Date |
|---|---|---|---|
| nobody yet | | | |
"""


def page(knowledge: Knowledge) -> str:
    """The whole page as Markdown."""
    rows = [row for table in TITLES for row in getattr(knowledge, table).values()]
    statuses = "\n".join(
        f"| `{status}` | {means} | {sum(row.status == status for row in rows)} |" for status, means in STATUS.items()
    )
    parts = [HEAD.format(statuses=statuses), *_waiting(knowledge), *_partly(knowledge), *_by_source(knowledge)]
    return "\n".join(parts)


def _waiting(knowledge: Knowledge) -> Iterator[str]:
    """The rows that no source carries alone, table by table, with their words and figures."""
    yield "## What waits for a dermatologist\n"
    yield "Rows that were not seen at a source, and ingredients whose hours were not. Each with all that it says.\n"
    for table, title in TITLES.items():
        whole = getattr(knowledge, table).values()
        rows = [row for row in whole if waits(row)]
        if not rows:
            continue
        yield f"### {title}: {len(rows)} of {len(whole)}\n"
        for row in rows:
            yield f"- **{row.id}**: {STATUS[row.status]} ({'; '.join(row.source)})"
            yield from (f"  - {name}: {said}" for name, said in told(row))
        yield ""


def waits(row: Row) -> bool:
    """Whether a row, or its hours, still waits for somebody who knows."""
    if isinstance(row, Ingredient) and row.hours_status != "seen":
        return row.status != "seen" or any(hours != Hours() for hours in (row.serum, row.device, row.light))
    return row.status != "seen"


def _partly(knowledge: Knowledge) -> Iterator[str]:
    yield "## Seen at a source, and partly our own choice\n"
    yield "What of these rows is ours stands beside what the sources say; a reviewer may want to part the two.\n"
    for table, title in TITLES.items():
        ids = [
            row.id
            for row in getattr(knowledge, table).values()
            if row.status == "seen" and any(source.startswith("Mesoday:") for source in row.source)
        ]
        if ids:
            yield f"- {title}: {', '.join(ids)}"
    yield ""


def _by_source(knowledge: Knowledge) -> Iterator[str]:
    yield "## What rests on which source\n"
    yield "| Source | Read | Rows |\n|---|---|---|"
    resting: dict[str, list[str]] = {}
    for table in TITLES:
        for row in getattr(knowledge, table).values():
            for source in row.source:
                resting.setdefault(source, []).append(row.id)
    for id, source in knowledge.sources.items():
        if id not in resting:
            continue
        where = "".join(f"<br>{address}" for address in source.addresses)
        ids = resting[id]
        shown = ", ".join(ids) if not id.startswith("Mesoday:") else f"{len(ids)} rows, listed above"
        yield f"| {_cell(id)}: {_cell(source.title)}{where} | {STATUS[source.read]} | {shown} |"
    unused = [id for id in knowledge.sources if id not in resting]
    if unused:
        yield f"\nGathered, and not leaned on by any row yet: {', '.join(unused)}."
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def told(row: Struct) -> Iterator[tuple[str, str]]:
    """Each field of a row that says something, as text; ids, sources and fields left at their default are left out."""
    for field in fields(row):
        value = getattr(row, field.name)
        if field.name in ("id", "source", "status") or value == _default(field):
            continue
        yield field.name.replace("_", " "), _said(value)


def _default(field: FieldInfo) -> Any:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()


def _said(value: Any) -> str:
    match value:
        case Struct():
            return ", ".join(f"{name} {said}" for name, said in told(value))
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case dict():
            return "; ".join(f"{key} {_said(one)}" for key, one in value.items())
        case list() | tuple():
            return "; ".join(_said(one) for one in value) or "none"
        case None:
            return "for good"
    return str(value)


if __name__ == "__main__":
    PAGE.write_text(page(read_knowledge(HERE)), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is up to date.\n")
