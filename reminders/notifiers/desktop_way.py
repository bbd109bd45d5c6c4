"""Whether this desktop shows notifications, asked once by something that reminds of nothing itself."""

from __future__ import annotations

import asyncio
from typing import Any

from care.messages import Message, message
from care.notifying import notifying
from reminders.notifiers.desktop import NOTHING_SHOWS, PATIENCE, system_of
from reminders.notifiers.shown import PLACES
from reminders.ways import Settings, Way


class Unchanged:
    """Settings that are only looked at."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings

    def get(self, name: str, default: Any = None) -> Any:
        return self._settings.get(name, default) if self._settings else default

    def update(self, **settings: Any) -> None:
        """Nothing is shown, so nothing is to be remembered."""


def desktop(settings: Settings | None) -> Way:
    """The notifications of the system, which the app and the service use."""
    unchanged = Unchanged(settings)

    async def ask() -> tuple[bool, Message]:
        system = system_of(lambda id, answer: None, None, unchanged)
        try:
            return await asyncio.wait_for(system.ask(), PATIENCE)
        finally:
            await system.close()

    def alive() -> tuple[bool, Message]:
        if not notifying(unchanged.get).show:
            return False, message("The system's notifications are switched off in the settings.")
        try:
            return asyncio.run(ask())
        except ModuleNotFoundError:
            return False, message("The part that shows notifications is not installed here.")
        except Exception:
            return False, NOTHING_SHOWS

    def limits() -> tuple[Message, ...]:
        kept = unchanged.get(PLACES)
        if not isinstance(kept, dict) or kept.get("tags") or not kept.get("numbers"):
            return ()
        return (
            message(
                "This desktop numbers its notifications by itself. Ended in the very moment in which it shows one, "
                "Mesoday shows it once more, beside the first, and loses none."
            ),
        )

    return Way(alive, without_app=True, by_service=True, limits=limits)
