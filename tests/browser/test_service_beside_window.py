"""What a service runs, beside an open page on the same folder: two real processes, and each reminder rings once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from care.changes import adding
from care.records import Occurrence, Profile, Reminder
from companion import Vault
from reminders.clock import SetClock
from reminders.presence import who_is_there
from tests.browser.person import Person
from tests.browser.served import Served
from tests.commands.running import ROOT, command_line
from tests.screens.kept_day import HandClock, open_vault

BEGINS = datetime(2026, 3, 2, 12, tzinfo=UTC)
RATE = 30  # of their clocks: a minute takes two seconds
TIMES = [f"12:{minute:02d}" for minute in range(3, 7)]


def rings_of(folder: Path) -> dict[str, list[str]]:
    """By wall time, everything that the ledger says of each reminder, the oldest first."""
    vault = Vault.open(folder, clock=SetClock(BEGINS, zone="UTC"), assets=ROOT / "assets", read_only=True)
    found = {}
    for row in vault.store.records("occurrence"):
        assert isinstance(row, Occurrence)
        found[row.slot] = [kept.state for _, kept in vault.store.history("occurrence", row.id)]  # type: ignore[attr-defined]
    return found


def until(true: Callable[[], object]) -> None:
    """Look every tenth of a second whether it is so, for a minute at most."""
    for _ in range(600):
        if true():
            return
        threading.Event().wait(0.1)
    raise AssertionError("it never came to that")


def test_a_service_and_a_window_never_both_ring(
    serve: Callable[..., Served], person: Callable[..., Person], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    vault = open_vault(folder, HandClock(BEGINS.isoformat()))
    vault.store.commit(adding([Profile(areas=[]), Reminder(id="wipe", title="Wipe the wand", times=TIMES, zone="UTC")]))
    vault.close()
    clock = {"MESODAY_NOW": BEGINS.isoformat(), "MESODAY_RATE": str(RATE), "TZ": "UTC"}
    began = datetime.now(UTC)
    served, somebody = serve(folder, **clock), person()
    somebody.visit(served.entrance)
    somebody.page.get_by_role("heading").first.wait_for()
    # Its clock is set to what the window's says by now, so that both wake at the same instants.
    now = BEGINS + (datetime.now(UTC) - began) * RATE
    service = subprocess.Popen(
        command_line("remind", "--json", "--data", folder),
        env={**os.environ, **clock, "MESODAY_NOW": now.isoformat()},
        stdout=subprocess.PIPE,
        text=True,
    )
    until(lambda: who_is_there(folder, "app") and who_is_there(folder, "remind"))
    service.send_signal(signal.SIGSTOP)
    until(lambda: rings_of(folder).get(TIMES[1], [])[-1:] == ["delivered"])  # the window rings alone
    service.send_signal(signal.SIGCONT)
    until(lambda: rings_of(folder).get(TIMES[-1], [])[-1:] == ["delivered"])  # now the two of them
    service.terminate()
    printed = [json.loads(line) for line in service.communicate(timeout=30)[0].splitlines()]
    assert served.stop() in (0, 130)
    found = rings_of(folder)
    assert set(found) == set(TIMES), "none was left out"
    assert all(states == ["claimed", "delivered"] for states in found.values()), found
    assert len({one["slot"] for one in printed}) == len(printed)
    assert not {one["slot"] for one in printed} & set(TIMES[:2]), "what the window rang meanwhile is not missed"
