"""Logging something for a day that is past, or for today: a session already done, a check-in, ticks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import flet as ft

from care.days import wall_in_care_day
from care.diary import Diary
from care.outlook import Outlook
from care.plan import plan_routine
from care.verbs.routine import Tick, TickAll
from care.verbs.session import LogSession
from screens.boundary import screen
from screens.look.buttons import actions, filled, outlined, plain
from screens.look.choices import Option, switch_row
from screens.look.fields import dropdown, number_field, read_number, read_time, time_field
from screens.look.rows import StepView, expander, step_row
from screens.look.surfaces import card, column, section
from screens.look.surroundings import Look
from screens.page_state import PageState

LONGEST = 240


class LogForm:
    """A session that was done without Mesoday: which, when it began, how long it took."""

    def __init__(self, state: PageState, day: date) -> None:
        self.state, self.day = state, day
        self.course = ""
        self.begins = self.minutes = ""
        self.stopped = self.shown = self.ticks_shown = False
        self.problems: dict[str, str] = {}
        self.redraw: Callable[[], None] = lambda: None

    def take_only_course(self, diary: Diary) -> None:
        """Nothing is to be chosen where there is one course."""
        active = list(diary.active_courses())
        if not self.course and len(active) == 1:
            self.course = active[0].id

    def typed(self, field: str, value: Any) -> None:
        setattr(self, field, value)
        self.problems.pop(field, None)
        self.redraw()

    def command(self) -> LogSession | None:
        """The session as it is written; None, and `problems`, when something cannot be so."""
        words, shot = self.state.wording, self.state.snapshot
        wall, minutes = read_time(self.begins), read_number(self.minutes)
        self.problems = {}
        if not self.course:
            self.problems["course"] = words.text("Choose a course, please.")
        if wall is None:
            self.problems["begins"] = words.text("A time like 20:00, please.")
        if minutes is None or not 0 < minutes <= LONGEST:
            self.problems["minutes"] = words.text("The minutes it took, from 1 to {most}, please.", most=LONGEST)
        if self.problems or wall is None or minutes is None:
            return None
        began = wall_in_care_day(self.day, wall, shot.now.zone, shot.diary.profile.day_starts_at)
        ended = began + timedelta(minutes=minutes)
        if ended > shot.now.at:
            self.problems["begins"] = words.text("By these times it is not over yet.")
            return None
        outcome = "stopped" if self.stopped else "finished"
        return LogSession(course=self.course, started_at=began, ended_at=ended, outcome=outcome, guided=False)

    async def save(self) -> None:
        command = self.command()
        if command is not None:
            said = self.state.wording.text("Kept in your diary.")
            if await self.state.do(command, said=said, undoable=True) is not None:
                self.shown, self.begins, self.minutes, self.stopped = False, "", "", False
        self.redraw()

    def tick(self, diary: Diary, key: str) -> None:
        """Note the step "routine/step" as done on that day, or take that back."""
        routine, _, step = key.partition("/")
        done = any(s.routine == routine and s.step == step and s.day == self.day for s in diary.steps_done)
        self.state.page.run_task(self.state.do, Tick(routine, step, self.day, done=not done))

    async def tick_all(self, routines: tuple[str, ...]) -> None:
        said = self.state.wording.text("The open steps of this day are ticked.")
        await self.state.do(TickAll(routines, self.day), said=said, undoable=True)


@screen(name="Logging")
def LogPanel(state: PageState, look: Look, day: date, diary: Diary) -> ft.Control:
    """Log something for this day, with the time at which it really was."""
    form = ft.use_memo(lambda: LogForm(state, day), [])
    form.take_only_course(diary)
    _, beat = ft.use_state(0)
    form.redraw = lambda: beat(lambda n: n + 1)
    words = state.wording
    parts: list[ft.Control | None] = []
    if diary.courses:
        parts.append(
            _session_form(state, look, diary, form)
            if form.shown
            else outlined(words.text("A session that is done"), partial(form.typed, "shown", True))
        )
    asked = f"?day={day.isoformat()}" if day < state.snapshot.today else "?from=diary"
    areas = diary.profile.areas or ["face", "scalp"]
    if "face" in areas:
        parts.append(outlined(words.text("A face check-in"), lambda: state.go(f"/check-in/glow{asked}")))
    if "scalp" in areas:
        parts.append(outlined(words.text("A scalp check-in"), lambda: state.go(f"/check-in/scalp{asked}")))
    parts.append(_ticks(state, day, diary, form))
    return section(words.text("Log something for this day"), *parts, gap=10)


def _ticks(state: PageState, day: date, diary: Diary, form: LogForm) -> ft.Control | None:
    words, shot = state.wording, state.snapshot
    ahead = Outlook(diary, state.knowledge, shot.now, day)
    plans = [plan_routine(r, day, ahead) for r in diary.routines.values()]
    rows = [
        (plan, step)
        for plan in sorted(plans, key=lambda p: (p.slot, p.area))
        for step in plan.steps
        if step.state in ("do", "done")
    ]
    if not rows:
        return None
    still_open = sum(step.state == "do" for _, step in rows)
    note = words.count("One is open", "{count} are open", still_open) if still_open else words.text("All are ticked")
    head = expander(
        words.text("Daily steps"), note, form.ticks_shown, partial(form.typed, "ticks_shown", not form.ticks_shown)
    )
    if not form.ticks_shown:
        return head
    tick = partial(form.tick, diary)
    routines = tuple(plan.routine for plan in plans)
    return column(
        head,
        *(
            step_row(StepView(f"{plan.routine}/{step.step}", words.text(step.title), plan.title, step.state), tick)
            for plan, step in rows
        ),
        plain(words.text("Tick all that are open"), partial(form.tick_all, routines)) if still_open > 1 else None,
        gap=2,
    )


def _session_form(state: PageState, look: Look, diary: Diary, form: LogForm) -> ft.Control:
    words, problem = state.wording, form.problems.get
    courses = sorted(diary.courses.values(), key=lambda c: (c.state != "active", c.title, c.starts_on))
    options = [
        Option(c.id, c.title)
        if c.state == "active"
        else Option(c.id, words.text("{course}, from {day}", course=c.title, day=words.dated(c.starts_on)))
        for c in courses
    ]
    return card(
        look,
        dropdown(
            words.text("Course"),
            options,
            form.course or None,
            partial(form.typed, "course"),
            problem=problem("course"),
            key="course",
        ),
        time_field(
            words.text("It began at"),
            form.begins,
            partial(form.typed, "begins"),
            problem=problem("begins"),
            key="begins",
        ),
        number_field(
            words.text("Minutes"),
            form.minutes,
            partial(form.typed, "minutes"),
            problem=problem("minutes"),
            key="minutes",
        ),
        switch_row(
            words.text("It was stopped early"),
            words.text("A stopped session does not count as one of the course."),
            form.stopped,
            partial(form.typed, "stopped"),
            key="stopped",
        ),
        actions(
            look,
            plain(words.text("Leave it"), partial(form.typed, "shown", False)),
            filled(words.text("Keep it"), form.save, expand=True),
        ),
        gap=12,
    )
