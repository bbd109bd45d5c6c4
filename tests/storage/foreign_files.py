"""Makers of other apps' files, in the forms in which those apps write them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

HEAD = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,"
    "Target Value,Archived?"
)
OLD_HEAD = "Position,Name,Question,Description,NumRepetitions,Interval,Color"
HABITS = f"""{HEAD}
001,Meditate,YES_NO,Did you meditate?,,1,1,#FF8F00,,,,false
002,"Stretch, long",YES_NO,,,3,7,#00897B,,,,false
003,Water,NUMERICAL,How much?,,1,1,#00897B,l,AT_LEAST,2.0,false
004,Old habit,YES_NO,,,1,1,#00897B,,,,true
"""
MARKS = {
    "001 Meditate": """Date,Value,Notes
2025-03-04,YES_MANUAL,
2025-03-03,NO,Sick
2025-03-02,SKIP,
2025-03-01,YES_MANUAL,""",
    "002 Stretch long": """Date,Value,Notes
2025-03-04,YES_AUTO,"Forgot, really"
2025-03-02,YES_MANUAL,
2025-03-01,UNKNOWN,""",
    "003 Water": "Date,Value,Notes\n2025-03-04,1500,\n2025-03-03,2000,",
    "004 Old habit": "Date,Value,Notes\n2024-01-01,YES_MANUAL,",
}


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def loop_zip(habits: str = HABITS, marks: Mapping[str, str] = MARKS, **more: str | bytes) -> bytes:
    """The tables as Loop Habit Tracker zips them."""
    folders = {f"{name}/Checkmarks.csv": content for name, content in marks.items()}
    scores = {f"{name}/Scores.csv": "Date,Score\n2025-03-04,0.2557\n" for name in marks}
    side_by_side = {"Scores.csv": "Date,Meditate,\n", "Checkmarks.csv": "Date,Meditate,Stretch, long,\n"}
    return zipped({"Habits.csv": habits, **folders, **scores, **side_by_side, **more})


def stamp(day: str) -> int:
    """Milliseconds since 1970 at the day's midnight in UTC."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400_000


def loop_database(
    file: Path, habits: Iterable[Mapping[str, Any]], marks: Iterable[tuple[Any, ...]], *, version: int = 25
) -> Path:
    """The full backup. Before version 16 there are neither types nor values; `marks` are habit, timestamp, value."""
    database = sqlite3.connect(file)
    later = version >= 16
    database.executescript(
        "create table android_metadata (locale text);"
        "create table Habits (id integer primary key autoincrement, archived integer, color integer, description text,"
        " freq_den integer, freq_num integer, highlight integer, name text, position integer, reminder_hour integer,"
        " reminder_min integer, reminder_days integer not null default 127"
        + (", type integer not null default 0, question text, uuid text);" if later else ");")
        + "create table Repetitions (id integer primary key autoincrement, habit integer, timestamp integer"
        + (", value integer not null default 2, notes text);" if later else ");")
        + f"pragma user_version={version};"
    )
    for number, habit in enumerate(habits):
        row = {"archived": 0, "freq_num": 1, "freq_den": 1, "position": number, **habit}
        names, marks_of_place = ", ".join(row), ", ".join("?" * len(row))
        database.execute(f"insert into Habits ({names}) values ({marks_of_place})", list(row.values()))
    for mark in marks:
        names = ("habit", "timestamp", "value", "notes")[: len(mark)]
        database.execute(f"insert into Repetitions ({', '.join(names)}) values ({', '.join('?' * len(mark))})", mark)
    database.commit()
    database.close()
    return file


def plan(**changed: Any) -> dict[str, Any]:
    """One reminder of MedTimer, with all fields of its present version."""
    plain = {
        "reminderId": 1,
        "timeInMinutes": 480,
        "createdTimestamp": 1_700_000_000,
        "consecutiveDays": 1,
        "pauseDays": 0,
        "instructions": "",
        "cycleStartDay": 19_980,
        "amount": "1",
        "days": [True] * 7,
        "active": True,
        "periodStart": 0,
        "periodEnd": 0,
        "activeDaysOfMonth": -1,
        "linkedReminderId": 0,
        "intervalStart": 0,
        "intervalStartsFromProcessed": False,
        "variableAmount": False,
        "automaticallyTaken": False,
        "intervalStartTimeOfDay": 480,
        "intervalEndTimeOfDay": 1320,
        "windowedInterval": False,
        "outOfStockThreshold": 0.0,
        "outOfStockReminderType": "OFF",
        "expirationReminderType": "OFF",
        "notificationImportance": "SAME_AS_MEDICINE",
    }
    return {**plain, **changed}


def medicine(name: str, *plans: dict[str, Any], tags: Iterable[str] = (), **changed: Any) -> dict[str, Any]:
    about = {"name": name, "color": -7_667_712, "useColor": True, "amount": 0.0, "notes": "", "expirationDate": 0}
    return {"medicine": {**about, **changed}, "tags": [{"name": t} for t in tags], "reminders": list(plans)}


def entry(name: str, reminded: int, status: str = "TAKEN", **changed: Any) -> dict[str, Any]:
    plain = {"medicineName": name, "amount": "1", "status": status, "remindedTimestamp": reminded}
    return {**plain, "processedTimestamp": reminded, "reminderId": 1, "reminderType": "TIME_BASED", **changed}


def medtimer(medicines: Iterable[dict[str, Any]] = (), events: Iterable[dict[str, Any]] = ()) -> bytes:
    """The backup, printed as MedTimer prints it."""
    content = {
        "medicines": {"version": 25, "list": list(medicines)},
        "events": {"version": 25, "list": list(events)},
        "settings": {"theme": "0"},
    }
    return json.dumps(content, indent=2).encode()
