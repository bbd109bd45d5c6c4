"""The tables that Loop Habit Tracker exports: a zip with Habits.csv, and a folder with Checkmarks.csv for each habit.

The folders are numbered as the habits are. Newer exports name the values of a day and have heads; older ones have
figures and none. The tables of all habits side by side are left alone: their names are not quoted there.
"""

from __future__ import annotations

import re
from datetime import date

from care.messages import message
from care.progress import Steps
from storage.exchange_faults import ExchangeError
from storage.importers.found import Found, check_count, foreign_fault
from storage.importers.guarded_zip import GuardedZip
from storage.importers.loop_habits import APP, Habit, Habits, Mark, day_within

HABITS = "Habits.csv"
MOST_HABITS = 2000
NAMED = {"YES_MANUAL": 2, "YES_AUTO": 1, "NO": 0, "SKIP": 3, "UNKNOWN": -1}
_FOLDER = re.compile(r"(\d{3,9})(?: [^/]*)?/Checkmarks\.csv")
SCORES = message("Scores, which Loop reckons itself")
NO_TIMES = message("Times of reminders, which these tables do not hold; Loop's full backup does")


def is_loop(archive: GuardedZip) -> bool:
    return HABITS in archive.names()


def read_tables(archive: GuardedZip, steps: Steps) -> Found:
    """All habits of an export. Raises `ExchangeError`."""
    habits = Habits()
    folders = {int(f[1]): name for name in archive.names() if (f := _FOLDER.fullmatch(name))}
    listed = _habits(archive)
    for number, habit in enumerate(listed, 1):
        habits.add(habit, list(_marks(archive, folders[number])) if number in folders else [])
        steps.at(number)
    scores = sum(name.endswith("Scores.csv") for name in archive.names())
    habits.gathering.left(SCORES, count=scores)
    habits.gathering.left(NO_TIMES, count=len(listed))
    return habits.found()


def _habits(archive: GuardedZip) -> list[Habit]:
    rows = archive.rows(HABITS)
    _, head = next(rows, (0, []))
    column = {name.strip(): at for at, name in enumerate(head)}
    times = column.get("FrequencyNumerator", column.get("NumRepetitions"))
    days = column.get("FrequencyDenominator", column.get("Interval"))
    if "Name" not in column or times is None or days is None:
        raise foreign_fault(APP, HABITS, message("its head names no habits and frequencies"))
    habits: list[Habit] = []
    for line, row in rows:
        place = f"{HABITS} {line}"
        if len(row) < len(head) or not row[column["Name"]].strip():
            raise foreign_fault(APP, place, message("the row is cut off"))
        if len(habits) >= MOST_HABITS:
            raise ExchangeError(
                message(
                    "The file holds more than {most} habits, which nobody has. Nothing was changed.", most=MOST_HABITS
                )
            )

        def cell(name: str, row: list[str] = row) -> str:
            return row[column[name]].strip() if name in column else ""

        habits.append(
            Habit(
                name=cell("Name"),
                numerical=cell("Type").upper() == "NUMERICAL",
                times=_whole(row[times], place),
                days=_whole(row[days], place),
                archived=cell("Archived?").lower() == "true",
                described=bool(cell("Question") or cell("Description")),
            )
        )
    return habits


def _marks(archive: GuardedZip, name: str) -> list[Mark]:
    marks: list[Mark] = []
    for line, row in archive.rows(name):
        check_count(line)
        if row[0] == "Date":
            continue
        place = f"{name} {line}"
        if len(row) < 2:
            raise foreign_fault(APP, place, message("the row is cut off"))
        value = NAMED.get(row[1])
        note = len(row) > 2 and bool(row[2].strip())
        marks.append(Mark(_day(row[0], place), _whole(row[1], place) if value is None else value, note))
    return marks


def _whole(text: str, place: str) -> int:
    text = text.strip()
    if not re.fullmatch(r"-?\d{1,12}", text, re.ASCII):
        raise foreign_fault(APP, place, message("a whole number is missing"))
    return int(text)


def _day(text: str, place: str) -> date:
    try:
        found = date.fromisoformat(text.strip()) if len(text) <= 12 else None
    except ValueError:
        found = None
    return day_within(found, place)
