"""What can be done with one course: begin or put off tonight's session, change its time, pause, stop, go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from care.records import Course, Pause, Phase
from care.verbs.catalogue import Delete, Save
from care.verbs.choice import Choose
from screens.course_view import ending, pause_of
from screens.look.fields import read_date, read_time
from screens.page_state import PageState


class CourseHandlers:
    """`course` is the record as it now stands."""

    def __init__(self, state: PageState, course: Course) -> None:
        self.state, self.course = state, course
        self.time = course.time
        self.until = self.until_problem = ""
        self.redraw: Callable[[], None] = lambda: None

    async def _save(self, changed: Course, said: str) -> None:
        await self.state.do(Save(changed, self.course), said=said, undoable=True)

    # Tonight

    def start(self) -> None:
        self.state.go(f"/session/{self.course.id}")

    async def put_off(self) -> None:
        said = self.state.wording.text("Not today. Tomorrow is soon enough.")
        await self.state.do(Choose("not_today", self.course.id), said=said, undoable=True)

    async def after_all(self) -> None:
        """Take back that it is put off."""
        shot = self.state.snapshot
        choice = shot.diary.choice("not_today", self.course.id, shot.today)
        if choice is not None:
            await self.state.do(Delete(choice), said=self.state.wording.text("Today after all."), undoable=True)

    # Its rules

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

    async def end_split(self) -> None:
        """Both sides are treated from today; what the test has come to is kept."""
        ended = replace(self.course, split_ended=self.state.snapshot.today)
        await self._save(ended, self.state.wording.text("Both sides are treated from now on."))

    # Pauses

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

    # Its end

    async def stop(self) -> None:
        await self._save(replace(self.course, state="stopped"), self.state.wording.text("The course is stopped."))

    async def finish(self) -> None:
        await self._save(replace(self.course, state="finished"), self.state.wording.text("The course is finished."))

    async def go_on(self) -> None:
        await self._save(replace(self.course, state="active"), self.state.wording.text("The course goes on."))

    async def maintain(self, phase: Phase) -> None:
        """Go on for good in that rhythm."""
        open_end = replace(phase, sessions=None)
        counted = [p for p in self.course.phases if p.sessions is not None]
        changed = replace(self.course, phases=[*counted, open_end], state="active")
        await self._save(changed, self.state.wording.text("The course goes on."))
