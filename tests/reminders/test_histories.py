"""Invented histories of running, sleeping, dying, travelling, clocks set back or gone ahead, edits, and two processes.

Whatever happens: nothing is shown twice, and nothing that was due is neither rung nor shown as missed.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.days import Moment, instant
from care.records import QuietHours, Repeat
from reminders.planner import MOST_REPEATS, Due, dues
from tests.reminders.plans import KNOWN, Life, diary, ms, reminder

HISTORIES = 6000 if os.environ.get("MESODAY_DEEP") else 700
SET_UP = datetime(2026, 3, 27, 12, tzinfo=UTC)  # two days before Europe's clocks change
ZONES = ["Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Auckland", "Pacific/Kiritimati", "Etc/GMT+12"]
HAPPENINGS = ["run", "run", "sleep", "dies before", "dies after", "dies shown", "restart", "back", "travel", "edit"]
HAPPENINGS += ["other", "ahead"]

walls = st.times().map(lambda t: f"{t.hour:02d}:{t.minute:02d}")
quiets = st.none() | st.builds(lambda a, b: QuietHours(from_=a, to=b), walls, walls)
steps = st.lists(
    st.tuples(st.sampled_from([*HAPPENINGS, "quiet"]), st.integers(1, 60 * 30), st.sampled_from(ZONES), quiets),
    min_size=1,
    max_size=20,
)
slots = st.lists(walls | st.sampled_from(["00:00", "02:30", "23:59"]), min_size=1, max_size=3, unique=True)


def on(now: Moment, minutes: float) -> Moment:
    return replace(now, at=now.at + timedelta(minutes=minutes))


def run(life: Life, now: Moment, minutes: int) -> Moment:
    """The process runs: the alarm wakes it at each instant, and now and then in between."""
    end = on(now, minutes)
    life.beat(now)
    while life.last is not None and life.last.next_at is not None and life.last.next_at <= end.at:
        now = replace(now, at=life.last.next_at)
        rang, missed = life.beat(now)
        assert rang
        assert not missed
    life.beat(end)
    return end


def planned_since_set_up(due: Due) -> bool:
    return instant(due.date, due.slot, due.zone) >= SET_UP


@settings(max_examples=HISTORIES, deadline=None)
@example(
    [("run", 540, "", None), ("run", 1560, "", None), ("back", 1441, "", None), ("ahead", 1, "", None)],
    ["00:00"],
    False,
    False,
    None,
)
@given(steps, slots, st.booleans(), st.booleans(), st.sampled_from([None, None, 7, 15, 60]))
def test_no_history_shows_twice_or_loses_what_was_due(
    story: list[tuple[str, int, str, QuietHours | None]],
    times: list[str],
    keeps_mark: bool,
    zoned: bool,
    again: int | None,
) -> None:
    repeat = Repeat(every_minutes=again, times=5) if again else None
    reminders = [reminder(*times, made=SET_UP, repeat=repeat)]
    if zoned:
        reminders.append(reminder(*times, id="zoned", zone="America/New_York", made=SET_UP))
    life = Life(diary(*reminders, changed_at=ms(SET_UP)), keeps_mark=keeps_mark)
    now = Moment(SET_UP, "Europe/Berlin")
    latest = now.at
    life.beat(now)
    for what, minutes, zone, quiet in story:
        match what.split():
            case ["run"]:
                now = run(life, now, minutes)
            case ["sleep"]:
                now = on(now, minutes)
                life.beat(now)
            case ["dies", when]:
                now = on(now, minutes)
                life.beat(now, dies=when)
            case ["restart"]:
                now = on(now, minutes)
                life.restart()
            case ["back"]:
                now = on(now, -min(minutes, (now.at - SET_UP).total_seconds() / 60))
                life.beat(now)
            case ["other"]:
                life.other()
            case ["ahead"]:
                life.wrong_clock(on(now, 24 * 60 + minutes).at, now)
            case ["travel"]:
                now = replace(on(now, 30), zone=zone)
                life.beat(now)
            case ["edit"]:
                kept = life.diary.reminders["wipe"]
                edited = replace(kept, title=f"Edited at {now.at}", rev=kept.rev + 1, changed_at=ms(now.at))
                life.diary = replace(life.diary, reminders={**life.diary.reminders, "wipe": edited})
            case ["quiet"]:
                life.diary = replace(life.diary, profile=replace(life.diary.profile, quiet_hours=quiet))
                life.beat(now)
        latest = max(latest, now.at)
    now = on(replace(now, at=latest), 2)
    life.beat(now)
    most = 1 + (MOST_REPEATS if again else 0)  # nobody answers: what may ring again does, twice at most
    assert all(count <= (1 if "zoned" in key else most) for key, count in Counter(life.shown).items())
    assert not set(life.missed) & set(life.rang) or again
    # a journey west soon after the beginning lives through hours again that were before it
    began = SET_UP + timedelta(days=2) if any(what == "travel" for what, *_ in story) else SET_UP
    since = max(began, now.at - timedelta(days=13))
    due = {d.key for d in dues(life.diary, KNOWN, now, since, now.at) if planned_since_set_up(d)}
    assert due <= set(life.shown)
