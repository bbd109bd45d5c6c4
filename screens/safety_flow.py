"""Looking through the safety answers later: which checklist is shown, what was ticked, a clearance being written."""

from __future__ import annotations

from typing import Any

import flet as ft
from msgspec.structs import replace

from care.knowledge import Screening
from care.verbs.catalogue import Save
from care.verbs.screening import AnswerQuestions, Reply
from screens.page_state import PageState
from screens.safety_view import PageView, asked, kits_in_use, page_ids, page_view, replies_of
from screens.settings_drafts import ClearingDraft, Problems, cleared_of, clearing_problems


@ft.observable
class SafetyFlow:
    """One page's way through the answers. `pages` are the checklists still to show, the first of them now."""

    def __init__(self, state: PageState) -> None:
        self._state = state
        self.pages: tuple[str, ...] = ()
        self.total: int = 0
        self.replies: dict[str, Reply] = {}
        self.clearing: ClearingDraft | None = None
        self.problems: Problems = {}
        self.busy: bool = False

    def rows(self) -> list[Screening]:
        """The questions for what the person has."""
        shot, knowledge = self._state.snapshot, self._state.knowledge
        return asked(shot.diary, knowledge, kits_in_use(shot.diary, knowledge), shot.today)

    def page(self) -> PageView:
        return page_view(self._state.wording, self._state.knowledge, self.pages[0], self.rows(), self.replies)

    def missing(self) -> bool:
        """Whether a question has no answer at all."""
        answers = self._state.snapshot.diary.answers
        return any(row.id not in answers for row in self.rows())

    def open(self, *pages: str) -> None:
        """Show checklists, filled with the answers on file; all of them when none is named."""
        answers = self._state.snapshot.diary.answers
        self.replies = {rule: answer.answer for rule, answer in answers.items()}
        self.pages = pages or tuple(page_ids(self.rows()))
        self.total = len(self.pages)

    def reply(self, rule: str, reply: Reply) -> None:
        self.replies = {**self.replies, rule: reply}

    def close(self) -> None:
        """Back to the overview; the pages that were left forwards are kept."""
        self.pages, self.clearing, self.problems = (), None, {}

    async def forward(self) -> None:
        """Answer all of the page that is shown, and show the next one."""
        if self.busy:
            return
        self.busy = True
        try:
            said = self._state.wording.text("Answers kept.") if len(self.pages) == 1 else None
            if await self._state.do(AnswerQuestions(replies_of(self.page())), said=said) is not None:
                self.pages = self.pages[1:]
        finally:
            self.busy = False

    async def still_true(self) -> None:
        """Give every answer again, as of today."""
        answers = self._state.snapshot.diary.answers
        replies: dict[str, Reply] = {row.id: answers[row.id].answer for row in self.rows() if row.id in answers}
        said = self._state.wording.text("Noted: all still true.")
        await self._state.do(AnswerQuestions(replies), said=said, undoable=True)

    def begin_clearing(self, rule: str) -> None:
        self.clearing = ClearingDraft(rule)

    def write_clearing(self, **fields: Any) -> None:
        if self.clearing is not None:
            self.problems = {name: said for name, said in self.problems.items() if name not in fields}
            self.clearing = replace(self.clearing, **fields)

    async def clear(self) -> None:
        """Record a professional's word. What is wrong with it is said at its field."""
        draft, shot = self.clearing, self._state.snapshot
        answer = shot.diary.answers.get(draft.rule) if draft else None
        if draft is None or answer is None:
            return
        today = shot.now.local.date()
        self.problems = clearing_problems(self._state.wording, draft, today)
        if self.problems:
            return
        cleared = Save(replace(answer, cleared=cleared_of(draft, today)), answer)
        said = self._state.wording.text("Noted.")
        if await self._state.do(cleared, said=said, undoable=True) is not None:
            self.close()
