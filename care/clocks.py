"""The clocks of the shelf that matter today: an ampoule that stands open, a date that comes up, a device to clean.

A clock only runs forwards: hours are hours on every clock, a last day is a calendar day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from care import shelf
from care.courses import kit_of
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Device, Session

Kind = Literal["open", "open_over", "ends", "clean"]
CLEANING_ASKED = timedelta(days=3)  # later than that nobody remembers
WITH_DEVICE = ("device_pass", "light")
CLEANING = ("clean_device", "clean_light")


class Clock(Struct, frozen=True):
    """One thing whose time matters today. `at`: until (or since) when, of an ampoule that stands open; `on`: the last
    day of a product, or the day of the session after which a device is to be cleaned."""

    kind: Kind
    thing: str
    name: str
    at: datetime | None = None
    on: date | None = None


def clocks(diary: Diary, knowledge: Knowledge, now: Moment) -> tuple[Clock, ...]:
    """The clocks that matter now: what is over or ends first comes first, what is to be cleaned last."""
    today = now.care_day(diary.profile.day_starts_at)
    found: list[Clock] = []
    for product in diary.products.values():
        if product.retired is not None:
            continue
        if (at := shelf.open_until(product, knowledge)) is not None:
            found.append(Clock("open" if now.at < at else "open_over", product.id, product.name, at))
        until = shelf.good_until(product, now.zone)
        notice = timedelta(days=knowledge.figure("expiry_notice_days"))
        if until is not None and until - notice <= today <= until:
            found.append(Clock("ends", product.id, product.name, on=until))
    for device in diary.devices.values():
        if (use := to_clean(diary, device, now)) is not None:
            found.append(Clock("clean", device.id, device.name, on=use.day))
    order: tuple[Kind, ...] = ("open_over", "open", "ends", "clean")
    return tuple(sorted(found, key=lambda c: (order.index(c.kind), c.at or now.at, c.on or today, c.name)))


def uses_of_device(diary: Diary, device: str) -> Iterator[Session]:
    """The sessions in which a device lay on the skin, as far as that was noted."""
    for session in diary.sessions:
        if kit_of(diary, session)[1] != device:
            continue
        ran = [s for s in session.steps if s.id.split("/")[0] in WITH_DEVICE and s.done_s > 0 and not s.skipped]
        if not session.steps or ran:
            yield session


def was_cleaned(device: Device, use: Session) -> bool:
    """Whether its cleaning is noted: as a step of that session, or later."""
    return was_cleaned_at_once(use) or (device.cleaned_at is not None and device.cleaned_at >= use.ended_at)


def was_cleaned_at_once(use: Session) -> bool:
    """Whether the cleaning was a step of the session itself."""
    return any(s.id in CLEANING and not s.skipped for s in use.steps)


def to_clean(diary: Diary, device: Device, now: Moment) -> Session | None:
    """The last session after which a device is still to be cleaned; None where it is clean, or it was long ago."""
    uses = [use for use in uses_of_device(diary, device.id) if use.ended_at <= now.at]
    last = max(uses, key=lambda use: (use.ended_at, use.id), default=None)
    if last is None or was_cleaned(device, last) or now.at - last.ended_at > CLEANING_ASKED:
        return None
    return last
