"""The notifier of a desktop on a real data folder; the system itself is invented here (`test_real_desktop` has one)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.clock_doubt import DOUBT, answered
from care.messages import Message, message
from care.records import Profile, Reminder, Repeat, Routine, RoutineStep
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.routine import TickAll
from companion import Vault
from reminders.calls import place_of
from reminders.notifiers import calling as calling_module
from reminders.notifiers.calling import Calling
from reminders.notifiers.desktop import Desktop
from reminders.notifiers.shown import NotShown, Shown
from reminders.notifiers.together import Together
from reminders.service import Reminding
from screens.wording import Wording

ASSETS = Path(__file__).parents[2] / "assets"


class HandClock:
    rate = 0.0

    def __init__(self) -> None:
        self.at = datetime(2026, 5, 4, 7, tzinfo=UTC)
        self.leapt = timedelta()

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - self.leapt).timestamp()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def zone(self) -> str:
        return "UTC"

    def to(self, wall: str, day: int = 4) -> None:
        self.at = datetime(2026, 5, day, int(wall[:2]), int(wall[3:]), tzinfo=UTC)


class Screen:
    """A system that shows what it is told; `fails` as long as it is told to."""

    def __init__(self, heard: Callable[[str, str], None]) -> None:
        self.heard = heard
        self.there: dict[str, Shown] = {}
        self.times: list[str] = []
        self.fails = False
        self.can: tuple[bool, Message] = (True, message("It shows."))
        self.lets = self.says_yes = True

    async def ask(self) -> tuple[bool, Message]:
        if self.fails:
            raise ConnectionError("gone")
        return self.can

    async def permitted(self) -> bool:
        if self.fails:
            raise ConnectionError("gone")
        return self.lets

    async def ask_permission(self) -> None:
        self.lets = self.says_yes

    async def show(self, shown: Shown) -> None:
        if self.fails:
            raise NotShown(shown.id)
        self.there[shown.id] = shown
        self.times.append(shown.id)

    async def take_away(self, id: str) -> None:
        self.there.pop(id, None)

    async def close(self) -> None: ...


class Place:
    """A data folder with a routine at eight, the desktop that reminds of it, and the loop that does."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.vault = Vault.open(folder, clock=self.clock, assets=ASSETS)
        do = self.vault.companion.do
        do(SetProfile(Profile(id="profile", am_time="08:00")))
        do(Save(Routine(title="Morning", slot="am", steps=[RoutineStep(id="s", title="Cleanse")])))
        self.start()

    def start(self) -> None:
        """A process: what it knew is gone, what was kept is not."""
        self.screen: Screen | None = None

        def system(heard: Callable[[str, str], None]) -> Screen:
            self.screen = self.screen or Screen(heard)
            self.screen.heard = heard
            return self.screen

        words = Wording("en", zone="UTC")
        vault, made = self.vault, Desktop
        self.desktop = made(vault.companion, self.clock, vault.local, words.say, system=system)
        together = Together([self.desktop])
        self.reminding = Reminding(
            vault.companion,
            self.clock,
            together,
            heard=together.heard,
            settings=vault.local,
            folder=vault.folder,
            doubts=together.doubts,
            follow=together.sync,
            repeat=lambda: Repeat(every_minutes=15, times=2),
        )

    async def at(self, wall: str, day: int = 4) -> list[str]:
        """What stands on the screen after a beat at that time."""
        self.clock.to(wall, day)
        await self.reminding.wake()
        return [f"{one.title}|{one.body}" for one in self.screen.there.values()] if self.screen else []

    async def press(self, id: str, button: str) -> None:
        assert self.screen is not None
        self.screen.heard(id, button)
        await asyncio.gather(*self.desktop._answering)

    def own(self, *times: str, **given: Any) -> None:
        self.vault.companion.do(Save(Reminder(title="Wipe the wand", times=list(times), **given)))

    def states(self) -> dict[str, str]:
        return {o.slot: o.state for o in self.vault.store.records("occurrence")}  # type: ignore[attr-defined]


