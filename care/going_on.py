"""A session that goes on by itself, for whoever has chosen so: only from a step whose time is up and whose row allows
it, after a notice that can be tapped away. What has to be looked at, opened or set always waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from care.player import Player, go_on, step_at_hand
from care.session_script import Script, ScriptStep

NOTICE = timedelta(seconds=5)
"""How long it is said beforehand."""


def may_go_on(step: ScriptStep, *, sound: bool) -> bool:
    """Whether the session may go on by itself from a step. `sound`: its end is heard; without that a wand in the hand
    is never hurried on."""
    return step.goes_on == "by_itself" or (step.goes_on == "with_sound" and sound)


def goes_on_at(player: Player, script: Script, *, sound: bool) -> datetime | None:
    """When it goes on by itself from the step at hand; None where it waits for the person."""
    step = step_at_hand(player, script)
    if player.phase != "steps" or step is None or player.up is None or player.waits or step is script.steps[-1]:
        return None
    return player.up + NOTICE if may_go_on(step, sound=sound) else None


def wait_here(player: Player) -> Player:
    """Do not go on by itself from the step at hand."""
    return replace(player, waits=True) if player.phase == "steps" else player


def flow_on(player: Player, script: Script, now: datetime, *, sound: bool) -> Player:
    """Go on when it is time: the wand is in the hand already, so its next pass runs at once. Where that time has long
    gone by unseen, it waits for the person instead."""
    due, step = goes_on_at(player, script, sound=sound), step_at_hand(player, script)
    if due is None or step is None or now < due:
        return player
    return wait_here(player) if now - due > NOTICE else go_on(player, script, now, in_hand=step.device)
