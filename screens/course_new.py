"""A new course in three taps: what to look after, which course, begin. All else is filled in."""

from __future__ import annotations

from functools import partial

import flet as ft

from care.conflicts import FRAGRANCE
from screens.boundary import screen
from screens.course_draft import NONE, CourseDraft
from screens.course_head import alone
from screens.course_new_view import (
    ConcernView,
    TemplateView,
    concern_views,
    device_offers,
    plan_view,
    product_offers,
    start_line,
    template_views,
)
from screens.date_field import date_field
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.choices import Option, answer_tiles, chip, chips
from screens.look.colours import TEXT_SOFT, tone_of
from screens.look.fields import number_field, time_field
from screens.look.marks import area_mark
from screens.look.surfaces import area_card, card, caution_card, column, info_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.read_more import read_more
from screens.reasons import reason
from screens.split_course import split_offer
from screens.why_line import why_route

STEPS = ("concern", "template", "start")


@screen(name="The new course")
def NewCourse() -> ft.View:
    """`/courses/new`."""
    state, look = use_page_state(), use_look()
    draft = ft.use_memo(lambda: CourseDraft(state), [])
    _, beat = ft.use_state(0)
    draft.redraw = lambda: beat(lambda n: n + 1)
    words, step = state.wording, draft.step
    begin: ft.Control | None = None
    if step == "concern":
        parts = _concerns(look, state, draft)
    elif step == "template":
        parts = _templates(look, state, draft)
    else:
        parts = _start(look, state, draft)
        begin = filled(words.text("Begin the course"), draft.begin, disabled=not draft.ready, expand=True)

    def back() -> None:
        if not draft.back():
            state.go("/")

    return task(
        look,
        words.text("A new course"),
        parts,
        on_close=back,
        close_name=words.text("Back to Today") if step == "concern" else words.text("One step back"),
        progress=words.text("{n} of {all}", n=STEPS.index(step) + 1, all=len(STEPS)),
        bottom=actions(look, begin) if begin else None,
        back=True,
        held=step != "concern" and not (step == "template" and draft.only_one),
        route="/courses/new",
    )


def _concerns(look: Look, state: PageState, draft: CourseDraft) -> list[ft.Control | None]:
    words = state.wording
    return [
        text.headline(words.text("What would you like to look after?"), heading=2),
        *(_concern(look, view, draft) for view in concern_views(state.snapshot, state.knowledge)),
    ]


def _concern(look: Look, view: ConcernView, draft: CourseDraft) -> ft.Control:
    row = ft.Row(
        [
            area_mark(look, view.area),
            ft.Container(content=column(text.title(view.title), text.small(view.about), gap=0), expand=True),
            ft.Icon(ft.Icons.CHEVRON_RIGHT, size=24, color=TEXT_SOFT),
        ],
        spacing=14,
    )
    return card(look, row, padding=14, on_click=partial(draft.choose_concern, view.id))


def _templates(look: Look, state: PageState, draft: CourseDraft) -> list[ft.Control | None]:
    words, concern = state.wording, draft.concern
    assert concern is not None
    return [
        text.headline(words.text(concern.title), heading=2),
        text.body(words.text("Courses that suit it. The first is the plainest.")),
        *(_template(look, state, view, draft) for view in template_views(state.snapshot, state.knowledge, concern)),
        read_more(state, concern.id),
        alone(plain(words.text("Something else"), draft.another_concern)) if draft.only_one else None,
        text.small(words.text("What suits, and how often, is our cautious default. Labels and manuals go first.")),
    ]


def _template(look: Look, state: PageState, view: TemplateView, draft: CourseDraft) -> ft.Control:
    ink = tone_of(view.area).on_container
    content = column(
        ft.Row(
            [
                area_mark(look, view.area),
                text.title(view.title, color=ink, expand=True),
                ft.Icon(ft.Icons.CHEVRON_RIGHT, size=24, color=ink),
            ],
            spacing=14,
        ),
        text.body(view.about, color=ink),
        text.small(view.holds, color=ink) if view.holds else None,
        text.small(view.judged, color=ink) if view.judged else None,
        text.label(view.missing, color=ink) if view.missing else None,
        gap=6,
    )
    return area_card(look, view.area, content, on_click=partial(draft.choose_template, view.id))


