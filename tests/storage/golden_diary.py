"""Makes a golden data folder: a small diary with a record of each kind, as this version writes it.

``python -m tests.storage.golden_diary`` writes ``tests/storage/golden/schema-N`` and ``schema-N.json`` (the records
that are to be read from it) for the schema of this version. Run it once for each schema that is released; what lies
there is never made again. When a later schema changes what is read, the ``.json`` is brought up to date by hand.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

import storage.store
from care.changes import adding, changing, deleting
from care.records import (
    KINDS,
    Answer,
    Choice,
    Cleared,
    Course,
    Device,
    DeviceMode,
    Occurrence,
    PatchTest,
    Pause,
    Phase,
    Photo,
    Profile,
    QuietHours,
    Reaction,
    Record,
    Reminder,
    Rhythm,
    Routine,
    RoutineStep,
    Session,
    SessionStep,
    StepDone,
    Treatment,
)
from storage.migrations import SCHEMA
from storage.places import LOCK
from storage.store import Store
from tests.storage.store_makers import START, TODAY, CountingClock, check_in, product, step_done

GOLDEN = Path(__file__).with_name("golden")


class CountingIds:
    """The same ids each time."""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> str:
        self.count += 1
        return f"01K{self.count:023d}"


def expected(store: Store) -> dict[str, list[dict]]:
    """All records by kind, as JSON values."""
    return {kind: msgspec.to_builtins(store.records(kind)) for kind in sorted(KINDS)}


def of_each_kind() -> list[Record]:
    event = {"at": START, "zone": "Asia/Kolkata", "day": TODAY}
    return [
        Profile(birth_year=1990, areas=["face", "scalp"], quiet_hours=QuietHours(from_="22:00", to="07:00")),
        Answer(rule="K09", answer="yes", answered_on=TODAY, cleared=Cleared(on=TODAY, by="Dr. Ö", for_=["led"])),
        product(
            "Hyalurón «ampoule» \U0001f4a7",
            form="ampoule",
            strengths={"I10": 1.5},
            patch_test=PatchTest(state="passed"),
        ),
        Device(name="Wand", modes=[DeviceMode(modality="galvanic", minutes=8)], min_gap_hours=72),
        Routine(
            title="Evening", slot="pm", steps=[RoutineStep(id="s1", title="Cleanse", every=Rhythm(weekdays=[0, 6]))]
        ),
        Course(
            title="Glow", area="face", phases=[Phase(every_days=7, sessions=8), Phase(every_days=28)], starts_on=TODAY
        ),
        Pause(areas=["face"], from_=TODAY, to=None, why="sun"),
        Treatment(what="peel", areas=["face"], on=TODAY),
        Reminder(title="Wipe the wand", times=["00:30"], from_=TODAY, zone="Europe/Berlin"),
        Session(
            **event,  # type: ignore[arg-type]
            started_at=START,
            ended_at=START + timedelta(minutes=20),
            outcome="stopped",
            stop_reason="stinging",
            steps=[SessionStep(id="a", site="cheek", planned_s=60, done_s=12.5)],
        ),
        StepDone(**event, routine="r1", step="s1"),  # type: ignore[arg-type]
        Choice(**event, what="not_today", about="c1", rule="GAP"),  # type: ignore[arg-type]
        check_in(scores={"F-GLOW": 5.5}, tags=["poor_sleep"], note="line\nbreak, \"quoted\", ','"),
        Reaction(**event, signs=["G01"], note="warm"),  # type: ignore[arg-type]
        Photo(**event, sha256="ab" * 32, view="front", width=3, height=4),  # type: ignore[arg-type]
        Occurrence(reminder="r", date=TODAY, slot="08:00", due_at=START, state="snoozed", snoozed_until=START),
    ]


def make(folder: Path) -> dict[str, list[dict]]:
    """A diary with a packed segment and a plain one, tables that lag behind, deletions, edits and a move."""
    ids, chance = CountingIds(), random.Random(3)
    large, storage.store.LARGE = storage.store.LARGE, 12_000
    try:
        store = Store.open(folder, clock=CountingClock(), ids=ids)
        store.commit(adding(of_each_kind()))
        for day in range(40):
            on = date(2025, 12, 1) + timedelta(days=day)
            store.commit(adding([step_done(on), check_in(on, note="".join(chance.choices("abc ", k=80)))]))
        store.checkpoint()
        first = store.records("product")[0]
        store.commit(changing(first, replace(first, note="edited")))  # type: ignore[call-arg]
        moved = store.records("check_in")[0]
        store.commit(changing(moved, replace(moved, day=date(2026, 1, 15))))  # type: ignore[call-arg]
        store.commit(deleting(store.records("step_done")[3]))
        store.checkpoint()
        store.commit(adding([step_done(TODAY, "behind the tables")]))
        found = expected(store)
    finally:
        storage.store.LARGE = large
    (folder / LOCK).unlink()
    return found


if __name__ == "__main__":
    place = GOLDEN / f"schema-{SCHEMA}"
    place.mkdir(parents=True)
    records = msgspec.json.format(msgspec.json.encode(make(place)))
    place.with_suffix(".json").write_bytes(records + b"\n")
