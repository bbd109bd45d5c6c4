"""What the session player shows, as plain values."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from msgspec import Struct

from care import player as play
from care.knowledge import Knowledge
from care.player import Player, State
from care.precheck import PreCheck
from care.records import Area
from care.session_script import Script, ScriptStep
from screens.session_map_view import SiteMapView, map_view
from screens.wording import Wording

JUST_NOW = timedelta(seconds=30)  # until then nobody needs to be told when a time was up
RUNGS = ("emergency", "urgent", "clinician", "monitor")


class TimerView(Struct, frozen=True):
    """The time of a timed step. `spoken` is what a screen reader says of it; `left` of `all` seconds."""

    numerals: str
    spoken: str
    left: float
    all: float


class PlayerView(Struct, frozen=True):
    """One step of a session, but for what moves by itself. `over`: its time is up; `paused`: it stands still;
    `leaving`: it goes on by itself in a moment."""

    heading: str
    place: str
    title: str
    instruction: str
    notes: tuple[str, ...]
    done: int
    all: int
    timed: bool
    running: bool
    paused: bool
    over: bool
    leaving: bool
    of: str
    next_line: str
    level_line: str
    area: Area
    map: SiteMapView | None
    so_far: str


class Rung(Struct, frozen=True):
    """One rung of what to do when skin objects, the gravest first."""

    severity: Literal["emergency", "urgent", "clinician", "monitor"]
    title: str
    signs: tuple[tuple[str, str], ...]


class CheckView(Struct, frozen=True):
    rule: str
    words: str
    reason: str


def timer_view(words: Wording, script: Script, player: Player, now: datetime) -> TimerView | None:
    """The time of the step at hand; None where it waits for the person. A second counts until it is over."""
    step, left = play.step_at_hand(player, script), play.remaining(player, script, now)
    if step is None or not step.seconds or left is None:
        return None
    numerals = words.clock(ceil(left))
    return TimerView(numerals, words.text("{time} left", time=numerals), left, step.seconds)


def player_view(words: Wording, script: Script, player: Player, now: datetime, *, flows: bool = False) -> PlayerView:
    """The step at hand. `flows`: when its time is up, the session goes on by itself."""
    at_hand = play.step_at_hand(player, script) or script.steps[-1]
    number = script.steps.index(at_hand)
    timer, state = timer_view(words, script, player, now), play.state(player, script, now)
    after = script.steps[number + 1] if number + 1 < len(script.steps) else None
    next_line = ""
    if after is not None:
        name = words.say(after.title)
        time = f", {words.clock(after.seconds)}" if after.seconds else ""
        next_line = words.text("Next: {step}{time}", step=name, time=time)
    over = timer is not None and not timer.left
    so_far = ""
    if script.device_seconds and at_hand.device and at_hand.site:
        ran = words.clock(int(play.device_time(player, script, now)))
        so_far = words.text("Device time so far: {done} of {time}.", done=ran, time=words.clock(script.device_seconds))
    return PlayerView(
        heading=words.text("Step {n} of {all}", n=number + 1, all=len(script.steps)),
        place=at_hand.id,
        title=words.say(at_hand.title),
        instruction=words.say(at_hand.text),
        notes=tuple(words.say(note) for note in at_hand.notes),
        done=number,
        all=len(script.steps),
        timed=timer is not None,
        running=player.since is not None and not over,
        paused=state == "paused",
        over=over,
        leaving=over and flows,
        of=_of_over(words, player, at_hand, now, flows=flows) if over else _of(words, at_hand, state, flows=flows),
        next_line=next_line,
        level_line=words.text("Level {n}", n=player.level) if at_hand.device else "",
        area=script.area,
        map=map_view(words, script, player),
        so_far=so_far,
    )


def _of(words: Wording, step: ScriptStep, state: State, *, flows: bool) -> str:
    """What stands below the time: what it is part of, and what comes."""
    if step.seconds is None:
        return ""
    time = words.clock(step.seconds)
    if state == "paused":
        return words.text("of {time}. Paused.", time=time)
    if state == "waiting" and step.device and step.site:
        return words.text("of {time}. Start it when the wand is on your skin.", time=time)
    if state == "waiting":
        return words.text("of {time}. It waits for you.", time=time)
    if flows:
        return words.text("of {time}. Then it goes on by itself.", time=time)
    return words.text("of {time}. Then it waits for you.", time=time)


def _of_over(words: Wording, player: Player, step: ScriptStep, now: datetime, *, flows: bool) -> str:
    if flows:
        return words.text("Time is up. It goes on by itself in a moment.")
    said = words.text("Time is up. Lift the wand.") if step.device else words.text("Time is up.")
    if player.up is None or now - player.up < JUST_NOW:
        return said
    return f"{said} {words.text('It was up at {time}.', time=words.time(player.up))}"


def found_lines(words: Wording, script: Script, player: Player) -> tuple[str, ...]:
    """Where a session stands that was open when Mesoday was closed: what was seen of its step, and what was not."""
    step = play.step_at_hand(player, script)
    if step is None:
        return ()
    n, title = script.steps.index(step) + 1, words.say(step.title)
    lines = [words.text("It stands at step {n} of {all}: {step}.", n=n, all=len(script.steps), step=title)]
    ran = player.ran.get(step.id, 0.0)
    if step.seconds and (ran or player.up):
        done, whole = words.clock(int(ran)), words.clock(step.seconds)
        lines.append(words.text("Mesoday saw {done} of its {time}.", done=done, time=whole))
    if player.up is not None and ran < (step.seconds or 0):
        up = words.time(player.up)
        lines.append(words.text("Its time was up at {time}, while nobody was counting.", time=up))
        if step.device:
            lines.append(words.text("If the wand went on meanwhile, leave this place and go to the next."))
    return tuple(lines)


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
