"""The parts of a course's page below its head: forecast, plan, time, slip, pause, treatments, and its end."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.records import Course
from screens.course_handlers import CourseHandlers
from screens.course_head import alone, beside
from screens.course_view import CourseView, slip_words
from screens.course_words import every_days
from screens.date_field import date_field
from screens.history import history_route
from screens.look import type as text
from screens.look.buttons import filled, plain, tonal
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.fields import read_time, time_field
from screens.look.surfaces import card, column, info_card, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.treatment import treatment_cards

PAUSES = (7, 14, 28)


def forecast(look: Look, state: PageState, view: CourseView, course: Course) -> ft.Control | None:
    """When it ends, the coming days, and what it still takes."""
    words = state.wording
    coming = words.text("After the next one: {days}.", days="; ".join(view.coming)) if view.coming else ""
    if not (view.ends or coming or view.supply):
        return None
    shelf = plain(words.text("On the shelf"), partial(state.go, f"/shelf/{course.product}"))
    return section(
        words.text("What is to come"),
        text.body(view.ends) if view.ends else None,
        text.small(coming) if coming else None,
        beside(look, text.body(" ".join(view.supply), expand=not look.large_text), shelf) if view.supply else None,
        gap=4,
    )


def plan(look: Look, state: PageState, view: CourseView, course: Course) -> ft.Control:
    words = state.wording
    trend = plain(words.text("See its trend"), lambda: state.go(f"/trends/{course.primary}"))
    change = plain(words.text("Change the plan"), lambda: state.go(f"/courses/{course.id}/change"))
    return section(
        words.text("How it goes"),
        *(text.body(phase) for phase in view.phases),
        beside(look, text.body(view.measure, expand=not look.large_text), trend) if view.measure else None,
        alone(change) if view.active else None,
        gap=4,
    )


def when(look: Look, state: PageState, course: Course, handlers: CourseHandlers) -> ft.Control:
    words, wall = state.wording, read_time(handlers.time)
    problem = None if wall else words.text("A time like 20:00, please.")
    keep = plain(words.text("Keep this time"), handlers.keep_time) if wall and wall != course.time else None
    field = time_field(words.text("Time of day"), handlers.time, handlers.write_time, problem=problem, key="time")
    return card(look, field, alone(keep) if keep else None, gap=4)


def slip(state: PageState, view: CourseView, handlers: CourseHandlers) -> ft.Control:
    name = state.wording.text("When a session comes late")
    options = [Option(slip, title, note) for slip, (title, note) in slip_words(state.wording).items()]
    return section(name, answer_tiles(name, options, view.slip, handlers.choose_slip))


def pause(look: Look, state: PageState, view: CourseView, handlers: CourseHandlers) -> ft.Control:
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
        alone(plain(words.text("Pause the course"), handlers.pause_until)),
    )


def treatments(look: Look, state: PageState, view: CourseView) -> ft.Control | None:
    """What a professional did, or will do, in the area."""
    words = state.wording
    if not view.active and not view.treatments:
        return None
    return section(
        words.text("Treatments by a professional"),
        *treatment_cards(look, state, view.treatments),
        text.small(words.text("A peel, a laser, injections: sessions rest until the skin has settled."))
        if not view.treatments
        else None,
        alone(plain(words.text("A professional treated me"), lambda: state.go("/treatments/new")))
        if view.active
        else None,
    )


def what_now(look: Look, state: PageState, view: CourseView, handlers: CourseHandlers) -> ft.Control:
    """After the last session, or when it is stopped: keep it up, leave it, begin another."""
    words = state.wording
    often = every_days(words, view.goes_on.every_days)
    new = plain(words.text("Begin a new course"), lambda: state.go("/courses/new"))
    if not view.over:
        return column(filled(words.text("Go on with this course"), handlers.go_on), alone(new), gap=4)
    return card(
        look,
        text.title(words.text("What now?"), heading=2),
        text.body(
            words.text("Look at what your ratings say. Keeping it up, leaving it and another course are all fine.")
        ),
        filled(words.text("Keep it up, {often}", often=often), partial(handlers.maintain, view.goes_on)),
        tonal(words.text("Finish it here"), handlers.finish) if view.active else None,
        alone(new),
        gap=10,
    )


def ending(state: PageState, view: CourseView, course: Course, handlers: CourseHandlers) -> ft.Control:
    words = state.wording
    history = plain(words.text("History"), lambda: state.go(history_route("course", course.id)))
    stop = plain(words.text("Stop this course"), handlers.stop) if view.active and not view.over else None
    return ft.Row(
        [part for part in (history, stop) if part],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        wrap=True,
    )
