"""One course: progress, tonight's session, the forecast, its rules, treatments, and what comes after it."""

from __future__ import annotations

from typing import cast

import flet as ft

from care.diary import Diary
from care.records import Course
from screens.boundary import screen
from screens.course_handlers import CourseHandlers
from screens.course_head import head
from screens.course_new import NewCourse
from screens.course_rules import ending, forecast, pause, plan, slip, treatments, what_now, when
from screens.course_view import course_view
from screens.look.feedback import empty_state
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.patch_test_row import course_patch_rows
from screens.split_course import split_part
from screens.waiting import waiting


@screen(name="The course")
def CourseScreen() -> ft.View:
    """`/courses/new`, or one course by its id."""
    state = use_page_state()
    last = ft.use_ref("")
    last.current = ft.use_route_params().get("course", "") or last.current  # none while it is being left
    which = last.current or ""
    if which == "new":
        return NewCourse()
    course = state.snapshot.diary.courses.get(which)
    return CoursePage(course, key=which) if course else NoCourse()


@screen(name="The course")
def NoCourse() -> ft.View:
    state, look = use_page_state(), use_look()
    words = state.wording
    gone = empty_state(words.text("This course is no longer there"), words.text("Go back to Today."))
    return _frame(look, state, words.text("Course"), [gone], "/courses/none")


def _frame(look: Look, state: PageState, title: str, parts: list[ft.Control | None], route: str) -> ft.View:
    back = state.wording.text("Back to Today")
    return task(look, title, parts, on_close=lambda: state.go("/"), close_name=back, back=True, route=route)


@screen(name="The course")
def CoursePage(course: Course) -> ft.View:
    state, look = use_page_state(), use_look()
    handlers = ft.use_memo(lambda: CourseHandlers(state, course), [])
    handlers.course = course
    _, beat = ft.use_state(0)
    handlers.redraw = lambda: beat(lambda n: n + 1)
    words, shot, known = state.wording, state.snapshot, state.knowledge
    whole, keep = ft.use_state(cast("Diary | None", None))

    async def read() -> None:
        if course.state != "active":
            keep(await state.load(lambda door: door.diary(course.starts_on)))

    ft.use_effect(read, [course.state, shot])
    # Reckoned once for each state of the diary, not with each letter that is typed.
    reckoned = None if course.state == "active" else whole
    view = ft.use_memo(lambda: course_view(shot, known, course, reckoned), [shot, course, reckoned])
    route = f"/courses/{course.id}"
    if course.state != "active" and whole is None:
        return _frame(look, state, course.title, [waiting(words.text("Reading the course"))], route)
    under_way = view.active and not view.over
    care = treatments(look, state, view)
    closes_now = any(one.state in ("resting", "ask_healed") for one in view.treatments)
    parts: list[ft.Control | None] = [
        head(look, state, view, handlers),
        *(course_patch_rows(look, state, course) if under_way else []),
        care if closes_now else None,
        what_now(look, state, view, handlers) if view.over or not view.active else None,
        forecast(look, state, view, course) if under_way else None,
        plan(look, state, view, course),
        split_part(words, course, handlers.end_split),
        when(look, state, course, handlers) if under_way else None,
        slip(state, view, handlers) if under_way else None,
        pause(look, state, view, handlers) if under_way else None,
        None if closes_now else care,
        ending(state, view, course, handlers),
    ]
    return _frame(look, state, view.title, parts, route)
