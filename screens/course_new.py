"""A new course: area, product and device, what for; a template makes the rest. It can be changed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft
from msgspec.structs import replace

from care.knowledge import CourseTemplate
from care.records import Area, Course
from care.templates import course_from, templates_for
from care.verbs.catalogue import Save
from screens.boundary import screen
from screens.course_start import MOST_DONE, Start, first_day, phases_left, products_for
from screens.look import type as text
from screens.look.buttons import actions, filled, plain
from screens.look.choices import Option, answer_tiles
from screens.look.fields import date_field, number_field, read_date, read_number, read_time, time_field
from screens.look.surfaces import card, column, info_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state

NONE = "none"


class CourseDraft:
    """What is chosen so far; the likely answers stand already."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.redraw: Callable[[], None] = lambda: None
        self.area: Area = "face"
        self.product = self.device = NONE
        self.template = self.done = self.next_on = ""
        self.start: Start = "now"
        self.time = "20:00"
        self.problems: dict[str, str] = {}
        self.choose_area((state.snapshot.diary.profile.areas or ["face"])[0])

    def choose_area(self, area: str) -> None:
        """Another area has another product."""
        self.area = "scalp" if area == "scalp" else "face"
        found = products_for(self.state.snapshot.diary, self.area)
        self.product, self.template = (found[0].id if found else NONE), ""
        self.redraw()

    def choose(self, field: str, value: str) -> None:
        setattr(self, field, value)
        self.problems.pop(field, None)
        self.redraw()

    def templates(self) -> list[CourseTemplate]:
        shot = self.state.snapshot
        return templates_for(shot.diary, self.state.knowledge, self.area, device=self.device != NONE)

    def chosen(self) -> CourseTemplate | None:
        fitting = self.templates()
        return next((t for t in fitting if t.id == self.template), fitting[0] if fitting else None)

    def ready(self) -> bool:
        return self.chosen() is not None and (self.product != NONE or self.device != NONE)

    def course(self) -> Course | None:
        """The course as it is chosen; None, and `problems`, when a field cannot be read."""
        words, shot, template = self.state.wording, self.state.snapshot, self.chosen()
        self.problems = {}
        wall, done, day = read_time(self.time), read_number(self.done), read_date(self.next_on)
        under_way = self.start == "under_way"
        if wall is None:
            self.problems["time"] = words.text("A time like 20:00, please.")
        if under_way and (done is None or done != int(done) or not 0 < done <= MOST_DONE):
            self.problems["done"] = words.text("A whole number from 1 to {most}, please.", most=MOST_DONE)
        if under_way and self.next_on.strip() and day is None:
            self.problems["next_on"] = words.text("A date like 2026-11-24, please.")
        elif under_way and day is not None and day < shot.today:
            self.problems["next_on"] = words.text("That day is over already.")
        if self.problems or template is None or wall is None:
            return None
        made = course_from(
            template,
            self.state.knowledge,
            product=None if self.product == NONE else self.product,
            device=None if self.device == NONE else self.device,
            starts_on=first_day(self.start, self.state.knowledge, shot.today, day),
            time=wall,
            sensitive=shot.diary.profile.sensitive and not under_way,
            title=words.text(template.title),
        )
        if not under_way or done is None:
            return made
        left = phases_left(made.phases, int(done))
        if left:
            return replace(made, phases=left)
        self.problems["done"] = words.text("This course has fewer sessions than that.")
        return None

    async def begin(self) -> None:
        record = self.course()
        self.redraw()
        if record is None:
            return
        if await self.state.do(Save(record), said=self.state.wording.text("The course begins."), undoable=True):
            self.state.go("/")


