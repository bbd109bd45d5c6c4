"""A treatment by a professional as it is entered, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from care.records import Treatment
from care.verbs.catalogue import Delete, Save
from screens.leaving import Leaving
from screens.look.fields import read_date
from screens.page_state import PageState

AREAS = ("face", "scalp")


class TreatmentDraft:
    """What is written so far. `before`: the record that is changed, None for a new one. `problems` are sentences."""

    def __init__(self, state: PageState, before: Treatment | None) -> None:
        self.state, self.before = state, before
        self.redraw: Callable[[], None] = lambda: None
        cared_for = state.snapshot.diary.profile.areas or ["face"]
        self.what = before.what if before else ""
        self.areas = frozenset(before.areas if before else cared_for[:1])
        self.on = (before.on if before else state.snapshot.today).isoformat()
        self.healed = before.healed_on.isoformat() if before and before.healed_on else ""
        self.leaving = Leaving(lambda: state.go("/treatments"), lambda: self.edited, lambda: self.redraw())
        self.problems: dict[str, str] = {}
        self._begun_with = self._typed()

    def _typed(self) -> tuple[object, ...]:
        return self.what, self.areas, self.on, self.healed

    @property
    def edited(self) -> bool:
        return self._typed() != self._begun_with

    def write(self, field: str, value: str) -> None:
        setattr(self, field, value)
        self.problems.pop(field, None)
        self.redraw()

    def writing(self, field: str) -> Callable[[str], None]:
        return partial(self.write, field)

    def toggle(self, area: str) -> None:
        self.areas = self.areas ^ {area}
        self.redraw()

    def made(self) -> Treatment | None:
        """The treatment as it is written; None where what is there is no treatment yet."""
        on, healed = read_date(self.on), read_date(self.healed) if self.healed.strip() else None
        if not self.what or on is None:
            return None
        areas = [area for area in AREAS if area in self.areas]
        base = self.before or Treatment(what=self.what, on=on)  # type: ignore[arg-type]
        return replace(base, what=self.what, areas=areas, on=on, healed_on=healed)

    def check(self) -> bool:
        words, today = self.state.wording, self.state.snapshot.today
        self.problems = {}
        on, healed = read_date(self.on), read_date(self.healed)
        if not self.what:
            self.problems["what"] = words.text("Which one was it?")
        if on is None:
            self.problems["on"] = words.text("A date like 2026-11-24, please.")
        if self.healed.strip() and healed is None:
            self.problems["healed"] = words.text("A date like 2026-11-24, please.")
        elif healed is not None and healed > today:
            self.problems["healed"] = words.text("That day is still to come.")
        elif healed is not None and on is not None and healed < on:
            self.problems["healed"] = words.text("That is before the treatment.")
        return not self.problems

    async def save(self) -> None:
        made = self.made() if self.check() else None
        self.redraw()
        if made is None:
            return
        said = self.state.wording.text("Kept.")
        if await self.state.do(Save(made, self.before), said=said, undoable=True) is not None:
            self.state.go("/treatments")

    async def delete(self) -> None:
        if self.before is None:
            return
        said = self.state.wording.text("Deleted.")
        if await self.state.do(Delete(self.before), said=said, undoable=True) is not None:
            self.state.go("/treatments")


async def note_healed(state: PageState, treatment: Treatment) -> None:
    """The skin has healed today."""
    healed = replace(treatment, healed_on=state.snapshot.today)
    await state.do(Save(healed, treatment), said=state.wording.text("Noted as healed."), undoable=True)
