"""The plan of a course while it is changed: with what, and in which rhythm. The label goes first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from care import kit
from care.records import Course, Phase
from care.split import may_split, treated
from care.verbs.catalogue import Save
from screens.leaving import Leaving
from screens.look.fields import read_number
from screens.page_state import PageState

NONE = "none"
MOST_DAYS, MOST_SESSIONS, MOST_PHASES = 366, 500, 6
HOURS_A_DAY = 24


class PhaseDraft:
    """One phase as text: every so many days, and how many sessions (empty: for good)."""

    def __init__(self, every: str, sessions: str) -> None:
        self.every, self.sessions = every, sessions


class ChangeDraft:
    """What is written so far. A rhythm closer than the rest of the skin is asked about once."""

    def __init__(self, state: PageState, course: Course) -> None:
        self.state, self.course = state, course
        self.redraw: Callable[[], None] = lambda: None
        self.product, self.device = course.product or NONE, course.device or NONE
        self.phases = [
            PhaseDraft(str(p.every_days), "" if p.sessions is None else str(p.sessions)) for p in course.phases
        ]
        self.problems: dict[str, str] = {}
        self.asked_again = False
        self.leaving = Leaving(lambda: state.go(self.back), lambda: self.edited, lambda: self.redraw())
        self._begun_with = self._typed()

    def _typed(self) -> tuple[Any, ...]:
        return self.product, self.device, tuple((p.every, p.sessions) for p in self.phases)

    @property
    def edited(self) -> bool:
        return self._typed() != self._begun_with

    def choose(self, field: str, value: str) -> None:
        setattr(self, field, value)
        self.problems.pop("kit", None)
        self.redraw()

    def write(self, number: int, field: str, value: str) -> None:
        setattr(self.phases[number], field, value)
        self.problems.pop(f"{field}/{number}", None)
        self.asked_again = False
        self.redraw()

    def add(self) -> None:
        self.phases.append(PhaseDraft(self.phases[-1].every if self.phases else "7", ""))
        self.redraw()

    def remove(self, number: int) -> None:
        del self.phases[number]
        self.problems = {}
        self.redraw()

    def rest_hours(self) -> tuple[float, bool]:
        """Hours that skin rests after a session with what is chosen, and whether a manual says so."""
        shot = self.state.snapshot
        product, device = (None if one == NONE else one for one in (self.product, self.device))
        return kit.gap_hours(shot.diary, self.state.knowledge, product, device)

    def made(self) -> Course | None:
        """The course as it is written; None, and `problems`, when it cannot be."""
        words, self.problems = self.state.wording, {}
        phases = [self._phase(number, draft) for number, draft in enumerate(self.phases)]
        if self.product == NONE and self.device == NONE:
            self.problems["kit"] = words.text("A course needs a product or a device.")
        read = [phase for phase in phases if phase is not None]
        for number, phase in enumerate(read[:-1]):
            if phase.sessions is None and len(read) == len(self.phases):
                self.problems[f"sessions/{number}"] = words.text("Only the last one may go on for good.")
        if not self.problems and not self.asked_again:
            self._ask_once(read)
        if self.problems:
            return None
        product, device = (None if one == NONE else one for one in (self.product, self.device))
        made = replace(self.course, product=product, device=device, phases=read)
        if treated(made) and not may_split(self.state.snapshot.diary, self.state.knowledge, made):
            self.problems["kit"] = words.text("A light reaches both sides. End the test of two sides first.")
            return None
        return made

    def _phase(self, number: int, draft: PhaseDraft) -> Phase | None:
        words = self.state.wording
        every = read_number(draft.every)
        if every is None or every != int(every) or not 1 <= every <= MOST_DAYS:
            self.problems[f"every/{number}"] = words.text("A whole number from 1 to {most}, please.", most=MOST_DAYS)
        if not draft.sessions.strip():
            sessions = None
        else:
            sessions = read_number(draft.sessions)
            if sessions is None or sessions != int(sessions) or not 1 <= sessions <= MOST_SESSIONS:
                said = words.text("A whole number from 1 to {most}, please.", most=MOST_SESSIONS)
                self.problems[f"sessions/{number}"] = said
        if f"every/{number}" in self.problems or f"sessions/{number}" in self.problems or every is None:
            return None
        return Phase(every_days=int(every), sessions=None if sessions is None else int(sessions))

    def _ask_once(self, phases: list[Phase]) -> None:
        """A rhythm that was written closer than skin rests: is that what the label says?"""
        words, (hours, manual) = self.state.wording, self.rest_hours()
        kept = {p.every_days for p in self.course.phases}
        for number, phase in enumerate(phases):
            if phase.every_days * HOURS_A_DAY < hours and phase.every_days not in kept:
                why = (
                    words.text("Skin rests {hours} hours between sessions, as your manual says.", hours=hours)
                    if manual
                    else words.text("Skin rests {hours} hours between sessions, our cautious default.", hours=hours)
                )
                asked = words.text("Sessions would wait for that. Save once more to keep it.")
                self.problems[f"every/{number}"] = f"{why} {asked}"
        self.asked_again = bool(self.problems)

    async def save(self) -> None:
        made = self.made()
        self.redraw()
        if made is None:
            return
        said = self.state.wording.text("Kept.")
        if await self.state.do(Save(made, self.course), said=said, undoable=True) is not None:
            self.state.go(self.back)

    @property
    def back(self) -> str:
        return f"/courses/{self.course.id}"
