"""A test of two sides: offered, quietly, where a course begins with ratings; and ended on the course's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import flet as ft

from care.records import Course, Side
from care.split import treated
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.choices import Option, answer_tiles
from screens.look.rows import expander
from screens.look.surfaces import card, column, info_card, section
from screens.look.surroundings import Look
from screens.wording import Wording

Chosen = Literal["both", "left", "right"]


def side_of(chosen: str) -> Side | None:
    return chosen if chosen in ("left", "right") else None  # type: ignore[return-value]


def split_offer(
    look: Look, words: Wording, area: str, chosen: Chosen, is_open: bool, show: Callable[[], None],
    choose: Callable[[str], None],
) -> ft.Control:  # fmt: skip
    """Closed it is one line. Open: what it is, what it cannot tell, and the choice."""
    title = words.text("Treat one side only, to find out more")
    note = words.text("Optional: a test of two sides")
    parts: list[ft.Control | None] = [expander(title, note, is_open, show)]
    if is_open:
        name = words.text("Which side is treated?")
        if area == "face":
            what = words.text(
                "One side of your face is treated, the other is kept as it is, and you rate both: sleep, season and "
                "habits reach both sides alike."
            )
        else:
            what = words.text(
                "One side of your parting is treated, the other is kept as it is, and you rate both: sleep, season "
                "and habits reach both sides alike."
            )
        cannot = words.text("It cannot tell how far you rate a side so because you know that it is the treated one.")
        options = [
            Option("both", words.text("Both sides"), words.text("No test of sides")),
            Option("left", words.text("My left side"), words.text("The right one is kept as it is")),
            Option("right", words.text("My right side"), words.text("The left one is kept as it is")),
        ]
        parts += [text.body(what), text.body(cannot), answer_tiles(name, options, chosen, choose)]
    return card(look, *parts, gap=12)


def split_line(words: Wording, course: Course) -> str:
    """How a course stands with its sides; "" where it never had a test of them."""
    side = treated(course)
    if side == "left":
        return words.text("A test of two sides: your left side is treated, your right side is kept as it is.")
    if side == "right":
        return words.text("A test of two sides: your right side is treated, your left side is kept as it is.")
    if course.split is not None and course.split_ended is not None:
        return words.text(
            "The test of two sides ended on {day}. Both sides are treated.", day=words.dated(course.split_ended)
        )
    return ""


def split_part(words: Wording, course: Course, end: Callable[[], object]) -> ft.Control | None:
    """The test on a course's page, with the way to end it."""
    line = split_line(words, course)
    if not line:
        return None
    may_end = treated(course) is not None and course.state == "active"
    ending = ft.Row([plain(words.text("End the test, treat both sides"), end)], wrap=True) if may_end else None
    kept = words.text("Ending it keeps what it has come to.") if may_end else ""
    return section(
        words.text("One side only"), column(text.body(line), text.small(kept) if kept else None, ending, gap=4)
    )


def split_note(look: Look, words: Wording, course: Course) -> list[ft.Control]:
    """Before a session of one side: which one."""
    match treated(course):
        case "left":
            return [info_card(look, words.text("Your left side only"), words.text("The right one is kept as it is."))]
        case "right":
            return [info_card(look, words.text("Your right side only"), words.text("The left one is kept as it is."))]
        case _:
            return []
