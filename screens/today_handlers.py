"""What the parts of Today do. One object a page, handed to all of them: it compares equal to itself, so that a part is
not drawn again because of it."""

from __future__ import annotations

from care.verbs.choice import Choose, SetAside, TakeBack
from care.verbs.routine import Tick, TickAll
from screens.page_state import Gone, PageState
from screens.snapshot import Snapshot
from screens.today_session_view import SessionView
from screens.today_view import ChangeView, PartView, RoutineView, TodayView, today_view
from screens.wording import Wording


class TodayHandlers:
    def __init__(self, state: PageState) -> None:
        self._state = state
        self._seen: tuple[Snapshot, TodayView] | None = None

    @property
    def words(self) -> Wording:
        return self._state.wording

    @property
    def state(self) -> PageState:
        return self._state

    @property
    def view(self) -> TodayView:
        """What Today shows just now."""
        shot = self._state.snapshot
        if self._seen is None or self._seen[0] is not shot:
            self._seen = shot, today_view(shot, self._state.knowledge, self._seen)
        return self._seen[1]

    def part(self, key: str) -> PartView:
        """A part of the day by its key. Raises `Gone`."""
        found = self.view.part(key)
        if found is None:
            raise Gone(key)
        return found

    def routine(self, slot: str) -> RoutineView:
        """The routines of a slot. Raises `Gone`."""
        found = self.view.morning if slot == "am" else self.view.evening
        if found is None:
            raise Gone(slot)
        return found

    def go(self, route: str) -> None:
        self._state.go(route)

    async def tick(self, key: str) -> None:
        """Note the step "routine/step" as done, or take that back. What rests or is closed leads to what may be."""
        routine, _, step = key.partition("/")
        plans = self._state.snapshot.plan.routines
        plan = next((s for r in plans if r.routine == routine for s in r.steps if s.step == step), None)
        if plan is None:
            return
        if plan.state in ("do", "done"):
            await self._state.do(Tick(routine, step, self._state.snapshot.today, done=plan.state == "do"))
        elif plan.state in ("rest", "closed") and plan.product:
            self.go(f"/can-i/product/{plan.product}")

    def did_all(self, routine: RoutineView) -> None:
        state = self._state

        async def tick_all() -> None:
            said = state.wording.count("One step noted.", "{count} steps noted.", routine.open_steps)
            await state.do(TickAll(routine.routines, state.snapshot.today), said=said, undoable=True)

        state.page.run_task(tick_all)

    def keep(self, change: ChangeView) -> None:
        """Keep a step that rests, as the person's own choice of today, or let it rest again."""
        about = f"{change.routine}/{change.step}"
        words = self.words
        if change.kept:
            self._choose(TakeBack(about), words.text("It rests again."))
        else:
            rule = change.why[0].rule if change.why else None
            self._choose(Choose("keep_step", about, rule), words.text("Kept today. Your choice is in the diary."))

    def decide(self, view: SessionView) -> None:
        """Set aside today's advices about a session."""
        rules = tuple(line.rule for line in view.why if line.strength == "advise" and not line.aside)
        self._choose(SetAside(view.course, rules), self.words.text("Your decision of today is in the diary."))

    def take_back(self, course: str) -> None:
        self._choose(TakeBack(course), self.words.text("The advice holds again."))

    def not_today(self, course: str) -> None:
        said = self.words.text("Not today. Nothing is lost, and nothing is caught up.")
        self._choose(Choose("not_today", course), said)

    def _choose(self, command: object, said: str) -> None:
        async def choose() -> None:
            await self._state.do(command, said=said, undoable=True)

        self._state.page.run_task(choose)
