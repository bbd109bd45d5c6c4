"""Makers for tests of the store: a clock that counts, records, and file systems that watch or fail."""

from __future__ import annotations

import asyncio
import errno
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from care.records import CheckIn, Product, StepDone, step_done_id
from storage.filesystem import FileSystem, RealFileSystem
from storage.ids import UlidIds
from storage.migrations import MIGRATIONS, Migrations
from storage.store import Store

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = START.date()


class CountingClock:
    """A second later at each look."""

    def __init__(self, start: datetime = START) -> None:
        self.at = start

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)

    def zone(self) -> str:
        return "Europe/Berlin"


def open_store(
    folder: Path,
    files: FileSystem | None = None,
    *,
    read_only: bool = False,
    migrations: Migrations = MIGRATIONS,
) -> Store:
    clock = CountingClock()
    ids = UlidIds(clock)
    return Store.open(folder, clock=clock, ids=ids, files=files, read_only=read_only, migrations=migrations)


def product(name: str = "Hyaluronic ampoule", **more: object) -> Product:
    return Product(name=name, **more)  # type: ignore[arg-type]


def check_in(day: date = TODAY, **more: object) -> CheckIn:
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    return CheckIn(**{"at": at, "zone": "Europe/Berlin", "day": day, "area": "glow", **more})  # type: ignore[arg-type]


def step_done(day: date = TODAY, step: str = "s1") -> StepDone:
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    return StepDone(id=step_done_id(day, "r1", step), at=at, zone="Europe/Berlin", day=day, routine="r1", step=step)


class WatchedFiles(RealFileSystem):
    """Notes every read file by its name below the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reads: list[str] = []

    def read(self, path: Path, start: int = 0, end: int | None = None) -> bytes:
        self.reads.append(path.relative_to(self.folder).as_posix())
        return super().read(path, start, end)


class Crash(BaseException):
    """The process is gone."""


class FailingFiles:
    """Lets the k-th changing operation (from 1) fail: with an errno, or as a crash after which nothing works.

    A write that fails has written half of its data first, as a full disk does. `lasting`: all that follow fail too,
    but for closing and removing, which no full or broken disk refuses; "short write": the system takes half and says
    so, which is no failure.
    """

    CHANGING = ("open_append", "open_new", "write", "fsync", "truncate", "close", "replace", "sync_folder", "unlink")
    SHORT = -1

    def __init__(self, fail_at: int = 0, number: int | None = None, *, lasting: bool = False) -> None:
        self._real = RealFileSystem()
        self.fail_at, self.number, self.lasting = fail_at, number, lasting
        self.count = 0
        self.dead = False

    def __getattr__(self, name: str):
        verb = getattr(self._real, name)
        if name not in (*self.CHANGING, "mkdir"):
            return verb

        def failing(*arguments):
            if self.dead:
                if name == "close":  # the system does that for a dead process
                    verb(*arguments)
                raise Crash
            self.count += 1
            later = self.lasting and 0 < self.fail_at < self.count and name not in ("close", "unlink")
            if self.count != self.fail_at and not later:
                return verb(*arguments)
            if self.number == self.SHORT:
                if name == "write":
                    return verb(arguments[0], bytes(arguments[1])[: max(1, len(arguments[1]) // 2)])
                return verb(*arguments)
            if name == "write":
                verb(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            if name == "close":
                verb(*arguments)
            if self.number is None:
                self.dead = True
                raise Crash
            raise OSError(self.number, os.strerror(self.number))

        return failing


FAILURES = {"no space": errno.ENOSPC, "input/output error": errno.EIO, "crash": None}
