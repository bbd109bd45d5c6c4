"""A session under way: its time is true, whatever the screen did meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from care import player as play
from care.going_on import NOTICE, flow_on, goes_on_at, wait_here
from care.player import Player
from care.records import Device, DeviceMode
from care.session_script import Script, session_script
from tests.care.course_makers import STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
GIVEN = diary(KNOWN)
SCRIPT = session_script(GIVEN, KNOWN, GIVEN.courses["course"])
BY_HAND = replace(GIVEN, courses={"course": replace(GIVEN.courses["course"], device=None)})
SCRIPTS = (SCRIPT, session_script(BY_HAND, KNOWN, BY_HAND.courses["course"]))
NOW = at(STARTS_ON, "20:00").at
FIRST_TIMED = next(n for n, s in enumerate(SCRIPT.steps) if s.seconds)
TIME = SCRIPT.steps[FIRST_TIMED].seconds or 0


def later(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def at_first_timed() -> Player:
    player = play.begin(SCRIPT, NOW, {})
    for _ in range(FIRST_TIMED):
        player = play.go_on(player, SCRIPT, NOW)
    return player


def done(player: Player, now: datetime) -> dict[str, float]:
    return {s.id: s.done_s for s in play.steps_done(player, SCRIPT, now)}


def test_from_ready_to_done_it_goes_through_its_phases() -> None:
    player = play.ready(SCRIPT, NOW)
    assert play.state(player, SCRIPT, NOW) == "ready"
    assert play.start(player, SCRIPT, NOW, {}) is player, "the list comes first"
    player = play.ask(player)
    assert play.state(player, SCRIPT, NOW) == "pre_check"
    player = play.start(player, SCRIPT, NOW, {"K12": "no"})
    assert play.state(player, SCRIPT, NOW) == "waiting"
    for _ in range(FIRST_TIMED):
        player = play.go_on(player, SCRIPT, NOW)
    assert play.state(player, SCRIPT, NOW) == "waiting"
    player = play.resume(player, SCRIPT, NOW)
    assert play.state(player, SCRIPT, NOW + later(3)) == "step"
    assert play.state(player, SCRIPT, NOW + later(TIME)) == "waiting"
    player = play.pause(player, SCRIPT, NOW + later(3))
    assert play.state(player, SCRIPT, NOW + later(TIME)) == "paused"
    player = play.stop(player, SCRIPT, NOW + later(9))
    assert play.state(player, SCRIPT, NOW) == "stopping"
    player = play.leave(player, SCRIPT, NOW + later(12), "pain")
    assert (player.phase, player.outcome, player.reason) == ("after_care", "stopped", "pain")
    assert player.ended_at == NOW + later(12)
    assert play.state(play.kept(player), SCRIPT, NOW) == "done"


def test_a_device_step_waits_until_the_wand_is_in_hand() -> None:
    player = at_first_timed()
    assert play.remaining(player, SCRIPT, NOW + later(60)) == TIME
    running = play.resume(player, SCRIPT, NOW)
    assert play.remaining(running, SCRIPT, NOW + later(5)) == TIME - 5


def test_a_pause_stops_the_time_and_a_long_sleep_ends_the_step() -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    paused = play.pause(running, SCRIPT, NOW + later(10))
    assert play.remaining(paused, SCRIPT, NOW + later(500)) == play.remaining(running, SCRIPT, NOW + later(10))
    assert play.remaining(running, SCRIPT, NOW + later(3600)) == 0
    assert play.up_at(running, SCRIPT) == NOW + later(TIME)
    assert play.pause(running, SCRIPT, NOW + later(3600)).up == NOW + later(TIME)
    assert done(running, NOW + later(3600))[running.at] == TIME


def test_a_clock_set_back_takes_no_time_away() -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    assert play.remaining(running, SCRIPT, NOW - later(3600)) == TIME


def test_no_site_is_given_more_than_its_time_by_going_back_and_on() -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    moved = play.go_on(running, SCRIPT, NOW + later(20))
    cheek = play.resume(moved, SCRIPT, NOW + later(20))
    back = play.go_back(cheek, SCRIPT, NOW + later(30))
    assert play.remaining(back, SCRIPT, NOW + later(99)) == TIME - 20
    on = play.go_on(back, SCRIPT, NOW + later(99))
    assert on.at == cheek.at
    assert play.elapsed(on, NOW + later(200)) == 10


@pytest.mark.parametrize(
    ("seen", "back", "counts", "up"),
    [(10, 3600, 10, TIME), (10, 12, 10, None), (None, 3600, 0, TIME), (TIME + 5, 3600, TIME, TIME), (9, -60, 0, None)],
)
def test_a_killed_session_counts_for_as_long_as_it_was_watched(
    seen: float | None, back: float, counts: float, up: float | None
) -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    watched = play.seen(running, NOW + later(seen)) if seen is not None else running
    found = play.found(watched, SCRIPT, NOW + later(back))
    assert found.since is None
    assert play.elapsed(found, NOW + later(9999)) == counts
    assert found.up == (NOW + later(up) if up is not None else None)
    assert play.go_on(found, SCRIPT, NOW + later(9999)).up is None


def test_a_session_killed_while_it_was_asked_why_it_stopped_is_taken_up_at_its_step() -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    found = play.found(play.stop(running, SCRIPT, NOW + later(8)), SCRIPT, NOW + later(500))
    assert play.state(found, SCRIPT, NOW + later(500)) == "paused"
    assert play.elapsed(found, NOW + later(500)) == 8


def test_a_step_that_is_no_longer_part_of_the_session_gives_way_to_the_next_open_one() -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    shorter = replace(SCRIPT, steps=tuple(s for s in SCRIPT.steps if s.id != running.at))
    found = play.found(running, shorter, NOW + later(60))
    assert found.at == SCRIPT.steps[FIRST_TIMED + 1].id
    assert found.since is None


def test_a_session_finished_early_accounts_for_every_step() -> None:
    running = play.resume(at_first_timed(), SCRIPT, NOW)
    finished = play.finish(running, SCRIPT, NOW + later(7))
    steps = play.steps_done(finished, SCRIPT, NOW + later(7))
    assert [s.id for s in steps] == [s.id for s in SCRIPT.steps]
    assert (finished.phase, finished.outcome) == ("after_care", "finished")
    assert {s.id: s.done_s for s in steps}[running.at] == 7
    assert all(s.skipped for s in steps[FIRST_TIMED + 1 :])


# Going on by itself

HAND = SCRIPTS[1]


def at_step(script: Script, wanted: str) -> Player:
    player = play.begin(script, NOW, {})
    while player.at != wanted:
        player = play.go_on(player, script, NOW)
    return player


def timed_out(script: Script, wanted: str) -> tuple[Player, datetime]:
    """At a step whose time has just been found up."""
    seconds = next(s.seconds for s in script.steps if s.id == wanted) or 0
    up = NOW + later(seconds)
    return play.pause(play.resume(at_step(script, wanted), script, NOW), script, up), up


def test_only_rows_with_a_time_at_a_place_may_go_on_and_a_wand_only_with_sound() -> None:
    allowed = {row.id: row.goes_on for row in KNOWN.session_steps.values() if row.goes_on != "when_told"}
    assert allowed == {"by_hand": "by_itself", "device_pass": "with_sound"}
    assert all(row.each_site and row.stage == "step" for row in KNOWN.session_steps.values() if row.id in allowed)
    timeless = diary(
        KNOWN, devices={"wand": Device(id="wand", name="W", modes=[DeviceMode(modality="radiofrequency")])}
    )
    steps = session_script(timeless, KNOWN, timeless.courses["course"]).steps
    assert {s.goes_on for s in steps} == {"when_told"}, "what has no time is not over by itself"


def test_by_hand_it_goes_on_after_its_notice_and_the_next_place_begins() -> None:
    player, up = timed_out(HAND, "by_hand/forehead")
    early = flow_on(player, HAND, up + later(4), sound=False)
    assert early is player
    on = flow_on(player, HAND, up + NOTICE, sound=False)
    assert (on.at, on.since) == ("by_hand/right_cheek", up + NOTICE)
    assert done_in(HAND, on, up + NOTICE)["by_hand/forehead"] == 30, "the notice is no time on the skin"


def done_in(script: Script, player: Player, now: datetime) -> dict[str, float]:
    return {s.id: s.done_s for s in play.steps_done(player, script, now)}


def test_a_wand_is_never_hurried_on_without_sound_and_runs_on_with_it() -> None:
    player, up = timed_out(SCRIPT, "device_pass/forehead")
    assert flow_on(player, SCRIPT, up + NOTICE, sound=False) is player
    on = flow_on(player, SCRIPT, up + NOTICE, sound=True)
    assert (on.at, on.since) == ("device_pass/right_cheek", up + NOTICE), "it is in the hand already"
    last, up = timed_out(SCRIPT, "device_pass/chin")
    lifted = flow_on(last, SCRIPT, up + NOTICE, sound=True)
    assert (lifted.at, lifted.since) == ("lift_wand", None)
    assert goes_on_at(lifted, SCRIPT, sound=True) is None


def test_tapped_away_seen_late_or_found_again_it_waits() -> None:
    player, up = timed_out(SCRIPT, "device_pass/forehead")
    assert flow_on(wait_here(player), SCRIPT, up + NOTICE, sound=True).at == player.at
    late = flow_on(player, SCRIPT, up + later(600), sound=True)
    assert (late.at, late.waits) == (player.at, True)
    found = play.found(player, SCRIPT, up + NOTICE)
    assert flow_on(found, SCRIPT, up + NOTICE, sound=True).at == player.at
    moved = play.go_on(wait_here(player), SCRIPT, up)
    assert not moved.waits, "only from there"


EVENTS = (
    "flow",
    "next",
    "skip",
    "pause",
    "run",
    "back",
    "stop",
    "return",
    "leave",
    "finish",
    "ask",
    "start",
    "kill",
    "kept",
)


def happen(player: Player, script: Script, event: str, now: datetime) -> Player:
    match event:
        case "ask":
            return play.ask(player)
        case "start":
            return play.start(player, script, now, {})
        case "next":
            return play.go_on(player, script, now)
        case "flow":
            return flow_on(player, script, now, sound=True)
        case "skip":
            return play.go_on(player, script, now, skip=True)
        case "pause":
            return play.pause(player, script, now)
        case "run":
            return play.resume(player, script, now)
        case "back":
            return play.go_back(player, script, now)
        case "stop":
            return play.stop(player, script, now)
        case "return":
            return play.return_to_steps(player)
        case "leave":
            return play.leave(player, script, now, "pain")
        case "finish":
            return play.finish(player, script, now)
        case _:
            return play.kept(player)


@given(
    st.sampled_from(SCRIPTS),
    st.integers(0, 14),
    st.lists(st.tuples(st.sampled_from(EVENTS), st.floats(0, 400), st.floats(0, 1)), max_size=40),
)
def test_whatever_is_tapped_and_however_often_it_is_killed_the_record_is_true(
    script: Script, first: int, events: list[tuple[str, float, float]]
) -> None:
    player, now, watched = play.ready(script, NOW), NOW, 0.0
    # Most of what matters happens amid the steps; hypothesis alone would seldom get there.
    beginning = [("ask", 0.0, 0.0), ("start", 0.0, 0.0), *[("next", 5.0, 0.0)] * first] if first else []
    over: tuple[object, ...] | None = None
    for event, seconds, share in [*beginning, *events]:
        if event == "kill":
            player = play.seen(player, now + later(seconds * share))
            now += later(seconds)
            watched += seconds * share
            player = play.found(msgspec.json.decode(msgspec.json.encode(player), type=Player), script, now)
            assert player.since is None
        else:
            now += later(seconds)
            watched += seconds
            player = happen(player, script, event, now)
        steps = play.steps_done(player, script, now)
        assert sum(s.done_s for s in steps) <= watched + 0.001
        assert all(0 <= s.done_s <= s.planned_s for s in steps)
        assert play.device_time(player, script, now) <= script.device_seconds + len(script.steps)
        if over is not None:
            assert (steps, player.ended_at, player.outcome) == over, "nothing more is done after its end"
        if player.phase in ("after_care", "done"):
            over = (steps, player.ended_at, player.outcome)
            assert player.since is None
            if player.outcome == "finished":
                assert [s.id for s in steps] == [s.id for s in script.steps]
        at_hand = play.step_at_hand(player, script)
        assert (at_hand is not None) == (player.at != "")
        assert not {*player.passed} & {*player.skipped}
