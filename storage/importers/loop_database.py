"""The full backup of Loop Habit Tracker: its SQLite database, of any version.

A stranger's database is opened for reading alone, as a file that nobody changes. Only named columns of the two tables
are asked for; nothing in it that would run (views, triggers, functions, virtual tables) is let run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from care.messages import message
from care.progress import EVERY, Steps
from storage.exchange_faults import ExchangeError
from storage.importers.found import MOST_ENTRIES, Found, foreign_fault
from storage.importers.loop_habits import APP, YES, Habit, Habits, Mark, day_within
from storage.importers.loop_tables import MOST_HABITS

MAGIC = b"SQLite format 3\0"
MOST_BYTES = 64 << 20  # of the file; thirty habits of ten years take four
MOST_VALUE = 1 << 16  # bytes of one text
MOST_WORK = 2_000  # times a million steps of SQLite's machine
DAY_MS = 86_400_000
EPOCH = date(1970, 1, 1)
DAMAGED = message("This database is damaged or no honest backup, and cannot be read. Nothing was changed.")
HABIT_COLUMNS = ("id", "name", "freq_num", "freq_den", "archived", "reminder_hour", "reminder_min")
LATER_COLUMNS = ("reminder_days", "type", "description", "question", "position")
MARK_COLUMNS = ("habit", "timestamp")


def read_database(source: Path | bytes, size: int, steps: Steps) -> Found:
    """All habits of a backup, which is a file or in memory already. Raises `ExchangeError`."""
    if size > MOST_BYTES:
        raise ExchangeError(message("This database is too large to be a backup of {app}.", app=APP))
    try:
        with closing(_open(source)) as database:
            return _read(database, steps)
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        raise ExchangeError(DAMAGED) from error


def _open(source: Path | bytes) -> sqlite3.Connection:
    if isinstance(source, Path):
        return sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    database = sqlite3.connect(":memory:")
    # Bytes 18 and 19 say that a log lies beside it, which nothing in memory has; the pages are whole without.
    database.deserialize(source[:18] + b"\1\1" + source[20:])
    return database


def _read(database: sqlite3.Connection, steps: Steps) -> Found:
    _restrain(database)
    columns = _columns(database, "Habits", HABIT_COLUMNS, LATER_COLUMNS)
    mark_columns = _columns(database, "Repetitions", MARK_COLUMNS, ("value", "notes"))
    database.set_authorizer(_only_reading)
    marks = _marks(database, mark_columns, steps)
    habits = Habits()
    rows = list(_rows(database, "Habits", columns, MOST_HABITS))
    for row in sorted(rows, key=lambda r: (_whole(r.get("position", 0), 0), _whole(r["id"], 0))):
        habits.add(_habit(row), marks.get(row["id"], []))
    return habits.found()


def _restrain(database: sqlite3.Connection) -> None:
    work = iter(range(MOST_WORK))
    database.set_progress_handler(lambda: next(work, None) is None, 1_000_000)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, MOST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "temp_store=MEMORY"):
        database.execute(f"PRAGMA {pragma}")


def _only_reading(action: int, one: str | None, other: str | None, *_: Any) -> int:
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    allowed = action == sqlite3.SQLITE_READ and (one or "").lower() in ("habits", "repetitions")
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _columns(database: sqlite3.Connection, table: str, needed: tuple[str, ...], more: tuple[str, ...]) -> list[str]:
    """The columns to ask for. The table must be a plain one: no view, and none whose rows are made by code."""
    kind = list(database.execute("SELECT type, sql FROM sqlite_master WHERE name = ? COLLATE NOCASE", (table,)))
    if len(kind) != 1 or kind[0][0] != "table" or "virtual" in str(kind[0][1]).lower().split()[:2]:
        raise ExchangeError(
            message("This database is no backup of {app}: it has no table {table}.", app=APP, table=table)
        )
    there = {str(row[1]).lower() for row in database.execute(f"PRAGMA table_info({table})")}
    if not there.issuperset(needed):
        raise ExchangeError(
            message("This database is no backup of {app} that Mesoday knows: columns are missing.", app=APP)
        )
    return [*needed, *(name for name in more if name in there)]


def _rows(database: sqlite3.Connection, table: str, columns: list[str], most: int) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(database.execute(f"SELECT {', '.join(columns)} FROM {table}")):
        if number >= most:
            raise ExchangeError(
                message("The file holds more than {most} entries, which nobody has. Nothing was changed.", most=most)
            )
        yield dict(zip(columns, row, strict=True))


def _marks(database: sqlite3.Connection, columns: list[str], steps: Steps) -> dict[Any, list[Mark]]:
    marks: dict[Any, list[Mark]] = {}
    for number, row in enumerate(_rows(database, "Repetitions", columns, MOST_ENTRIES), 1):
        if number % EVERY == 1:
            steps.at(number)
        place = f"Repetitions {number}"
        stamp = row["timestamp"]
        if not isinstance(stamp, int) or not isinstance(row["habit"], int):
            raise foreign_fault(APP, place, message("a whole number is missing"))
        try:
            day = EPOCH + timedelta(milliseconds=stamp // DAY_MS * DAY_MS)
        except OverflowError:
            day = None
        value = row.get("value", YES)  # before version 16 there was nothing but yes
        note = bool(str(row.get("notes") or "").strip())
        marks.setdefault(row["habit"], []).append(Mark(day_within(day, place), _whole(value, -1), note))
    return marks


def _habit(row: dict[str, Any]) -> Habit:
    name = row["name"]
    if not isinstance(name, str) or not name.strip():
        raise foreign_fault(APP, f"Habits {row['id']}", message("its name is missing"))
    hour, minute, days = row["reminder_hour"], row["reminder_min"], _whole(row.get("reminder_days", 127), 127)
    return Habit(
        name=name.strip(),
        numerical=_whole(row.get("type", 0), 0) == 1,
        times=_whole(row["freq_num"], 0),
        days=_whole(row["freq_den"], 0),
        archived=bool(_whole(row["archived"], 0)),
        described=bool(str(row.get("description") or "").strip() or str(row.get("question") or "").strip()),
        reminds_at=(_whole(hour, -1), _whole(minute, -1)) if hour is not None and minute is not None else None,
        weekdays=tuple((bit + 5) % 7 for bit in range(7) if days >> bit & 1),  # Loop's weeks begin on Saturday
    )


def _whole(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise
