"""What the session player shows, as plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from care import player as play
from care.knowledge import Knowledge
from care.player import Player
from care.precheck import PreCheck
from care.records import Area
from care.session_script import Script
from screens.wording import Wording

RUNGS = ("emergency", "urgent", "clinician", "monitor")


class PlayerView(Struct, frozen=True):
    """One moment of a session. `level` falls from 1 to 0 with the time of a timed step; None where it waits."""

    heading: str
    place: str
    title: str
    instruction: str
    done: int
    all: int
    timed: bool
    running: bool
    over: bool
    numerals: str
    of: str
    level: float | None
    next_line: str
    level_line: str
    area: Area


class Rung(Struct, frozen=True):
    """One rung of what to do when skin objects, the gravest first."""

    severity: Literal["emergency", "urgent", "clinician", "monitor"]
    title: str
    signs: tuple[tuple[str, str], ...]


class CheckView(Struct, frozen=True):
    rule: str
    words: str
    reason: str


def player_view(words: Wording, script: Script, player: Player, now: datetime) -> PlayerView:
    """The step at hand."""
    step = play.step_at_hand(player, script)
    number = min(player.index, len(script.steps) - 1)
    at_hand = step or script.steps[number]
    left = play.remaining(player, script, now)
    after = script.steps[number + 1] if number + 1 < len(script.steps) else None
    next_line = ""
    if after is not None:
        name = words.say(after.title)
        time = f", {words.clock(after.seconds)}" if after.seconds else ""
        next_line = words.text("Next: {step}{time}", step=name, time=time)
    timed = at_hand.seconds is not None
    over = timed and left == 0
    return PlayerView(
        heading=words.text("Step {n} of {all}", n=number + 1, all=len(script.steps)),
        place=at_hand.id,
        title=words.say(at_hand.title),
        instruction=words.say(at_hand.text),
        done=number,
        all=len(script.steps),
        timed=timed,
        running=player.since is not None and not over,
        over=over,
        numerals=words.clock(left) if left is not None else "",
        of=_of(words, at_hand.seconds, over, at_hand.device),
        level=left / at_hand.seconds if left is not None and at_hand.seconds else None,
        next_line=next_line,
        level_line=words.text("Level {n}", n=player.level) if at_hand.device else "",
        area=script.area,
    )


def _of(words: Wording, seconds: int | None, over: bool, device: bool) -> str:
    if seconds is None:
        return ""
    if over:
        return words.text("Time is up. Lift the wand.") if device else words.text("Time is up.")
    return words.text("of {time}. Then it waits for you.", time=words.clock(seconds))


def check_views(words: Wording, checks: list[PreCheck]) -> tuple[CheckView, ...]:
    return tuple(CheckView(c.rule, words.say(c.words), words.say(c.reason)) for c in checks)


def rungs(words: Wording, knowledge: Knowledge, area: Area) -> tuple[Rung, ...]:
    """What to do when skin objects: the emergency first."""
    titles = {
        "emergency": words.text("Call the emergency number now"),
        "urgent": words.text("A doctor today"),
        "clinician": words.text("Ask a clinician in the next days"),
        "monitor": words.text("Stop, keep it bland, and watch"),
    }
    found = []
    for severity in RUNGS:
        signs = tuple(
            (words.text(row.words), words.text(row.action))
            for row in knowledge.signs.values()
            if row.severity == severity and area in row.areas
        )
        found.append(Rung(severity, titles[severity], signs))
    return tuple(found)


def after_line(words: Wording, script: Script) -> str:
    """How the session is described before it begins."""
    time = words.duration(script.seconds) if script.seconds >= 60 else ""
    steps = words.count("one step", "{count} steps", len(script.steps))
    return ", ".join(part for part in (time, steps) if part)
