"""Changing the plan of a course: with what, and in which rhythm. What the label says goes first."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.records import Course
from screens.boundary import screen
from screens.course_change_draft import MOST_PHASES, NONE, ChangeDraft
from screens.course_head import alone
from screens.course_start import devices_for, products_for
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.choices import Option, answer_tiles
from screens.look.colours import STOP
from screens.look.feedback import empty_state
from screens.look.fields import number_field
from screens.look.surfaces import card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.reasons import reason


@screen(name="The plan")
def ChangeCourse() -> ft.View:
    """`/courses/:course/change`."""
    state, look = use_page_state(), use_look()
    last = ft.use_ref("")
    last.current = ft.use_route_params().get("course", "") or last.current  # none while it is being left
    which = last.current or ""
    course = state.snapshot.diary.courses.get(which)
    if course is not None:
        return ChangePage(course, key=which)
    words = state.wording
    return task(
        look,
        words.text("Change the plan"),
        [empty_state(words.text("This course is no longer there"), words.text("Go back to Today."))],
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        back=True,
        route=f"/courses/{which}/change",
    )


@screen(name="The plan")
def ChangePage(course: Course) -> ft.View:
    state, look = use_page_state(), use_look()
    draft = ft.use_memo(lambda: ChangeDraft(state, course), [])
    _, beat = ft.use_state(0)
    draft.redraw = lambda: beat(lambda n: n + 1)
    draft.course = course
    words = state.wording
    save = actions(look, filled(words.text("Save"), draft.save, expand=True))
    parts: list[ft.Control | None] = [
        text.body(words.text("What is done stays done. A label or manual that says otherwise goes first.")),
        _kit(state, draft, course),
        *(_phase(look, state, draft, number) for number in range(len(draft.phases))),
        alone(plain(words.text("Add a phase"), draft.add)) if len(draft.phases) < MOST_PHASES else None,
        reason(state, words.text("Skin rests between sessions, whatever the rhythm."), "GAP"),
    ]
    return task(
        look,
        words.text("Change the plan"),
        parts,
        on_close=draft.leaving.close,
        close_name=words.text("Back to the course"),
        bottom=draft.leaving.foot(look, words, save),
        back=True,
        held=draft.edited,
        route=f"/courses/{course.id}/change",
    )


def _kit(state: PageState, draft: ChangeDraft, course: Course) -> ft.Control:
    words, shot = state.wording, state.snapshot
    with_what, which = words.text("With which product"), words.text("With which device")
    there = products_for(shot, state.knowledge, course.area)
    kept = shot.diary.products.get(course.product or "")
    if kept is not None and kept.id not in {p.id for p in there}:
        there = [kept, *there]
    products = [*(Option(p.id, p.name, p.brand) for p in there), Option(NONE, words.text("None of these"))]
    devices = [Option(NONE, words.text("None, by hand")), *(Option(d.id, d.name) for d in devices_for(shot.diary))]
    problem = draft.problems.get("kit")
    return section(
        with_what,
        answer_tiles(with_what, products, draft.product, partial(draft.choose, "product")),
        text.subtitle(which, heading=2),
        answer_tiles(which, devices, draft.device, partial(draft.choose, "device")),
        text.body(problem, color=STOP) if problem else None,
    )


def _phase(look: Look, state: PageState, draft: ChangeDraft, number: int) -> ft.Control:
    words, phase = state.wording, draft.phases[number]
    first, last = number == 0, number == len(draft.phases) - 1
    title = words.text("First") if first else words.text("Then")
    remove = plain(words.text("Remove"), partial(draft.remove, number), key=f"remove/{number}")
    return card(
        look,
        ft.Row([text.title(title, heading=2, expand=True), *([] if first and last else [remove])]),
        number_field(
            words.text("A session every so many days"),
            phase.every,
            partial(draft.write, number, "every"),
            problem=draft.problems.get(f"every/{number}"),
            key=f"every/{number}",
        ),
        number_field(
            words.text("How many sessions"),
            phase.sessions,
            partial(draft.write, number, "sessions"),
            problem=draft.problems.get(f"sessions/{number}"),
            note=words.text("Left empty, it goes on for as long as you like.") if last else None,
            key=f"sessions/{number}",
        ),
        gap=12,
    )
