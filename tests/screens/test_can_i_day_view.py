"""The important day as it is shown: days in order, what is too late, what waits, and its reminders."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from care.days import Moment, instant
from care.diary import Diary
from care.outlook import Outlook
from care.plan import plan_in
from care.records import Pause, Product, Reminder
from care.verbs import decide
from care.verbs.reminder import RemindOf
from screens.can_i_day_view import EventView, away, event_view, wanted_reminders
from screens.snapshot import Snapshot
from screens.wording import Wording
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
WORDS = Wording("en", zone=BERLIN)
TODAY = STARTS_ON


def shot(of: Diary) -> Snapshot:
    now = Moment(instant(TODAY, "18:00", BERLIN), BERLIN)
    ahead = Outlook(of, KNOWN, now, TODAY)
    return Snapshot(of, ahead, plan_in(ahead, TODAY), now, WORDS)


def in_days(days: int, of: Diary | None = None) -> EventView:
    return event_view(shot(of or diary(KNOWN)), KNOWN, TODAY + timedelta(days=days))


def test_the_days_stand_in_order_each_once_and_the_day_itself_is_last() -> None:
    view = in_days(40)
    assert view.headline == "Saturday 11 April, in 40 days"
    assert [line.on for line in view.lines] == sorted({line.on for line in view.lines})
    assert view.lines[-1].entries[0][0] == "The day itself: your usual care, and sunscreen in the morning"
    assert view.lines[0].day == "Saturday 21 March"
    assert view.late == ()
    assert all(KNOWN.row(why.rule) for line in view.lines for _, why in line.entries)


def test_what_is_too_late_stands_apart_with_its_rule() -> None:
    view = in_days(10)
    assert [(line.text, line.rule) for line in view.late] == [
        ("It is too late to test something new in time. What you already use is enough.", "patch_days"),
        ("These days have begun: stay with what you know.", "event_nothing_new_days"),
        ("Too late before this day: A peel, laser or needling by a professional. Better afterwards.", "A13"),
    ]
    assert min(line.on for line in view.lines) >= TODAY


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (2, "in 2 days"), (14, "in 14 days"), (21, "in 3 weeks"), (22, "in 22 days")],
)
def test_how_far_away_a_day_is(days: int, said: str) -> None:
    assert away(WORDS, TODAY, TODAY + timedelta(days=days)) == said


def test_sessions_in_the_quiet_days_wait_under_a_pause_that_ends_with_the_day() -> None:
    view = in_days(15)
    assert view.waiting == ("Glow: the session of Monday 16 March",)
    assert view.pause == Pause(areas=["face"], from_=date(2026, 3, 16), to=date(2026, 3, 17), why="An important day")
    assert view.pause
    paused = in_days(15, diary(KNOWN, pauses=(view.pause,)))
    assert (paused.waiting, paused.pause) == ((), None)
    assert in_days(17).waiting == ()


def test_a_medicine_is_told_to_stay() -> None:
    minoxidil = Product(id="m", name="Minoxidil", areas=["scalp"], actives=["I18"])
    view = in_days(20, diary(KNOWN, products={"m": minoxidil}))
    assert view.stays == ("Minoxidil stays as it is. Mesoday never moves a medicine.",)


def test_a_reminder_for_each_day_that_is_to_come() -> None:
    view = in_days(21)  # the patch test begins today: no reminder of that
    titles = {r.title: r.from_ for r in view.reminders}
    assert titles["From here on nothing new"] == TODAY + timedelta(days=7)
    assert "Last day to begin the patch test of something new" not in titles
    for reminder in view.reminders:
        assert (reminder.from_, reminder.times, reminder.about) == (reminder.until, ["07:30"], "custom")


def kept(of: Diary, reminders: tuple[Reminder, ...]) -> dict[str, Any]:
    changes = decide(RemindOf(reminders), of, KNOWN, at(TODAY))
    return {str(number): change.after for number, change in enumerate(changes.puts)}


def test_reminders_are_made_once_however_often_they_are_asked_for() -> None:
    of = diary(KNOWN)
    wanted = in_days(40, of).reminders
    first = kept(of, wanted)
    assert len(first) == len(wanted)
    again = diary(KNOWN, reminders=first)
    assert kept(again, wanted) == {}
    assert wanted_reminders(shot(again), in_days(40, again)) == ()
    later = in_days(41, again)
    assert len(wanted_reminders(shot(again), later)) == len(later.reminders)
    assert len(kept(of, (*wanted, *wanted))) == len(wanted)
