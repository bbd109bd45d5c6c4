"""What can be done with a reaction that was told: it has settled, a clinician has cleared it, and both taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from care.records import Reaction
from care.verbs.catalogue import Save
from screens.page_state import PageState
from screens.safety_view import kits_in_use
from screens.settings_drafts import ClearingDraft, Problems, cleared_of, clearing_problems


class ToldHandlers:
    """The buttons of one reaction's page. `reaction` is the record as it stands now."""

    def __init__(self, state: PageState, reaction: Reaction) -> None:
        self.state, self.reaction = state, reaction
        self.clearing: ClearingDraft | None = None
        self.problems: Problems = {}
        self.redraw: Callable[[], None] = lambda: None

    async def settle(self) -> None:
        """The skin is as before: from now on, or again not."""
        words, now = self.state.wording, self.state.snapshot.now.at
        settled = self.reaction.resolved_at is not None
        said = words.text("Noted: it has not settled.") if settled else words.text("Noted: it has settled.")
        await self._save(said, resolved_at=None if settled else now)

    # A clinician's word

    def kinds(self) -> list[tuple[str, str]]:
        """What it may be cleared for: what the person has."""
        shot, known = self.state.snapshot, self.state.knowledge
        used = [m for kit in kits_in_use(shot.diary, known).values() for m in kit]
        return [(m, shot.wording.text(known.modalities[m].title)) for m in dict.fromkeys(("serum", *used))]

    def begin_clearing(self) -> None:
        self.clearing, self.problems = ClearingDraft(self.reaction.id), {}
        self.redraw()

    def write(self, **fields: Any) -> None:
        if self.clearing is not None:
            self.problems = {name: said for name, said in self.problems.items() if name not in fields}
            self.clearing = replace(self.clearing, **fields)
            self.redraw()

    def leave_clearing(self) -> None:
        self.clearing, self.problems = None, {}
        self.redraw()

    async def clear(self) -> None:
        """Keep the word; what is wrong with it is said at its field."""
        draft, today = self.clearing, self.state.snapshot.now.local.date()
        if draft is None:
            return
        self.problems = clearing_problems(self.state.wording, draft, today)
        self.redraw()
        if not self.problems and await self._save(
            self.state.wording.text("Noted. What it closed is open again."), cleared=cleared_of(draft, today)
        ):
            self.leave_clearing()

    async def take_back_word(self) -> None:
        await self._save(self.state.wording.text("Taken back. What it opened is closed again."), cleared=None)

    async def _save(self, said: str, **fields: Any) -> bool:
        before = self.reaction
        return await self.state.do(Save(replace(before, **fields), before), said=said, undoable=True) is not None
