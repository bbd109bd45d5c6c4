"""MedTimer's backup: JSON with medicines and their reminders, and the entries of what became of them.

Older backups hold one of the two lists alone. Fields that are missing have MedTimer's own defaults, and those that are
not known here are passed over.
"""

from __future__ import annotations

from typing import BinaryIO, TypeVar

import msgspec
from msgspec import Struct

from care.messages import message
from care.progress import EVERY, Steps
from storage.exchange_faults import NOT_JSON, ExchangeError, shape_reason
from storage.importers.found import Found, check_count, foreign_fault
from storage.importers.medtimer import APP, STOCK, Medicines, Plan, Taken
from storage.json_stream import JsonStream, NotJson

MEDICINES, EVENTS, LIST = "medicines", "events", "list"
MEMBERS = (MEDICINES, EVENTS, LIST)
T = TypeVar("T")


class _Medicine(Struct, frozen=True):
    name: str | None = None
    amount: float = 0
    refillSizes: list[float] | None = None
    notes: str | None = ""
    expirationDate: int = 0


class _Tag(Struct, frozen=True):
    name: str | None = None


class _WithPlans(Struct, frozen=True):
    medicine: _Medicine
    reminders: list[Plan] | None = None
    tags: list[_Tag] | None = None


_MEDICINE = msgspec.json.Decoder(_WithPlans)
_TAKEN = msgspec.json.Decoder(Taken)


class _Read:
    def __init__(self, zone: str, steps: Steps) -> None:
        self.medicines = Medicines(zone)
        self._entries: list[Taken] = []
        self._steps = steps
        self._number = 0

    def content(self, stream: JsonStream) -> None:
        """An object with a version and a list."""
        for name in stream.members():
            if name == LIST and stream.peek() == "[":
                self.elements(stream)
            else:
                stream.text()

    def elements(self, stream: JsonStream) -> None:
        for number, _ in enumerate(stream.elements(), 1):
            text = stream.text()
            self._number += 1
            check_count(self._number)
            if self._number % EVERY == 1:
                self._steps.at(stream.done)
            if '"medicine"' in text:
                self._medicine(_decoded(_MEDICINE, text, f"{MEDICINES}[{number}]"), f"{MEDICINES}[{number}]")
            else:
                self._entries.append(_decoded(_TAKEN, text, f"{EVENTS}[{number}]"))

    def found(self) -> Found:
        for number, entry in enumerate(self._entries, 1):
            self.medicines.note(entry, f"{EVENTS}[{number}]")
        return self.medicines.found()

    def _medicine(self, read: _WithPlans, place: str) -> None:
        name = (read.medicine.name or "").strip()
        if not name:
            raise foreign_fault(APP, place, message("its name is missing"))
        about = read.medicine
        if about.amount or about.refillSizes or about.expirationDate or about.notes or read.tags:
            self.medicines.gathering.left(STOCK, name)
        for number, plan in enumerate(read.reminders or (), 1):
            self.medicines.add(name, plan, f"{place}.reminders[{number}]")


def read_backup(file: BinaryIO, zone: str, steps: Steps) -> Found:
    """All of a backup. Raises `ExchangeError`."""
    stream, read = JsonStream(file), _Read(zone, steps)
    try:
        for name in stream.members():
            if name in (MEDICINES, EVENTS) and stream.peek() == "{":
                read.content(stream)
            elif name == LIST and stream.peek() == "[":
                read.elements(stream)
            else:
                stream.text()
        stream.end()
    except NotJson as error:
        raise ExchangeError(NOT_JSON) from error
    return read.found()


def _decoded(decoder: msgspec.json.Decoder[T], text: str, place: str) -> T:
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        path, reason = shape_reason(str(error))
        raise foreign_fault(APP, f"{place}.{path}" if path else place, reason) from error
