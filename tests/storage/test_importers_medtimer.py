"""What comes over from MedTimer, and what is named as left out. No plan of a medicine is ever rounded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.records import Occurrence, Product, Reminder, Rhythm
from care.reminding import ANCHOR
from care.rhythm import falls_on
from storage.exchange_faults import ExchangeError
from storage.importers.found import Found
from storage.importers.recognise import read_import_content
from tests.storage.foreign_files import entry, medicine, medtimer, plan

EPOCH = date(1970, 1, 1)
EIGHT = int(datetime(2026, 3, 4, 7, tzinfo=UTC).timestamp())  # eight o'clock in Berlin
EVENTS = "Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)\n"


def reading(content: bytes, zone: str = "Europe/Berlin") -> Found:
    return read_import_content(content, zone=zone)


def reminders_of(found: Found) -> list[Reminder]:
    return [r for r in found.records if isinstance(r, Reminder)]


def occurrences_of(found: Found) -> list[Occurrence]:
    return [r for r in found.records if isinstance(r, Occurrence)]


def left_out(found: Found) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {n.what.text.split(",")[0].split(";")[0]: (n.count, n.names) for n in found.not_mapped}


def days(number: date) -> int:
    return (number - EPOCH).days


def test_a_medicine_becomes_a_reminder_and_never_a_product() -> None:
    one = plan(amount="2", instructions="after\n meals", timeInMinutes=1265)
    found = reading(medtimer([medicine("B12 (500µg)", one), medicine("Selen", plan(active=False, amount="?"))]))
    b12, selen = reminders_of(found)
    assert (b12.title, b12.times, b12.about, b12.zone) == ("B12 (500µg), 2, after meals", ["21:05"], "custom", "local")
    assert (b12.every, b12.from_, b12.until, b12.enabled) == (Rhythm(), None, None, True)
    assert (selen.title, selen.enabled) == ("Selen", False)
    assert not [r for r in found.records if isinstance(r, Product)]
    assert found.not_mapped == ()


def test_what_was_taken_or_skipped_becomes_an_occurrence_at_its_planned_time() -> None:
    events = [
        entry("B12", EIGHT, processedTimestamp=EIGHT + 1800, notes="with tea"),
        entry("B12", EIGHT - 86_400, "SKIPPED"),
        entry("B12", EIGHT - 2 * 86_400, "RAISED"),
        entry("B12", EIGHT - 3 * 86_400, "DELETED"),
        entry("B12", EIGHT, reminderType="REFILL"),
    ]
    found = reading(medtimer([medicine("B12", plan())], events))
    (reminder,) = reminders_of(found)
    taken, skipped = occurrences_of(found)
    assert (taken.reminder, taken.date, taken.slot, taken.state) == (reminder.id, date(2026, 3, 4), "08:00", "done")
    assert taken.due_at == datetime(2026, 3, 4, 7, tzinfo=UTC)
    assert taken.id == f"2026-03-04/08:00/{reminder.id}"
    assert (skipped.date, skipped.state) == (date(2026, 3, 3), "skipped")
    assert left_out(found) == {
        "The minute at which something was taken": (1, ()),
        "Notes on entries": (1, ("B12",)),
        "Entries neither taken nor skipped": (1, ("B12",)),
        "Reminders of stock and expiry": (1, ("B12",)),
    }


def test_what_was_taken_without_a_reminder_stands_under_one_that_is_switched_off() -> None:
    events = [entry("Iron (1/3)", EIGHT, reminderId=77), entry("Iron", EIGHT + 60, reminderId=-1)]
    found = reading(medtimer([medicine("B12", plan())], events))
    _, iron = reminders_of(found)
    assert (iron.title, iron.enabled) == ("Iron", False)
    assert {o.reminder for o in occurrences_of(found)} == {iron.id}
    assert len(occurrences_of(found)) == 2


def test_one_number_for_two_medicines_is_told_by_the_name_and_taken_wins_in_the_same_minute() -> None:
    medicines = [medicine("A", plan()), medicine("B", plan())]
    events = [entry("B", EIGHT), entry("B", EIGHT, "SKIPPED"), entry("A", EIGHT)]
    found = reading(medtimer(medicines, events))
    a, b = reminders_of(found)
    assert {(o.reminder, o.state) for o in occurrences_of(found)} == {(a.id, "done"), (b.id, "done")}
    assert left_out(found) == {"Second entries of the same minute": (1, ("B",))}


def test_the_order_of_the_lists_and_older_backups_of_one_list_make_no_difference() -> None:
    import json

    whole = json.loads(medtimer([medicine("B12", plan())], [entry("B12", EIGHT)]))
    turned = json.dumps({"version": 3, **dict(reversed(whole.items()))}).encode()
    assert {r.id for r in reading(turned).records} == {r.id for r in reading(json.dumps(whole).encode()).records}
    alone = reading(json.dumps(whole["medicines"]).encode())
    assert alone.records == reminders_of(reading(turned))
    entries = reading(json.dumps(whole["events"]).encode())
    assert [o.state for o in occurrences_of(entries)] == ["done"]


def test_fields_that_are_missing_have_their_defaults_and_unknown_ones_are_passed_over() -> None:
    short = {"medicine": {"name": "B12", "shape": "round"}, "reminders": [{"timeInMinutes": 60, "mood": [1]}]}
    (reminder,) = reminders_of(reading(medtimer([short])))
    assert (reminder.times, reminder.every, reminder.enabled) == (["01:00"], Rhythm(), True)


NOT_OURS = {
    "Reminders that follow another one": [
        {"linkedReminderId": 4},
        {"intervalStart": EIGHT, "timeInMinutes": 600},
        {"windowedInterval": True, "timeInMinutes": 90, "intervalStartsFromProcessed": True},
        {"windowedInterval": True, "timeInMinutes": 90, "intervalStartTimeOfDay": 1300, "intervalEndTimeOfDay": 60},
        {"windowedInterval": True, "timeInMinutes": 0},
        {"windowedInterval": True, "timeInMinutes": 1, "intervalStartTimeOfDay": 0, "intervalEndTimeOfDay": 1439},
    ],
    "Reminders on several days in a row and then none for some": [
        {"consecutiveDays": 21, "pauseDays": 8},
        {"consecutiveDays": 1, "pauseDays": 400},
        {"consecutiveDays": 0, "pauseDays": 3},
    ],
    "Reminders on days of the month that not every month has": [
        {"activeDaysOfMonth": 1 << 30},
        {"activeDaysOfMonth": 1, "days": [True] * 6 + [False]},
        {"activeDaysOfMonth": 1, "pauseDays": 2},
    ],
    "Reminders of stock and expiry": [
        {"outOfStockReminderType": "DAILY"},
        {"expirationReminderType": "ONCE"},
    ],
}


@pytest.mark.parametrize(("what", "changed"), [(w, c) for w, many in NOT_OURS.items() for c in many])
def test_a_plan_that_cannot_be_kept_is_named_and_its_history_stays(what: str, changed: dict[str, Any]) -> None:
    found = reading(medtimer([medicine("Pill", plan(**changed))], [entry("Pill", EIGHT)]))
    assert left_out(found)[what if "pauseDays" not in changed else next(iter(left_out(found)))][1] == ("Pill",)
    (holder,) = reminders_of(found)
    assert not holder.enabled
    assert [o.reminder for o in occurrences_of(found)] == [holder.id]


def test_an_interval_within_the_day_becomes_its_times() -> None:
    windowed = plan(windowedInterval=True, timeInMinutes=240, intervalStartTimeOfDay=480, intervalEndTimeOfDay=1260)
    (reminder,) = reminders_of(reading(medtimer([medicine("Drops", windowed)])))
    assert reminder.times == ["08:00", "12:00", "16:00", "20:00"]
    assert reminder.every == Rhythm()


def test_the_rest_of_a_medicine_is_named() -> None:
    medicines = [
        medicine("Stocked", plan(), amount=12.0),
        medicine("Tagged", plan(), tags=["skin"]),
        medicine("Ticked", plan(automaticallyTaken=True)),
        medicine("Plain", plan()),
    ]
    found = reading(medtimer(medicines))
    assert left_out(found) == {
        "Stock": (2, ("Stocked", "Tagged")),
        "Reminders that MedTimer ticks by itself": (1, ("Ticked",)),
    }
    assert len(reminders_of(found)) == 4


BEGIN = date(2026, 1, 1)
PLANS = st.fixed_dictionaries(
    {
        "consecutiveDays": st.integers(1, 6),
        "pauseDays": st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 13]),
        "cycleStartDay": st.integers(days(BEGIN) - 40, days(BEGIN) + 40),
        "days": st.lists(st.booleans(), min_size=7, max_size=7) | st.just([True] * 7),
        "periodStart": st.just(0) | st.integers(days(BEGIN) - 30, days(BEGIN) + 40),
        "periodEnd": st.just(0) | st.integers(days(BEGIN), days(BEGIN) + 120),
        "activeDaysOfMonth": st.just(-1) | st.integers(0, 2**31 - 1) | st.sampled_from([1, 1 << 27, 5]),
    }
)


def rings(changed: dict[str, Any], day: date) -> bool:
    """MedTimer's rule, in its own terms."""
    number, month_days = days(day), changed["activeDaysOfMonth"] & (2**31 - 1)
    if changed["pauseDays"]:
        since = number - changed["cycleStartDay"]
        if since < 0 or since % (changed["consecutiveDays"] + changed["pauseDays"]) >= changed["consecutiveDays"]:
            return False
    if any(changed["days"]) and not changed["days"][day.weekday()]:
        return False
    if changed["periodStart"] and number < changed["periodStart"]:
        return False
    if changed["periodEnd"] and number > changed["periodEnd"]:
        return False
    return not month_days or bool(month_days >> (day.day - 1) & 1)


