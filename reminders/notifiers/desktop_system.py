"""The way to a desktop's notifications, by `desktop-notifier`. Import it late: its parts exist on desktops alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from desktop_notifier import Button, Capability, DesktopNotifier, Icon, Notification, Urgency

from care.messages import Message, message
from reminders.notifiers.shown import NotShown, Settings, Shown

NAME = "Mesoday"
STAYS = 0  # seconds; until it is answered, or settled elsewhere


class DesktopSystem:
    """Asks, shows and takes away. `heard(id, answer)` is called on the event loop; the answer "" is a click."""

    def __init__(self, heard: Callable[[str, str], None], icon: Path | None, settings: Settings) -> None:
        picture = Icon(path=icon) if icon is not None and icon.exists() else None
        self._notifier = DesktopNotifier(app_name=NAME, app_icon=picture)
        if sys.platform == "linux":
            from reminders.notifiers.replacing_dbus import ReplacingDBus

            self._notifier._backend = ReplacingDBus(NAME, picture, settings)
        self._notifier.on_button_pressed = heard
        self._notifier.on_clicked = lambda id: heard(id, "")

    async def ask(self) -> tuple[bool, Message]:
        """Raises what the way to it raises where there is none."""
        if not await self._notifier.has_authorisation():
            return False, message("This computer does not let Mesoday show notifications. Its settings can allow it.")
        can = await self._notifier.get_capabilities()
        if Capability.TITLE not in can:
            return False, message("Notifications need the installed app on this computer.")
        if Capability.BUTTONS not in can:
            return True, message("The system shows notifications, without buttons.")
        return True, message("The system shows notifications, and their buttons answer.")

    async def permitted(self) -> bool:
        return await self._notifier.has_authorisation()

    async def ask_permission(self) -> None:
        await self._notifier.request_authorisation()

    async def show(self, shown: Shown) -> None:
        taken: list[str] = []
        notification = Notification(
            title=shown.title,
            message=shown.body,
            urgency=Urgency.Low if shown.quiet else Urgency.Normal,
            buttons=tuple(Button(title=said, identifier=name) for name, said in shown.buttons.items()),
            on_dispatched=lambda: taken.append(shown.id),
            timeout=-1 if shown.quiet else STAYS,
            identifier=shown.id,
        )
        await self._notifier.send_notification(notification)  # raises nothing, whatever happens
        if not taken:
            raise NotShown(shown.id)

    async def close(self) -> None:
        bus = getattr(self._notifier._backend, "bus", None)  # D-Bus alone keeps a connection
        if bus is not None and bus.connected:
            bus.disconnect()

    async def take_away(self, id: str) -> None:
        if id in await self._notifier.get_current_notifications():
            await self._notifier.clear(id)
