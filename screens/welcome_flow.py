"""The welcome under way on one page: what was entered, which step is shown, and how a step is left.

Everything that is entered is kept with this installation at once; a step's records are made when it is left.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import flet as ft
from msgspec.structs import replace

from care.knowledge import Screening
from care.records import Area
from care.verbs.catalogue import Delete, Save
from care.verbs.profile import SetProfile
from care.verbs.screening import AnswerQuestions, Reply
from screens.page_state import PageState
from screens.safety_draft import Telling, telling_problems, told
from screens.safety_summary_view import OutcomeView
from screens.safety_view import PageView, Sheet, asked, page_view, replies_of
from screens.welcome_checks import Problems, problems
from screens.welcome_draft import (
    DRAFT,
    KEPT,
    LEFT,
    NONE,
    STEP,
    CourseDraft,
    Draft,
    KitDraft,
    first_draft,
    modalities,
    restored,
    stored,
)
from screens.welcome_records import Wanted, course_records, kit_records, profile_of, routine_records
from screens.welcome_steps import ABOUT, COURSE, KIT, ROUTINE, START, after, before, nearest, page_of, steps

log = logging.getLogger(__name__)


@ft.observable
class WelcomeFlow:
    """One page's way through the welcome. Its public fields are replaced whole; the screen follows them."""

    def __init__(self, state: PageState) -> None:
        self._state = state
        self._stale = self._keeping = False
        known = restored(state.settings.get(DRAFT))
        self.draft: Draft = known or first_draft(state.snapshot.diary, state.knowledge, state.snapshot.today)
        self.problems: Problems = {}
        self.busy: bool = False
        self.step: str = START
        wanted = state.settings.get(STEP, START) if known else START
        self.step = wanted if wanted == START else nearest(wanted, self.order())

    # What there is

    def rows(self) -> list[Screening]:
        """The safety questions for what was chosen."""
        shot = self._state.snapshot
        return asked(shot.diary, self._state.knowledge, self.kits(), shot.today)

    def kits(self) -> dict[Area, tuple[str, ...]]:
        return {area: modalities(self.draft, area, self._state.knowledge) for area in self.draft.equipped()}

    def order(self) -> Sequence[str]:
        return steps(self.draft, self.rows())

    def page(self) -> PageView:
        """The checklist of the step that is shown."""
        words, diary, page = self._state.wording, self._state.snapshot.diary, page_of(self.step)
        sheet = Sheet(self.draft.replies, self.draft.tellings, self.problems)
        areas = self.draft.cared_for()
        return page_view(words, self._state.knowledge, diary, page or "", self.rows(), areas, sheet)

    # Entering; sync, so that no letter is lost

    def enter(self, **fields: Any) -> None:
        """Change fields of the draft. What was wrong with them is no longer said."""
        self.problems = {name: said for name, said in self.problems.items() if name not in fields}
        self._set(replace(self.draft, **fields))

    def toggle(self, field: str, value: str) -> None:
        """Add a choice to a list of them, or take it out."""
        now: tuple[str, ...] = getattr(self.draft, field)
        self.enter(**{field: tuple(v for v in now if v != value) if value in now else (*now, value)})

    def enter_kit(self, area: str, **fields: Any) -> None:
        kit = replace(self.draft.kits.get(area, KitDraft()), **fields)
        self.problems = {name: said for name, said in self.problems.items() if not name.endswith(f"/{area}")}
        self._set(replace(self.draft, kits={**self.draft.kits, area: kit}))

    def enter_course(self, area: str, **fields: Any) -> None:
        course = replace(self.draft.courses.get(area, CourseDraft()), **fields)
        self.problems = {name: said for name, said in self.problems.items() if not name.endswith(f"/{area}")}
        self._set(replace(self.draft, courses={**self.draft.courses, area: course}))

    def enter_routine(self, template: str, routine: Any) -> None:
        self._set(replace(self.draft, routines={**self.draft.routines, template: routine}))

    def reply(self, rule: str, reply: Reply) -> None:
        self._set(replace(self.draft, replies={**self.draft.replies, rule: reply}))

    def tell(self, rule: str, /, **fields: Any) -> None:
        """What is told beneath a ticked question."""
        self.problems = {name: said for name, said in self.problems.items() if not name.endswith(f"/{rule}")}
        telling = replace(self.draft.tellings.get(rule, Telling()), **fields)
        self._set(replace(self.draft, tellings={**self.draft.tellings, rule: telling}))

    def _set(self, draft: Draft) -> None:
        self.draft = draft
        self._state.page.run_task(self._keep)

    # Going

    async def forward(self) -> None:
        """Leave the step: check it, make its records, show the next one. What fails keeps everything as entered."""
        if self.busy:
            return
        self.problems = self._problems()
        if self.problems:
            return
        self.busy = True
        try:
            if not await self._commit():
                return
            order = self.order()
            self.step = after(nearest(self.step, order), order) or START
        finally:
            self.busy = False
        await self._keep()

    def _problems(self) -> Problems:
        words, today = self._state.wording, self._state.snapshot.today
        if page := page_of(self.step):
            rows = [row for row in self.rows() if row.page == page]
            return telling_problems(words, rows, self.draft.replies, self.draft.tellings, today)
        return problems(words, self._state.knowledge, self.draft, self.step, today)

    async def back(self) -> None:
        """One step back. What was entered stays, though its records are made only when the step is left forwards."""
        order = self.order()
        previous = before(nearest(self.step, order), order)
        if previous is None:
            return
        self.problems = {}
        self.step = previous
        await self._keep()

    async def begin(self) -> None:
        """The whole way."""
        await self._begin(routine_only=False)

    async def begin_routine(self) -> None:
        """Only daily care: no sessions, so no safety questions."""
        await self._begin(routine_only=True)

    async def _begin(self, *, routine_only: bool) -> None:
        self.draft = replace(self.draft, routine_only=routine_only)
        self.step = ABOUT
        await self._keep()

    def by_hand_possible(self, found: Sequence[OutcomeView]) -> tuple[Area, ...]:
        """The areas whose device is closed while sessions by hand are open."""
        closed = {one.area for one in found if one.state == "closed"}
        opened = {one.area for one in found if one.state == "open"}
        return tuple(area for area in self.draft.equipped() if area in closed & opened)

    async def by_hand(self, area: Area) -> None:
        """Do an area's sessions without the device: it leaves the shelf again."""
        if self.draft.kit(area).product == KEPT:
            return
        self.enter_kit(area, device=NONE)
        diary = self._state.snapshot.diary
        await self._make(kit_records(self.draft, diary, self._state.knowledge))
        await self._keep()

    async def later(self) -> None:
        """Leave it for now; it goes on where it was left."""
        await self._keep()
        await self._state.put(LEFT, True)
        self._state.go("/")

    async def finish(self) -> None:
        """Make the last step's records, forget the draft, go to Today."""
        if self.busy:
            return
        self.busy = True
        try:
            if not await self._commit():
                return
            self._stale = False
            await asyncio.to_thread(lambda: self._state.settings.update(**{DRAFT: None, STEP: None, LEFT: None}))
        finally:
            self.busy = False
        self._state.go("/")

    # Keeping

    async def _keep(self) -> None:
        """Keep the draft with this installation, off the loop; keeps that come meanwhile become one more."""
        self._stale = True
        if self._keeping:
            return
        self._keeping = True
        try:
            while self._stale:
                self._stale = False
                kept = {DRAFT: stored(self.draft), STEP: self.step, LEFT: None}
                await asyncio.to_thread(lambda kept=kept: self._state.settings.update(**kept))
        except self._state.handed.storage_error as error:
            log.exception("the welcome's draft could not be kept")
            self._state.tell_trouble(str(error))
        finally:
            self._keeping = False

    async def _commit(self) -> bool:
        """Make the records of the step that is left. False when one was refused or could not be kept (it was said)."""
        diary, knowledge = self._state.snapshot.diary, self._state.knowledge
        page = page_of(self.step)
        if page is not None:
            rows = [row for row in self.rows() if row.page == page]
            replies = replies_of(self.page())
            details = told(rows, replies, self.draft.tellings)
            return await self._state.do(AnswerQuestions(replies, details)) is not None
        match self.step:
            case _ if self.step == ABOUT:
                return await self._state.do(SetProfile(profile_of(self.draft, diary.profile))) is not None
            case _ if self.step == KIT:
                return await self._make(kit_records(self.draft, diary, knowledge))
            case _ if self.step == COURSE:
                return await self._make(course_records(self.draft, diary, knowledge, self._state.snapshot.today))
            case _ if self.step == ROUTINE:
                return await self._make(routine_records(self.draft, diary, knowledge))
        return True

    async def _make(self, wanted: list[Wanted]) -> bool:
        """Make, change or take away records, and note their ids, so that a second time changes the same ones."""
        for one in wanted:
            if one.record is None and one.before is None:
                continue
            command = Delete(one.before) if one.record is None else Save(one.record, one.before)  # type: ignore[arg-type]
            changes = await self._state.do(command)
            if changes is None:
                return False
            made = {name: id for name, id in self.draft.made.items() if name != one.made}
            if one.record is not None:
                kept = changes.puts[0].after.id if changes else one.before.id  # type: ignore[union-attr]
                made[one.made] = kept
            self.draft = replace(self.draft, made=made)
        return True