@screen(name="The new course")
def NewCourse() -> ft.View:
    """`/courses/new`: with the answers that stand already, one tap is enough."""
    state, look = use_page_state(), use_look()
    draft = ft.use_memo(lambda: CourseDraft(state), [])
    _, beat = ft.use_state(0)
    draft.redraw = lambda: beat(lambda n: n + 1)
    words = state.wording
    parts: list[ft.Control | None] = [
        _where(state, draft),
        _other_course(look, state, draft),
        _with(state, draft),
        _what_for(state, draft),
        _start(look, state, draft),
        time_field(
            words.text("Time of the session"),
            draft.time,
            partial(draft.choose, "time"),
            problem=draft.problems.get("time"),
            key="time",
        ),
    ]
    begin = filled(words.text("Begin the course"), draft.begin, disabled=not draft.ready(), expand=True)
    return task(
        look,
        words.text("A new course"),
        parts,
        on_close=lambda: state.go("/"),
        close_name=words.text("Back to Today"),
        bottom=actions(look, begin),
        back=True,
        route="/courses/new",
    )


def _where(state: PageState, draft: CourseDraft) -> ft.Control | None:
    words, areas = state.wording, state.snapshot.diary.profile.areas
    if len(areas) == 1:
        return None
    options = [Option("face", words.text("Face")), Option("scalp", words.text("Scalp"))]
    return section(words.text("Where"), answer_tiles(words.text("Where"), options, draft.area, draft.choose_area))


def _other_course(look: Look, state: PageState, draft: CourseDraft) -> ft.Control | None:
    words = state.wording
    other = next((c for c in state.snapshot.diary.active_courses() if c.area == draft.area), None)
    if other is None:
        return None
    said = words.text("The rest between sessions counts for both. You could stop that one first.")
    return info_card(look, words.text("{course} is under way here", course=other.title), said)


def _with(state: PageState, draft: CourseDraft) -> ft.Control:
    words, diary = state.wording, state.snapshot.diary
    products = products_for(diary, draft.area)
    with_what, which = words.text("With which product"), words.text("With which device")
    mine = [*(Option(p.id, p.name) for p in products), Option(NONE, words.text("None of these"))]
    devices = [Option(NONE, words.text("None, by hand")), *(Option(d.id, d.name) for d in diary.devices.values())]
    return column(
        section(with_what, answer_tiles(with_what, mine, draft.product, partial(draft.choose, "product"))),
        ft.Row([plain(words.text("Add one to the shelf"), lambda: state.go("/shelf/add"))]),
        section(which, answer_tiles(which, devices, draft.device, partial(draft.choose, "device"))),
        gap=6,
    )


def _what_for(state: PageState, draft: CourseDraft) -> ft.Control:
    words, chosen = state.wording, draft.chosen()
    options = [Option(t.id, words.text(t.title), words.text(t.about)) for t in draft.templates()]
    title = words.text("What for")
    tiles = answer_tiles(title, options, chosen.id if chosen else None, partial(draft.choose, "template"))
    return section(title, tiles)


def _start(look: Look, state: PageState, draft: CourseDraft) -> ft.Control:
    words, title = state.wording, state.wording.text("When does it start?")
    options = [
        Option("now", words.text("Start now"), words.text("No before-and-after verdict")),
        Option(
            "rating_first",
            words.text("Two weeks of rating first"),
            words.text("For a fair verdict. The patch test can run meanwhile"),
        ),
        Option("under_way", words.text("I began before Mesoday"), words.text("It goes on where you are")),
    ]
    problem = draft.problems.get
    more = card(
        look,
        number_field(
            words.text("Sessions already done"),
            draft.done,
            partial(draft.choose, "done"),
            problem=problem("done"),
            note=words.text("The course is shortened by them. They are not in the diary."),
            key="done",
        ),
        date_field(
            words.text("The next session is on"),
            draft.next_on,
            partial(draft.choose, "next_on"),
            problem=problem("next_on"),
            note=words.text("Left empty, it is today."),
            key="next_on",
        ),
        gap=12,
    )
    tiles = answer_tiles(title, options, draft.start, partial(draft.choose, "start"))
    first = first_day(draft.start, state.knowledge, state.snapshot.today, None)
    said = text.small(words.text("The first session is planned for {day}.", day=words.long_date(first)))
    return section(title, tiles, more if draft.start == "under_way" else said)
