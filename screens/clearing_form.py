"""A professional's word as it is noted: who, until when, what for. The same form for an answer and for a reaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import flet as ft

from screens.date_field import date_field
from screens.look import type as text
from screens.look.choices import chip, chips
from screens.look.colours import STOP
from screens.look.fields import text_field
from screens.look.surfaces import column
from screens.settings_drafts import ClearingDraft
from screens.wording import Wording

Write = Callable[..., None]
"""Called with the fields of the draft that change."""


def clearing_parts(
    words: Wording,
    draft: ClearingDraft,
    problems: Mapping[str, str],
    kinds: Sequence[tuple[str, str]],
    write: Write,
) -> list[ft.Control]:
    """The fields. `kinds`: what it may be cleared for, as (modality, words)."""
    problem = problems.get("kinds")
    return [
        text_field(
            words.text("Who cleared it"),
            draft.by,
            lambda value: write(by=value),
            problem=problems.get("by"),
            hint=words.text("A doctor's name or practice"),
        ),
        date_field(
            words.text("Until, if a date was named"),
            draft.until,
            lambda value: write(until=value),
            problem=problems.get("until"),
        ),
        column(
            text.subtitle(words.text("Cleared for"), heading=2),
            chips(*(_kind(draft, write, kind, said) for kind, said in kinds)),
            text.small(problem, color=STOP) if problem else None,
        ),
    ]


def _kind(draft: ClearingDraft, write: Write, kind: str, said: str) -> ft.Control:
    chosen = kind in draft.kinds
    others = tuple(one for one in draft.kinds if one != kind)
    return chip(said, chosen, lambda: write(kinds=others if chosen else (*others, kind)), key=kind)
