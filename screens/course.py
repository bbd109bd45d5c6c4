"""One course: progress, phases, what is next, pause and stop; and a new course in a few taps."""

from __future__ import annotations

from datetime import timedelta

import flet as ft
from msgspec.structs import replace

from care.records import Area, Course, Pause
from care.templates import course_from, templates_for
from care.verbs.catalogue import Delete, Save
from screens.boundary import screen
from screens.course_view import course_view
from screens.look import type as text
from screens.look.buttons import actions, filled, outlined, plain, tonal
from screens.look.choices import Option, answer_tiles
from screens.look.colours import tone_of
from screens.look.feedback import empty_state
from screens.look.fields import read_time, time_field
from screens.look.marks import area_mark, progress_dots, segments
from screens.look.surfaces import area_card, card, column, info_card, section
from screens.look.surroundings import use_look
from screens.navigation import task
from screens.page_state import use_page_state

DOTS_IN_A_ROW = 8
PAUSES = (7, 14, 28)
NONE = "none"
SESSION_FORMS = ("serum", "ampoule", "scalp_tonic")


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
    return task(
        look,
        words.text("Course"),
        [gone],
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        back=True,
        route="/courses/none",
    )


@screen(name="The course")
def CoursePage(course: Course) -> ft.View:
    state, look = use_page_state(), use_look()
    words, shot = state.wording, state.snapshot
    measure = state.knowledge.measures.get(course.primary or "")
    view = course_view(shot, course, words.text(measure.title) if measure else "")
    written, write = ft.use_state(course.time)
    tone = tone_of(view.area)

    async def save(changed: Course, said: str) -> None:
        await state.do(Save(changed, course), said=said, undoable=True)

    async def save_time() -> None:
        wall = read_time(written)
        if wall is not None:
            await save(replace(course, time=wall), words.text("Kept."))

    async def turn_slip() -> None:
        other = "grid" if course.slip == "shift" else "shift"
        await save(replace(course, slip=other), words.text("Kept."))

    async def pause(days: int) -> None:
        record = Pause(areas=[course.area], from_=shot.today, to=shot.today + timedelta(days=days - 1))
        await state.do(Save(record), said=words.text("Paused. Nothing is caught up."), undoable=True)

    async def resume() -> None:
        if view.pause is not None:
            await state.do(Delete(view.pause), said=words.text("The pause is over."), undoable=True)

    async def stop() -> None:
        ended = "stopped" if view.active else "active"
        said = words.text("The course is stopped.") if view.active else words.text("The course goes on.")
        await save(replace(course, state=ended), said)

    picture = None
    if view.dots:
        done, planned = view.dots
        said = words.text("{done} of {all} sessions done", done=done, all=planned)
        draw = progress_dots if planned <= DOTS_IN_A_ROW else segments
        picture = draw(done, planned, said, area=view.area)
    head = area_card(
        look,
        view.area,
        ft.Row(
            [area_mark(look, view.area), text.title(view.line, color=tone.on_container, heading=2, expand=True)],
            spacing=12,
        ),
        picture,
        text.body(view.kit, color=tone.on_container) if view.kit else None,
        text.body(view.next_line, color=tone.on_container),
        *(text.small(why, color=tone.on_container) for why in view.whys),
    )
    problem = None if read_time(written) else words.text("A time like 20:00, please.")
    pauses = ft.Row(
        [
            outlined(
                words.count("One day", "{count} days", days), lambda d=days: state.page.run_task(pause, d), size="small"
            )
            for days in PAUSES
        ],
        wrap=True,
        spacing=8,
    )
    parts: list[ft.Control | None] = [
        head,
        section(words.text("How it goes"), *(text.body(phase) for phase in view.phases), text.body(view.measure)),
        card(
            look,
            time_field(words.text("Time of day"), written, write, problem=problem, key="time"),
            plain(words.text("Keep this time"), save_time, disabled=problem is not None or written == course.time),
            gap=4,
        ),
        card(
            look,
            text.subtitle(words.text("When a session comes late"), heading=2),
            text.body(view.slip),
            plain(words.text("Change that"), turn_slip),
            gap=4,
        ),
        column(info_card(look, view.pause_line), tonal(words.text("End the pause"), resume), gap=8)
        if view.pause
        else section(words.text("Pause"), pauses),
        plain(words.text("Stop this course") if view.active else words.text("Go on with this course"), stop),
    ]
    return task(
        look,
        view.title,
        parts,
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        back=True,
        route=f"/courses/{course.id}",
    )


@screen(name="The new course")
def NewCourse() -> ft.View:
    """Area, what for, with what: then it starts today."""
    state, look = use_page_state(), use_look()
    words, shot, known = state.wording, state.snapshot, state.knowledge
    diary = shot.diary
    areas: list[Area] = list(diary.profile.areas) or ["face", "scalp"]
    area, choose_area = ft.use_state(areas[0])
    product, choose_product = ft.use_state(NONE)
    device, choose_device = ft.use_state(NONE)
    template, choose_template = ft.use_state("")

    templates = templates_for(diary, known, area, device=device != NONE)
    chosen = next((t for t in templates if t.id == template), templates[0] if templates else None)
    products = [
        p
        for p in diary.products.values()
        if p.form in SESSION_FORMS and not p.retired and (area in p.areas or not p.areas)
    ]

    async def start() -> None:
        if chosen is None:
            return
        record = course_from(
            chosen,
            known,
            product=None if product == NONE else product,
            device=None if device == NONE else device,
            starts_on=shot.today,
            time="20:00",
            sensitive=diary.profile.sensitive,
            title=words.text(chosen.title),
        )
        if await state.do(Save(record), said=words.text("The course begins."), undoable=True) is not None:
            state.go("/")

    names = {"face": words.text("Face"), "scalp": words.text("Scalp")}
    parts: list[ft.Control | None] = [
        section(
            words.text("Where"),
            answer_tiles(words.text("Where"), [Option(a, names[a]) for a in areas], area, choose_area),
        )
        if len(areas) > 1
        else None,
        section(
            words.text("With which product"),
            answer_tiles(
                words.text("With which product"),
                [*(Option(p.id, p.name) for p in products), Option(NONE, words.text("None of these"))],
                product,
                choose_product,
            ),
            plain(words.text("Add one to the shelf"), lambda: state.go("/shelf/add")),
        ),
        section(
            words.text("With which device"),
            answer_tiles(
                words.text("With which device"),
                [Option(NONE, words.text("None, by hand")), *(Option(d.id, d.name) for d in diary.devices.values())],
                device,
                choose_device,
            ),
        ),
        section(
            words.text("What for"),
            answer_tiles(
                words.text("What for"),
                [Option(t.id, words.text(t.title), words.text(t.about)) for t in templates],
                chosen.id if chosen else None,
                choose_template,
            ),
        ),
    ]
    ready = chosen is not None and (product != NONE or device != NONE)
    return task(
        look,
        words.text("A new course"),
        parts,
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        bottom=actions(look, filled(words.text("Start today"), start, disabled=not ready, expand=True)),
        back=True,
        route="/courses/new",
    )
