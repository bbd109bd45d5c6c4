"""What the page about sounds and signals says, as plain values."""

from __future__ import annotations

from msgspec import Struct

from screens.ports import Settings
from screens.signals import AWAKE, PARTS, Given, Kind, Part, is_on, setting_of
from screens.wording import Wording


class SwitchView(Struct, frozen=True):
    """One switch: the setting it turns, its title, and what is true about it."""

    name: str
    title: str
    note: str


def switches(words: Wording, may_go_dark: bool = False) -> tuple[SwitchView, ...]:
    """The switches of the page, from the loudest to the most quiet. `may_go_dark`: the screen cannot be kept on."""
    return (
        SwitchView(
            setting_of("sound"),
            words.text("Sound"),
            words.text("Soft notes, as loud as music on this device. Silent mode may not mute them."),
        ),
        SwitchView(setting_of("touch"), words.text("Vibration"), words.text("On a phone. Computers do not vibrate.")),
        SwitchView(
            setting_of("voice"), words.text("Spoken line"), words.text("Said by your screen reader while it is on.")
        ),
        SwitchView(
            AWAKE,
            words.text("Screen stays on"),
            words.text("That did not work here just now. If the screen goes dark in a session, the time goes on.")
            if may_go_dark
            else words.text("While a session is under way."),
        ),
    )


def going_on_words(words: Wording) -> tuple[str, str]:
    """The switch that lets a session go on by itself: its title, and what is true about it."""
    note = words.text("From place to place, after a short notice. With a wand only while sound is on. Checks wait.")
    return words.text("Go on by itself"), note


def kind_words(words: Wording, kind: Kind) -> str:
    """What a signal means, on the button that tries it."""
    return {
        "step_end": words.text("A step is over"),
        "ten_seconds": words.text("Ten seconds left"),
        "session_end": words.text("The session is over"),
        "pause": words.text("Paused"),
    }[kind]


def part_lost(words: Wording, part: Part) -> str:
    """That a part did not work here, and that a session does without."""
    return {
        "sound": words.text("The sound could not be played here. A session goes on without it."),
        "touch": words.text("This device did not vibrate. A session goes on without it."),
        "voice": words.text("The line could not be handed to a screen reader. A session goes on without it."),
    }[part]


def tried_lines(words: Wording, given: Given) -> tuple[str, ...]:
    """What became of a signal that was tried. What was sent is not said to have been heard: that we cannot know."""
    if len(given.off) == len(PARTS):
        return (words.text("All of them are off."),)
    lost = tuple(part_lost(words, part) for part in PARTS if part in given.lost)
    if given.given:
        return (words.text("Given. If you noticed nothing, look at how loud this device is set."), *lost)
    return lost or (words.text("This device does not vibrate."),)  # all else is off


def signals_line(words: Wording, settings: Settings) -> str:
    """How they stand, in one line of the overview."""
    on = sum(is_on(settings, setting_of(part)) for part in PARTS)
    if on == len(PARTS):
        return words.text("Sound, vibration and a spoken line")
    if not on:
        return words.text("All off")
    return words.text("{on} of {all} on", on=on, all=len(PARTS))
