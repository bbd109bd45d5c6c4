"""One course: progress, phases, what is next, its time and slip rule, pause and stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import cast

import flet as ft
from msgspec.structs import replace

from care.diary import Diary
from care.records import Course, Pause
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.course_new import NewCourse
from screens.course_view import CourseView, course_view, ending, pause_of, slip_words
from screens.history import history_route
from screens.look import type as text
from screens.look.buttons import filled, plain, tonal
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.colours import tone_of
from screens.look.feedback import empty_state
from screens.look.fields import date_field, read_date, read_time, time_field
from screens.look.marks import area_mark, progress_dots, segments
from screens.look.surfaces import area_card, card, column, info_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.waiting import waiting

DOTS_IN_A_ROW = 12
PAUSES = (7, 14, 28)
OPEN_END = "open"


class CourseHandlers:
    """What can be done with one course. `course` is the record as it now stands."""

    def __init__(self, state: PageState, course: Course) -> None:
        self.state, self.course = state, course
        self.time = course.time
        self.until = self.until_problem = ""
        self.redraw: Callable[[], None] = lambda: None

    async def _save(self, changed: Course, said: str) -> None:
        await self.state.do(Save(changed, self.course), said=said, undoable=True)

    def write_time(self, written: str) -> None:
        self.time = written
        self.redraw()

    async def keep_time(self) -> None:
        wall = read_time(self.time)
        if wall is not None:
            self.time = wall
            await self._save(replace(self.course, time=wall), self.state.wording.text("Kept."))

    def choose_slip(self, slip: str) -> None:
        if slip in ("shift", "grid") and slip != self.course.slip:
            changed = replace(self.course, slip=slip)
            self.state.page.run_task(self._save, changed, self.state.wording.text("Kept."))

    def write_until(self, written: str) -> None:
        self.until, self.until_problem = written, ""
        self.redraw()

    async def pause_for(self, days: int) -> None:
        await self._pause(self.state.snapshot.today + timedelta(days=days - 1))

    async def pause_until(self) -> None:
        """To the date that is written; without one the pause has no end yet."""
        words, today = self.state.wording, self.state.snapshot.today
        until = read_date(self.until) if self.until.strip() else None
        if self.until.strip() and until is None:
            self.until_problem = words.text("A date like 2026-11-24, please.")
        elif until is not None and until < today:
            self.until_problem = words.text("That day is over already.")
        else:
            await self._pause(until)
        self.redraw()

    async def _pause(self, until: date | None) -> None:
        record = Pause(areas=[self.course.area], from_=self.state.snapshot.today, to=until)
        said = self.state.wording.text("Paused. Nothing is caught up.")
        if await self.state.do(Save(record), said=said, undoable=True) is not None:
            self.until = ""

    async def resume(self) -> None:
        pause = pause_of(self.state.snapshot, self.course)
        if pause is not None:
            command = ending(pause, self.state.snapshot.today)
            await self.state.do(command, said=self.state.wording.text("The pause is over."), undoable=True)

    async def stop(self) -> None:
        words, active = self.state.wording, self.course.state == "active"
        said = words.text("The course is stopped.") if active else words.text("The course goes on.")
        await self._save(replace(self.course, state="stopped" if active else "active"), said)


@screen(name="The course")
def CourseScreen() -> ft.View:
    """`/courses/new`, or one course by its id."""
    state = use_page_state()
    which = ft.use_route_params().get("course", "")
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
    words, shot = state.wording, state.snapshot
    whole, keep = ft.use_state(cast("Diary | None", None))

    async def read() -> None:
        if course.state != "active":
            keep(await state.load(lambda door: door.diary(course.starts_on)))

    ft.use_effect(read, [course.state, shot])
    if course.state != "active" and whole is None:
        return _frame(look, state, course.title, [waiting(words.text("Reading the course"))], f"/courses/{course.id}")
    measure = state.knowledge.measures.get(course.primary or "")
    view = course_view(
        shot, course, words.text(measure.title) if measure else "", None if course.state == "active" else whole
    )
    stop = words.text("Stop this course") if view.active else words.text("Go on with this course")
    parts: list[ft.Control | None] = [
        _head(look, state, view),
        _plan(state, view, course),
        _when(look, state, course, handlers) if view.active else None,
        _slip(state, view, handlers) if view.active else None,
        _pause(look, state, view, handlers) if view.active else None,
        ft.Row(
            [
                plain(words.text("History"), lambda: state.go(history_route("course", course.id))),
                plain(stop, handlers.stop) if view.active else filled(stop, handlers.stop),
            ],
            alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
            wrap=True,
        ),
    ]
    return _frame(look, state, view.title, parts, f"/courses/{course.id}")


def _head(look: Look, state: PageState, view: CourseView) -> ft.Control:
    """How far it has come: dots filled when done, and the number that repeats them."""
    words, tone = state.wording, tone_of(view.area)
    progress: list[ft.Control] = []
    if view.dots:
        done, planned = view.dots
        said = words.text("{done} of {all}", done=done, all=planned)
        draw = progress_dots if planned <= DOTS_IN_A_ROW else segments
        name = words.text("{done} of {all} sessions done", done=done, all=planned)
        progress = [draw(done, planned, name, area=view.area), text.body(said, color=tone.on_container)]
    return area_card(
        look,
        view.area,
        ft.Row(
            [area_mark(look, view.area), text.title(view.line, color=tone.on_container, heading=2, expand=True)],
            spacing=12,
        ),
        *progress,
        text.body(view.kit, color=tone.on_container) if view.kit else None,
        text.subtitle(view.next_line, color=tone.on_container),
        *(text.body(why, color=tone.on_container) for why in view.whys),
    )


def _plan(state: PageState, view: CourseView, course: Course) -> ft.Control:
    words = state.wording
    coming = words.text("After that: {days}.", days="; ".join(view.coming)) if view.coming else ""
    trend = plain(words.text("See its trend"), lambda: state.go(f"/trends/{course.primary}"))
    return section(
        words.text("How it goes"),
        *(text.body(phase) for phase in view.phases),
        text.small(coming) if coming else None,
        ft.Row([text.body(view.measure, expand=True), trend]) if view.measure else None,
        gap=4,
    )


def _when(look: Look, state: PageState, course: Course, handlers: CourseHandlers) -> ft.Control:
    words, wall = state.wording, read_time(handlers.time)
    problem = None if wall else words.text("A time like 20:00, please.")
    keep = plain(words.text("Keep this time"), handlers.keep_time) if wall and wall != course.time else None
    field = time_field(words.text("Time of day"), handlers.time, handlers.write_time, problem=problem, key="time")
    return card(look, field, ft.Row([keep]) if keep else None, gap=4)


def _slip(state: PageState, view: CourseView, handlers: CourseHandlers) -> ft.Control:
    name = state.wording.text("When a session comes late")
    options = [Option(slip, title, note) for slip, (title, note) in slip_words(state.wording).items()]
    return section(name, answer_tiles(name, options, view.slip, handlers.choose_slip))


def _pause(look: Look, state: PageState, view: CourseView, handlers: CourseHandlers) -> ft.Control:
    words = state.wording
    if view.pause is not None:
        return column(info_card(look, view.pause_line), tonal(words.text("End the pause"), handlers.resume), gap=8)
    lengths = (
        chip(words.count("One week", "{count} weeks", days // 7), False, partial(handlers.pause_for, days))
        for days in PAUSES
    )
    return section(
        words.text("Pause"),
        text.small(words.text("Ill, away, or the skin wants rest: no session is planned, and nothing is caught up.")),
        chips(*lengths),
        date_field(
            words.text("Or until this day"),
            handlers.until,
            handlers.write_until,
            problem=handlers.until_problem or None,
            note=words.text("Left empty, the pause has no end yet."),
            key="until",
        ),
        ft.Row([plain(words.text("Pause the course"), handlers.pause_until)]),
    )