def _start(look: Look, state: PageState, draft: CourseDraft) -> list[ft.Control | None]:
    words, template, made = state.wording, draft.template, draft.made()
    assert template is not None
    assert made is not None
    product = state.snapshot.diary.products.get(draft.product)
    view = plan_view(state.snapshot, state.knowledge, template, made, product)
    ink = tone_of(template.area).on_container
    untold = draft.start == "under_way" and not made.done_before
    starts = words.text("It goes on where you are.") if untold else start_line(words, made, state.snapshot.today)
    return [
        area_card(
            look,
            template.area,
            ft.Row(
                [
                    area_mark(look, template.area),
                    text.title(words.text(template.title), color=ink, heading=2, expand=True),
                ],
                spacing=14,
            ),
            *(text.body(line, color=ink) for line in view.phases),
            text.small(view.judged, color=ink),
            *([text.small(view.baseline, color=ink)] if view.baseline else []),
            text.label(starts, color=ink),
            gap=6,
        ),
        info_card(
            look,
            words.text("{course} is under way here", course=view.other),
            words.text("The rest between sessions counts for both. You could stop that one first."),
        )
        if view.other
        else None,
        reason(state, view.gentle, "sensitive_every_days") if view.gentle else None,
        _product(look, state, draft),
        caution_card(
            look,
            view.fragrance,
            "",
            alone(plain(words.text("Where this comes from"), partial(state.go, why_route(FRAGRANCE)))),
        )
        if view.fragrance
        else None,
        reason(state, view.patch, "PATCH") if view.patch else None,
        _device(look, state, draft) if template.device else None,
        _when(look, state, draft),
        split_offer(look, words, template.area, draft.side, draft.sides_open, draft.show_sides, draft.choosing("side"))
        if draft.may_split
        else None,
        time_field(
            words.text("Time of the session"),
            draft.time,
            draft.choosing("time"),
            problem=draft.problems.get("time"),
            key="time",
        ),
    ]


def _product(look: Look, state: PageState, draft: CourseDraft) -> ft.Control:
    words, known, template = state.wording, state.knowledge, draft.template
    assert template is not None
    title = words.text("With which product")
    there = draft.products()
    options = [Option(p.id, p.name, p.brand) for p in there]
    if template.device and options:
        options.append(Option(NONE, words.text("None, the device alone")))
    tiles = answer_tiles(title, options, draft.product, draft.choosing("product")) if options else None
    if options and not draft.more_products:
        return section(title, tiles, alone(plain(words.text("One that is not on the shelf yet"), draft.show_more)))
    named = {p.name for p in state.snapshot.diary.products.values()}
    offers = product_offers(words, known, template.area, draft.wanted(), named)
    return section(
        title,
        tiles,
        text.small(
            words.text("Which is most like yours? The label goes first.")
            if options
            else words.text("Nothing for it stands on your shelf yet. Which is most like yours? The label goes first.")
        ),
        chips(*(chip(o.name, False, partial(draft.add_product, o.id), key=o.id) for o in offers)),
        alone(plain(words.text("Another one"), lambda: state.go("/shelf/add"))),
    )


def _device(look: Look, state: PageState, draft: CourseDraft) -> ft.Control:
    words, title = state.wording, state.wording.text("With which device")
    options = [Option(d.id, d.name) for d in state.snapshot.diary.devices.values()]
    if options:
        return section(title, answer_tiles(title, options, draft.device, draft.choosing("device")))
    offers = device_offers(words, state.knowledge)
    return section(
        title,
        text.small(words.text("None stands on your shelf yet. Which is most like yours? The manual goes first.")),
        chips(*(chip(o.name, False, partial(draft.add_device, o.id), key=o.id) for o in offers)),
    )


def _when(look: Look, state: PageState, draft: CourseDraft) -> ft.Control:
    words, title = state.wording, state.wording.text("When does it start?")
    options = [
        Option("now", words.text("Start now"), words.text("No before-and-after verdict")),
        Option(
            "rating_first",
            words.text("Two weeks of rating first"),
            words.text("For a fair verdict. The patch test runs meanwhile"),
        ),
        Option("under_way", words.text("I began before Mesoday"), words.text("It goes on where you are")),
    ]
    tiles = answer_tiles(title, options, draft.start, draft.choosing("start"))
    if draft.start != "under_way":
        return section(title, tiles)
    problem = draft.problems.get
    more = card(
        look,
        number_field(
            words.text("Sessions already done"),
            draft.done,
            draft.choosing("done"),
            problem=problem("done"),
            note=words.text("They count, though they are not in the diary."),
            key="done",
        ),
        date_field(
            words.text("The last one was on"),
            draft.last_on,
            draft.choosing("last_on"),
            problem=problem("last_on"),
            note=words.text("So that your skin gets its rest. Left empty, it counts as today."),
            key="last_on",
        ),
        gap=12,
    )
    return section(title, tiles, more)
