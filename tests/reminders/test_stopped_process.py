"""`remind`, a real process, stopped by the system over two reminders in the night in which the clocks change, and
continued; then a new one where the person has flown to. Each is said once, and why."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.records import Profile, QuietHours, Routine, RoutineStep
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from companion import Vault
from reminders.clock import SetClock
from reminders.presence import who_is_there
from reminders.service import SETTING

ROOT = Path(__file__).parents[2]
BEGINS = datetime(2026, 3, 28, 11, tzinfo=UTC)  # the clocks of Berlin change in the night that follows
RATE = 7200  # of its clock: two hours in a second
PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A routine at half past seven and one at ten in the evening; quiet from half past ten to seven."""
    vault = Vault.open(tmp_path, clock=SetClock(BEGINS, zone="Europe/Berlin"), assets=ROOT / "assets")
    quiet = QuietHours(from_="22:30", to="07:00")
    vault.companion.do(SetProfile(Profile(id="profile", am_time="07:30", pm_time="22:00", quiet_hours=quiet)))
    for slot in ("am", "pm"):
        vault.companion.do(Save(Routine(title=slot, slot=slot, steps=[RoutineStep(id="s", title="Cleanse")])))  # type: ignore[arg-type]
    vault.close()
    return tmp_path


def remind(folder: Path, zone: str, *more: str, now: datetime, rate: int = 1) -> subprocess.Popen[str]:
    environment = {**os.environ, "MESODAY_NOW": now.isoformat(), "MESODAY_RATE": str(rate), "TZ": zone}
    command = [sys.executable, "main.py", "remind", "--json", "--data", str(folder), *more]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def said(lines: list[str]) -> list[tuple[Any, ...]]:
    return [tuple(json.loads(line).get(name) for name in ("event", "local", "at", "because")) for line in lines]


def began(folder: Path) -> tuple[datetime, float]:
    """When the process has begun by its clock, and about when that was by ours; by then it has looked once."""
    end, kept = time.monotonic() + PATIENCE, folder / "local.json"
    while (there := who_is_there(folder, "remind")) is None or there.since is None or SETTING not in kept.read_text():
        assert time.monotonic() < end, "it did not begin"
        threading.Event().wait(0.02)
    return there.since, time.monotonic()


def test_stopped_over_two_of_them_it_says_both_and_a_journey_repeats_none(folder: Path) -> None:
    with remind(folder, "Europe/Berlin", now=BEGINS, rate=RATE) as process:
        since, at = began(folder)
        process.send_signal(signal.SIGSTOP)
        until = datetime(2026, 3, 29, 6, tzinfo=UTC)
        threading.Event().wait((until - since) / timedelta(seconds=RATE) - (time.monotonic() - at))
        process.send_signal(signal.SIGCONT)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        process.terminate()
        rest, _ = process.communicate(timeout=PATIENCE)
    assert said(lines) == [
        ("missed", "2026-03-28T22:00", "2026-03-28T21:00:00Z", "asleep"),
        ("missed", "2026-03-29T07:30", "2026-03-29T05:30:00Z", "asleep"),
    ]
    there = said(rest.splitlines())  # what it may still have rung before it ended
    with remind(folder, "Asia/Tokyo", "--once", now=datetime(2026, 3, 29, 23, tzinfo=UTC)) as process:
        later, _ = process.communicate(timeout=PATIENCE)
    assert said(later.splitlines()) + there == [
        ("missed", "2026-03-29T22:00", "2026-03-29T13:00:00Z", "closed"),
        ("missed", "2026-03-30T07:30", "2026-03-29T22:30:00Z", "closed"),
    ]
    with remind(folder, "Europe/Berlin", "--once", now=datetime(2026, 3, 30, 4, tzinfo=UTC)) as process:
        assert process.communicate(timeout=PATIENCE)[0] == ""  # back again: the morning of the 30th was said
