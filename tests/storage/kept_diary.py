"""A small diary with everything in it: every kind, changed and deleted records, moved ones, pictures."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from care.changes import Change, Changes, adding, deleting
from care.records import (
    KINDS,
    Answer,
    CheckIn,
    Choice,
    Course,
    Device,
    Occurrence,
    Pause,
    Phase,
    Photo,
    Product,
    Profile,
    Reaction,
    Record,
    Reminder,
    Routine,
    RoutineStep,
    Session,
    StepDone,
    Treatment,
    kind_of,
    occurrence_id,
    step_done_id,
)
from companion import Companion
from storage.filesystem import FileSystem, RealFileSystem
from storage.knowledge import read_knowledge
from storage.photos import Photos
from storage.store import Store
from tests.storage.store_makers import TODAY, CountingClock, open_store

ASSETS = Path(__file__).parents[2] / "assets" / "knowledge"
ZONE = "Europe/Berlin"


def at(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def picture(number: int, size: int = 5000) -> bytes:
    """Bytes that look like no other picture's."""
    return b"\xff\xd8" + random.Random(number).randbytes(size) + b"\xff\xd9"


def photo(data: bytes, day: date = TODAY) -> Photo:
    sha256 = hashlib.sha256(data).hexdigest()
    return Photo(at=at(day), zone=ZONE, day=day, sha256=sha256, view="front", width=10, height=12)


def every_kind(day: date = TODAY) -> list[Record]:
    """One record of each kind but the photo."""
    occurrence = occurrence_id("r1", day, "08:00")
    return [
        Profile(birth_year=1990, areas=["face"], language="en"),
        Answer(rule="K09", answer="no", answered_on=day),
        Product(name="Ampoule – “hyaluronic” 水"),
        Device(name="Wand"),
        Routine(title="Evening", slot="pm", steps=[RoutineStep(id="s1", title="Cleanse")]),
        Course(title="Glow", area="face", phases=[Phase(every_days=7, sessions=8)], starts_on=day),
        Pause(areas=["face"], from_=day),
        Treatment(what="peel", areas=["face"], on=day),
        Session(at=at(day), zone=ZONE, day=day, started_at=at(day), ended_at=at(day, 8), outcome="finished"),
        StepDone(id=step_done_id(day, "r1", "s1"), at=at(day), zone=ZONE, day=day, routine="r1", step="s1"),
        Choice(at=at(day), zone=ZONE, day=day, what="not_today", about="c1"),
        CheckIn(at=at(day), zone=ZONE, day=day, area="glow", scores={"F-GLOW": 5.5}, note="= \n\t\u2028 é"),
        Reaction(at=at(day), zone=ZONE, day=day, signs=["G01"]),
        Reminder(title="Wipe the wand", times=["00:30"]),
        Occurrence(id=occurrence, reminder="r1", date=day, slot="08:00", due_at=at(day), state="done"),
    ]


def fill(folder: Path, pictures: int = 3, size: int = 5000, days: int = 3) -> Store:
    """A diary with a history, checkpointed in the middle, and more in its log behind that."""
    store = open_store(folder)
    kept = store.commit(adding(every_kind()))
    for n in range(days):
        store.commit(adding([_check_in(TODAY - timedelta(days=40 * n + 1))]))
    first = next(c.after for c in kept.puts if isinstance(c.after, CheckIn))
    moved = store.commit(Changes((Change(first, replace(first, day=TODAY - timedelta(days=400), note="moved")),)))
    gone = store.commit(adding([Product(name="Gone"), _check_in(TODAY - timedelta(days=2), note="gone too")]))
    store.checkpoint()
    for change in gone.puts:
        store.commit(deleting(change.after))
    assert moved
    photos = Photos(folder)
    shots = [photo(picture(n, size), TODAY - timedelta(days=n)) for n in range(pictures)]
    for n in range(pictures):
        photos.keep(picture(n, size), ".png" if n % 2 else ".jpg")
    if shots:
        store.commit(adding(shots))
    return store


def _check_in(day: date, **more: object) -> CheckIn:
    return CheckIn(**{"at": at(day), "zone": ZONE, "day": day, "area": "glow", "scores": {"F-GLOW": 4.0}, **more})  # type: ignore[arg-type]


class Unsynced(RealFileSystem):
    """For filling a folder quickly."""

    def fsync(self, fd: int) -> None: ...

    def sync_folder(self, folder: Path) -> None: ...


class Evening(CountingClock):
    rate = 1.0


def companion_of(folder: Path, files: FileSystem | None = None) -> Companion:
    """The one door of a folder, with a clock that counts."""
    return Companion(open_store(folder, files), read_knowledge(ASSETS), Evening(at(TODAY, 20)))


def live(folder: Path) -> dict[tuple[str, str], Record]:
    """All that is there, without bookkeeping, as a fresh opening reads it."""
    store = open_store(folder, read_only=True)
    found = [r for kind in KINDS for r in store.records(kind)]
    return {(kind_of(r), r.id): replace(r, rev=0, changed_at=0, installation="") for r in found}


def pictures_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Photos(folder).all()}
