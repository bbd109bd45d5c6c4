"""The way to a thing's patch test, from wherever it matters: one row that says where the test stands."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.kit import is_medicine
from care.knowledge import Knowledge
from care.last_use import unused_since
from care.patch_test import Tested, status
from care.records import Course, Device, Product
from screens.look.buttons import plain
from screens.look.colours import PAPER, TEXT_SOFT
from screens.look.rows import open_row
from screens.look.surfaces import outline
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.patch_progress import next_line, progress_line
from screens.patch_test_status import patch_route
from screens.snapshot import Snapshot


def patch_words(shot: Snapshot, knowledge: Knowledge, thing: Tested) -> tuple[str, str]:
    """What the row is called, and what stands below it."""
    words, state = shot.wording, thing.patch_test.state if thing.patch_test is not None else ""
    if state == "running" and (found := status(thing, knowledge, shot.diary, shot.now)) is not None:
        line = progress_line(words, found, thing, knowledge, shot.diary)
        if found.is_due(shot.now.at):
            return words.text("The patch test asks for a look"), line
        coming = next_line(words, shot, found)
        return words.text("The patch test is running"), ". ".join(part.rstrip(".") for part in (line, coming) if part)
    if isinstance(thing, Product) and (last := unused_since(shot.diary, knowledge, thing, shot.today)):
        return words.text("Try it on a small place again"), words.text(
            "No use noted since {day}", day=words.dated(last)
        )
    if state:
        titles = {
            "passed": words.text("Its patch test has passed"),
            "failed": words.text("Your skin reacted in its patch test"),
            "tolerated": words.text("Known to your skin: no patch test is needed"),
        }
        return titles.get(state, words.text("Patch test")), words.text("What was noted, and what to do")
    if isinstance(thing, Device):
        note = words.text("Once, at its lowest level, then a day of looking")
        return words.text("Try it on your forearm first"), note
    return words.text("Begin the patch test"), words.text("A spot on your forearm, and some days of looking")


def patch_row(look: Look, state: PageState, thing: Tested) -> ft.Control:
    title, note = patch_words(state.snapshot, state.knowledge, thing)
    return open_row(
        title,
        note,
        partial(state.go, patch_route(thing.id)),
        mark=ft.Icon(ft.Icons.BACK_HAND_OUTLINED, size=26, color=TEXT_SOFT),
        color=PAPER,
        border=outline(look),
        key=f"patch-{thing.id}",
    )


def wants_test(shot: Snapshot, knowledge: Knowledge, thing: Tested) -> bool:
    """Whether a test is at hand: it runs, it no longer counts, or a new thing has none yet. What is in use already is
    left in peace."""
    diary, test = shot.diary, thing.patch_test
    if test is not None:
        again = isinstance(thing, Product) and unused_since(diary, knowledge, thing, shot.today) is not None
        return test.state == "running" or again
    courses = [c for c in diary.active_courses() if thing.id in (c.product, c.device)]
    if isinstance(thing, Device):
        return not any(s.device == thing.id or s.course in {c.id for c in courses} for s in diary.sessions)
    return not is_medicine(thing, knowledge) and (bool(courses) or thing.rev == 1)


def course_patch_rows(look: Look, state: PageState, course: Course) -> list[ft.Control]:
    """On a course's page: the tests that its next session waits for, or is better preceded by."""
    shot, diary = state.snapshot, state.snapshot.diary
    things = (diary.products.get(course.product or ""), diary.devices.get(course.device or ""))
    return [patch_row(look, state, thing) for thing in things if thing and wants_test(shot, state.knowledge, thing)]


def patch_button(state: PageState, course: str, color: ft.Colors) -> ft.Control:
    """On a card that waits for the test of a course's product."""
    product = state.snapshot.diary.courses[course].product or ""
    return plain(state.wording.text("Patch test"), partial(state.go, patch_route(product)), color=color)
