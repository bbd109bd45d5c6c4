"""A guided session under way: where it stands, driven by events and instants. Pure and small enough to be kept as a
draft after every change, so that a killed app finds its place again.

It is `ready`, asks its list (`pre_check`), leads through its steps, may be `stopping`, comes to its after-care and is
`done` when the diary holds it. Every event is taken in every phase: where it does not fit, nothing changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.records import SessionStep
from care.session_script import Script, ScriptStep

Phase = Literal["ready", "pre_check", "steps", "stopping", "after_care", "done"]
State = Literal["ready", "pre_check", "step", "waiting", "paused", "stopping", "after_care", "done"]


class Player(Struct, frozen=True):
    """`at` is the step at hand, by its id; `ran` the seconds that each step had before it last began to run, `since`
    when the one at hand did (None: it waits or is paused). `seen_at`: the last instant at which the session was
    watched; `up`: when the time of the step at hand was up; `waits`: it does not go on by itself from there.
    `ended_at`, `outcome` and `reason` hold from its after-care on."""

    course: str
    began_at: datetime
    phase: Phase = "ready"
    at: str = ""
    ran: dict[str, float] = {}
    since: datetime | None = None
    passed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    seen_at: datetime | None = None
    up: datetime | None = None
    waits: bool = False
    level: int = 1
    precheck: dict[str, str] = {}
    ended_at: datetime | None = None
    outcome: Literal["finished", "stopped"] = "finished"
    reason: str = ""


def ready(script: Script, now: datetime) -> Player:
    return Player(script.course, now, level=script.level)


def ask(player: Player) -> Player:
    """Show the list before the session."""
    return replace(player, phase="pre_check") if player.phase == "ready" else player


def start(player: Player, script: Script, now: datetime, precheck: dict[str, str]) -> Player:
    """Nothing on the list holds: the first step."""
    if player.phase != "pre_check":
        return player
    begun = replace(player, phase="steps", began_at=now, precheck=precheck)
    return _enter(begun, script, script.steps[0] if script.steps else None, now)


def begin(script: Script, now: datetime, precheck: dict[str, str]) -> Player:
    """A session whose list was answered."""
    return start(ask(ready(script, now)), script, now, precheck)


def state(player: Player, script: Script, now: datetime) -> State:
    """What the session does: a `step` runs; it is `waiting` for the person (also when a time is up), or `paused`."""
    if player.phase != "steps":
        return player.phase
    if not remaining(player, script, now):
        return "waiting"
    if player.since is not None:
        return "step"
    return "paused" if player.ran.get(player.at) else "waiting"


# The time


def step_at_hand(player: Player, script: Script) -> ScriptStep | None:
    """The step at hand; None before the first and after the last."""
    return next((step for step in script.steps if step.id == player.at), None)


def elapsed(player: Player, now: datetime) -> float:
    """Seconds that the step at hand has run; never less than none, also when the clock was set back."""
    running = (now - player.since).total_seconds() if player.since else 0.0
    return player.ran.get(player.at, 0.0) + max(0.0, running)


def remaining(player: Player, script: Script, now: datetime) -> float | None:
    """Seconds left of the step at hand; None where it waits for the person. Never below zero."""
    step = step_at_hand(player, script)
    if step is None or step.seconds is None:
        return None
    return max(0.0, step.seconds - elapsed(player, now))


def up_at(player: Player, script: Script) -> datetime | None:
    """When the time of the running step is up, or was; None where none runs."""
    step = step_at_hand(player, script)
    if step is None or step.seconds is None or player.since is None:
        return None
    return player.since + timedelta(seconds=max(0.0, step.seconds - player.ran.get(step.id, 0.0)))


def device_time(player: Player, script: Script, now: datetime) -> float:
    """Seconds that the device was on the skin so far."""
    ran = {**player.ran, player.at: _counted(player, script, now)}
    return sum(ran.get(step.id, 0.0) for step in script.steps if step.device and step.seconds)


def _counted(player: Player, script: Script, now: datetime) -> float:
    """Seconds of the step at hand that count: a timed one ends by itself, however late the person comes back."""
    step, ran = step_at_hand(player, script), elapsed(player, now)
    return min(ran, step.seconds) if step is not None and step.seconds is not None else ran


def _held(player: Player, script: Script, now: datetime) -> Player:
    """The same with its time standing still."""
    end = up_at(player, script)
    if player.since is None:
        return player
    ran = {**player.ran, player.at: _counted(player, script, now)}
    return replace(player, ran=ran, since=None, up=end if end is not None and end <= now else None)


def seen(player: Player, now: datetime) -> Player:
    """Still watched at that instant: what runs counts up to here even if the app is killed next."""
    return replace(player, seen_at=now)


def found(player: Player, script: Script, now: datetime) -> Player:
    """Take up a session whose app was killed. What ran counts for as long as it was watched, no more; where its time
    was up meanwhile, `up` says when. A step that the session no longer has gives way to the first one still open.
    """
    known = {step.id for step in script.steps}
    if player.phase in ("steps", "stopping") and player.at not in known:
        behind = {*player.passed, *player.skipped}
        following = next((step for step in script.steps if step.id not in behind), None)
        moved = replace(player, phase="steps", since=None)
        return _enter(moved, script, following, now, running=False)
    # Whoever comes back is asked, and nothing begins before they have answered.
    back = replace(player, phase="steps" if player.phase == "stopping" else player.phase, waits=True)
    if player.since is None:
        return back
    end = up_at(player, script)
    watched = min(now, max(player.since, player.seen_at or player.since))
    return replace(_held(back, script, watched), up=end if end is not None and end <= now else None)


# The steps


def _enter(
    player: Player,
    script: Script,
    step: ScriptStep | None,
    now: datetime,
    *,
    running: bool = True,
    in_hand: bool = False,
) -> Player:
    """Timed steps run as soon as they are reached, but for a device's, which waits until the wand is `in_hand`. After
    the last one comes the after-care."""
    if step is None:
        return replace(player, phase="after_care", at="", since=None, up=None, ended_at=now)
    runs = running and step.seconds is not None and (in_hand or not step.device)
    return replace(player, at=step.id, since=now if runs else None, up=None, waits=False)


def pause(player: Player, script: Script, now: datetime) -> Player:
    return _held(player, script, now) if player.phase == "steps" else player


def resume(player: Player, script: Script, now: datetime) -> Player:
    """Let the time of the step at hand run, where it has one and some is left."""
    if player.phase != "steps" or player.since is not None or not remaining(player, script, now):
        return player
    return replace(player, since=now, up=None)


def go_on(player: Player, script: Script, now: datetime, *, skip: bool = False, in_hand: bool = False) -> Player:
    """Leave the step at hand behind and enter the next one. What ran of it counts, up to what was planned; `skip` says
    that nothing of it was done, and holds only where nothing ran."""
    step = step_at_hand(player, script)
    if player.phase != "steps" or step is None:
        return player
    held = _held(player, script, now)
    left_out = skip and not held.ran.get(step.id)
    behind = "skipped" if left_out else "passed"
    left = replace(held, **{behind: (*getattr(held, behind), step.id)})
    place = script.steps.index(step) + 1
    following = script.steps[place] if place < len(script.steps) else None
    return _enter(left, script, following, now, in_hand=in_hand)


def go_back(player: Player, script: Script, now: datetime) -> Player:
    """Return to the step before. A timed one goes on with the time it had left, no more, and waits until it is told."""
    step = step_at_hand(player, script)
    if player.phase != "steps" or step is None or script.steps[0] is step:
        return player
    before = script.steps[script.steps.index(step) - 1]
    held = _held(player, script, now)
    passed = tuple(p for p in held.passed if p != before.id)
    skipped = tuple(s for s in held.skipped if s != before.id)
    return replace(held, at=before.id, passed=passed, skipped=skipped, up=None)


# Its end


def stop(player: Player, script: Script, now: datetime) -> Player:
    """Everything stands still, and the reason is asked."""
    return replace(_held(player, script, now), phase="stopping") if player.phase == "steps" else player


def return_to_steps(player: Player) -> Player:
    """Stopping was thought over. The step at hand is paused."""
    return replace(player, phase="steps") if player.phase == "stopping" else player


def leave(player: Player, script: Script, now: datetime, reason: str) -> Player:
    """End it early, for that reason. Nothing more is done in it."""
    if player.phase not in ("steps", "stopping"):
        return player
    held = _held(player, script, now)
    return replace(held, phase="after_care", ended_at=now, outcome="stopped", reason=reason)


def finish(player: Player, script: Script, now: datetime) -> Player:
    """The person has finished it; the steps that were not reached are noted as left out."""
    while player.phase == "steps":
        player = go_on(player, script, now, skip=True)
    return player


def kept(player: Player) -> Player:
    """The diary holds it."""
    return replace(player, phase="done") if player.phase == "after_care" else player


def steps_done(player: Player, script: Script, now: datetime) -> tuple[SessionStep, ...]:
    """What was really done, for the diary: the steps that are behind, and whatever ran for a while."""
    held = _held(player, script, now)
    behind = {*held.passed, *held.skipped}
    return tuple(
        SessionStep(
            id=step.id,
            title=step.title.text,
            site=step.site,
            planned_s=step.seconds or 0,
            done_s=int(held.ran.get(step.id, 0.0) * 10) / 10,  # never rounded up: no more than was done
            skipped=step.id in held.skipped,
        )
        for step in script.steps
        if step.id in behind or held.ran.get(step.id)
    )
