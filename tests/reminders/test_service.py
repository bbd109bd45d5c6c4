"""The loop that reminds, on a real data folder: what is shown, held back, kept and taken in turns."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.clock_doubt import DOUBT, ClockDoubt, answered
from care.missing import OLDER, older_missed
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
        self.leapt = timedelta()

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - self.leapt - SET_UP).total_seconds()

    def leaps(self, day: int, wall: str) -> None:
        """It is set, or goes wrong: no time goes by."""
        before = self.at
        self.to(day, wall)
        self.leapt += self.at - before

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


def reasons(vault: Vault) -> list[str]:
    return [o.missed_because for o in vault.store.records("occurrence")]  # type: ignore[attr-defined]


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
    for minute in range(0, 90, 4):
        clock.at = SET_UP + timedelta(minutes=30 + minute)
        await one.wake()
    assert states(vault) == []
    there[0] = True
    await one.wake()
    assert (shows.rang, shows.late) == ([], ["2026-05-04T08:00"])
    assert reasons(vault) == ["unheard"]


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
    assert sorted(reasons(vault)) == ["", "closed"]


class Asked:
    """Hears of doubts about the clock."""

    def __init__(self) -> None:
        self.doubts: list[ClockDoubt | None] = []

    async def __call__(self, doubt: ClockDoubt | None) -> None:
        self.doubts.append(doubt)


def doubting(vault: Vault, clock: HandClock, **given: Any) -> tuple[Reminding, Shows, Asked]:
    """A process that asks where the clock leaps."""
    shows, asked = Shows(), Asked()
    one = Reminding(vault.companion, clock, shows, settings=vault.local, folder=vault.folder, doubts=asked, **given)
    return one, shows, asked


def says(vault: Vault, *, right: bool) -> None:
    """The person answers, on whatever page."""
    vault.local.update(**{DOUBT: answered(vault.local.get(DOUBT), right=right)})


async def test_a_clock_that_leapt_is_asked_about_and_nothing_is_missed_until_it_is_answered(
    vault: Vault, clock: HandClock
) -> None:
    one, shows, asked = doubting(vault, clock)
    await one.wake()
    clock.leaps(7, "08:00")
    for _ in range(40):
        await one.wake()
        clock.at += timedelta(hours=1)
    assert (shows.rang, shows.late) == (["2026-05-07T08:00", "2026-05-08T08:00"], [])
    [doubt] = asked.doubts
    assert doubt == ClockDoubt(SET_UP, datetime(2026, 5, 7, 8, tzinfo=UTC), (3 * 24 + 1) * 3600.0, 3)
    says(vault, right=True)
    await one.wake()
    assert (shows.late, asked.doubts[1:]) == ([f"2026-05-0{day}T08:00" for day in (4, 5, 6)], [None])
    assert reasons(vault) == ["clock_set"] * 3 + [""] * 2
    await one.wake()
    assert len(shows.late) == 3


async def test_a_clock_that_was_wrong_lets_everything_ring_at_its_real_time(vault: Vault, clock: HandClock) -> None:
    one, shows, asked = doubting(vault, clock)
    await one.wake()
    clock.leaps(6, "08:00")
    await one.wake()
    assert shows.rang == ["2026-05-06T08:00"]
    says(vault, right=False)
    await one.wake()
    assert [doubt and doubt.answer for doubt in asked.doubts] == ["", "wrong"]
    clock.leaps(4, "07:59")
    for day in (4, 5, 6, 7):
        await one.wake()
        clock.to(day, "08:00")
        await one.wake()
    assert shows.rang[1:] == [f"2026-05-0{day}T08:00" for day in (4, 5, 6, 7)]
    assert (shows.late, asked.doubts[2:]) == ([], [None])
    assert states(vault) == ["delivered"] * 4


async def test_a_clock_that_was_set_is_looked_at_at_once(vault: Vault, clock: HandClock) -> None:
    one, _, asked = doubting(vault, clock)
    await one.wake()
    clock.at += timedelta(minutes=20)  # time goes by, and the next beat is far: nothing to do
    await one.look_at_clock()
    assert asked.doubts == []
    clock.leaps(7, "08:00")
    await one.look_at_clock()
    assert len(asked.doubts) == 1
    clock.leaps(4, "07:20")
    await one.look_at_clock()
    assert asked.doubts[1:] == [None]


async def test_a_sleep_of_days_asks_nothing(vault: Vault, clock: HandClock) -> None:
    one, shows, asked = doubting(vault, clock)
    await one.wake()
    clock.to(7, "07:00")
    await one.wake()
    assert (len(shows.late), asked.doubts) == (3, [])
    assert reasons(vault) == ["asleep"] * 3


async def test_what_was_missed_too_long_ago_to_be_listed_is_told_as_a_number(vault: Vault, clock: HandClock) -> None:
    one, shows, _ = doubting(vault, clock)
    await one.wake()
    for weeks in (8, 16):
        clock.at = SET_UP + timedelta(weeks=weeks)
        await one.wake()
        await one.wake()
        assert older_missed(vault.local.get(OLDER)) == shows.older
        assert len(shows.late) + shows.older == 7 * weeks
    assert [older_missed(kept) for kept in (None, "7", True, -1, 3)] == [0, 0, 0, 0, 3]


async def test_a_doubt_outlives_the_process_and_an_answer_holds_in_all_of_them(vault: Vault, clock: HandClock) -> None:
    other = Vault.open(vault.folder, clock=clock, assets=ASSETS)
    first, beside = doubting(vault, clock), doubting(other, clock)
    for one, _, _ in (first, beside):
        await one.wake()
    clock.leaps(7, "07:00")
    for one, _, asked in (first, beside):
        await one.wake()
        assert len(asked.doubts) == 1  # both tell of it, and it is one question
    later, shows, asked = doubting(vault, clock)
    await later.wake()
    assert (len(asked.doubts), shows.late) == (1, [])
    says(other, right=True)
    await later.wake()
    for one, _, also in (first, beside):
        await one.wake()
        assert also.doubts[1:] == [None]  # answered there is answered here
    late = [*shows.late, *first[1].late, *beside[1].late]
    assert late == [f"2026-05-0{day}T08:00" for day in (4, 5, 6)]
    other.close()


async def test_a_leap_that_nobody_was_there_to_hear_of_is_asked_about_when_somebody_is(
    vault: Vault, clock: HandClock
) -> None:
    there = [True]
    one, shows, asked = doubting(vault, clock, heard=lambda: there[0])
    await one.wake()
    there[0] = False
    clock.leaps(7, "07:00")
    for _ in range(2):
        await one.wake()
        clock.at += timedelta(minutes=5)
    assert asked.doubts == []
    there[0] = True
    await one.wake()
    assert ([doubt and doubt.missed for doubt in asked.doubts], shows.late) == ([3], [])


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
