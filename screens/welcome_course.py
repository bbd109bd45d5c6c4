"""A course for each area: one to choose, when it starts, at what time."""

from __future__ import annotations

import flet as ft

from care.knowledge import Knowledge
from care.records import Area
from screens.course_new_view import gentle_line
from screens.look import type as text
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.fields import time_field
from screens.look.marks import area_mark
from screens.look.surfaces import card, column, info_card
from screens.look.surroundings import Look
from screens.safety_summary_view import OutcomeView
from screens.snapshot import Snapshot
from screens.welcome_draft import KEPT, NOT_NOW
from screens.welcome_flow import WelcomeFlow
from screens.welcome_view import CourseView, course_view
from screens.wording import Wording


def course_parts(
    look: Look, flow: WelcomeFlow, shot: Snapshot, knowledge: Knowledge, outcomes: tuple[OutcomeView, ...]
) -> list[ft.Control]:
    words, parts = shot.wording, []
    for area in flow.draft.equipped():
        if flow.draft.kit(area).product == KEPT:
            continue
        view = course_view(words, flow.draft, area, shot.diary, knowledge, shot.today)
        closed = any(o.area == area and o.state == "closed" for o in outcomes)
        parts.append(_card(look, words, knowledge, flow, view, closed))
    return [
        text.headline(words.text("A course of sessions"), heading=2),
        text.body(words.text("A calm rhythm to begin with. You can change, pause or stop it at any time.")),
        *parts,
    ]


def _card(
    look: Look, words: Wording, knowledge: Knowledge, flow: WelcomeFlow, view: CourseView, closed: bool
) -> ft.Control:
    area, entered = view.area, flow.draft.course(view.area)
    head = ft.Row([area_mark(look, area), text.title(view.title, heading=2, expand=True)], spacing=14)
    choices = [(c.value, c.words) for c in view.choices] + [(NOT_NOW, words.text("No course for now"))]
    chosen = view.chosen or NOT_NOW
    parts: list[ft.Control | None] = [
        head,
        chips(*(_choice(flow, area, value, said, chosen) for value, said in choices)),
    ]
    if view.chosen:
        starts = [
            Option("now", words.text("Start now"), words.text("No before-and-after verdict")),
            Option(
                "rating_first",
                words.text("Two weeks of rating first"),
                words.text("For a fair verdict. The patch test can run meanwhile"),
            ),
        ]
        question = words.text("When does it start?")
        parts += [
            text.body(view.about),
            text.small(gentle_line(words, knowledge)) if flow.draft.sensitive else None,
            text.subtitle(question, heading=3),
            answer_tiles(question, starts, view.start, lambda value: flow.enter_course(area, start=value)),
            text.small(view.starts),
            time_field(
                words.text("Time of the session"),
                entered.time,
                lambda value: flow.enter_course(area, time=value),
                problem=flow.problems.get(f"time/{area}"),
            ),
        ]
        if closed:
            parts.append(
                info_card(
                    look,
                    words.text("Closed by your answers for now"),
                    words.text("The course waits. No session is offered before the answers open it."),
                )
            )
    return column(card(look, *parts, gap=12))


def _choice(flow: WelcomeFlow, area: Area, value: str, said: str, chosen: str) -> ft.Control:
    return chip(said, value == chosen, lambda: flow.enter_course(area, template=value), key=value)
