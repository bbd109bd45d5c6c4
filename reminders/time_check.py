"""Whether the zone and the clock can be relied on, as reminders do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from care.checkup import Finding
from care.clock_doubt import ClockDoubt
from care.messages import message
from care.ports import Clock
from reminders.clock import SetClock, SystemClock, found_zone, is_known_zone

BEHIND = timedelta(minutes=5)  # the last entry lies in the future by more: the clock was set back
DRIFT = timedelta(seconds=2)  # between the clock and the count of seconds while we look


class TimeCheck:
    """Watches the clock from when it is made until it is asked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.now(), clock.monotonic()

    def examine(
        self, written: datetime | None, zones: Iterable[str], doubt: ClockDoubt | None = None
    ) -> Iterator[Finding]:
        """written: the time of the newest file of the diary. zones: those that reminders of their own hang on. doubt:
        what the person has been asked about the clock."""
        yield _zone(self._clock)
        for zone in sorted({zone for zone in zones if not is_known_zone(zone)}):
            said = message("A reminder goes by a time zone that is not known here ({zone}).", zone=zone[:60])
            yield Finding("time", "wrong", said, message("It goes by your own zone until you choose another for it."))
        if doubt is not None and doubt.holds:
            yield _in_doubt(doubt)
        if isinstance(self._clock, SetClock):
            said = message("The clock is set by MESODAY_NOW or MESODAY_RATE; it is not the system's.")
            yield Finding("time", "note", said, message("Take them from the environment to go by the system's clock."))
            return
        yield self._clock_agrees(written)

    def _clock_agrees(self, written: datetime | None) -> Finding:
        (wall, count), (wall_now, count_now) = self._began, (self._clock.now(), self._clock.monotonic())
        mend = message("Let the system set its clock by itself. Until then reminders may come at the wrong time.")
        if count_now < count:
            return Finding("time", "wrong", message("The system's count of seconds went backwards."), mend)
        if abs((wall_now - wall) - timedelta(seconds=count_now - count)) > DRIFT:
            return Finding("time", "wrong", message("The clock jumped while Mesoday looked at it."), mend)
        if written is not None and written - wall_now > BEHIND:
            said = message("The clock stands {time} before the last entry was written.", time=written - wall_now)
            return Finding("time", "wrong", said, mend)
        return Finding("time", "well", message("The clock agrees with the diary's files and runs evenly."))


def _in_doubt(doubt: ClockDoubt) -> Finding:
    said = message(
        "The clock jumped ahead from {since} to {moment}, and nothing is marked as missed until it is known whether "
        "that is right.",
        since=doubt.since,
        moment=doubt.says,
    )
    mend = message("Answer the question on Today, or set the clock right; it is noticed by itself.")
    return Finding("time", "wrong", said, mend)


def _zone(clock: Clock) -> Finding:
    zone = clock.zone()
    if isinstance(clock, SystemClock) and not clock.is_told_its_zone and found_zone() is None:
        said = message("The time zone of this system is not known to Mesoday, so it goes by UTC.")
        mend = message("Please set the system's time zone, or name one such as TZ=Europe/Berlin.")
        return Finding("time", "wrong", said, mend)
    return Finding("time", "well", message("The time zone is {zone}.", zone=zone))
