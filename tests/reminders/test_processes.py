"""Processes that die by kill -9 between claiming, showing and noting, and several at the same instant."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from care.clock_doubt import DOUBT, ClockDoubt, doubt_to_plain
from care.records import Profile, Reminder
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from companion import Vault
from reminders.clock import SetClock

ROOT = Path(__file__).parents[2]
SET_UP = datetime(2026, 5, 4, 7, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Set up at seven, with reminders at eight and at nine."""
    vault = Vault.open(tmp_path, clock=SetClock(SET_UP, zone="UTC"), assets=ROOT / "assets")
    vault.companion.do(SetProfile(Profile(id="profile")))
    vault.companion.do(Save(Reminder(title="Wipe the wand", times=["08:00", "09:00"])))
    vault.close()
    return tmp_path


def started(folder: Path, at: str, where: str = "nowhere") -> subprocess.Popen[str]:
    environment = {**os.environ, "MESODAY_NOW": at, "TZ": "UTC"}
    command = [sys.executable, "-m", "tests.reminders.reminding_process", str(folder), where]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)


def shown(process: subprocess.Popen[str]) -> list[str]:
    lines, _ = process.communicate(timeout=60)
    return [line.rsplit("/", 1)[0] for line in lines.splitlines()]


def states(folder: Path) -> dict[str, str]:
    vault = Vault.open(folder, clock=SetClock(SET_UP, zone="UTC"), assets=ROOT / "assets", read_only=True)
    return {f"{o.date}/{o.slot}": o.state for o in vault.store.records("occurrence")}  # type: ignore[attr-defined]


@pytest.mark.parametrize("where", ["claimed", "showing"])
def test_what_died_before_it_was_shown_is_shown_by_the_next(folder: Path, where: str) -> None:
    first = started(folder, "2026-05-04T08:00:00Z", where)
    assert shown(first) == []
    assert first.returncode == -9
    assert states(folder) == {"2026-05-04/08:00": "claimed"}
    assert shown(started(folder, "2026-05-04T08:00:00Z")) == ["2026-05-04/08:00"]
    assert shown(started(folder, "2026-05-04T08:01:00Z")) == []
    assert states(folder) == {"2026-05-04/08:00": "delivered"}


def test_what_died_long_ago_before_it_was_shown_is_shown_as_missed(folder: Path) -> None:
    shown(started(folder, "2026-05-04T08:00:00Z", "claimed"))
    assert shown(started(folder, "2026-05-07T08:30:00Z")) == [
        f"2026-05-0{day}/{slot}" for day in (4, 5, 6) for slot in ("08:00", "09:00")
    ] + ["2026-05-07/08:00"]
    assert set(states(folder).values()) == {"missed_shown"}


def test_what_died_after_it_was_noted_is_not_shown_again(folder: Path) -> None:
    assert shown(started(folder, "2026-05-04T08:00:00Z", "shown")) == ["2026-05-04/08:00"]
    assert shown(started(folder, "2026-05-04T08:01:00Z")) == []


def test_of_several_processes_at_the_same_instant_one_shows_it(folder: Path) -> None:
    for hour in (8, 9):
        together = [started(folder, f"2026-05-04T{hour:02d}:00:00Z") for _ in range(4)]
        assert [line for process in together for line in shown(process)] == [f"2026-05-04/{hour:02d}:00"]


def test_remind_rings_within_the_minute_and_ends_when_asked(folder: Path) -> None:
    """The command itself, at six hundred times the speed: eight and nine o'clock of one day."""
    environment = {**os.environ, "MESODAY_NOW": "2026-05-04T07:45:00Z", "MESODAY_RATE": "600", "TZ": "UTC"}
    command = [sys.executable, "main.py", "remind", "--json", "--data", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        process.terminate()
        rest, _ = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "")
    assert ['"slot":"08:00"' in lines[0].replace(" ", ""), '"slot":"09:00"' in lines[1].replace(" ", "")] == [True] * 2
    assert states(folder) == {"2026-05-04/08:00": "delivered", "2026-05-04/09:00": "delivered"}
    late = [c - instant for c, instant in claimed(folder)]
    assert all(timedelta() <= each <= timedelta(minutes=1) for each in late), late


def claimed(folder: Path) -> list[tuple[datetime, datetime]]:
    """When each occurrence was first kept, by the clock of the process, and when it was due."""
    vault = Vault.open(folder, clock=SetClock(SET_UP, zone="UTC"), assets=ROOT / "assets", read_only=True)
    rows = vault.store.records("occurrence", since=date(2026, 5, 4))
    found = []
    for row in rows:
        _, first = vault.store.history("occurrence", row.id)[0]
        found.append((datetime.fromtimestamp(first.changed_at / 1000, UTC), row.due_at))  # type: ignore[attr-defined]
    return found


def test_remind_asks_about_the_clock_in_a_line_and_takes_the_answer(folder: Path) -> None:
    vault = Vault.open(folder, clock=SetClock(SET_UP, zone="UTC"), assets=ROOT / "assets")
    doubt = ClockDoubt(SET_UP, datetime(2026, 5, 7, 7, tzinfo=UTC), 3 * 86_400.0, 6)
    vault.local.update(**{DOUBT: doubt_to_plain(doubt)})
    vault.close()

    def remind(*more: str) -> str:
        environment = {**os.environ, "MESODAY_NOW": "2026-05-07T07:30:00Z", "TZ": "UTC"}
        command = [sys.executable, "main.py", "remind", "--once", "--json", "--data", str(folder), *more]
        return subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=True).stdout

    [line] = remind().splitlines()
    told = {"event": "clock", "since": "2026-05-04T07:00:00Z", "says": "2026-05-07T07:00:00Z", "missed": 6}
    assert json.loads(line) == told
    assert states(folder) == {}
    missed = [json.loads(line) for line in remind("--clock-is-right").splitlines()]
    assert [one["event"] for one in missed] == ["missed"] * 6
    assert set(states(folder).values()) == {"missed_shown"}
