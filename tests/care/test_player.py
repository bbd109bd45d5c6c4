"""A session under way: its time is true, whatever the screen did meanwhile."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from care import player as play
from care.player import Player
from care.session_script import session_script
from tests.care.course_makers import STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
GIVEN = diary(KNOWN)
SCRIPT = session_script(GIVEN, KNOWN, GIVEN.courses["course"])
NOW = at(STARTS_ON, "20:00").at
FIRST_TIMED = next(n for n, s in enumerate(SCRIPT.steps) if s.seconds)


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def at_first_timed() -> Player:
    player = play.begin(SCRIPT, NOW, {})
    for _ in range(FIRST_TIMED):
        player = play.go_on(player, SCRIPT, NOW)
    return player


def test_a_device_step_waits_until_the_wand_is_in_hand() -> None:
    player = at_first_timed()
    step = play.step_at_hand(player, SCRIPT)
    assert step is not None
    assert step.device
    assert play.remaining(player, SCRIPT, NOW + later(60)) == step.seconds
    running = play.resume(player, NOW)
    assert play.remaining(running, SCRIPT, NOW + later(5)) == (step.seconds or 0) - 5


def test_a_pause_stops_the_time_and_a_long_sleep_ends_the_step() -> None:
    running = play.resume(at_first_timed(), NOW)
    paused = play.pause(running, NOW + later(10))
    assert play.remaining(paused, SCRIPT, NOW + later(500)) == play.remaining(running, SCRIPT, NOW + later(10))
    assert play.remaining(running, SCRIPT, NOW + later(3600)) == 0


def test_a_clock_set_back_takes_no_time_away() -> None:
    running = play.resume(at_first_timed(), NOW)
    assert play.remaining(running, SCRIPT, NOW - later(3600)) == SCRIPT.steps[FIRST_TIMED].seconds


def test_no_site_is_given_more_than_its_time_by_going_back() -> None:
    running = play.resume(at_first_timed(), NOW)
    moved = play.go_on(running, SCRIPT, NOW + later(20))
    back = play.go_back(moved, SCRIPT, NOW + later(40))
    assert play.remaining(back, SCRIPT, NOW + later(99)) == (SCRIPT.steps[FIRST_TIMED].seconds or 0) - 20


@given(
    st.lists(st.tuples(st.sampled_from(["next", "skip", "pause", "resume", "back"]), st.floats(0, 900)), max_size=60)
)
def test_whatever_is_tapped_the_record_is_true_and_survives_being_kept(events: list[tuple[str, float]]) -> None:
    player, now = play.begin(SCRIPT, NOW, {}), NOW
    for event, seconds in events:
        now += later(seconds)
        match event:
            case "next":
                player = play.go_on(player, SCRIPT, now)
            case "skip":
                player = play.go_on(player, SCRIPT, now, skip=True)
            case "pause":
                player = play.pause(player, now)
            case "resume":
                player = play.resume(player, now)
            case _:
                player = play.go_back(player, SCRIPT, now)
        player = msgspec.convert(msgspec.to_builtins(player), Player)
    done = play.steps_done(play.pause(player, now), SCRIPT, now)
    assert [s.id for s in done] == [s.id for s in SCRIPT.steps if s.id in {d.id for d in done}]
    assert all(s.done_s >= 0 for s in done)
    behind = {t.step for t in player.behind}
    assert all(s.done_s <= s.planned_s for s in done if s.planned_s and s.id in behind)
