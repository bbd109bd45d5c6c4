"""An answer to "How is your skin?" as it is given: what is ticked, what it is about, and keeping or correcting it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from care.reactions import gravest
from care.records import Area, Reaction, Session
from care.signs import Asked, asked_after, columns_of
from care.skin_checks import Kind, open_checks
from care.verbs.catalogue import Save
from care.verbs.reaction import TellSkin
from screens.page_state import PageState
from screens.reaction_view import Severity, told_route

AREAS: tuple[Area, ...] = ("face", "scalp")


class ReactionDraft:
    """What is ticked so far. `session`: what it is about; None for what comes by itself. `before`: the answer that is
    corrected."""

    def __init__(self, state: PageState, session: Session | None, before: Reaction | None = None) -> None:
        self.state, self.session, self.before = state, session, before
        self.redraw: Callable[[], None] = lambda: None
        cared_for = state.snapshot.diary.profile.areas
        self.ticked = tuple(before.signs if before else ())
        self.note = before.note if before else ""
        known: list[Area] = before.areas if before else cared_for if len(cared_for) == 1 else []
        self.areas: frozenset[Area] = frozenset(known)
        self.product = (before.product if before else None) or ""
        self.device = (before.device if before else None) or ""
        self.opened: Severity | None = self._gravest() if self.ticked else None
        self._busy = False

    def _gravest(self) -> Severity:
        return gravest(self.ticked, self.state.knowledge)  # type: ignore[return-value]

    @property
    def at(self) -> datetime:
        """The instant that is answered for: now, or that of the answer which is corrected."""
        return self.before.at if self.before is not None else self.state.snapshot.now.at

    @property
    def asked(self) -> Asked:
        """What the signs have to fit."""
        shot, known = self.state.snapshot, self.state.knowledge
        if self.session is not None:
            return asked_after(shot.diary, known, self.session, self.at)
        return Asked(self.areas, columns_of(shot.diary, known, self.product or None, self.device or None))

    @property
    def check(self) -> Kind | None:
        """The skin check that this answers: the one that is open now."""
        if self.session is None:
            return None
        shot = self.state.snapshot
        asked = open_checks(shot.diary, self.state.knowledge, shot.now)
        return next((one.kind for one in asked if one.session.id == self.session.id), None)

    # Answering

    def open(self, severity: Severity) -> None:
        self.opened = None if self.opened == severity else severity
        self.redraw()

    def tick(self, sign: str) -> None:
        on = sign in self.ticked
        self.ticked = tuple(s for s in self.ticked if s != sign) if on else (*self.ticked, sign)
        self.redraw()

    def toggle(self, area: Area) -> None:
        one: frozenset[Area] = frozenset((area,))
        self.areas = self.areas ^ one
        self.redraw()

    def write(self, field: str, value: str) -> None:
        setattr(self, field, value)
        self.redraw()

    def writing(self, field: str) -> Callable[[str], None]:
        return partial(self.write, field)

    async def all_quiet(self) -> None:
        """Nothing at all: whatever was ticked was a mis-tap."""
        await self._keep(())

    async def keep(self) -> None:
        """Keep what is ticked, and go to what to do now."""
        await self._keep(self.ticked)

    async def _keep(self, signs: tuple[str, ...]) -> None:
        state, words = self.state, self.state.wording
        if self._busy:
            return
        self._busy = True
        try:
            said = None if signs else words.text("Noted. All quiet.")
            changes = await state.do(self._command(signs), said=said, undoable=not signs)
        finally:
            self._busy = False
        if changes is None:
            return
        if not signs:
            state.go("/")
            return
        told = next((c.after.id for c in changes.puts if getattr(c.after, "signs", None) == list(signs)), "")
        known = told or (self.before.id if self.before else "")
        state.go(told_route(known) if known else "/")

    def _command(self, signs: tuple[str, ...]) -> TellSkin | Save:
        before, session = self.before, self.session
        if before is not None and not (session and before.check):
            named = {"areas": [a for a in AREAS if a in self.areas]} if session is None else {}
            mine = {"product": self.product or None, "device": self.device or None} if session is None else {}
            return Save(replace(before, signs=list(signs), note=self.note.strip(), **named, **mine), before)
        return TellSkin(
            signs=signs,
            session=session.id if session else None,
            check=(before.check or None) if before else self.check,  # type: ignore[arg-type]
            product=None if session else self.product or None,
            device=None if session else self.device or None,
            areas=() if session else tuple(a for a in AREAS if a in self.areas),
            note=self.note.strip(),
            day=before.day if before else None,
        )
