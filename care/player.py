"""A guided session under way: where it stands, driven by events and instants. Pure and small enough to be kept as a
draft after every change, so that a killed app finds its place again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.records import SessionStep
from care.session_script import Script, ScriptStep


class StepTime(Struct, frozen=True):
    """A step that is behind: the seconds it really took, and whether it was skipped."""

    step: str
    seconds: float
    skipped: bool


class Player(Struct, frozen=True):
    """`index` is the step at hand; `ran` its seconds before the last pause; `since` when it last began to run (None:
    it waits or is paused)."""

    course: str
    began_at: datetime
    index: int = 0
    ran: float = 0.0
    since: datetime | None = None
    behind: tuple[StepTime, ...] = ()
    level: int = 1
    precheck: dict[str, str] = {}


def begin(script: Script, now: datetime, precheck: dict[str, str]) -> Player:
    return _enter(Player(script.course, now, level=script.level, precheck=precheck), script, now)


def step_at_hand(player: Player, script: Script) -> ScriptStep | None:
    """The step at hand; None when all are behind."""
    return script.steps[player.index] if player.index < len(script.steps) else None


def _enter(player: Player, script: Script, now: datetime) -> Player:
    """Timed steps run as soon as they are reached, but for a device's first, which waits until the wand is in hand."""
    step = step_at_hand(player, script)
    runs = step is not None and step.seconds is not None and not step.device
    return replace(player, ran=0.0, since=now if runs else None)


def elapsed(player: Player, now: datetime) -> float:
    """Seconds that the step at hand has run; never less than none, also when the clock was set back."""
    running = (now - player.since).total_seconds() if player.since else 0.0
    return player.ran + max(0.0, running)


def remaining(player: Player, script: Script, now: datetime) -> float | None:
    """Seconds left of the step at hand; None where it waits for the person. Never below zero."""
    step = step_at_hand(player, script)
    if step is None or step.seconds is None:
        return None
    return max(0.0, step.seconds - elapsed(player, now))


def pause(player: Player, now: datetime) -> Player:
    return replace(player, ran=elapsed(player, now), since=None)


def resume(player: Player, now: datetime) -> Player:
    return player if player.since else replace(player, since=now)


def go_on(player: Player, script: Script, now: datetime, *, skip: bool = False) -> Player:
    """Leave the step at hand behind and enter the next one. Its seconds count up to what was planned, no more."""
    step = step_at_hand(player, script)
    if step is None:
        return player
    behind = (*player.behind, StepTime(step.id, 0.0 if skip else _taken(player, step, now), skip))
    return _enter(replace(player, index=player.index + 1, behind=behind), script, now)


def _taken(player: Player, step: ScriptStep, now: datetime) -> float:
    """Seconds of a step that count: a timed one ends by itself, however late the person comes back."""
    ran = elapsed(player, now)
    return round(min(ran, step.seconds) if step.seconds is not None else ran, 1)


def go_back(player: Player, script: Script, now: datetime) -> Player:
    """Return to the step before. A timed one goes on with the time it had left, no more."""
    if not player.behind:
        return player
    last = player.behind[-1]
    back = replace(player, index=player.index - 1, behind=player.behind[:-1], since=None)
    return replace(back, ran=last.seconds)


def steps_done(player: Player, script: Script, now: datetime) -> tuple[SessionStep, ...]:
    """What was really done, for the diary: the steps behind, and the one at hand where it has begun."""
    times = {t.step: t for t in player.behind}
    at_hand = step_at_hand(player, script)
    if at_hand is not None and elapsed(player, now) > 0:
        times[at_hand.id] = StepTime(at_hand.id, _taken(player, at_hand, now), False)
    return tuple(
        SessionStep(
            id=step.id,
            title=step.title.text,
            site=step.site,
            planned_s=step.seconds or 0,
            done_s=times[step.id].seconds,
            skipped=times[step.id].skipped,
        )
        for step in script.steps
        if step.id in times
    )


def stage(player: Player, script: Script) -> Literal["ready", "step", "after", "done"]:
    step = step_at_hand(player, script)
    return step.stage if step else "done"
