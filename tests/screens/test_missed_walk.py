"""A new user's weeks with a page open: nights without Mesoday over changes of the clocks, a journey, a long absence.
The card of what was missed tells the truth each time, and everything is said once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from care.changes import adding
from care.records import Occurrence, Profile, QuietHours
from care.verbs.profile import SetProfile
from reminders.in_app import OpenPages
from reminders.notifiers.calling import Calling
from screens.app import open_page
from screens.ports import Handed
from screens.reminder_view import missed
from storage.errors import StorageError
from storage.keeping import Keeping
from tests.headless import fire, settle, start, until, walk
from tests.screens.kept_day import HandClock, course_records, open_vault, routine
from tests.screens.opened_app import ASSETS, OpenedApp, names_of

BERLIN, TOKYO, LORD_HOWE = "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe"
HALF_AN_HOUR = timedelta(minutes=30)
DID_IT, DID_NOT = "I did it", "I did not"
STOPPED, CLOSED = "The device slept, or Mesoday was stopped", "Mesoday was not running"
JOURNEY = "The journey passed over this time"
OURS = ("am", "pm", "Face session")


class Traveller(HandClock):
    """A clock in the hand, in the zone that the person is in."""

    here, rate = BERLIN, 0.0

    def zone(self) -> str:
        return self.here

    def to(self, day: date, wall: str) -> None:
        self.at = datetime.combine(day, datetime.strptime(wall, "%H:%M").time(), ZoneInfo(self.here)).astimezone(UTC)  # noqa: DTZ007


class Lived:
    """The app as it runs in one process: its page, and the loop that reminds."""

    def __init__(self, app: OpenedApp, calling: Calling, clock: Traveller) -> None:
        self.app, self.calling, self.clock = app, calling, clock

    async def until(self, day: date, wall: str) -> None:
        """Mesoday runs, and wakes whenever something is due: all times here are at half an hour."""
        here = Traveller()
        here.here = self.clock.here
        here.to(day, wall)
        while self.clock.at < here.at:
            await self.calling.reminding.wake()
            self.clock.at = min(self.clock.at + HALF_AN_HOUR, here.at)
        await self.look()

    async def look(self) -> None:
        await self.calling.reminding.wake()
        await self.app.state.reload(always=True)
        await settle()

    async def missed(self) -> list[tuple[str, str, str]]:
        """What the card says of the routines and the session: what, planned when, and why it did not ring."""
        more = [line for line in self.app.text().splitlines() if line.startswith("Show ") and line.endswith(" more")]
        for line in more:
            await self.app.press(line)
        lines = self.app.text().splitlines()
        found = [tuple(lines[n - 1 : n + 2]) for n, line in enumerate(lines) if ", planned " in line]
        return [one for one in found if one[0] in OURS]  # type: ignore[misc]

    async def answer(self, key: str, press: str) -> None:
        """Answer one of those that were missed."""
        view = next(view for view in missed(self.app.state.snapshot) if view.key == key)
        number = missed(self.app.state.snapshot).index(view)
        shown = [c for c in walk(self.app.view()) if press in names_of(c) and getattr(c, "on_click", None)]
        await fire(shown[number], "click")
        await until(lambda: all(view.key != key for view in missed(self.app.state.snapshot)))
        await settle()

    def ledger(self) -> dict[str, tuple[str, str]]:
        """By date and slot, what became of the routines, and the instant in UTC at which each was due."""
        rows = [row for row in self.app.vault.store.records("occurrence") if isinstance(row, Occurrence)]
        return {f"{r.date}/{r.slot}": (r.state, f"{r.due_at:%d %H:%M}") for r in rows if r.reminder in ("am", "pm")}


@asynccontextmanager
async def lived(folder: Path, clock: Traveller) -> AsyncIterator[Lived]:
    """One process of the app with one page; both end with the block."""
    vault, pages = open_vault(folder, clock), OpenPages()
    calling = Calling(vault, pages, lambda said: said.text, icon=None)
    handed = Handed(
        door=vault.companion,
        settings=vault.local,
        folder=folder,
        assets=ASSETS,
        doorbell=pages,
        keeping=lambda: Keeping(vault.companion, vault.local),
        storage_error=StorageError,
    )
    page = await start(lambda p: open_page(p, handed))
    await until(pages.anybody)
    [state] = pages._pages
    try:
        yield Lived(OpenedApp(page, vault, state), calling, clock)  # type: ignore[arg-type]
    finally:
        page.on_close(None)  # type: ignore[misc]
        await calling.finish()
        await settle()
        vault.close()


@pytest.fixture
def clock() -> Traveller:
    found = Traveller()
    found.to(date(2026, 3, 27), "18:00")
    return found


@pytest.fixture
def folder(tmp_path: Path, clock: Traveller) -> Path:
    """Half past seven and ten in the evening, a session a week, quiet from half past ten to seven."""
    [*others, course] = course_records()
    me = next(one for one in others if isinstance(one, Profile))
    me = replace(me, am_time="07:30", pm_time="22:00", quiet_hours=QuietHours(from_="22:30", to="07:00"))
    weekly = replace(course, starts_on=date(2026, 3, 27), time="19:00")  # type: ignore[call-arg]
    care = (routine("am", "Cleanse"), routine("pm", "Cleanse"))
    vault = open_vault(tmp_path, clock)
    vault.store.commit(adding([me, *(one for one in others if not isinstance(one, Profile)), weekly, *care]))
    vault.close()
    return tmp_path


async def test_what_was_missed_is_told_truly_each_time(folder: Path, clock: Traveller) -> None:
    async with lived(folder, clock) as life:
        await life.until(date(2026, 3, 28), "21:00")
        assert await life.missed() == []
        # Stopped over two of them, while the clocks go from two to three.
        clock.to(date(2026, 3, 29), "12:00")
        await life.look()
        assert await life.missed() == [
            ("am", "Sunday 29 March, planned 07:30", STOPPED),
            ("pm", "Saturday 28 March, planned 22:00", STOPPED),
        ]
        assert life.ledger()["2026-03-28/22:00"] == ("missed_shown", "28 21:00")
        assert life.ledger()["2026-03-29/07:30"] == ("missed_shown", "29 05:30")
        await life.answer("2026-03-29/07:30/am", DID_IT)
        await life.answer("2026-03-28/22:00/pm", DID_NOT)
        [done] = life.app.vault.companion.diary().steps_done
        assert (done.day, done.at) == (date(2026, 3, 29), clock.at)
        assert await life.missed() == []

        # To Tokyo, seven hours on: ten in the evening is over there already, and quiet hours hold there.
        await life.until(date(2026, 3, 29), "19:30")
        clock.here = TOKYO
        await life.look()
        assert await life.missed() == [("pm", "Sunday 29 March, planned 22:00", JOURNEY)]
        await life.answer("2026-03-29/22:00/pm", DID_NOT)
        me = life.app.vault.companion.profile()
        life.app.vault.companion.do(SetProfile(replace(me, am_time="06:30")))
        await life.until(date(2026, 3, 30), "06:30")
        assert "2026-03-30/06:30" not in life.ledger()
        await life.until(date(2026, 3, 30), "12:00")
        assert life.ledger()["2026-03-30/06:30"] == ("delivered", "29 22:00")  # seven o'clock in Tokyo
        assert await life.missed() == []

    # Half a year away. Then Lord Howe, where the clocks go on by half an hour in the night.
    clock.here = LORD_HOWE
    clock.to(date(2026, 10, 3), "20:30")
    async with lived(folder, clock) as life:
        await life.look()
        found = await life.missed()
        assert {why for _, _, why in found} == {CLOSED}
        assert next(when for what, when, _ in found if what == "am") == "Saturday 3 October, planned 06:30"
        assert len(found) == 2 * 14  # of a fortnight; sessions wait for the safety questions by now
        assert " more were missed weeks ago." in life.app.text()
        await life.app.press("Leave all out", "Your safety questions come first.")
        await until(lambda: "weeks ago" not in life.app.text())
        clock.to(date(2026, 10, 4), "12:00")
        await life.look()
        assert await life.missed() == [
            ("am", "Sunday 4 October, planned 06:30", STOPPED),
            ("pm", "Saturday 3 October, planned 22:00", STOPPED),
        ]
        assert life.ledger()["2026-10-03/22:00"] == ("missed_shown", "03 11:30")
        assert life.ledger()["2026-10-04/06:30"] == ("missed_shown", "03 20:00")  # moved to seven, the quiet hours' end
