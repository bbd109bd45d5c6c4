"""The history of one record as plain values: what was kept when, and what each version changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from care.diary import Diary
from care.history import Edit, Version
from care.knowledge import Knowledge
from care.messages import Message, message
from care.records import CheckIn, Record, Session, kind_of
from screens.wording import Wording

SHORT = 120  # letters of a value that are shown

KINDS = {
    "profile": message("About you"),
    "answer": message("A safety answer"),
    "product": message("A product"),
    "device": message("A device"),
    "routine": message("A routine"),
    "course": message("A course"),
    "pause": message("A pause"),
    "treatment": message("A treatment"),
    "session": message("A session"),
    "step_done": message("A step done"),
    "choice": message("A choice"),
    "check_in": message("A check-in"),
    "reaction": message("A skin reaction"),
    "photo": message("A photo"),
    "reminder": message("A reminder"),
    "occurrence": message("What became of a reminder"),
}
FIELDS = {
    "actives": message("Actives"),
    "after_opening_months": message("Months after opening"),
    "answer": message("Answer"),
    "answered_on": message("Answered on"),
    "area": message("Where"),
    "areas": message("Where"),
    "at": message("When"),
    "brand": message("Brand"),
    "cleared": message("Cleared by a professional"),
    "count": message("Sealed ones left"),
    "course": message("Course"),
    "day": message("Day"),
    "device": message("Device"),
    "done_before": message("Sessions before Mesoday"),
    "enabled": message("On"),
    "ended_at": message("Ended"),
    "every": message("How often"),
    "expires_on": message("Good until"),
    "form": message("What it is"),
    "from_": message("From"),
    "healed_on": message("Healed since"),
    "label_hours": message("Hours an opened ampoule keeps"),
    "lot": message("Lot"),
    "min_gap_hours": message("Hours between sessions"),
    "modes": message("What it does"),
    "name": message("Name"),
    "note": message("Note"),
    "on": message("On which day"),
    "opened_at": message("Opened"),
    "outcome": message("How it ended"),
    "patch_test": message("Patch test"),
    "phases": message("Phases"),
    "primary": message("Measure that is judged"),
    "product": message("Product"),
    "resolved_at": message("Settled"),
    "retired": message("Put away"),
    "scores": message("Ratings"),
    "signs": message("Signs"),
    "slip": message("When a session is late"),
    "started_at": message("Began"),
    "starts_on": message("Starts on"),
    "state": message("State"),
    "steps": message("Steps"),
    "tags": message("Tags"),
    "time": message("Time"),
    "times": message("Times"),
    "title": message("Title"),
    "to": message("To"),
    "until": message("Until"),
    "what": message("What"),
    "why": message("Why"),
}


class VersionView(Struct, frozen=True):
    """One version. `number` is its place among the versions, the newest is 0."""

    number: int
    at: str
    what: str
    lines: tuple[str, ...]
    may_return: bool


class HistoryView(Struct, frozen=True):
    title: str
    versions: tuple[VersionView, ...]


def history_view(words: Wording, knowledge: Knowledge, diary: Diary, kept: tuple[Version, ...]) -> HistoryView:
    """`kept`: the versions, newest first. The newest is not offered to go back to, nor is one that was deleted."""
    saying = _Saying(words, knowledge, diary)
    rows = tuple(
        VersionView(
            number,
            words.dated_moment(version.at),
            _what(words, version),
            tuple(saying.edit(edit) for edit in version.edits),
            number > 0 and not version.record.deleted,
        )
        for number, version in enumerate(kept)
    )
    return HistoryView(_title(words, kept[0].record) if kept else words.text("Nothing was kept"), rows)


def _title(words: Wording, record: Record) -> str:
    kind = words.say(KINDS[kind_of(record)])
    if isinstance(record, Session | CheckIn):
        return words.text("{kind}, {day}", kind=kind, day=words.dated(record.day))
    name = getattr(record, "name", "") or getattr(record, "title", "")
    return words.text("{kind}: {name}", kind=kind, name=words.text(name)) if name else kind


def _what(words: Wording, version: Version) -> str:
    return {
        "made": words.text("Noted"),
        "changed": words.text("Changed"),
        "deleted": words.text("Deleted"),
        "brought_back": words.text("Brought back"),
    }[version.what]


class _Saying:
    """Says the values of fields."""

    def __init__(self, words: Wording, knowledge: Knowledge, diary: Diary) -> None:
        self._words, self._knowledge = words, knowledge
        things = (diary.products, diary.devices, diary.courses)
        self._names = {id: getattr(r, "name", "") or getattr(r, "title", "") for one in things for id, r in one.items()}

    def edit(self, edit: Edit) -> str:
        label = FIELDS.get(edit.field, message("{field}", field=edit.field.replace("_", " ")))
        return self._words.text(
            "{field}: {before} became {after}",
            field=self._words.say(label),
            before=self._value(edit.before),
            after=self._value(edit.after),
        )

    def _value(self, value: Any) -> str:
        words = self._words
        if value in (None, "", [], {}):
            return words.text("nothing")
        match value:
            case bool():
                return words.text("yes") if value else words.text("no")
            case int() | float():
                return words.number(value)
            case datetime():
                return words.moment(value)
            case date():
                return words.dated(value)
            case str():
                return self._text(value)
            case Mapping():
                pairs = [
                    words.text("{name} {value}", name=self._key(k), value=self._value(v)) for k, v in value.items()
                ]
                return _short(", ".join(pairs))
            case _:
                return _short(", ".join(self._value(one) for one in value))

    def _pair(self, name: str, value: Any) -> str:
        return self._words.text("{name} {value}", name=self._key(name), value=self._value(value))

    def _text(self, value: str) -> str:
        known = self._names.get(value)
        if known is None and (row := self._knowledge.ingredients.get(value) or self._knowledge.signs.get(value)):
            known = self._words.text(row.title)
        return _short(known or value.replace("_", " "))

    def _key(self, name: str) -> str:
        if row := self._knowledge.measures.get(name):
            return self._words.text(row.title)
        label: Message | None = FIELDS.get(name)
        return self._words.say(label) if label else name.replace("_", " ")


def _short(said: str) -> str:
    return said if len(said) <= SHORT else f"{said[:SHORT].rstrip()}..."
