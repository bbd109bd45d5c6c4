"""What reminding costs: sixty days of a hundred reminders, and a beat with ten years of ledger. Asserts nothing.

The yardsticks: turning the same number of wall times into instants, one by one, and reading the clock of a zone; what
any planner must do. The aims are 20 ms for the plan, 2 ms for a beat, and nothing written when nothing is due.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from care.days import Moment, instant
from care.diary import Diary, by_id
from care.records import Occurrence, Profile, QuietHours, Reminder, Repeat, Rhythm, occurrence_id
from care.verbs.importing import Import
from companion import Vault
from reminders.clock import SetClock
from reminders.planner import Due, dues
from reminders.service import Reminding
from storage.knowledge import read_knowledge
from tests.bench.history_bench import medians

ASSETS = Path(__file__).parents[2] / "assets"
ZONE, TODAY = "Europe/Berlin", date(2026, 3, 2)
REMINDERS, DAYS, YEARS = 100, 60, 10
RHYTHMS = (Rhythm(), Rhythm(weekdays=[0, 2, 4]), Rhythm(n=3), Rhythm(unit="week", n=2), Rhythm(unit="month"))


def hundred() -> list[Reminder]:
    return [
        Reminder(
            id=f"r{n}",
            title=f"Reminder {n}",
            times=[f"{n % 24:02d}:{n * 7 % 60:02d}"],
            every=RHYTHMS[n % len(RHYTHMS)],
            from_=TODAY - timedelta(days=n),
            zone="local" if n % 10 else "Asia/Tokyo",
            repeat=Repeat(every_minutes=15, times=2) if n % 7 == 0 else None,
        )
        for n in range(REMINDERS)
    ]


def long_ledger(until: date) -> list[Occurrence]:
    """Three a day for ten years, all answered."""
    return [
        Occurrence(
            id=occurrence_id(f"r{slot[:2]}", day, slot),
            reminder=f"r{slot[:2]}",
            date=day,
            slot=slot,
            due_at=instant(day, slot, ZONE),
            state="done",
        )
        for day in (until - timedelta(days=n) for n in range(1, YEARS * 365))
        for slot in ("07:30", "13:00", "21:30")
    ]


class Silent:
    async def ring(self, dues: tuple[Due, ...]) -> None: ...

    async def missed(self, dues: tuple[Due, ...], older: int) -> None: ...


def plan() -> None:
    knowledge = read_knowledge(ASSETS / "knowledge")
    profile = Profile(id="profile", rev=1, quiet_hours=QuietHours(from_="22:00", to="07:00"))
    diary, now = Diary(profile=profile, reminders=by_id(hundred())), Moment(instant(TODAY, "18:00", ZONE), ZONE)  # type: ignore[arg-type]
    until = now.at + timedelta(days=DAYS)
    found = dues(diary, knowledge, now, now.at, until)
    times = medians(
        {
            "plan": lambda: dues(diary, knowledge, now, now.at, until),
            "instants": lambda: [instant(due.date, due.slot, due.zone) for due in found],
        }
    )
    print(
        f"{DAYS} days of {REMINDERS} reminders, {len(found)} occurrences: {times['plan']:.1f} ms, "
        f"{times['plan'] / times['instants']:.1f} x their instants alone"
    )


def beat(folder: Path) -> None:
    clock = SetClock(datetime(2026, 3, 2, 11, tzinfo=UTC), zone=ZONE)
    vault = Vault.open(folder, clock=clock, assets=ASSETS)
    reminders = [
        Reminder(id=f"r{slot[:2]}", title=f"At {slot}", times=[slot], from_=TODAY)
        for slot in ("07:30", "13:00", "21:30")
    ]
    vault.companion.do(Import((Profile(id="profile"), *reminders, *long_ledger(TODAY))))
    vault.close()
    vault = Vault.open(folder, clock=clock, assets=ASSETS)
    reminding = Reminding(vault.companion, clock, Silent(), settings=vault.local, folder=folder)
    with asyncio.Runner() as runner:
        runner.run(reminding.wake())
        before, files = vault.store.position, stamps(folder)
        times = medians(
            {
                "beat": lambda: runner.run(reminding.wake()),
                "thread": lambda: runner.run(asyncio.to_thread(clock.now)),
            }
        )
        written = vault.store.position - before + len(stamps(folder) ^ files)
    vault.close()
    print(
        f"one beat with ten years of ledger: {times['beat']:.2f} ms, {times['beat'] / times['thread']:.0f} x one hop "
        f"into a thread; {written} files or commits written"
    )


def stamps(folder: Path) -> set[tuple[str, int]]:
    return {(str(file), file.stat().st_mtime_ns) for file in folder.rglob("*") if file.is_file()}


def main() -> None:
    plan()
    with tempfile.TemporaryDirectory(prefix="reminder-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        beat(Path(home))


if __name__ == "__main__":
    main()
