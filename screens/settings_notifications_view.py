"""How reminders reach the person on this device, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from care.notifying import ALL, CHOICES_A_DAY, CHOICES_AGAIN, notifying
from screens.look.choices import Option
from screens.ports import Settings, WayAlive, WayHeard
from screens.wording import Wording

Mark = Literal["alive", "silent", "waits"]
EXAMPLE_AT = "07:30"


class LineView(Struct, frozen=True):
    """A way, or a part of it that was tried: whether it is heard, and a sentence."""

    mark: Mark
    words: str


class NotificationsView(Struct, frozen=True):
    """The settings as they stand. `title` and `body` are what a lock screen would show."""

    show: bool
    a_day: str
    words: Literal["neutral", "full"]
    again: str
    title: str
    body: str


def notifications_view(words: Wording, settings: Settings, routine: str) -> NotificationsView:
    """`routine`: the name of one of the person's routines, as an example."""
    kept = notifying(settings.get)
    return NotificationsView(
        show=kept.show,
        a_day=str(kept.a_day),
        words="full" if kept.full_words else "neutral",
        again=str(kept.again.every_minutes if kept.again else 0),
        title=routine if kept.full_words else words.text("Your routine"),
        body=words.text("{time}. Open when ready.", time=EXAMPLE_AT),
    )


def way_lines(words: Wording, ways: Sequence[WayAlive]) -> tuple[LineView, ...]:
    """What each way says of itself."""
    return tuple(LineView("alive" if one.alive else "silent", words.say(one.said)) for one in ways)


def tried_line(words: Wording, heard: WayHeard) -> LineView:
    mark: Mark = "waits" if heard.ok is None else "alive" if heard.ok else "silent"
    return LineView(mark, words.say(heard.said))


def a_day_options(words: Wording) -> list[Option]:
    return [Option(str(n), words.text("All") if n == ALL else str(n)) for n in CHOICES_A_DAY]


def again_options(words: Wording) -> list[Option]:
    """After how many minutes it rings again, "0" for not at all."""
    return [Option(str(n), words.text("{n} min", n=n) if n else words.text("No")) for n in CHOICES_AGAIN]
