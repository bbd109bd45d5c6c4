"""The clocks of the shelf that matter today, as plain values: an open ampoule, a date, a device to clean."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from care.clocks import Clock, Kind, clocks
from care.knowledge import Knowledge
from screens.snapshot import Snapshot


class ClockView(Struct, frozen=True):
    """One clock. `action`: the words of what can be noted at once, "" where one only goes and looks. `quiet`: it can
    wait until the day has been looked through."""

    kind: Kind
    thing: str
    title: str
    said: str
    action: str
    quiet: bool


def clocks_view(shot: Snapshot, knowledge: Knowledge) -> tuple[ClockView, ...]:
    return tuple(_view(shot, one) for one in clocks(shot.diary, knowledge, shot.now))


def _view(shot: Snapshot, one: Clock) -> ClockView:
    words = shot.wording
    if one.at is not None:
        at = _moment(shot, one)
        if one.kind == "open":
            return ClockView(
                one.kind,
                one.thing,
                one.name,
                words.text("Open. Use it up or discard it by {at}.", at=at),
                "",
                quiet=False,
            )
        said = words.text("Its open time ended {at}. Discard what is left.", at=at)
        return ClockView(one.kind, one.thing, one.name, said, words.text("Thrown away"), quiet=False)
    on = one.on or shot.today
    if one.kind == "clean":
        said = words.text("To be cleaned, since the session on {day}.", day=words.long_date(on))
        return ClockView(one.kind, one.thing, one.name, said, words.text("Cleaned"), quiet=True)
    left = (on - shot.today).days
    if not left:
        return ClockView(one.kind, one.thing, one.name, words.text("Today is its last day."), "", quiet=False)
    said = words.count(
        "Good until {day}: one more day.", "Good until {day}: {count} more days.", left, day=words.date(on)
    )
    return ClockView(one.kind, one.thing, one.name, said, "", quiet=True)


def _moment(shot: Snapshot, one: Clock) -> str:
    """A time of today by itself; of another day with its day."""
    words = shot.wording
    assert one.at is not None
    local = one.at.astimezone(shot.now.local.tzinfo)
    time = words.time(one.at)
    away = local.date() - shot.now.local.date()
    if not away:
        return words.text("{time} today", time=time)
    if away == timedelta(days=1):
        return words.text("{time} tomorrow", time=time)
    return words.text("{time} on {day}", time=time, day=words.long_date(local.date()))
