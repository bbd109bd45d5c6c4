"""A reminder as it is typed: what is kept of it, what is wrong with it, and what the form does not show stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from care.records import Reminder, Repeat, Rhythm
from screens.settings_drafts import ReminderDraft, reminder_draft, reminder_of, reminder_problems
from screens.settings_view import rhythm_line
from screens.wording import Wording

TODAY = date(2026, 5, 4)
WORDS = Wording("en", zone="UTC")
WIPE = ReminderDraft(title="Wipe the wand", times="08:00")


@pytest.mark.parametrize(
    ("typed", "every", "line"),
    [
        ({}, Rhythm(), "Every day at 08:00"),
        ({"times": "20.30, 8"}, Rhythm(), "Every day at 08:00, 20:30"),
        ({"how": "weekdays", "weekdays": (4, 0)}, Rhythm(weekdays=[0, 4]), "Monday, Friday at 08:00"),
        ({"how": "days", "days": "3"}, Rhythm(n=3), "Every 3 days at 08:00"),
        ({"how": "weeks", "days": "2"}, Rhythm(n=2, unit="week"), "Every 2 weeks at 08:00"),
        ({"how": "months", "days": "1"}, Rhythm(unit="month"), "Every month at 08:00"),
    ],
)
def test_each_rhythm_is_kept_and_comes_back_as_it_was_typed(typed: dict[str, Any], every: Rhythm, line: str) -> None:
    draft = replace(WIPE, **typed)
    assert not reminder_problems(WORDS, draft, TODAY)
    made = reminder_of(draft, None, TODAY)
    assert (made.every, made.from_) == (every, TODAY)
    assert rhythm_line(WORDS, made) == line
    assert reminder_of(reminder_draft(made), made, TODAY) == made


def test_an_end_and_ringing_again_are_kept_and_taken_back() -> None:
    made = reminder_of(replace(WIPE, until="2026-06-01", again="30"), None, TODAY)
    assert (made.until, made.repeat) == (date(2026, 6, 1), Repeat(every_minutes=30, times=2))
    shown = reminder_draft(made)
    assert (shown.until, shown.again) == ("2026-06-01", "30")
    emptied = reminder_of(replace(shown, until="", again=""), made, TODAY)
    assert (emptied.until, emptied.repeat) == (None, None)


def test_it_goes_by_the_clock_of_where_the_person_is_or_stays_with_one() -> None:
    made = reminder_of(replace(WIPE, zone="Australia/Lord_Howe"), None, TODAY)
    assert made.zone == "Australia/Lord_Howe"
    assert rhythm_line(WORDS, made) == "Every day at 08:00, by the clock of Lord Howe"
    assert reminder_of(replace(reminder_draft(made), zone="local"), made, TODAY).zone == "local"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"how": "weeks", "days": "0"}, "days"),
        ({"how": "months", "days": "25"}, "days"),
        ({"how": "days", "days": "often"}, "days"),
        ({"until": "soon"}, "until"),
        ({"until": "2026-05-03"}, "until"),
        ({"times": "25:00"}, "times"),
        ({"title": " "}, "title"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(typed: dict[str, Any], field: str) -> None:
    assert list(reminder_problems(WORDS, replace(WIPE, **typed), TODAY)) == [field]


def test_what_the_form_cannot_show_stays() -> None:
    rich = Reminder(
        id="r",
        title="Wipe the wand",
        times=["08:00"],
        every=Rhythm(n=2, unit="week", weekdays=[1]),
        repeat=Repeat(every_minutes=7, times=1),
        zone="Asia/Tokyo",
    )
    kept = reminder_of(replace(reminder_draft(rich), title="Wipe it"), rich, TODAY)
    assert kept == replace(rich, title="Wipe it")
