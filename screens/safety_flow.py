"""Looking through the safety answers later: which checklist is shown, what was ticked, a clearance being written."""

from __future__ import annotations

from typing import Any

import flet as ft
from msgspec.structs import replace

from care.gate import STRENGTH, effective_answer, strictest
from care.knowledge import Screening
from care.records import Answer
from care.verbs.catalogue import Save
from care.verbs.screening import AnswerQuestions, Reply
from screens.page_state import PageState
from screens.safety_draft import Problems, Telling, reply_of, telling_of, telling_problems, told
from screens.safety_view import PageView, Sheet, asked, kits_in_use, page_ids, page_view, replies_of
from screens.settings_drafts import ClearingDraft, cleared_of, clearing_problems


@ft.observable
class SafetyFlow:
    """One page's way through the answers. `pages` are the checklists still to show, the first of them now."""

    def __init__(self, state: PageState) -> None:
        self._state = state
        self.pages: tuple[str, ...] = ()
        self.total: int = 0
        self.replies: dict[str, Reply] = {}
        self.tellings: dict[str, Telling] = {}
        self.clearing: ClearingDraft | None = None
        self.problems: Problems = {}
        self.busy: bool = False

    def rows(self) -> list[Screening]:
        """The questions for what the person has."""
        shot, knowledge = self._state.snapshot, self._state.knowledge
        return asked(shot.diary, knowledge, kits_in_use(shot.diary, knowledge), shot.today)

    def page(self) -> PageView:
        diary, knowledge = self._state.snapshot.diary, self._state.knowledge
        sheet = Sheet(self.replies, self.tellings, self.problems)
        areas = tuple(diary.profile.areas)
        return page_view(self._state.wording, knowledge, diary, self.pages[0], self.rows(), areas, sheet)

    def missing(self) -> bool:
        """Whether a question has no answer at all."""
        answers = self._state.snapshot.diary.answers
        return any(row.id not in answers for row in self.rows())

    def open(self, *pages: str) -> None:
        """Show checklists, filled with the answers on file; all of them when none is named."""
        shot = self._state.snapshot
        known = [(row, shot.diary.answers[row.id]) for row in self.rows() if row.id in shot.diary.answers]
        self.replies = {row.id: reply_of(shot.diary, row, answer, shot.today) for row, answer in known}
        self.tellings = {row.id: telling_of(row, answer) for row, answer in known}
        self.problems = {}
        self.pages = pages or tuple(page_ids(self.rows()))
        self.total = len(self.pages)

    def reply(self, rule: str, reply: Reply) -> None:
        self.replies = {**self.replies, rule: reply}

    def tell(self, rule: str, /, **fields: Any) -> None:
        """What is told beneath a ticked question."""
        self.problems = {name: said for name, said in self.problems.items() if not name.endswith(f"/{rule}")}
        self.tellings = {**self.tellings, rule: replace(self.tellings.get(rule, Telling()), **fields)}

    def close(self) -> None:
        """Back to the overview; the pages that were left forwards are kept."""
        self.pages, self.clearing, self.problems = (), None, {}

    async def forward(self) -> None:
        """Answer all of the page that is shown, and show the next one."""
        if self.busy:
            return
        words, today = self._state.wording, self._state.snapshot.today
        rows = [row for row in self.rows() if row.page == self.pages[0]]
        self.problems = telling_problems(words, rows, self.replies, self.tellings, today)
        if self.problems:
            return
        self.busy = True
        try:
            said = words.text("Answers kept.") if len(self.pages) == 1 else None
            replies = replies_of(self.page())
            answers = AnswerQuestions(replies, told(rows, replies, self.tellings))
            if await self._state.do(answers, said=said) is not None:
                self.pages = self.pages[1:]
        finally:
            self.busy = False

    async def still_true(self) -> None:
        """Give every answer again, as of today. A "yes" whose day is over has become a no."""
        shot = self._state.snapshot
        answers = shot.diary.answers
        replies: dict[str, Reply] = {
            row.id: reply_of(shot.diary, row, answers[row.id], shot.today) for row in self.rows() if row.id in answers
        }
        said = self._state.wording.text("Noted: all still true.")
        await self._state.do(AnswerQuestions(replies), said=said, undoable=True)

    # A professional's word

    def begin_clearing(self, rule: str) -> None:
        self.clearing = ClearingDraft(rule)

    def clearable_kinds(self) -> tuple[str, ...]:
        """The modalities in use that the answer closes; the serum alone where only products rest by it."""
        shot, knowledge, answer = self._state.snapshot, self._state.knowledge, self._cleared_answer()
        if answer is None:
            return ()
        row = knowledge.screening[answer.rule]
        found = [
            m
            for area, kit in kits_in_use(shot.diary, knowledge).items()
            for m in kit
            if STRENGTH[strictest(row, knowledge.modalities[m].columns, area, answer)] >= STRENGTH["ask"]
        ]
        return tuple(dict.fromkeys(("serum", *found)))

    def _cleared_answer(self) -> Answer | None:
        """The answer that the word is about. The age may stand on file only as the year of birth."""
        if self.clearing is None:
            return None
        shot, knowledge = self._state.snapshot, self._state.knowledge
        return effective_answer(shot.diary, knowledge, knowledge.screening[self.clearing.rule], shot.today)

    def write_clearing(self, **fields: Any) -> None:
        if self.clearing is not None:
            self.problems = {name: said for name, said in self.problems.items() if name not in fields}
            self.clearing = replace(self.clearing, **fields)

    async def clear(self) -> None:
        """Record a professional's word. What is wrong with it is said at its field."""
        draft, shot, answer = self.clearing, self._state.snapshot, self._cleared_answer()
        if draft is None or answer is None:
            return
        before, today = shot.diary.answers.get(draft.rule), shot.now.local.date()
        self.problems = clearing_problems(self._state.wording, draft, today)
        if self.problems:
            return
        cleared = Save(replace(before or answer, answer=answer.answer, cleared=cleared_of(draft, today)), before)
        said = self._state.wording.text("Noted.")
        if await self._state.do(cleared, said=said, undoable=True) is not None:
            self.close()

    async def take_back(self, rule: str) -> None:
        """A professional's word no longer holds: what it opened closes again."""
        answer = self._state.snapshot.diary.answers.get(rule)
        if answer is not None and answer.cleared is not None:
            said = self._state.wording.text("Taken back. What it opened is closed again.")
            await self._state.do(Save(replace(answer, cleared=None), answer), said=said, undoable=True)
