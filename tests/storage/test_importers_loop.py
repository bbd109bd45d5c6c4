"""What comes over from Loop Habit Tracker, and what is named as left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from care.records import Reminder, Rhythm, Routine, StepDone
from care.rhythm import falls_on
from storage.exchange_faults import ExchangeError
from storage.importers.found import Found
from storage.importers.recognise import read_import, read_import_content
from tests.storage.foreign_files import HABITS, HEAD, MARKS, OLD_HEAD, loop_database, loop_zip, stamp, zipped


def steps_of(found: Found) -> dict[str, tuple[str, Rhythm | None]]:
    """By title: the slot and the rhythm."""
    return {s.title: (r.slot, s.every) for r in found.records if isinstance(r, Routine) for s in r.steps}


def days_of(found: Found, title: str) -> list[date]:
    ids = {s.id for r in found.records if isinstance(r, Routine) for s in r.steps if s.title == title}
    return sorted(r.day for r in found.records if isinstance(r, StepDone) and r.step in ids)


def left_out(found: Found) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {n.what.text.split(",")[0].split(";")[0]: (n.count, n.names) for n in found.not_mapped}


def reminders_of(found: Found) -> list[Reminder]:
    return [r for r in found.records if isinstance(r, Reminder)]


def test_habits_become_steps_with_their_rhythm_and_days_ticked_by_hand_ticks() -> None:
    found = read_import_content(loop_zip())
    assert (found.app, found.foreign) == ("Loop Habit Tracker", True)
    assert steps_of(found) == {"Meditate": ("am", None), "Stretch, long": ("am", Rhythm(n=2))}
    assert days_of(found, "Meditate") == [date(2025, 3, 1), date(2025, 3, 4)]
    assert days_of(found, "Stretch, long") == [date(2025, 3, 2)]
    (tick,) = (r for r in found.records if isinstance(r, StepDone) and r.day == date(2025, 3, 2))
    assert (tick.at, tick.zone) == (datetime(2025, 3, 2, 12, tzinfo=UTC), "UTC")


def test_what_has_no_place_is_named_and_an_archived_habit_keeps_its_ticks() -> None:
    found = read_import_content(loop_zip())
    assert left_out(found) == {
        "Questions and descriptions": (1, ("Meditate",)),
        "Frequencies that had to be rounded to a number of days": (1, ("Stretch, long (3/7)",)),
        "Notes on days": (2, ("Meditate", "Stretch, long")),
        "Days marked as skipped": (1, ("Meditate",)),
        "Habits with figures": (1, ("Water",)),
        "Archived habits": (1, ("Old habit",)),
        "Scores": (5, ()),
        "Times of reminders": (4, ()),
    }
    assert "Old habit" not in steps_of(found)
    assert date(2024, 1, 1) in [r.day for r in found.records if isinstance(r, StepDone)]
    assert reminders_of(found) == []


def test_tables_of_before_types_and_heads_are_read_too() -> None:
    habits = f"{OLD_HEAD}\n001,Meditate,,,1,1,#FF8F00\n002,Water,,,1,1,#FF8F00\n"
    marks = {"001 Meditate": "2015-01-25,2\n2015-01-24,0\n2015-01-23,1\n", "002 Water": "2015-01-25,1500\n"}
    found = read_import_content(loop_zip(habits, marks))
    assert days_of(found, "Meditate") == [date(2015, 1, 25)]
    assert left_out(found)["Habits with figures"] == (1, ("Water",))


def test_a_name_without_letters_of_the_alphabet_still_finds_its_folder() -> None:
    habits = f"{HEAD}\n001,慢跑,YES_NO,,,1,1,#FF8F00,,,,false\n"
    found = read_import_content(loop_zip(habits, {"001": "Date,Value,Notes\n2025-03-04,YES_MANUAL,\n"}))
    assert days_of(found, "慢跑") == [date(2025, 3, 4)]


@pytest.mark.parametrize(
    ("times", "days", "every", "rounded"),
    [
        (1, 1, None, False),
        (7, 7, None, False),
        (1, 2, Rhythm(n=2), False),
        (1, 7, Rhythm(n=1, unit="week"), False),
        (1, 14, Rhythm(n=2, unit="week"), False),
        (2, 14, Rhythm(n=1, unit="week"), False),
        (1, 30, Rhythm(unit="month"), False),
        (2, 30, Rhythm(n=15), False),
        (3, 7, Rhythm(n=2), True),
        (5, 7, None, True),
        (3, 1, None, True),
        (1, 4000, Rhythm(n=366), True),
    ],
)
def test_a_frequency_becomes_a_number_of_days(times: int, days: int, every: Rhythm | None, rounded: bool) -> None:
    habits = f"{HEAD}\n001,Run,YES_NO,,,{times},{days},#FF8F00,,,,false\n"
    found = read_import_content(loop_zip(habits, {}))
    assert steps_of(found) == {"Run": ("am", every)}
    assert ("Frequencies that had to be rounded to a number of days" in left_out(found)) == rounded


def a_backup(file: Path) -> Path:
    habits = [
        {"name": "Stretch", "reminder_hour": 21, "reminder_min": 5, "reminder_days": 0b0000101, "position": 2},
        {"name": "Meditate", "freq_den": 7, "position": 1, "question": "Did you?"},
        {"name": "Water", "type": 1},
        {"name": "Old", "archived": 1, "reminder_hour": 7, "reminder_min": 0, "reminder_days": 127},
        {"name": "Early", "reminder_hour": 6, "reminder_min": 30},
    ]
    marks = [
        (1, stamp("2025-03-04"), 2, ""),
        (1, stamp("2025-03-03"), 3, "on the road"),
        (1, stamp("2025-03-02"), 0, None),
        (2, stamp("2025-02-28"), 2, None),
        (3, stamp("2025-03-04"), 1500, None),
        (4, stamp("2024-03-04"), 2, None),
        (99, stamp("2024-03-04"), 2, None),
    ]
    return loop_database(file, habits, marks)


def test_the_database_gives_reminders_too_and_the_evening_its_own_routine(tmp_path: Path) -> None:
    found = read_import(a_backup(tmp_path / "Loop.db"))
    assert steps_of(found) == {
        "Early": ("am", None),
        "Meditate": ("am", Rhythm(n=1, unit="week")),
        "Stretch": ("pm", None),
    }
    assert days_of(found, "Stretch") == [date(2025, 3, 4)]
    stretch, early = sorted(reminders_of(found), key=lambda r: r.title, reverse=True)
    assert (stretch.title, stretch.times, stretch.enabled, stretch.zone) == ("Stretch", ["21:05"], True, "local")
    # the bits of Loop's week begin with Saturday: this is Saturday and Monday
    assert [d for d in range(1, 8) if falls_on(stretch.every, date(2026, 3, d), date(2026, 3, 1))] == [2, 7]
    assert (early.times, early.every) == (["06:30"], Rhythm())
    assert left_out(found) == {
        "Habits with figures": (1, ("Water",)),
        "Archived habits": (1, ("Old",)),
        "Questions and descriptions": (1, ("Meditate",)),
        "Notes on days": (1, ("Stretch",)),
        "Days marked as skipped": (1, ("Stretch",)),
    }


def test_a_database_of_before_there_were_values_holds_nothing_but_ticks(tmp_path: Path) -> None:
    marks = [(1, stamp("2016-01-01")), (1, stamp("2016-01-02"))]
    found = read_import(loop_database(tmp_path / "Loop.db", [{"name": "Run"}], marks, version=12))
    assert days_of(found, "Run") == [date(2016, 1, 1), date(2016, 1, 2)]


def test_a_database_in_memory_is_read_as_the_file_is_and_the_file_is_left_alone(tmp_path: Path) -> None:
    file = a_backup(tmp_path / "Loop äöü #1?.db")
    before = file.read_bytes()
    assert read_import_content(before) == read_import(file)
    logged = before[:18] + b"\2\2" + before[20:]  # left in the mode that has its log in a file beside it
    file.write_bytes(logged)
    assert read_import_content(logged) == read_import(file)
    assert file.read_bytes() == logged
    assert [p.name for p in tmp_path.iterdir()] == [file.name]


def test_both_forms_name_the_same_habits_alike(tmp_path: Path) -> None:
    tables = read_import_content(loop_zip(f"{HEAD}\n001,Run,YES_NO,,,1,1,#F,,,,false\n", {"001 Run": "2025-03-04,2\n"}))
    database = read_import(loop_database(tmp_path / "l.db", [{"name": "Run"}], [(1, stamp("2025-03-04"), 2, None)]))
    assert tables.records == database.records


def test_two_habits_of_one_name_stay_two() -> None:
    habits = f"{HEAD}\n" + "001,Run,YES_NO,,,1,1,#F,,,,false\n" * 2
    found = read_import_content(loop_zip(habits, {"001 Run": "2025-03-04,2\n", "002 Run": "2025-03-04,2\n"}))
    assert len({r.id for r in found.records if isinstance(r, StepDone)}) == 2
    assert found == read_import_content(loop_zip(habits, {"001 Run": "2025-03-04,2\n", "002 Run": "2025-03-04,2\n"}))


def test_a_routine_goes_where_the_person_cares() -> None:
    found = read_import_content(loop_zip())
    assert found.for_areas([]) is found
    assert found.for_areas(["scalp", "face"]) == found
    (routine,) = (r for r in found.for_areas(["scalp"]).records if isinstance(r, Routine))
    assert routine.area == "scalp"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped({"other.csv": "a,b"}), "holds no habits of Loop Habit Tracker"),
        (loop_zip(""), "Habits.csv: its head names no habits"),
        (loop_zip("Position,Name\n001,Run\n"), "its head names no habits"),
        (loop_zip(f"{HEAD}\n001,Run\n"), "at Habits.csv 2: the row is cut off"),
        (loop_zip(HABITS.replace("3,7", "three,7")), "Habits.csv 3: a whole number is missing"),
        (loop_zip(HABITS.replace("3,7", "0,7")), "Stretch, long: its frequency is no number of days"),
        (loop_zip(HABITS, {**MARKS, "001 Meditate": "2025-02-30,2\n"}), "001 Meditate/Checkmarks.csv 1: is not a date"),
        (loop_zip(HABITS, {**MARKS, "001 Meditate": "2025-03-01\n"}), "the row is cut off"),
        (loop_zip(HABITS, {**MARKS, "001 Meditate": "2025-03-01,maybe\n"}), "a whole number is missing"),
        (loop_zip(HABITS, {**MARKS, "001 Meditate": "0999-03-01,2\n"}), "outside the years"),
        (zipped({"Habits.csv": HABITS.encode("utf-16")}), "is not text in UTF-8"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_place(content: bytes, words: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        read_import_content(content)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(caught.value.faults) == 1
