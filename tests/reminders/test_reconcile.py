"""Nothing due is lost and nothing rings twice: histories of running, sleeping, crashing, travelling."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from care.days import Moment
from care.diary import Diary
from care.verbs import decide
from care.verbs.reminder import AnswerReminder
from reminders.ledger import Claim, Shown
from reminders.planner import dues
from reminders.reconcile import reconcile, watermark_of
from tests.reminders.plans import KNOWN, apply, at, diary, reminder

DAY = date(2026, 5, 4)


def beat(given: Diary, now: Moment, *, crash: bool = False) -> tuple[Diary, list[str], list[str]]:
    """One beat: reconcile, claim, show, note. A crash comes between claiming and showing."""
    found = reconcile(given, KNOWN, now, watermark_of(given))
    given = apply(given, decide(Claim(found.ring + found.missed), given, KNOWN, now), now)
    if crash:
        return given, [], []
    given = apply(given, decide(Shown(found.ring), given, KNOWN, now), now)
    given = apply(given, decide(Shown(found.missed, missed=True), given, KNOWN, now), now)
    return given, [d.key for d in found.ring], [d.key for d in found.missed]


def test_what_is_due_rings_once() -> None:
    given, rang, missed = beat(diary(reminder("08:00")), at(DAY, "08:00"))
    assert (len(rang), missed) == (1, ["2026-05-03/08:00/wipe"])
    _, again, none = beat(given, at(DAY, "08:01"))
    assert (again, none) == ([], [])


def test_after_an_absence_each_one_is_shown_as_missed() -> None:
    given, _, _ = beat(diary(reminder("08:00")), at(DAY, "08:00"))
    _, rang, missed = beat(given, at(DAY + timedelta(days=3), "12:00"))
    assert rang == []
    assert missed == [f"2026-05-0{n}/08:00/wipe" for n in (5, 6, 7)]


def test_nothing_is_missed_from_before_mesoday() -> None:
    fresh = diary(reminder("08:00"), changed_at=int(at(DAY, "12:00").at.timestamp() * 1000))
    assert beat(fresh, at(DAY, "12:05"))[1:] == ([], [])


def test_a_crash_between_claiming_and_showing_shows_it_again_in_the_same_place() -> None:
    given, rang, _ = beat(diary(reminder("08:00")), at(DAY, "08:00"), crash=True)
    assert not rang
    assert beat(given, at(DAY, "08:00"))[1] == []  # the claim may belong to a process that shows it right now
    given, rang, _ = beat(given, at(DAY, "08:02"))
    assert rang == [f"{DAY}/08:00/wipe"]
    assert beat(given, at(DAY, "08:04"))[1] == []


def test_done_and_skipped_are_silent_and_a_snooze_rings_later() -> None:
    given, (key,), _ = beat(diary(reminder("08:00")), at(DAY, "08:00"))
    snooze = decide(AnswerReminder(key, "snoozed", 30), given, KNOWN, at(DAY, "08:01"))
    snoozed = apply(given, snooze, at(DAY, "08:01"))
    assert beat(snoozed, at(DAY, "08:30"))[1] == []
    after, rang, _ = beat(snoozed, at(DAY, "08:31"))
    assert rang == [key]
    assert beat(after, at(DAY, "08:40"))[1] == []
    done = apply(given, decide(AnswerReminder(key, "done"), given, KNOWN, at(DAY, "08:01")), at(DAY, "08:01"))
    assert beat(done, at(DAY, "09:00"))[1:] == ([], [])


def test_a_long_absence_is_counted_beyond_a_fortnight() -> None:
    given, _, _ = beat(diary(reminder("08:00")), at(DAY, "08:00"))
    found = reconcile(given, KNOWN, at(DAY + timedelta(days=40), "12:00"), watermark_of(given))
    assert (len(found.missed), found.older) == (14, 26)


def test_a_clock_that_leaps_a_day_ahead_is_asked_about() -> None:
    given = diary(reminder("08:00"))
    now = at(DAY + timedelta(days=2), "12:00")
    found = reconcile(given, KNOWN, now, None, running_since=at(DAY, "12:00").at)
    assert found.leapt


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["run", "sleep", "crash", "back", "travel"]),
        st.integers(1, 60 * 30),  # minutes
        st.sampled_from(["Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland"]),
    ),
    min_size=1,
    max_size=25,
)
TIMES = st.lists(st.times().map(lambda t: f"{t.hour:02d}:{t.minute:02d}"), min_size=1, max_size=3, unique=True)


@settings(max_examples=150, deadline=None)
@given(STEPS, TIMES)
def test_no_history_rings_twice_or_loses_what_was_due(steps: list[tuple[str, int, str]], times: list[str]) -> None:
    given = diary(reminder(*times))
    now = Moment(datetime(2026, 3, 27, 12, tzinfo=UTC), "Europe/Berlin")
    began, latest = now.at, now.at
    given, rang, missed = beat(given, now)
    shown = rang + missed
    travelled = any(s[0] == "travel" for s in steps)
    for what, minutes, zone in steps:
        length = timedelta(minutes=minutes)
        if what == "back":
            now = Moment(now.at - length, now.zone)
        elif what == "travel":
            now = Moment(now.at + timedelta(minutes=30), zone)
        elif what == "run":
            for _ in range(minutes // 30):
                now = Moment(now.at + timedelta(minutes=30), now.zone)
                given, rang, missed = beat(given, now)
                shown += rang + missed
        else:
            now = Moment(now.at + length, now.zone)
        given, rang, missed = beat(given, now, crash=what == "crash")
        shown += rang + missed
        latest = max(latest, now.at)
    now = Moment(latest + timedelta(minutes=2), now.zone)
    given, rang, missed = beat(given, now)
    shown += rang + missed
    assert len(shown) == len(set(shown))
    # A traveller's past dates were planned in another zone: completeness is asked for the look-back alone.
    since = max(began, now.at - timedelta(hours=27)) if travelled else max(began, now.at - timedelta(days=13))
    due = {d.key for d in dues(given, KNOWN, now, since, now.at)}
    assert due <= set(shown)
