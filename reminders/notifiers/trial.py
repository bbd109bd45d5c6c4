"""Does a reminder reach the person? The way is walked once from end to end: the alarm clock, the disk, what shows it,
and the answer. What was not heard is said, with what may be the reason."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

from msgspec import Struct

from care.messages import Message, message
from care.ports import Clock
from reminders.alarm import Alarm
from reminders.notifiers.protocol import OfSystem
from reminders.notifiers.shown import NotShown, Settings
from reminders.notifiers.together import Together

RINGS_AFTER = timedelta(seconds=2)
WAKES_WITHIN, ANSWERS_WITHIN = 10.0, 60.0  # seconds of the system's clock
TRIED = "reminders_tried"  # the setting with the last trial


class Heard(Struct, frozen=True):
    """One part of the way: whether it was heard (None: it waits for the person), and a sentence about it."""

    ok: bool | None
    said: Message


async def try_out(
    clock: Clock,
    settings: Settings,
    together: Together,
    of_system: OfSystem,
    *,
    rings_after: timedelta = RINGS_AFTER,
    patience: float = ANSWERS_WITHIN,
) -> AsyncIterator[Heard]:
    """Finding by finding, in the order of the way. Nothing of it is kept as a reminder. Raises nothing.

    rings_after: how far ahead the alarm clock is set. patience: seconds for the person's answer.
    """
    yield await _alarm(clock, rings_after)
    yield await asyncio.to_thread(_disk, clock, settings)
    for one in await together.all_alive():
        if one.name != of_system.name:
            yield Heard(one.alive, one.said)
    alive, said = await of_system.alive()
    if not alive:
        yield Heard(False, said)
        return
    answered = asyncio.Event()
    try:
        await of_system.try_out(answered)
    except NotShown:
        yield Heard(False, message("The system did not take the notification."))
        return
    yield Heard(None, message("The system took a notification. Please press its button within a minute."))
    try:
        await asyncio.wait_for(answered.wait(), patience)
    except TimeoutError:
        yield Heard(
            False,
            message(
                "No answer came back. If you did not see it, look whether the system is set to do not disturb, or "
                "keeps Mesoday's notifications back."
            ),
        )
        return
    yield Heard(True, message("Your answer came back: the whole way works."))


async def _alarm(clock: Clock, after: timedelta) -> Heard:
    """The alarm clock itself, set to an instant."""
    woke = asyncio.Event()

    async def wake() -> None:
        woke.set()

    alarm = Alarm(clock, wake)
    alarm.start()
    try:
        alarm.set(clock.now() + after * (clock.rate or 1.0))
        await asyncio.wait_for(woke.wait(), WAKES_WITHIN)
    except TimeoutError:
        return Heard(False, message("The alarm clock did not wake in time. A new start of Mesoday may mend it."))
    finally:
        alarm.stop()
    return Heard(True, message("The alarm clock woke when it was set to."))


def _disk(clock: Clock, settings: Settings) -> Heard:
    try:
        settings.update(**{TRIED: clock.now().isoformat()})
    except Exception:
        return Heard(False, message("What rings could not be noted on the disk, so that it may ring twice."))
    return Heard(True, message("What rings can be noted on the disk, so that nothing rings twice."))
