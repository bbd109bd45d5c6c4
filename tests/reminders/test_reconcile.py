"""What is due rings once, or is shown as missed, or was never planned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from care.records import Pause, QuietHours, Routine, RoutineStep
from care.verbs import decide
from care.verbs.reminder import AnswerReminder
from reminders.ledger import Claim, Shown
from reminders.mark import Mark, mark_from_plain, mark_to_plain
from reminders.reconcile import reconcile
from tests.reminders.plans import KNOWN, Life, apply, at, diary, ms, reminder

DAY = date(2026, 5, 4)
LATER = DAY + timedelta(days=1)
STEP = RoutineStep(id="s", title="Cleanse")


def life(*times: str, **given: object) -> Life:
    """One that has been running since seven in the morning."""
    began = at(DAY, "07:00").at
    reminders = [reminder(*times, made=began)] if times else []
    found = Life(diary(*reminders, changed_at=ms(began), **given))
    found.beat(at(DAY, "07:00"))
    assert found.shown == []
    return found


def test_what_is_due_rings_once() -> None:
    one = life("08:00")
    assert one.beat(at(DAY, "07:59")) == ([], [])
    assert one.beat(at(DAY, "08:00")) == ([f"{DAY}/08:00/wipe"], [])
    assert one.beat(at(DAY, "08:00")) == ([], [])
    assert one.beat(at(DAY, "08:01")) == ([], [])


def test_it_wakes_at_the_next_that_rings() -> None:
    one = life("08:00", "20:00")
    assert one.last is not None
    assert one.last.next_at == at(DAY, "08:00").at
    one.beat(at(DAY, "08:00"))
    assert one.last.next_at == at(DAY, "20:00").at


@pytest.mark.parametrize("keeps_mark", [True, False])
def test_after_an_absence_each_one_is_shown_as_missed(keeps_mark: bool) -> None:
    one = life("08:00")
    one.keeps_mark = keeps_mark
    one.beat(at(DAY, "08:00"))
    one.restart()
    assert one.beat(at(DAY + timedelta(days=3), "12:00")) == ([], [f"2026-05-0{n}/08:00/wipe" for n in (5, 6, 7)])


def test_a_first_absence_is_found_by_the_records_alone() -> None:
    set_up = at(DAY, "09:00").at
    one = Life(diary(reminder("08:00", made=set_up), changed_at=ms(set_up)))
    rang, missed = one.beat(at(DAY + timedelta(days=6), "07:00"))
    assert (rang, len(missed), missed[0]) == ([], 5, f"{LATER}/08:00/wipe")


def test_nothing_is_missed_from_before_mesoday() -> None:
    set_up = at(DAY, "12:00").at
    assert Life(diary(reminder("08:00", made=set_up), changed_at=ms(set_up))).beat(at(DAY, "12:05")) == ([], [])


def test_nothing_is_missed_from_before_a_reminder_was_made() -> None:
    one = life()
    one.beat(at(DAY, "10:00"))
    one.diary = replace(one.diary, reminders={"wipe": reminder("08:00", "10:07", made=at(DAY, "10:07").at)})
    one.restart()
    one.mark = None  # not even where the mark is lost
    assert one.beat(at(DAY, "10:07")) == ([f"{DAY}/10:07/wipe"], [])


def test_an_edited_time_that_is_past_was_never_planned() -> None:
    one = life("20:00")
    one.beat(at(DAY, "10:00"))
    edited = reminder("09:00", rev=2, changed_at=ms(at(DAY, "10:00").at))
    one.diary = replace(one.diary, reminders={"wipe": edited})
    assert one.beat(at(DAY, "10:01")) == ([], [])
    assert one.beat(at(LATER, "09:00"))[0] == [f"{LATER}/09:00/wipe"]


def test_an_edited_title_loses_nothing_that_was_due_meanwhile() -> None:
    one = life("08:00")
    edited = replace(reminder("08:00", rev=2, changed_at=ms(at(DAY, "09:00").at)), title="Clean the wand")
    one.diary = replace(one.diary, reminders={"wipe": edited})
    assert one.beat(at(DAY, "10:00")) == ([], [f"{DAY}/08:00/wipe"])


def test_a_pause_that_ends_early_brings_nothing_back_from_within_it() -> None:
    routine = Routine(id="r", title="Morning", slot="am", steps=[RoutineStep(id="s", title="Cleanse")])
    away = Pause(id="p", from_=DAY, to=LATER)
    one = Life(replace(diary(areas=["face"], changed_at=ms(at(DAY, "06:00").at)), routines={"r": routine}))
    one.diary = replace(one.diary, pauses=(away,))
    one.beat(at(DAY, "06:00"))
    one.beat(at(DAY, "12:00"))
    one.diary = replace(one.diary, pauses=())
    assert one.beat(at(DAY, "12:01")) == ([], [])
    assert f"{LATER}/07:30/r" in one.beat(at(LATER, "07:30"))[0]


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_process_that_dies_before_showing_shows_it_when_it_is_back(dies: str) -> None:
    one = life("08:00")
    assert one.beat(at(DAY, "08:00"), dies=dies) == ([], [])
    assert one.beat(at(DAY, "08:00")) == ([f"{DAY}/08:00/wipe"], [])
    assert one.beat(at(DAY, "08:01")) == ([], [])


def test_a_crash_does_not_hide_what_was_missed_long_before() -> None:
    one = life("08:00")
    one.beat(at(DAY, "08:00"))
    back = DAY + timedelta(days=5)
    one.keeps_mark = False
    one.restart()
    rang, _ = one.beat(at(back, "08:00"), dies="shown")
    assert rang == [f"{back}/08:00/wipe"]
    assert one.beat(at(back, "08:10"))[1] == [f"2026-05-0{n}/08:00/wipe" for n in (5, 6, 7, 8)]
    assert len(one.shown) == len(set(one.shown)) == 6


def test_a_claim_whose_process_died_long_ago_is_shown_as_missed() -> None:
    one = life("08:00")
    one.beat(at(DAY, "08:00"), dies="after")
    one.diary = replace(one.diary, reminders={})
    one.beat(at(LATER, "12:00"))
    one.diary = replace(one.diary, reminders={"wipe": reminder("08:00")})
    assert one.beat(at(DAY + timedelta(days=30), "07:00"))[1][0] == f"{DAY}/08:00/wipe"


def test_done_and_skipped_are_silent_and_a_snooze_rings_later() -> None:
    one = life("08:00")
    (key,), _ = one.beat(at(DAY, "08:00"))
    before = one.diary

    def answered(answer: str, wall: str) -> None:
        changes = decide(AnswerReminder(key, answer, 30), before, KNOWN, at(DAY, wall))  # type: ignore[arg-type]
        one.diary = apply(before, changes, at(DAY, wall))

    answered("snoozed", "08:01")
    assert one.beat(at(DAY, "08:30")) == ([], [])
    assert one.last is not None
    assert one.last.next_at == at(DAY, "08:31").at
    assert one.beat(at(DAY, "08:31"), dies="after") == ([], [])
    assert one.beat(at(DAY, "08:33")) == ([key], [])
    assert one.beat(at(DAY, "08:40")) == ([], [])
    for answer in ("done", "skipped"):
        answered(answer, "08:01")
        assert one.beat(at(DAY, "09:00")) == ([], [])


def test_a_journey_east_shows_what_it_jumped_over_and_one_west_repeats_nothing() -> None:
    one = life("08:00", "13:00")
    one.beat(at(DAY, "08:00"))
    landed = at(DAY, "12:30").at
    tokyo = replace(at(DAY, "12:30"), zone="Asia/Tokyo")
    assert tokyo.at == landed
    assert one.beat(tokyo) == ([], [f"{DAY}/13:00/wipe"])
    home = replace(tokyo, zone="America/Los_Angeles", at=landed + timedelta(minutes=1))
    assert one.beat(home) == ([], [])
    assert one.beat(at(LATER, "08:00", "America/Los_Angeles"))[0] == [f"{LATER}/08:00/wipe"]


def test_quiet_hours_taken_away_lose_nothing() -> None:
    one = life("23:30", quiet_hours=QuietHours(from_="22:00", to="07:00"))
    assert one.beat(at(DAY, "23:30")) == ([], [])
    one.diary = replace(one.diary, profile=replace(one.diary.profile, quiet_hours=None))
    assert one.beat(at(DAY, "23:50")) == ([], [f"{DAY}/23:30/wipe"])


def test_a_clock_set_back_repeats_nothing_and_goes_on_at_once() -> None:
    one = life("08:00", "08:30", "12:00")
    one.beat(at(DAY, "08:00"))
    one.beat(at(DAY, "08:31"))
    assert one.beat(at(DAY, "07:30")) == ([], [])
    assert one.beat(at(DAY, "08:31")) == ([], [])
    one.diary = replace(one.diary, reminders={**one.diary.reminders, "new": reminder("09:00", id="new")})
    one.beat(at(DAY, "10:00"))
    assert one.shown.count(f"{DAY}/09:00/new") == 1
    assert one.beat(at(DAY, "12:00"))[0] == [f"{DAY}/12:00/wipe"]


def test_stamps_of_a_clock_that_was_ahead_silence_nothing() -> None:
    ahead = at(DAY + timedelta(days=400), "12:00").at
    one = Life(diary(reminder("08:00", made=ahead), changed_at=ms(ahead)))
    assert one.beat(at(DAY, "07:59")) == ([], [])
    one.mark = None
    assert one.beat(at(DAY, "08:00")) == ([f"{DAY}/08:00/wipe"], [])


def test_a_claim_leaves_alone_what_became_of_it_meanwhile() -> None:
    one = life("08:00")
    found = reconcile(one.diary, KNOWN, at(DAY, "08:00"), one.mark)
    one.beat(at(DAY, "08:00"), dies="after")
    assert not decide(Claim(found.ring), one.diary, KNOWN, at(DAY, "08:00"))
    one.beat(at(DAY, "08:00"))
    assert not decide(Claim(found.ring), one.diary, KNOWN, at(DAY, "08:00"))
    assert not decide(Shown(found.ring, missed=True), one.diary, KNOWN, at(DAY, "08:00"))


@pytest.mark.parametrize(("late", "rings"), [(5, True), (6, False)])
def test_five_minutes_late_is_on_time_and_six_is_missed(late: int, rings: bool) -> None:
    one = life("08:00")
    rang, missed = one.beat(at(DAY, f"08:0{late}"))
    assert (bool(rang), bool(missed)) == (rings, not rings)


def test_a_long_absence_is_counted_beyond_a_fortnight_and_once() -> None:
    one = life("08:00")
    one.beat(at(DAY, "08:00"))
    back = at(DAY + timedelta(days=40), "12:00")
    one.beat(back)
    assert one.last is not None
    assert (len(one.last.missed), one.last.older) == (14, 26)
    one.beat(replace(back, at=back.at + timedelta(minutes=1)))
    assert (len(one.last.missed), one.last.older) == (0, 0)


def test_what_the_diary_was_not_read_for_is_not_called_missed() -> None:
    one = life("08:00")
    one.diary = replace(one.diary, since=DAY + timedelta(days=20))
    found = reconcile(one.diary, KNOWN, at(DAY + timedelta(days=40), "12:00"), one.mark)
    assert len(found.missed) + found.older == 20


@pytest.mark.parametrize("keeps_mark", [True, False])
def test_what_a_clock_months_ahead_left_behind_silences_nothing(keeps_mark: bool) -> None:
    one = life("08:00")
    one.keeps_mark = keeps_mark
    one.beat(at(DAY + timedelta(days=100), "12:00"))
    one.restart()  # and the clock is set right: the next morning is still to be heard of
    assert f"{DAY}/08:00/wipe" not in one.shown
    rang, missed = one.beat(at(DAY + timedelta(days=1), "08:00"))
    assert (rang, missed) == ([f"{DAY + timedelta(days=1)}/08:00/wipe"], [f"{DAY}/08:00/wipe"])


def test_a_mark_is_read_again_as_it_was_kept() -> None:
    mark = Mark(at(DAY, "08:00").at, ("a", "b"))
    assert mark_from_plain(mark_to_plain(mark)) == mark
    for other in (None, {}, {"through": "soon"}, {"through": "2026-01-01T00:00:00"}, []):
        assert mark_from_plain(other) is None


@pytest.mark.parametrize("begins", ["00:00", "00:30", "00:31", "12:00"])
def test_a_day_start_that_is_changed_while_it_rings_repeats_and_loses_nothing(begins: str) -> None:
    began = at(DAY, "07:00").at
    evening = Routine(id="pm", rev=1, changed_at=ms(began), title="Evening", slot="pm", steps=[STEP])
    plan = replace(diary(changed_at=ms(began), pm_time="00:30", day_starts_at="04:00"), routines={"pm": evening})
    one = Life(plan)
    one.beat(at(DAY, "07:00"))
    assert one.beat(at(LATER, "00:30")) == ([f"{LATER}/00:30/pm"], [])
    one.diary = replace(one.diary, profile=replace(one.diary.profile, day_starts_at=begins))
    for wall in ("00:30", "00:31", "04:00", "12:00", "23:59"):
        assert one.beat(at(LATER, wall)) == ([], [])
    following = LATER + timedelta(days=1)
    assert one.beat(at(following, "00:30")) == ([f"{following}/00:30/pm"], [])
