"""D-Bus notifications that are shown in the same place again, also by a process that comes after a crash.

`desktop-notifier` always asks for a new place. Here the place follows from the notification's name, in three ways:

1. Many servers take the number that they are asked for, and it is reckoned from the name (tried with dunst).
2. Some say among their capabilities that they know tags: what has the same tag takes the same place.
3. The others count to themselves. The number that was given is remembered, as long as the same server runs.

The limit lies in the third: killed between the server's showing and our noting of its number, in some milliseconds, a
notification is shown a second time by the next process, beside the first. The protocol has no way to ask what is shown,
so the choice is between twice and perhaps not at all, and a reminder is never lost. `doctor` says so where it concerns.
"""

from __future__ import annotations

from typing import Any

from dbus_fast import Message as BusMessage
from dbus_fast import Variant
from desktop_notifier import Icon, Notification
from desktop_notifier.backends.dbus import DBusDesktopNotifier

from reminders.calls import LOWEST_PLACE, place_of
from reminders.notifiers.shown import PLACES, Settings

TAGS = ("x-dunst-stack-tag", "x-canonical-private-synchronous")  # the names under which servers know tags
REMEMBERED = 50


class ReplacingDBus(DBusDesktopNotifier):
    """The backend, with places."""

    def __init__(self, app_name: str, app_icon: Icon | None, settings: Settings) -> None:
        super().__init__(app_name, app_icon)
        self._settings = settings
        self._server = ""
        self._sending = ""
        self._tag = ""

    async def _init_dbus(self) -> Any:
        interface = await super()._init_dbus()
        self._server = await self._server_name()
        can = await interface.call_get_capabilities()  # type: ignore[attr-defined]
        self._tag = next((tag for tag in TAGS if tag in can), "")
        return _Placing(interface, self)

    async def _server_name(self) -> str:
        """The server as long as it lives: its name on this bus, and the bus."""
        bus_id = await self._ask_bus("GetId", "", [])
        owner = await self._ask_bus("GetNameOwner", "s", ["org.freedesktop.Notifications"])
        return f"{bus_id}{owner}"

    async def _ask_bus(self, member: str, signature: str, body: list[str]) -> str:
        name = "org.freedesktop.DBus"
        asked = BusMessage(
            destination=name,
            path="/org/freedesktop/DBus",
            interface=name,
            member=member,
            signature=signature,
            body=body,
        )
        answer = await self.bus.call(asked)
        return str(answer.body[0]) if answer is not None and answer.body else ""

    async def _send(self, notification: Notification) -> None:
        self._sending = notification.identifier
        # Forget the number that it had: it is about to be given anew, to the same name.
        self._platform_to_interface_notification_identifier.inverse.pop(notification.identifier, None)
        await super()._send(notification)

    def tagged(self, hints: dict[str, Any]) -> dict[str, Any]:
        """The hints of what is being sent, with its tag where the server knows tags; old ones take text alone."""
        if not self._tag:
            return hints
        text_alone = any(isinstance(hint, str) for hint in hints.values())
        return {**hints, self._tag: self._sending if text_alone else Variant("s", self._sending)}

    def place(self) -> int:
        """The number for what is being sent."""
        return self._remembered().get(self._sending) or place_of(self._sending)

    def placed(self, given: int) -> None:
        """The server gave a number; remember it where it is not the one that follows from the name."""
        there = self._remembered()
        if given != there.get(self._sending, place_of(self._sending)):
            numbers = {**{k: v for k, v in there.items() if k != self._sending}, self._sending: given}
            newest = dict(list(numbers.items())[-REMEMBERED:])
            kept = {"server": self._server, "numbers": newest, "tags": bool(self._tag)}
            self._settings.update(**{PLACES: kept})

    def _remembered(self) -> dict[str, int]:
        kept = self._settings.get(PLACES)
        if not isinstance(kept, dict) or kept.get("server") != self._server:
            return {}
        return {k: v for k, v in dict(kept.get("numbers") or {}).items() if isinstance(v, int) and 0 < v < 1 << 32}

    def _on_action(self, nid: int, action_key: str) -> None:
        known = self._platform_to_interface_notification_identifier.get(nid)
        if known is None:
            self.answered_elsewhere(nid, action_key)
        else:
            super()._on_action(nid, action_key)

    def answered_elsewhere(self, nid: int, action_key: str) -> None:
        """An answer to what another process showed, which may not live any more: told by its name, if it is ours."""
        names = {number: name for name, number in self._remembered().items()}
        if self.on_button_pressed is not None and (nid in names or nid >= LOWEST_PLACE):
            self.on_button_pressed(names.get(nid, str(nid)), action_key)


class _Placing:
    """The server's interface, asked for a place with each notification."""

    def __init__(self, interface: Any, backend: ReplacingDBus) -> None:
        self._interface, self._backend = interface, backend

    def __getattr__(self, name: str) -> Any:
        return getattr(self._interface, name)

    async def call_notify(
        self,
        app_name: str,
        _place: int,
        icon: str,
        title: str,
        text: str,
        actions: list[str],
        hints: dict[str, Any],
        timeout: int,
    ) -> int:
        given = await self._interface.call_notify(
            app_name, self._backend.place(), icon, title, text, actions, self._backend.tagged(hints), timeout
        )
        self._backend.placed(given)
        return given
