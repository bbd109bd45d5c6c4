"""An article of `assets/learn` as plain values: headings, paragraphs, lists, and its sources. Only what they use."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from care.knowledge import Knowledge
from screens.wording import Wording


class Block(Struct, frozen=True):
    """A piece of an article."""

    kind: Literal["title", "heading", "text", "item"]
    words: str


class RefusedView(Struct, frozen=True):
    """What is refused always, why, and what to do instead."""

    id: str
    title: str
    why: str
    instead: str


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of an article. Lines that belong together are joined; `# `, `## ` and `- ` begin a block."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", markdown.strip()):
        lines = [line.strip() for line in part.splitlines()]
        for line in lines:
            if line.startswith("## "):
                found.append(Block("heading", line[3:]))
            elif line.startswith("# "):
                found.append(Block("title", line[2:]))
            elif line.startswith("- "):
                found.append(Block("item", line[2:]))
            elif found and line is not lines[0] and found[-1].kind in ("text", "item"):
                found[-1] = Block(found[-1].kind, f"{found[-1].words} {line}")
            elif line:
                found.append(Block("text", line))
    return tuple(found)


def refusals_view(words: Wording, knowledge: Knowledge) -> tuple[RefusedView, ...]:
    return tuple(
        RefusedView(row.id, words.text(row.title), words.text(row.text), words.text(row.instead))
        for row in knowledge.refusals.values()
    )
