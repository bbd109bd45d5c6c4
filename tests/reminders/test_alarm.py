"""The alarm clock, with the real scheduler: it beats, rings at instants, and survives clocks that jump."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from reminders.alarm import BEAT, Alarm
from reminders.clock import SetClock, SystemClock

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Counted:
    def __init__(self, fails: bool = False) -> None:
        self.times: list[float] = []
        self.fails = fails
        self.heard = asyncio.Event()

    async def __call__(self) -> None:
        self.times.append(time.perf_counter())
        self.heard.set()
        if self.fails:
            raise RuntimeError("a beat that fails")

    async def next(self, within: float) -> bool:
        self.heard.clear()
        try:
            await asyncio.wait_for(self.heard.wait(), within)
        except TimeoutError:
            return False
        return True


async def test_it_beats_and_a_beat_that_fails_is_logged_and_followed_by_the_next(
    caplog: pytest.LogCaptureFixture,
) -> None:
    beats = Counted(fails=True)
    alarm = Alarm(SystemClock("UTC"), beats, beat=0.1)
    with caplog.at_level(logging.ERROR, "reminders.alarm"):
        alarm.start()
        for _ in range(3):
            assert await beats.next(2)
        alarm.stop()
    assert len(caplog.records) >= 3
    assert not await beats.next(0.3)


async def test_it_wakes_at_the_instant_set_last_by_a_clock_that_runs_faster() -> None:
    beats, clock = Counted(), SetClock(START, rate=60, zone="UTC")
    alarm = Alarm(clock, beats)  # a beat each half second
    alarm.start()
    alarm.set(START + timedelta(hours=5))
    alarm.set(START + timedelta(seconds=12))
    assert await beats.next(0.45)
    assert clock.now() - START >= timedelta(seconds=12)
    alarm.stop()


async def test_the_beat_shrinks_with_the_rate() -> None:
    beats = Counted()
    alarm = Alarm(SetClock(START, rate=BEAT * 10, zone="UTC"), beats)
    alarm.start()
    assert all([await beats.next(1) for _ in range(3)])
    alarm.stop()


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=-400), timedelta(hours=3), timedelta(days=4000)])
async def test_it_goes_on_beating_when_the_systems_clock_is_set(jump: timedelta) -> None:
    beats = Counted()
    alarm = Alarm(SystemClock("UTC"), beats, beat=0.1)
    alarm.start()
    assert await beats.next(1)
    with time_machine.travel(datetime.now(UTC) + jump):
        for _ in range(5):
            assert await beats.next(1)
        alarm.set(datetime.now(UTC) + timedelta(seconds=0.05))
        assert await beats.next(1)
    assert await beats.next(1)
    alarm.stop()


async def test_an_instant_that_a_sleep_jumped_over_is_noticed_at_the_next_beat() -> None:
    beats = Counted()
    alarm = Alarm(SystemClock("UTC"), beats, beat=0.2)
    alarm.start()
    alarm.set(datetime.now(UTC) + timedelta(minutes=30))
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        assert await beats.next(1)
    alarm.stop()
