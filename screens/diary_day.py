"""One day of the diary: what was kept, in order; and logging what was done then, with its real time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import flet as ft

from care.days import wall_in_care_day
from care.diary import Diary
from care.plan import plan_routine
from care.records import Record
from care.verbs.catalogue import Delete
from care.verbs.routine import TickAll
from care.verbs.session import LogSession
from screens.boundary import screen
from screens.diary import read_day, waiting
from screens.diary_view import DayView, EntryView, day_view
from screens.look import type as text
from screens.look.buttons import actions, filled, icon_button, plain, tonal
from screens.look.choices import Option
from screens.look.feedback import empty_state
from screens.look.fields import dropdown, number_field, read_number, read_time, time_field
from screens.look.marks import area_mark
from screens.look.surfaces import card, column, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state


@screen(name="The day")
def DiaryDay() -> ft.View:
    state, look = use_page_state(), use_look()
    day = read_day(ft.use_route_params().get("day", ""))
    words, shot = state.wording, state.snapshot
    found, keep = ft.use_state(None)

    async def read() -> None:
        if day is not None:
            keep(await state.load(lambda door: door.diary(day)))

    ft.use_effect(read, [day, shot])
    diary: Diary | None = found
    parts: list[ft.Control | None] = []
    if day is None or day > shot.today:
        parts.append(
            empty_state(words.text("There is no such day in the diary"), words.text("Choose one in the month."))
        )
    elif diary is None:
        parts.append(waiting(words.text("Reading the day")))
    else:
        view = day_view(words, state.knowledge, diary, day)
        parts += _entries(look, state, view, diary)
        parts.append(LogPanel(state, look, day, diary, key=f"log-{day}"))
    title = words.long_date(day) if day else words.text("Diary")
    return shell(
        look,
        Place.DIARY,
        words.text,
        state.go,
        parts,
        title=title,
        on_back=lambda: state.go("/diary"),
        route=f"/diary/{day}",
    )


def _entries(look: Look, state: PageState, view: DayView, diary: Diary) -> list[ft.Control | None]:
    words = state.wording
    if not view.entries and not view.steps:
        return [empty_state(words.text("Nothing was logged"), words.text("That is fine. A missing day stays empty."))]
    parts: list[ft.Control | None] = [text.body(view.steps)] if view.steps else []
    return parts + [_entry(look, state, entry, diary) for entry in view.entries]


def _entry(look: Look, state: PageState, entry: EntryView, diary: Diary) -> ft.Control:
    words = state.wording

    async def delete() -> None:
        record = _record(diary, entry)
        if record is not None:
            await state.do(Delete(record), said=words.text("Deleted."), undoable=True)  # type: ignore[arg-type]

    name = words.text("Delete: {title}, {time}", title=entry.title, time=entry.at)
    return card(
        look,
        ft.Row(
            [
                area_mark(look, entry.area, 40) if entry.kind in ("session", "check_in") else ft.Container(width=8),
                ft.Container(
                    content=column(
                        text.subtitle(entry.title, heading=2),
                        text.small(entry.at),
                        *(text.body(line) for line in entry.lines),
                        gap=2,
                    ),
                    expand=True,
                ),
                icon_button(ft.Icons.DELETE_OUTLINE, name, delete),
            ],
            spacing=12,
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
        padding=14,
    )


def _record(diary: Diary, entry: EntryView) -> Record | None:
    kinds: dict[str, tuple[Record, ...]] = {
        "session": diary.sessions,
        "check_in": diary.check_ins,
        "reaction": diary.reactions,
        "choice": diary.choices,
    }
    return next((r for r in kinds.get(entry.kind, ()) if r.id == entry.id), None)


class LogForm:
    """A session that was done without Mesoday: which, when it began, how long it took."""

    def __init__(self, state: PageState, day: date) -> None:
        self.state, self.day = state, day
        self.course, self.begins, self.minutes = "", "", ""
        self.problems: dict[str, str] = {}

    async def save(self) -> bool:
        words, shot = self.state.wording, self.state.snapshot
        wall, minutes = read_time(self.begins), read_number(self.minutes)
        self.problems = {}
        if not self.course:
            self.problems["course"] = words.text("Choose a course, please.")
        if wall is None:
            self.problems["begins"] = words.text("A time like 20:00, please.")
        if minutes is None or not 0 < minutes <= 240:
            self.problems["minutes"] = words.text("The minutes it took, from 1 to 240, please.")
        if self.problems or wall is None or minutes is None:
            return False
        began = wall_in_care_day(self.day, wall, shot.now.zone, shot.diary.profile.day_starts_at)
        command = LogSession(course=self.course, started_at=began, ended_at=began + timedelta(minutes=minutes))
        return await self.state.do(command, said=words.text("Kept in your diary."), undoable=True) is not None


@ft.component
def LogPanel(state: PageState, look: Look, day: date, diary: Diary) -> ft.Control:
    """Log something for this day, with the time at which it really was."""
    words = state.wording
    shown, show = ft.use_state(False)
    form = ft.use_ref(lambda: LogForm(state, day)).current
    _, beat = ft.use_state(0)

    def typed(field: str, value: Any) -> None:
        setattr(form, field, value)
        beat(lambda n: n + 1)

    async def save() -> None:
        if await form.save():
            show(False)
        beat(lambda n: n + 1)

    async def tick_all() -> None:
        routines = tuple(diary.routines)
        said = words.text("The open steps of this day are ticked.")
        await state.do(TickAll(routines, day), said=said, undoable=True)

    courses = [Option(c.id, c.title) for c in diary.courses.values()]
    left = sum(
        plan_routine(diary, r, day, state.snapshot.today, state.snapshot.now.zone).open_steps
        for r in diary.routines.values()
    )
    parts: list[ft.Control | None] = []
    if left:
        parts.append(tonal(words.count("Tick one open step", "Tick {count} open steps", left), tick_all))
    if courses and not shown:
        parts.append(tonal(words.text("Log a session that is done"), lambda: show(True)))
    if shown:
        problem = form.problems.get
        parts.append(
            card(
                look,
                dropdown(
                    words.text("Course"),
                    courses,
                    form.course or None,
                    lambda v: typed("course", v),
                    problem=problem("course"),
                    key="course",
                ),
                time_field(
                    words.text("It began at"),
                    form.begins,
                    lambda v: typed("begins", v),
                    problem=problem("begins"),
                    key="begins",
                ),
                number_field(
                    words.text("Minutes"),
                    form.minutes,
                    lambda v: typed("minutes", v),
                    problem=problem("minutes"),
                    key="minutes",
                ),
                actions(
                    look,
                    plain(words.text("Leave it"), lambda: show(False)),
                    filled(words.text("Keep it"), save, expand=True),
                ),
            )
        )
    return section(words.text("Log something for this day"), *parts, gap=12) if parts else ft.Container()
