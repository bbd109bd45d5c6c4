"""`remind` on a real desktop: what it shows arrives, its answer is logged, and kill -9 shows each exactly once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from care.records import Profile, Routine, RoutineStep
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from care.verbs.routine import TickAll
from companion import Vault
from reminders.calls import call_id, place_of
from reminders.clock import SetClock
from tests.reminders.real_desktop import RealDesktop, real_desktop, until

ROOT = Path(__file__).parents[2]
SET_UP = datetime(2026, 5, 4, 7, tzinfo=UTC)
ROUNDS = 80 if os.environ.get("MESODAY_DEEP") else 6


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealDesktop]:
    with real_desktop(tmp_path_factory.mktemp("desktop")) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path, desktop: RealDesktop) -> Path:
    """Set up at seven, with a routine at eight."""
    desktop.close_all()
    vault = Vault.open(tmp_path, clock=SetClock(SET_UP, zone="UTC"), assets=ROOT / "assets")
    vault.companion.do(SetProfile(Profile(id="profile", am_time="08:00")))
    vault.companion.do(Save(Routine(title="Morning", slot="am", steps=[RoutineStep(id="s", title="Cleanse")])))
    vault.close()
    return tmp_path


def remind(folder: Path, desktop: RealDesktop, at: datetime, *more: str, rate: float = 1) -> subprocess.Popen[bytes]:
    env = {**desktop.env, "MESODAY_NOW": at.isoformat(), "MESODAY_RATE": str(rate), "TZ": "UTC"}
    command = [sys.executable, "main.py", "remind", *more, "--data", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    assert process.wait(timeout=30) == 0


def look(folder: Path) -> tuple[dict[str, str], int]:
    """What the ledger says of each day, and how many steps are ticked."""
    vault = Vault.open(folder, clock=SetClock(SET_UP, zone="UTC"), assets=ROOT / "assets", read_only=True)
    states = {o.date.isoformat(): o.state for o in vault.store.records("occurrence")}  # type: ignore[attr-defined]
    return states, len(vault.store.records("step_done"))


def test_it_arrives_in_neutral_words_and_done_logs_the_routine(folder: Path, desktop: RealDesktop) -> None:
    with remind(folder, desktop, SET_UP + timedelta(minutes=59, seconds=30), rate=20) as process:
        until(lambda: desktop.displayed() == 1)
        until(lambda: look(folder)[0] == {"2026-05-04": "delivered"})
        desktop.choose("Done")
        until(lambda: look(folder) == ({"2026-05-04": "done"}, 1))
        stop(process)
    app, _icon, title, body, *_ = desktop.said()[-1]
    assert (app, title, body) == ("Mesoday", "Your routine", "08:00. Open when ready.")


@pytest.mark.parametrize(("pressed", "state"), [("In 30 min", "snoozed"), ("Not today", "skipped")])
def test_the_other_answers_are_noted_and_nothing_is_logged(
    folder: Path, desktop: RealDesktop, pressed: str, state: str
) -> None:
    with remind(folder, desktop, SET_UP + timedelta(hours=1)) as process:
        until(lambda: desktop.displayed() == 1)
        until(lambda: look(folder)[0] == {"2026-05-04": "delivered"})
        desktop.choose(pressed)
        until(lambda: look(folder) == ({"2026-05-04": state}, 0))
        stop(process)


def test_what_is_done_elsewhere_is_taken_away(folder: Path, desktop: RealDesktop) -> None:
    with remind(folder, desktop, SET_UP + timedelta(hours=1), rate=30) as process:
        until(lambda: desktop.displayed() == 1)
        other = Vault.open(folder, clock=SetClock(SET_UP + timedelta(hours=1), zone="UTC"), assets=ROOT / "assets")
        other.companion.do(TickAll((next(iter(other.companion.diary().routines)),), other.companion.today()))
        other.close()
        until(lambda: desktop.displayed() == 0)
        stop(process)


def test_killed_at_a_random_moment_and_started_again_it_shows_each_exactly_once(
    folder: Path, desktop: RealDesktop
) -> None:
    chance, before, died_showing = random.Random(6), len(desktop.said()), 0
    for day in range(ROUNDS):
        at = SET_UP + timedelta(days=day, hours=1)
        first = remind(folder, desktop, at)
        killer = threading.Timer(chance.uniform(0.2, 0.9), first.send_signal, [signal.SIGKILL])
        killer.start()
        first.wait(timeout=30)
        asked = len(desktop.said())
        states = look(folder)[0]
        died_showing += states.get(at.date().isoformat()) == "claimed"
        assert remind(folder, desktop, at + timedelta(seconds=2), "--once").wait(timeout=30) == 0
        assert look(folder)[0][at.date().isoformat()] == "delivered"
        assert desktop.displayed() == day + 1, (day, states, asked - before)
    desktop.close_all()
    shown = [one["id"] for one in desktop.seen()[:ROUNDS]]
    days = [SET_UP + timedelta(days=day, hours=1) for day in range(ROUNDS)]
    assert sorted(shown) == sorted(place_of(call_id(at)) for at in days)
    assert len(desktop.said()) - before >= ROUNDS
    assert died_showing or ROUNDS < 20  # of many moments some lie between claiming and noting


def test_with_nothing_that_shows_it_says_so_and_waits_for_the_app(folder: Path, desktop: RealDesktop) -> None:
    env = {**desktop.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "TZ": "UTC"}
    env["MESODAY_NOW"] = (SET_UP + timedelta(hours=1)).isoformat()
    done = subprocess.run(
        [sys.executable, "main.py", "remind", "--once", "--data", str(folder)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    assert (done.returncode, look(folder)[0]) == (0, {})
