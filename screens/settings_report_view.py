"""Which days a report is to be about, as they are chosen and written, and what is said beside the choice."""

from __future__ import annotations

from datetime import date
from typing import Literal, cast

from msgspec import Struct

from care.report import Asked
from screens.look.fields import read_date
from screens.wording import Wording

Span = Literal["quarter", "year", "all", "own"]
MONTHS: dict[Span, int] = {"quarter": 3, "year": 12}


class Chosen(Struct, frozen=True):
    """What is chosen: the span, the days as written, and what goes in besides."""

    span: Span = "year"
    first: str = ""
    last: str = ""
    notes: bool = False
    pictures: bool = False


def spans(words: Wording) -> tuple[tuple[Span, str], ...]:
    return (
        ("quarter", words.text("3 months")),
        ("year", words.text("A year")),
        ("all", words.text("All of it")),
        ("own", words.text("Other days")),
    )


def read_span(value: str) -> Span:
    return cast("Span", value)


def asked_of(words: Wording, chosen: Chosen, today: date) -> tuple[Asked | None, dict[str, str]]:
    """What is to be made; None, and a sentence for each field, where the days cannot be so."""
    if chosen.span != "own":
        months = MONTHS.get(chosen.span)
        first = None if months is None else months_before(today, months)
        return Asked(first=first, last=today, notes=chosen.notes, pictures=chosen.pictures), {}
    problems: dict[str, str] = {}
    first, last = read_date(chosen.first), read_date(chosen.last) if chosen.last.strip() else today
    if first is None:
        problems["first"] = words.text("A day like 2026-11-24, please.")
    elif first > today:
        problems["first"] = words.text("This day is still to come.")
    if last is None:
        problems["last"] = words.text("A day like 2026-11-24, please.")
    elif first is not None and first > last and not problems:
        problems["last"] = words.text("This day lies before the first one.")
    if problems:
        return None, problems
    return Asked(first=first, last=last, notes=chosen.notes, pictures=chosen.pictures), {}


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise ValueError(day)


def contents(words: Wording) -> tuple[str, ...]:
    """What is always in it."""
    return (
        words.text("Courses, and sessions with their settings and lots"),
        words.text("How your skin reacted, and what followed"),
        words.text("Medicines, products, patch tests and treatments"),
        words.text("Safety questions not answered with no, and advice you set aside"),
        words.text("Your ratings as charts, with what can and cannot be said of them"),
    )
