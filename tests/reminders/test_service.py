"""The loop that reminds, on a real data folder: what is shown, held back, kept and taken in turns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.records import Profile, Reminder
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from companion import Vault
from reminders.clock import SetClock
from reminders.planner import Due
from reminders.service import Reminding

ASSETS = Path(__file__).parents[2] / "assets"
SET_UP = datetime(2026, 5, 4, 7, tzinfo=UTC)


class HandClock:
    """A clock whose hand is moved by the test."""

    rate = 0.0

    def __init__(self) -> None:
        self.at = SET_UP

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - SET_UP).total_seconds()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def zone(self) -> str:
        return "UTC"

    def to(self, day: int, wall: str) -> None:
        self.at = datetime(2026, 5, day, int(wall[:2]), int(wall[3:]), tzinfo=UTC)


class Shows:
    """Remembers what it showed; fails as long as it is told to."""

    def __init__(self) -> None:
        self.rang: list[str] = []
        self.late: list[str] = []
        self.older = 0
        self.fails = False

    async def ring(self, dues: tuple[Due, ...]) -> None:
        if self.fails:
            raise RuntimeError("no way to show it")
        self.rang += [d.local for d in dues]

    async def missed(self, dues: tuple[Due, ...], older: int) -> None:
        self.late += [d.local for d in dues]
        self.older += older


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def vault(tmp_path: Path, clock: HandClock) -> Iterator[Vault]:
    """Set up at seven, with a reminder at eight."""
    found = Vault.open(tmp_path, clock=clock, assets=ASSETS)
    found.companion.do(SetProfile(Profile(id="profile")))
    found.companion.do(Save(Reminder(title="Wipe the wand", times=["08:00"])))
    yield found
    found.close()


def states(vault: Vault) -> list[str]:
    return [o.state for o in vault.store.records("occurrence")]  # type: ignore[attr-defined]


async def test_it_rings_once_and_notes_it(vault: Vault, clock: HandClock) -> None:
    shows = Shows()
    one = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder)
    await one.wake()
    clock.to(4, "08:00")
    await asyncio.gather(one.wake(), one.wake())
    assert (shows.rang, shows.late, states(vault)) == (["2026-05-04T08:00"], [], ["delivered"])


async def test_what_could_not_be_shown_is_shown_at_the_next_beat(vault: Vault, clock: HandClock) -> None:
    shows = Shows()
    one = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder)
    await one.wake()
    clock.to(6, "08:00")
    shows.fails = True
    with pytest.raises(RuntimeError):
        await one.wake()
    assert shows.late == ["2026-05-04T08:00", "2026-05-05T08:00"]  # one that fails does not silence the others
    shows.fails = False
    await one.wake()
    await one.wake()
    assert (shows.rang, len(shows.late)) == (["2026-05-06T08:00"], 2)


async def test_a_first_beat_that_fails_does_not_keep_the_others_from_coming(vault: Vault, clock: HandClock) -> None:
    shows = Shows()
    shows.fails = True
    clock.to(4, "08:00")
    one = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder)
    await one.start()
    shows.fails = False
    await one.beat()
    await one.finish()
    assert shows.rang == ["2026-05-04T08:00"]


async def test_while_nobody_is_there_nothing_is_shown_and_nothing_is_lost(vault: Vault, clock: HandClock) -> None:
    shows, there = Shows(), [False]
    one = Reminding(vault.companion, clock, shows, heard=lambda: there[0], settings=vault.local, folder=vault.folder)
    for wall in ("07:30", "08:00", "09:00"):
        clock.to(4, wall)
        await one.wake()
    assert states(vault) == []
    there[0] = True
    await one.wake()
    assert (shows.rang, shows.late) == ([], ["2026-05-04T08:00"])


async def test_a_later_process_goes_on_where_the_last_one_was(vault: Vault, clock: HandClock) -> None:
    first = Reminding(vault.companion, clock, Shows(), settings=vault.local, folder=vault.folder)
    await first.start()
    clock.to(4, "09:30")
    await first.finish()
    shows = Shows()
    vault.companion.do(Save(Reminder(title="Too late for today", times=["07:15"])))
    second = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder)
    clock.to(5, "07:15")
    await second.wake()
    assert (shows.rang, shows.late) == (["2026-05-05T07:15"], ["2026-05-04T08:00"])


async def test_a_clock_that_leapt_is_asked_about_before_a_flood(vault: Vault, clock: HandClock) -> None:
    shows, asked = Shows(), []

    async def ask(since: datetime, count: int) -> None:
        asked.append((since, count))

    one = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder, ask=ask)
    await one.wake()
    clock.to(7, "08:00")
    for _ in range(3):
        await one.wake()
        clock.at += timedelta(seconds=30)
    assert (asked, shows.rang, shows.late) == ([(SET_UP, 3)], ["2026-05-07T08:00"], [])
    clock.to(4, "07:59")  # it was wrong, and is set right
    await one.wake()
    clock.to(4, "08:00")
    await one.wake()
    assert (len(asked), shows.rang[1:], shows.late) == (1, ["2026-05-04T08:00"], [])


@pytest.mark.parametrize("says_so", [True, False])
async def test_a_clock_that_leapt_and_is_right_shows_what_was_missed(
    vault: Vault, clock: HandClock, says_so: bool
) -> None:
    shows = Shows()

    async def ask(since: datetime, count: int) -> None: ...

    one = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder, ask=ask)
    await one.wake()
    clock.to(7, "07:00")
    await one.wake()
    assert shows.late == []
    if says_so:
        await one.believe_clock()
    else:
        clock.to(7, "07:10")
        await one.wake()
    assert len(shows.late) == 3
    await one.wake()
    assert len(shows.late) == 3


async def test_two_vaults_on_one_folder_take_turns(vault: Vault, clock: HandClock) -> None:
    other, shows = Vault.open(vault.folder, clock=clock, assets=ASSETS), Shows()
    loops = [
        Reminding(v.companion, clock, shows, settings=v.local, folder=v.folder) for v in (vault, other, vault, other)
    ]
    for day in (4, 5, 6):
        clock.to(day, "08:00")
        await asyncio.gather(*(one.wake() for one in loops))
    assert shows.rang == [f"2026-05-0{day}T08:00" for day in (4, 5, 6)]
    assert states(vault) == ["delivered"] * 3


async def test_one_that_takes_its_time_to_show_is_not_taken_for_dead(vault: Vault, clock: HandClock) -> None:
    class Slow(Shows):
        async def ring(self, dues: tuple[Due, ...]) -> None:
            await asyncio.sleep(0.3)
            await super().ring(dues)

    other, slow, quick = Vault.open(vault.folder, clock=clock, assets=ASSETS), Slow(), Shows()
    first = Reminding(vault.companion, clock, slow, settings=vault.local, folder=vault.folder)
    second = Reminding(other.companion, clock, quick, settings=other.local, folder=other.folder)
    clock.to(4, "08:00")
    showing = asyncio.ensure_future(first.wake())
    while states(vault) != ["claimed"]:
        await asyncio.sleep(0.01)
    await second.wake()
    await showing
    assert (slow.rang, quick.rang) == (["2026-05-04T08:00"], [])


async def test_with_the_real_scheduler_at_six_hundred_times_the_speed_it_rings_within_the_minute(
    tmp_path: Path,
) -> None:
    clock = SetClock(SET_UP, rate=600, zone="UTC")
    vault = Vault.open(tmp_path, clock=clock, assets=ASSETS)
    vault.companion.do(SetProfile(Profile(id="profile")))
    times = ["07:10", "07:20", "07:30", "07:40"]
    vault.companion.do(Save(Reminder(title="Wipe the wand", times=times)))
    late: list[timedelta] = []

    class Timed(Shows):
        async def ring(self, dues: tuple[Due, ...]) -> None:
            await super().ring(dues)
            late.extend(clock.now() - d.at for d in dues)

    one = Reminding(vault.companion, clock, timed := Timed(), settings=vault.local, folder=vault.folder)
    await one.start()
    began = time.perf_counter()
    while len(timed.rang) < len(times) and time.perf_counter() - began < 20:
        await asyncio.sleep(0.05)
    await one.finish()
    vault.close()
    assert timed.rang == [f"2026-05-04T{wall}" for wall in times]
    assert all(timedelta() <= each < timedelta(minutes=1) for each in late), late
