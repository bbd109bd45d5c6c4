"""Adding, changing and deleting one record: what stands on the shelf, routines, courses, pauses, reminders, and events
that are corrected later."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from care.changes import Change, Changes, Refused
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import message
from care.records import AnyRecord, Course, Device, Product, Record, Reminder, from_builtins, to_builtins
from care.shelf import refusal
from care.verbs.decide import decide


class Save(Struct, frozen=True):
    """Keep a record; `before` is the record as the person saw it (None: a new one)."""

    record: AnyRecord
    before: AnyRecord | None = None


class Delete(Struct, frozen=True):
    record: AnyRecord


class GoBack(Struct, frozen=True):
    """Let a record be again as one of its versions was. `before` is the record as it stands now, perhaps deleted."""

    version: AnyRecord
    before: AnyRecord


@decide.register
def save(command: Save, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    record = command.record
    _check(record, knowledge)
    before = command.before
    if before is None:
        return Changes((Change(None, record),))
    if replace(record, **_bookkeeping(before)) == before:
        return Changes()
    return Changes((Change(before, replace(record, **_bookkeeping(before))),))


@decide.register
def delete(command: Delete, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    return Changes((Change(command.record, replace(command.record, deleted=True)),))


@decide.register
def go_back(command: GoBack, diary: Diary, knowledge: Knowledge, now: Moment) -> Changes:
    _check(command.version, knowledge)
    after = replace(command.version, **{**_bookkeeping(command.before), "deleted": False})
    return Changes() if after == command.before else Changes((Change(command.before, after),))


def _bookkeeping(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in ("id", "rev", "changed_at", "installation", "deleted")}


def _check(record: Record, knowledge: Knowledge) -> None:
    """Refuse what no record may say, and what is refused at home."""
    try:
        from_builtins(to_builtins(record))
    except msgspec.ValidationError as error:
        raise Refused(message("This cannot be kept: {fault}.", fault=str(error))) from error
    if isinstance(record, Product | Device) and (row := refusal(knowledge, record.name)):
        raise Refused(message("{why} {instead}", why=message(row.text), instead=message(row.instead)))
    if isinstance(record, Course) and not (record.product or record.device):
        raise Refused(message("A course needs a product or a device."))
    if isinstance(record, Course) and not record.phases:
        raise Refused(message("A course needs at least one phase."))
    if isinstance(record, Reminder) and record.zone != "local":
        try:
            ZoneInfo(record.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise Refused(message("There is no time zone called {zone}.", zone=record.zone)) from error