EIGHT = "call/2026-05-04T08:00:00"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = Place(tmp_path)
    yield found
    found.vault.close()


async def test_it_shows_neutral_words_and_three_answers(place: Place) -> None:
    await place.at("07:00")
    assert await place.at("08:00") == ["Your routine|08:00. Open when ready."]
    assert place.screen is not None
    assert place.screen.there[EIGHT].buttons == {"done": "Done", "later": "In 30 min", "not_today": "Not today"}
    await place.at("08:01")
    assert place.screen.times == [EIGHT]


async def test_done_ticks_the_routine_with_the_real_time(place: Place) -> None:
    await place.at("07:00")
    await place.at("08:00")
    place.clock.to("08:07")
    await place.press(EIGHT, "done")
    (step,) = place.vault.store.records("step_done")
    assert (step.at.hour, step.at.minute, step.day.isoformat()) == (8, 7, "2026-05-04")  # type: ignore[attr-defined]
    assert place.states() == {"08:00": "done"}
    for wall in ("08:15", "08:30", "09:00"):
        await place.at(wall)
    assert place.screen is not None
    assert place.screen.times == [EIGHT]


async def test_in_half_an_hour_it_rings_again_and_not_today_ends_it(place: Place) -> None:
    await place.at("07:00")
    await place.at("08:00")
    await place.press(EIGHT, "later")
    assert place.states() == {"08:00": "snoozed"}
    assert await place.at("08:30") == [
        "Your routine|08:00. Open when ready.",
        "Your routine|Planned 08:00. Open when ready.",
    ]
    await place.press("call/2026-05-04T08:30:00", "not_today")
    assert place.states() == {"08:00": "skipped"}
    assert not list(place.vault.store.records("step_done"))


async def test_it_rings_again_in_the_same_place_until_it_is_done_and_is_taken_away_then(place: Place) -> None:
    await place.at("07:00")
    for wall in ("08:00", "08:15", "08:30", "08:45"):
        assert len(await place.at(wall)) == 1
    assert place.screen is not None
    assert place.screen.times == [EIGHT] * 3
    routine = next(iter(place.vault.companion.diary().routines))
    place.vault.companion.do(TickAll((routine,), place.vault.companion.today()))  # on another screen
    assert await place.at("08:46") == []


async def test_an_answer_to_what_an_earlier_process_showed_is_kept(place: Place) -> None:
    await place.at("07:00")
    await place.at("08:00")
    place.start()
    await place.at("08:02")
    assert place.screen is not None
    assert not place.screen.times  # it is there already
    await place.press(str(place_of(EIGHT)), "done")
    assert place.states() == {"08:00": "done"}


async def test_three_a_day_also_after_a_restart_and_the_rest_is_in_the_ledger(place: Place) -> None:
    place.own("09:00", "10:00", "11:00", "12:00")
    await place.at("07:00")
    for wall in ("08:00", "09:00"):
        await place.at(wall)
    shown = list(place.screen.times) if place.screen else []
    place.start()
    for wall in ("10:00", "11:00", "12:00"):
        await place.at(wall)
    shown += place.screen.times if place.screen else []
    assert [id[-8:-3] for id in shown] == ["09:00", "10:00", "11:00"]  # those of one's own before a routine
    assert set(place.states().values()) == {"delivered"}
    assert len(place.states()) == 5
    place.vault.local.update(notifications_a_day=0)
    assert await place.at("08:00", day=5) == ["Your routine|08:00. Open when ready."]  # yesterday's are taken away


async def test_one_quiet_notification_for_all_that_did_not_ring(place: Place) -> None:
    place.own("09:00", "10:00")
    await place.at("07:00")
    assert await place.at("12:00") == ["Your routine|3 reminders did not ring. Open when ready."]
    assert place.screen is not None
    assert place.screen.there["missed"].quiet
    assert set(place.states().values()) == {"missed_shown"}


