"""Sentences for people, not yet in their language.

The core never builds finished sentences: it names an English source text (the gettext message id) and the values that
belong in its braces. Screens, notifications, reports and commands translate both at the edge. Values may be text,
numbers, dates, instants, durations or further messages.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Union

from msgspec import Struct

Value = Union[str, int, float, date, datetime, timedelta, "Message", "WallTimeText", "FullDate"]


class WallTimeText(Struct, frozen=True):
    """A wall-clock time "HH:MM" to be written the way of the reader's language."""

    time: str


class FullDate(Struct, frozen=True):
    """A day to be written with its year."""

    day: date


class Message(Struct, frozen=True):
    """`text` in English with {braces}; `plural` and `count` where the wording depends on a number (`{count}`)."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None
    count: int | None = None


def message(text: str, /, **values: Value) -> Message:
    """A `Message` with its values by name. Babel extracts the first argument."""
    return Message(text, tuple(values.items()))


def count_message(one: str, many: str, count: int, /, **values: Value) -> Message:
    """A `Message` whose wording depends on `count`, which is also the value of {count}."""
    return Message(one, (("count", count), *values.items()), many, count)
