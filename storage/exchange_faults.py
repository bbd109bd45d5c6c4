"""What is wrong with a file, in sentences that name the record and the field."""

from __future__ import annotations

import re

from care.messages import Message, Value, message
from storage.errors import StorageError

TYPES = {
    "str": message("text"),
    "int": message("a whole number"),
    "float": message("a number"),
    "bool": message("true or false"),
    "null": message("null"),
    "object": message("an object in braces"),
    "array": message("a list in brackets"),
    "date": message("a date like 2026-03-01"),
    "datetime": message("an instant like 2026-03-01T09:00:00Z"),
}
JOINERS = "\u200c\u200d"
NOT_JSON = message("The file is not JSON that Mesoday can read.")
DATE = message("is not a date like 2026-03-01")
INSTANT = message("is not an instant like 2026-03-01T09:00:00Z")
_AT = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_FIELD = re.compile(r"field `(?P<name>[^`]*)`")
_TYPES = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`")
_ENUM = re.compile(r"Invalid enum value (?P<value>.*)")
_LENGTH = re.compile(r"Expected `(?P<type>[^`]*)` of length (?P<bound>[<>]=?) (?P<limit>\d+)")
_BOUND = re.compile(r"Expected `(?P<type>[^`]*)` (?P<bound>[<>]=?) (?P<limit>\S+)")


class ExchangeError(StorageError):
    """A file that cannot be taken in or written. Each fault is one sentence; nothing was changed.

    `refused`: how many of its records have faults; 0 where it is the file itself.
    """

    def __init__(self, *faults: Message, refused: int = 0) -> None:
        super().__init__(faults[0])
        self.faults = faults
        self.refused = refused
        self.args = (" ".join(english(f) for f in faults),)


def english(said: Message) -> str:
    """The source text with its values, for logs and the exception's own text."""
    return said.text.format(**{k: english(v) if isinstance(v, Message) else v for k, v in said.values})


def fault(number: int, kind: str, field: str, reason: Message) -> Message:
    """`number` counts from 1; `field` is a path such as ``steps[0].every.n``."""
    if not field:
        return message("Record {number} ({kind}) {reason}.", number=number, kind=short(kind), reason=reason)
    return message(
        "Record {number} ({kind}), field {field}: {reason}.",
        number=number,
        kind=short(kind),
        field=short(field),
        reason=reason,
    )


def shape_fault(number: int, kind: str, said: str) -> Message:
    """The fault for the validator's own words about one record."""
    path, reason = shape_reason(said)
    if path == "kind" and said.startswith("Invalid value"):
        return fault(number, kind, "", message("is of a kind that Mesoday does not know"))
    return fault(number, kind, path, reason)


def shape_reason(said: str) -> tuple[str, Message]:
    """The field, and what is wrong with it, from the validator's own words."""
    place = _AT.search(said)
    path = place["path"] if place else ""
    words = said[: place.start()] if place else said
    if named := _FIELD.search(words):
        path = f"{path}.{named['name']}" if path else named["name"]
    return path, _reason(words)


def refused_of(faulty: int, of: int) -> tuple[Message, ...]:
    """The sentence behind the faults of a file: how many of its records have some."""
    return (message("Refused: {refused} of {all} records. Nothing was changed.", refused=faulty, all=of),)


def _reason(words: str) -> Message:
    if words.startswith("Object missing required field"):
        return message("is missing")
    if words.startswith("Object contains unknown field"):
        return message("is not a field that Mesoday knows")
    if "with a timezone component" in words:
        return message("needs its zone, as in 2026-03-01T09:00:00Z")
    if "matching regex" in words and "\\d" in words:
        return message("is not a time like 08:00")
    if words.startswith("Invalid RFC3339"):
        return INSTANT if "datetime" in words else DATE
    if found := _TYPES.match(words):
        return message("must be {wanted}, not {got}", wanted=_type(found["wanted"]), got=_type(found["got"]))
    if found := _ENUM.match(words):
        return message("cannot be {value}", value=short(found["value"]))
    if found := _LENGTH.match(words):
        if found["bound"].startswith(">"):
            return message("is too short or empty")
        return message("is longer than {limit}", limit=found["limit"])
    if found := _BOUND.match(words):
        if found["bound"].startswith(">"):
            return message("must not be less than {limit}", limit=found["limit"])
        return message("must not be more than {limit}", limit=found["limit"])
    return message("has not the right form")


def _type(name: str) -> Value:
    """Plain words for the validator's type; of alternatives the first counts."""
    return TYPES.get(name.split(" | ")[0], name)


def short(text: str) -> str:
    """A stranger's text, fit for one line of a terminal."""
    line = " ".join(printable(text, "?").split())
    return line if len(line) <= 60 else f"{line[:57]}..."


def printable(text: str, instead: str = "") -> str:
    """The text without what steers a screen instead of standing on it. The joiners of scripts and emoji stay."""
    return "".join(c if c.isprintable() or c in JOINERS or c.isspace() else instead for c in text)
