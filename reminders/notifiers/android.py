"""The alarms of an Android phone: armed ahead, so that they ring while Mesoday is closed.

`flet-android-notifications` arms them; it exists only in an app that was built with it (the task `android-patch`), so
whoever makes this hands its plugin in. Not tried on a phone yet: only with a stand-in for the plugin.

What rang while Mesoday was closed was not missed, although nobody claimed it: what was armed is kept, and noted as
delivered when Mesoday is next there.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from care.clock_doubt import ClockDoubt
from care.days import care_day
from care.messages import Message, message
from care.notifying import Permission, notifying
from reminders.answering import ANSWERS, try_answer
from reminders.calls import Call, body, calls, place_of, title
from reminders.daily_share import share_by_days
from reminders.ledger import Claim, Shown
from reminders.notifiers.permission import DECIDES_WITHIN, note_asked, standing
from reminders.notifiers.shown import (
    BUTTONS,
    SEEN,
    TRIAL,
    TRIAL_BODY,
    TRIAL_TITLE,
    Companion,
    NotShown,
    Settings,
    keys_of,
)
from reminders.planner import Due, dues

log = logging.getLogger(__name__)
AT_MOST = 48  # of the 500 that a phone takes, and fewer than an iPhone's 64: the same everywhere
AHEAD = timedelta(days=21)
ARMED = "armed"  # the setting: what the phone will ring
PATIENCE = 5.0  # seconds; without its part the phone never answers
CHANNEL = "care"


class Plugin(Protocol):
    """`FletAndroidNotifications`, as far as it is used here."""

    on_notification_tap: Any

    async def show_notification(self, notification_id: int, title: str, body: str, **more: Any) -> Any: ...

    async def schedule_notification(
        self, notification_id: int, title: str, body: str, scheduled_time: datetime, **more: Any
    ) -> Any: ...

    async def cancel(self, notification_id: int) -> Any: ...

    async def are_notifications_enabled(self) -> bool: ...

    async def request_permissions(self) -> Any: ...

    async def open_app_notification_settings(self) -> bool: ...


class Armed(Struct, frozen=True):
    """One alarm: the call, when it rings, what it says, the rows that it is about, and the answers that it offers."""

    id: str
    at: datetime
    title: str
    body: str
    keys: tuple[str, ...]
    answers: tuple[str, ...] = ()


class Android:
    """Arms what comes, and hears what is answered. Used on one event loop."""

    name = "android"

    def __init__(self, companion: Companion, settings: Settings, say: Callable[[Message], str], plugin: Plugin) -> None:
        self._companion, self._settings, self._say, self._plugin = companion, settings, say, plugin
        self._armed = {one.id: one for one in armed_from_plain(settings.get(ARMED))}
        self._trial: asyncio.Event | None = None
        plugin.on_notification_tap = self._tapped

    async def alive(self) -> tuple[bool, Message]:
        """Whether the phone lets Mesoday show notifications."""
        if not notifying(self._settings.get).show:
            return False, message("Switched off here.")
        try:
            enabled = await asyncio.wait_for(self._plugin.are_notifications_enabled(), PATIENCE)
        except Exception as error:
            log.info("no alarms of the phone: %s", error)
            return False, message("This app was built without the part that rings while it is closed.")
        if not enabled:
            return False, message("The phone does not let Mesoday show notifications. Its settings can allow it.")
        return True, message("The phone rings by itself, also while Mesoday is closed.")

    async def permission(self) -> Permission | None:
        """Before Android 13 nobody is asked: it is allowed until the person forbids it in the phone's settings."""
        if not notifying(self._settings.get).show:
            return None
        try:
            enabled = await asyncio.wait_for(self._plugin.are_notifications_enabled(), PATIENCE)
        except Exception as error:
            log.info("no alarms of the phone: %s", error)
            return None
        return standing(self._settings, allowed=enabled)

    async def ask_permission(self) -> None:
        """Android itself asks twice at most; after that its settings are the only way."""
        try:
            await asyncio.wait_for(self._plugin.request_permissions(), DECIDES_WITHIN)
        except Exception as error:  # nobody answered; whoever asks looks anew at how it stands
            log.info("the phone gave no answer about notifications: %s", error)
        await asyncio.to_thread(note_asked, self._settings)

    async def open_settings(self) -> bool:
        try:
            return bool(await asyncio.wait_for(self._plugin.open_app_notification_settings(), PATIENCE))
        except Exception as error:
            log.info("the phone's settings could not be opened: %s", error)
            return False

    async def try_out(self, answered: asyncio.Event) -> None:
        """Show a notification that is no reminder; a tap on it or its button sets the event. Raises `NotShown`."""
        self._trial = answered
        button = [{"id": name, "title": self._say(said), "shows_user_interface": True} for name, said in SEEN.items()]
        texts = self._say(TRIAL_TITLE), self._say(TRIAL_BODY)
        channel = {"channel_id": CHANNEL, "channel_name": self._say(message("Your routine"))}
        shown = self._plugin.show_notification(place_of(TRIAL), *texts, payload=TRIAL, actions=button, **channel)
        try:
            await asyncio.wait_for(shown, PATIENCE)
        except Exception as error:
            raise NotShown(str(error)) from error

    async def ring(self, dues: tuple[Due, ...]) -> None:
        """Nothing to do: the phone rings by itself."""

    async def missed(self, dues: tuple[Due, ...], older: int) -> None:
        """Nothing to do: the app shows its card."""

    async def doubts(self, doubt: ClockDoubt | None) -> None:
        """Nothing to do: the app asks."""

    async def sync(self, settled: Collection[str]) -> None:
        """Arm the next alarms, and disarm those that are planned no more."""
        wanted = {one.id: one for one in await asyncio.to_thread(self._wanted)}
        if wanted == self._armed:
            return
        for id in self._armed.keys() - wanted.keys():
            await asyncio.wait_for(self._plugin.cancel(place_of(id)), PATIENCE)
        for one in wanted.values():
            if self._armed.get(one.id) != one:
                await asyncio.wait_for(self._arm(one), PATIENCE)
        self._armed = wanted
        await asyncio.to_thread(self._keep)

    def note_rung(self) -> int:
        """Note what the phone rang while Mesoday was closed as delivered; how many. Blocks on the disk."""
        now = self._companion.now()
        rang = {key for one in self._armed.values() if one.at <= now.at for key in one.keys}
        if not rang:
            return 0
        first = min(one.at for one in self._armed.values())
        diary = self._companion.diary()
        found = dues(diary, self._companion.knowledge, now, first - timedelta(days=1), now.at + timedelta(seconds=1))
        there = tuple(due for due in found if due.key in rang and due.state in ("planned", "claimed", "snoozed"))
        if there:
            self._companion.do(Claim(there))
            self._companion.do(Shown(there))
        return len(there)

    def _wanted(self) -> tuple[Armed, ...]:
        """The next alarms, the nearest first."""
        if not notifying(self._settings.get).show:
            return ()
        diary, now = self._companion.diary(), self._companion.now()
        wants = notifying(self._settings.get)
        found = dues(diary, self._companion.knowledge, now, now.at, now.at + AHEAD, repeat=wants.again)
        coming = [due for due in found if due.state in ("planned", "snoozed", "again") and due.at > now.at]
        of_days = calls(coming)
        starts_at = diary.profile.day_starts_at
        allowed = share_by_days(of_days, wants.a_day, lambda call: care_day(call.at, now.zone, starts_at))
        return tuple(self._alarm(call, now.zone) for call in of_days if call.id in allowed)[:AT_MOST]

    def _alarm(self, call: Call, zone: str) -> Armed:
        full = notifying(self._settings.get).full_words
        rings_at = min(due.at for due in call.dues)
        answers = ANSWERS if call.can_be_done else ANSWERS[1:]
        return Armed(
            call.id, rings_at, self._say(title(call, full=full)), self._say(body(call, zone)), call.keys, answers
        )

    async def _arm(self, one: Armed) -> None:
        # Each opens the app: Python does not run while it is closed.
        answers = [
            {"id": name, "title": self._say(BUTTONS[name]), "shows_user_interface": True} for name in one.answers
        ]
        await self._plugin.schedule_notification(
            place_of(one.id),
            one.title,
            one.body,
            one.at.astimezone(ZoneInfo("UTC")),
            payload=one.id,
            actions=answers,
            channel_id=CHANNEL,
            channel_name=self._say(message("Your routine")),
            schedule_mode="inexact_allow_while_idle",  # needs no permission for exact alarms
            visibility="public" if notifying(self._settings.get).full_words else "private",
        )

    def _keep(self) -> None:
        self._settings.update(**{ARMED: msgspec.to_builtins(tuple(self._armed.values()))})

    async def _tapped(self, event: Any) -> None:
        id, said = tapped(getattr(event, "data", None))
        if id == TRIAL and self._trial is not None:
            self._trial.set()
        if said in ANSWERS:
            keys = keys_of(self._companion.diary(), id, self._companion.now())
            await asyncio.to_thread(try_answer, self._companion, keys, said)


def armed_from_plain(values: Any) -> tuple[Armed, ...]:
    """What was armed, as it was kept; nothing where it cannot be read."""
    try:
        return msgspec.convert(values or (), tuple[Armed, ...])
    except msgspec.ValidationError:
        return ()


def tapped(data: Any) -> tuple[str, str]:
    """The call and the answer of a tap, as the phone tells them; "" where it tells none."""
    try:
        told = json.loads(data) if isinstance(data, str) else data
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return "", ""
    return str(told.get("payload") or ""), str(told.get("action_id") or "")