async def test_one_quiet_notification_leads_to_the_question_about_the_clock(place: Place) -> None:
    await place.at("07:00")
    place.clock.leapt = timedelta(days=3)
    assert await place.at("07:00", day=7) == ["Your routine|There is a question about the clock. Open when ready."]
    assert place.states() == {}
    kept = answered(place.vault.local.get(DOUBT), right=True)
    place.vault.local.update(**{DOUBT: kept})
    assert await place.at("07:01", day=7) == ["Your routine|3 reminders did not ring. Open when ready."]


async def test_full_words_only_where_they_are_wanted(place: Place) -> None:
    place.vault.local.update(notification_words="full")
    await place.at("07:00")
    assert await place.at("08:00") == ["Morning|08:00. Open when ready."]


async def test_switched_off_nothing_is_shown_and_nothing_is_claimed(place: Place) -> None:
    place.vault.local.update(notifications=False)
    await place.at("07:00")
    assert await place.at("08:00") == []
    assert place.states() == {}
    assert (await place.desktop.alive())[0] is False


async def test_a_system_that_is_gone_is_asked_anew_and_then_shows_it(place: Place) -> None:
    await place.at("07:58")
    screen = place.screen
    assert screen is not None
    screen.fails = True
    with pytest.raises(NotShown):
        await place.at("08:00")
    assert place.states() == {"08:00": "claimed"}
    assert (await place.desktop.alive())[0] is False
    screen.fails = False
    place.clock.at += timedelta(seconds=30)
    assert (await place.desktop.alive())[0] is False  # not asked at every beat
    place.clock.at += timedelta(seconds=30)
    await place.reminding.wake()
    assert place.states() == {"08:00": "delivered"}
    assert len(screen.there) == 1


@pytest.mark.parametrize(("says_yes", "after"), [(True, "allowed"), (False, "denied")])
async def test_a_system_that_asks_is_let_to_ask_once(place: Place, says_yes: bool, after: str) -> None:
    assert await place.desktop.permission() == "allowed"  # most ask nobody
    assert place.screen is not None
    place.screen.lets, place.screen.says_yes = False, says_yes
    assert await place.desktop.permission() == "open"
    await place.desktop.ask_permission()
    assert await place.desktop.permission() == after
    assert not await place.desktop.open_settings()
    place.vault.local.update(notifications=False)
    assert await place.desktop.permission() is None


async def test_where_nothing_shows_notifications_nobody_is_asked(place: Place) -> None:
    await place.desktop.alive()
    assert place.screen is not None
    place.screen.fails = True
    assert await place.desktop.permission() is None


async def test_a_test_notification_hears_its_answer(place: Place) -> None:
    answered = asyncio.Event()
    await place.desktop.try_out(answered)
    assert not answered.is_set()
    await place.press("trial", "seen")
    assert answered.is_set()


async def test_rubbish_from_outside_changes_nothing(place: Place) -> None:
    await place.at("07:00")
    await place.at("08:00")
    for id, said in ((EIGHT, "drop tables"), ("call/none", "done"), ("missed", "done"), ("", "")):
        await place.press(id, said)
    assert place.states() == {"08:00": "delivered"}


async def test_soon_after_a_change_elsewhere_it_looks_by_itself(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling_module, "SOON", 0.01)
    calling = Calling(place.vault, place.desktop, lambda said: said.text, icon=None)
    await calling.start()
    place.clock.to("08:00")
    await calling.reminding.wake()
    assert place.screen is not None
    assert list(place.screen.there) == [EIGHT]
    routine = next(iter(place.vault.companion.diary().routines))
    place.vault.companion.do(TickAll((routine,), place.vault.companion.today()))  # on a page; nobody wakes anything
    for _ in range(300):
        if not place.screen.there:
            break
        await asyncio.sleep(0.01)
    await calling.finish()
    assert place.screen.there == {}
    place.own("09:00")  # after the end nothing looks any more
    await asyncio.sleep(0.05)