@given(PLANS)
@settings(max_examples=300, deadline=None)
def test_what_comes_over_rings_on_the_same_days_and_no_other(changed: dict[str, Any]) -> None:
    ours = reminders_of(reading(medtimer([medicine("Pill", plan(**changed))])))
    if not ours:
        return
    for day in (BEGIN + timedelta(days=n) for n in range(200)):
        here = [
            r
            for r in ours
            if (r.from_ is None or day >= r.from_)
            and (r.until is None or day <= r.until)
            and falls_on(r.every, day, r.from_ or ANCHOR)
        ]
        assert len(here) == rings(changed, day), (day, ours)


def test_most_plans_do_come_over() -> None:
    kept = [c for c in ({"pauseDays": p, "consecutiveDays": c} for p in range(7) for c in (1, 7 - p)) if c]
    assert all(reminders_of(reading(medtimer([medicine("P", plan(**c))]))) for c in kept if c["consecutiveDays"] > 0)


def test_the_table_of_entries_is_known_by_its_last_columns_in_any_language() -> None:
    rows = (
        "5/3/21;B12;10mg;5/3/21;a, b;2:14;Notes;2021-05-03T06:00:00Z;2021-05-03T06:02:00Z\n"
        "5/3/21;B12;20mg;;;0:00;;2021-05-03T18:00:00Z;\n"
        "5/4/21;Iron;1;5/4/21;;0:00;one; two;2021-05-04T06:00:00Z;2021-05-04T06:00:30Z\n"
        "rest of a note\n"
    )
    heads = (EVENTS, "Erinnert;Name;Dosis;Genommen;Tags;Intervall;Notizen;Erinnert (ISO 8601);Genommen (ISO 8601)\n")
    first, second = (reading((head + rows).encode()) for head in heads)
    assert first == second
    assert [(r.title, r.enabled) for r in reminders_of(first)] == [("B12", False), ("Iron", False)]
    assert [(o.date, o.slot, o.state) for o in occurrences_of(first)] == [
        (date(2021, 5, 3), "08:00", "done"),
        (date(2021, 5, 4), "08:00", "done"),
    ]
    assert left_out(first) == {
        "The minute at which something was taken": (1, ()),
        "Notes on entries": (2, ("B12", "Iron")),
        "Entries neither taken nor skipped": (1, ("B12",)),
        "Lines that belong to notes on entries": (1, ()),
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (medtimer([{"medicine": {"name": 5}}]), "medicines[1].medicine.name: must be text, not a whole number"),
        (medtimer([{"medicine": {"name": " "}}]), "medicines[1]: its name is missing"),
        (medtimer([medicine("P", plan(timeInMinutes=1440))]), "medicines[1].reminders[1]: it has no time of day"),
        (medtimer([medicine("P", plan(timeInMinutes="8"))]), "must be a whole number"),
        (medtimer([medicine("P", plan(periodEnd=10**9))]), "outside the years"),
        (medtimer([medicine("P", plan(pauseDays=1, cycleStartDay=-(10**6)))]), "outside the years"),
        (medtimer([], [entry("P", 10**15)]), "events[1]: lies outside the years"),
        (medtimer([], [{"medicineName": "P"}]), "events[1].remindedTimestamp: is missing"),
        (medtimer([], [5]), "events[1]"),  # type: ignore[list-item]
        (b'{"medicines": {"version": 9, "list": [', "not JSON"),
        (b'{"medicines": {"version": 9, "list": []}}', "Nothing was found in this file of MedTimer"),
        (b'{"medicines": null}', "Nothing was found"),
        ((EVENTS + "a;B;c;d;e;f;g;today;\n").encode(), "line 2: is not an instant"),
        ((EVENTS + "a;B;c;d;e;f;g;2021-05-03T06:00:00;\n").encode(), "line 2: is not an instant"),
        (EVENTS.encode() + b"a;\xff;c;d;e;f;g;2021-05-03T06:00:00Z;\n", "line 2: is not text in UTF-8"),
        (EVENTS.encode(), "Nothing was found"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_place(content: bytes, words: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        reading(content)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
