"""What taking in a file would do, and what a check found, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from care.messages import Message
from screens.ports import ImportLook
from screens.wording import Wording

SAID = 6  # sentences about what cannot be taken in, or does not agree; the rest is counted


class ImportView(Struct, frozen=True):
    """`changes`: whether anything would be taken in."""

    title: str
    lines: tuple[str, ...]
    left_out: tuple[str, ...]
    changes: bool


def import_view(words: Wording, look: ImportLook) -> ImportView:
    count = look.counts.get
    phrases = {
        "new": ("One new entry", "{count} new entries"),
        "changed": ("One changed entry", "{count} changed entries"),
        "same": ("One is the same", "{count} are the same"),
        "older": ("One is older than here and stays out", "{count} are older than here and stay out"),
    }
    said = [words.count(one, many, count(name, 0)) for name, (one, many) in phrases.items() if count(name)]
    left_out = _first(words, look.left_out)
    changes = bool(count("new") or count("changed"))
    lines = said or [words.text("Nothing is in it.")]
    return ImportView(words.say(look.source), tuple(lines), tuple(left_out), changes)


def check_lines(words: Wording, found: list[Message]) -> tuple[str, ...]:
    """What a check found wrong; one good sentence where all agrees."""
    if not found:
        return (words.text("Everything was read, and all of it agrees."),)
    return tuple(_first(words, found))


def _first(words: Wording, said: Sequence[Message]) -> list[str]:
    """The first few sentences, and how many more there are."""
    lines, rest = [words.say(one) for one in said[:SAID]], len(said) - SAID
    return [*lines, words.count("And one more.", "And {count} more.", rest)] if rest > 0 else lines
