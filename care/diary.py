"""What the deciders look at: the records of one person, as far back as a question needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from care.changes import Changes
from care.records import (
    Answer,
    Area,
    CheckIn,
    Choice,
    Course,
    Device,
    Event,
    Occurrence,
    Pause,
    Photo,
    Product,
    Profile,
    Reaction,
    Record,
    Reminder,
    Routine,
    Session,
    StepDone,
    Treatment,
)

E = TypeVar("E", bound=Event)


class Diary(Struct, frozen=True, kw_only=True):
    """A snapshot. The catalogue is whole; events reach back to `since` (None: to the beginning), oldest first.

    `used_before`: the last days of use from before it, by `last_use.key_of`, where they matter.
    """

    profile: Profile = field(default_factory=Profile)
    answers: Mapping[str, Answer] = {}
    products: Mapping[str, Product] = {}
    devices: Mapping[str, Device] = {}
    routines: Mapping[str, Routine] = {}
    courses: Mapping[str, Course] = {}
    pauses: tuple[Pause, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    reminders: Mapping[str, Reminder] = {}
    sessions: tuple[Session, ...] = ()
    steps_done: tuple[StepDone, ...] = ()
    choices: tuple[Choice, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    photos: tuple[Photo, ...] = ()
    ledger: Mapping[str, Occurrence] = {}
    since: date | None = None
    used_before: Mapping[str, date] = {}

    @property
    def begun(self) -> bool:
        """Whether somebody has set Mesoday up here."""
        return bool(self.profile.id)

    def active_courses(self) -> Iterator[Course]:
        """The courses under way in the areas that the person cares for."""
        areas = self.profile.areas
        return (c for c in self.courses.values() if c.state == "active" and (not areas or c.area in areas))

    def course_sessions(self, course: Course) -> tuple[Session, ...]:
        return tuple(s for s in self.sessions if s.course == course.id)

    def area_of(self, session: Session) -> Area | None:
        """The area a session treated: its course's, else the only area of its product."""
        if session.course and (course := self.courses.get(session.course)):
            return course.area
        product = self.products.get(session.product or "")
        return product.areas[0] if product and len(product.areas) == 1 else None

    def after(self, changes: Changes) -> Diary | None:
        """This snapshot with changes taken in; None where that is not told by it, and it must be read anew.

        What is entered day by day is taken in. Other records may change how far back the rest must reach.
        """
        tables: dict[str, dict[str, Any]] = {}
        for change in changes.puts:
            record = change.after
            name = DAILY.get(type(record))
            if name is None:
                return None
            if name not in tables:
                there = getattr(self, name)
                tables[name] = dict(there) if name == "ledger" else by_id(there)
            day = record.date if isinstance(record, Occurrence) else record.day  # type: ignore[attr-defined]
            if record.deleted or (self.since is not None and day < self.since):
                tables[name].pop(record.id, None)
            else:
                tables[name][record.id] = record
        taken_in = {
            name: dict(sorted(table.items()))
            if name == "ledger"
            else tuple(sorted(table.values(), key=lambda event: (event.at, event.id)))
            for name, table in tables.items()
        }
        return msgspec.structs.replace(self, **taken_in)

    def differs_only_in_steps(self, other: Diary) -> bool:
        """Whether the other snapshot is this one but for steps noted. Cheap: no records are compared."""
        return all(getattr(self, name) is getattr(other, name) for name in ALL_BUT_STEPS)

    def choice(self, what: str, about: str, day: date) -> Choice | None:
        """The last choice of that sort about that thing on a care day."""
        found = (c for c in self.choices if c.day == day and c.what == what and c.about == about)
        return max(found, key=lambda c: (c.at, c.id), default=None)


ALL_BUT_STEPS = tuple(name for name in Diary.__struct_fields__ if name != "steps_done")
DAILY: dict[type, str] = {
    StepDone: "steps_done", Choice: "choices", CheckIn: "check_ins", Photo: "photos", Occurrence: "ledger",
}  # fmt: skip
"""What is entered day by day, and the field of a diary that holds it."""


def by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {r.id: r for r in records}
