"""What the buttons of a patch test do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from care.patch_test import Skin, Tested
from care.records import Product, Retired
from care.verbs.catalogue import Save
from care.verbs.choice import SetAside, TakeBack
from care.verbs.patch_test import BeginPatchTest, CorrectPatchTest, LogPatchTest, SetTolerated, StopPatchTest
from care.why import PATCH
from screens.look.fields import read_number
from screens.page_state import PageState
from screens.patch_progress import next_line
from screens.patch_test_status import status_now

SKINS = ("none", "mild", "clear")
TAKE_OUT = "out"


class PatchHandlers:
    """One thing's test. `thing` is the record as it now stands; `corrects`: the entry that is being corrected;
    `hours`: what is typed of the label's own hours, None while nobody asks."""

    def __init__(self, state: PageState, thing: Tested) -> None:
        self.state, self.thing = state, thing
        self.corrects: datetime | None = None
        self.hours: str | None = None
        self.problem = ""
        self.early = self.deciding = False
        self._asked_again = self._logging = False
        self.redraw: Callable[[], None] = lambda: None

    async def begin(self) -> None:
        # The page says it: a line at its foot would lie over the button that comes next.
        await self.state.do(BeginPatchTest(self.thing.id))
        self.redraw()

    async def tell(self, skin: Skin) -> None:
        """One tap: what is seen, and with it what is due. A second one while it is being kept says nothing new."""
        if self._logging:
            return
        self._logging, self.early = True, False
        try:
            await self._log(LogPatchTest(self.thing.id, skin))
        finally:
            self._logging = False

    def told(self, chosen: str) -> None:
        """A tile was chosen."""
        if chosen in SKINS:
            self.state.page.run_task(self.tell, chosen)  # type: ignore[arg-type]

    async def put_on_again(self) -> None:
        await self._log(LogPatchTest(self.thing.id, again=True))

    async def _log(self, command: LogPatchTest) -> None:
        changes = await self.state.do(command)
        if changes is None:
            return
        shot, words = self.state.snapshot, self.state.wording
        found = status_now(shot, self.state.knowledge, self.thing.id)
        said = words.text("Noted.")
        if found is not None and (coming := next_line(words, shot, found)):
            said = words.text("Noted. {next}", next=coming)
        self.state.say(said, changes or None)

    def corrected(self, at: datetime, chosen: str) -> None:
        """A tile of an entry was chosen."""
        if chosen in SKINS or chosen == TAKE_OUT:
            self.state.page.run_task(self.correct, at, None if chosen == TAKE_OUT else chosen)  # type: ignore[arg-type]

    async def correct(self, at: datetime, skin: Skin | None) -> None:
        words = self.state.wording
        said = words.text("Corrected.") if skin is not None else words.text("Taken out.")
        self.corrects = None
        await self._do(CorrectPatchTest(self.thing.id, at, skin), said)

    def open_entry(self, at: datetime) -> None:
        self.corrects = None if self.corrects == at else at
        self.redraw()

    def tell_early(self) -> None:
        self.early = not self.early
        self.redraw()

    # None is needed, or another one

    async def tolerated(self) -> None:
        await self._do(SetTolerated(self.thing.id), self.state.wording.text("Noted. No test is needed."))

    async def not_tolerated(self) -> None:
        await self._do(SetTolerated(self.thing.id, tolerated=False), self.state.wording.text("Taken back."))

    async def stop(self) -> None:
        await self._do(StopPatchTest(self.thing.id), self.state.wording.text("The test has stopped."))

    def ask_label(self) -> None:
        self.hours = None if self.hours is not None else ""
        self.problem = ""
        self.redraw()

    def typed(self, written: str) -> None:
        self.hours, self.problem = written, ""
        self.redraw()

    async def begin_by_label(self) -> None:
        """The label's own hours; few of them are asked about once."""
        words, hours = self.state.wording, read_number(self.hours or "")
        if hours is None or not 0 < hours <= 1000:
            self.problem = words.text("A number of hours, please.")
        elif hours < self.state.knowledge.figure("label_gap_ask_hours") and not self._asked_again:
            self._asked_again = True
            self.problem = words.text("Is that what the label says? Press once more to begin.")
        else:
            self.hours = None
            await self._do(BeginPatchTest(self.thing.id, hours), words.text("The test has begun, as the label asks."))
        self.redraw()

    # One's own decision

    def ask_decision(self) -> None:
        self.deciding = not self.deciding
        self.redraw()

    async def decide(self, course: str) -> None:
        self.deciding = False
        await self._do(SetAside(course, (PATCH,)), self.state.wording.text("Your decision of today is in the diary."))

    async def take_back(self, course: str) -> None:
        await self._do(TakeBack(course), self.state.wording.text("The advice holds again."))

    async def put_away(self) -> None:
        if isinstance(self.thing, Product):
            away = replace(self.thing, retired=Retired(on=self.state.snapshot.today))
            await self._do(Save(away, self.thing), self.state.wording.text("Put away."))

    async def _do(self, command: object, said: str) -> None:
        await self.state.do(command, said=said, undoable=True)
        self.redraw()
