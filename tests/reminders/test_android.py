"""The alarms of a phone, with a stand-in for the plugin that an Android app is built with."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from care.records import Profile, Reminder, Rhythm, Routine, RoutineStep
from care.verbs.catalogue import Delete, Save
from care.verbs.profile import SetProfile
from companion import Vault
from reminders.calls import place_of
from reminders.in_app import OpenPages
from reminders.notifiers.android import AT_MOST, Android, armed_from_plain, tapped
from reminders.notifiers.calling import Calling
from reminders.notifiers.phone_way import PhoneWay
from reminders.notifiers.shown import NotShown
from reminders.permission_check import examine_permissions
from screens.android_plugin import android_plugin
from screens.wording import Wording
from tests.reminders.test_desktop import HandClock

ASSETS = Path(__file__).parents[2] / "assets"


class Phone:
    """Rings what it was told to, as Android does; its memory outlives the app."""

    def __init__(self) -> None:
        self.alarms: dict[int, tuple[datetime, str, str, dict[str, Any]]] = {}
        self.shown: list[tuple[str, str, list[str]]] = []
        self.changes = 0
        self.lets = self.says_yes = True
        self.on_notification_tap: Any = None

    async def schedule_notification(self, id: int, title: str, body: str, at: datetime, **more: Any) -> None:
        self.changes += 1
        self.alarms[id] = (at, title, body, more)

    async def show_notification(self, id: int, title: str, body: str, **more: Any) -> None:
        if not self.lets:
            raise RuntimeError("not allowed")
        self.shown.append((title, more["payload"], [one["id"] for one in more["actions"]]))

    async def cancel(self, id: int) -> None:
        self.changes += 1
        del self.alarms[id]

    async def are_notifications_enabled(self) -> bool:
        return self.lets

    async def request_permissions(self) -> None:
        self.lets = self.says_yes

    async def open_app_notification_settings(self) -> bool:
        return True


class Place:
    def __init__(self, folder: Path) -> None:
        self.clock, self.phone = HandClock(), Phone()
        self.vault = Vault.open(folder, clock=self.clock, assets=ASSETS)
        self.do = self.vault.companion.do
        self.do(SetProfile(Profile(id="profile", am_time="08:00")))
        self.start()

    def start(self) -> None:
        """The app is opened."""
        words = Wording("en", zone="UTC")
        self.android = Android(self.vault.companion, self.vault.local, words.say, self.phone)

    def own(self, *times: str, **given: Any) -> None:
        self.do(Save(Reminder(title="Wipe the wand", times=list(times), **given)))

    def armed(self) -> list[str]:
        return [f"{at:%dT%H:%M}" for at, *_ in sorted(self.phone.alarms.values(), key=lambda alarm: alarm[0])]

    def states(self) -> list[str]:
        return [o.state for o in self.vault.store.records("occurrence")]  # type: ignore[attr-defined]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = Place(tmp_path)
    yield found
    found.vault.close()


async def test_the_next_ones_are_armed_and_no_more_than_a_phone_takes(place: Place) -> None:
    place.own("09:00", "12:00", "15:00", "18:00")
    await place.android.sync(())
    assert place.armed()[:4] == ["04T09:00", "04T12:00", "04T15:00", "05T09:00"]  # three a day
    assert len(place.phone.alarms) == AT_MOST
    place.vault.local.update(notifications_a_day=0)
    await place.android.sync(())
    assert place.armed()[:5] == ["04T09:00", "04T12:00", "04T15:00", "04T18:00", "05T09:00"]
    assert len(place.phone.alarms) == AT_MOST


async def test_what_it_says_is_neutral_and_hidden_on_the_lock_screen(place: Place) -> None:
    place.own("09:00", every=Rhythm(n=30), from_=datetime(2026, 5, 4, tzinfo=UTC).date())
    await place.android.sync(())
    [(id, (at, title, body, more))] = place.phone.alarms.items()
    assert (at, title, body) == (datetime(2026, 5, 4, 9, tzinfo=UTC), "Your routine", "09:00. Open when ready.")
    assert id == place_of("call/2026-05-04T09:00:00")
    assert [action["title"] for action in more["actions"]] == ["Done", "In 30 min", "Not today"]
    assert (more["visibility"], more["schedule_mode"]) == ("private", "inexact_allow_while_idle")


async def test_only_what_changed_is_armed_anew(place: Place) -> None:
    place.own("09:00")
    await place.android.sync(())
    before = place.phone.changes
    await place.android.sync(())
    assert place.phone.changes == before
    [reminder] = place.vault.companion.diary().reminders.values()
    place.do(Delete(reminder))
    await place.android.sync(())
    assert place.phone.alarms == {}


async def test_a_new_start_remembers_what_is_armed(place: Place) -> None:
    place.own("09:00")
    await place.android.sync(())
    before = place.phone.changes
    place.start()
    await place.android.sync(())
    assert place.phone.changes == before


async def test_what_rang_while_it_was_closed_was_not_missed(place: Place) -> None:
    place.own("09:00", "12:00")
    await place.android.sync(())
    place.clock.to("20:00")
    place.start()
    assert place.android.note_rung() == 2
    assert place.states() == ["delivered", "delivered"]
    assert place.android.note_rung() == 0


async def test_an_answer_is_kept_and_rubbish_is_not(place: Place) -> None:
    place.do(Save(Routine(title="Morning", slot="am", steps=[RoutineStep(id="s", title="Cleanse")])))
    await place.android.sync(())
    place.clock.at += timedelta(hours=1)
    place.android.note_rung()
    for data in (None, "{", "[]", json.dumps({"payload": "call/x", "action_id": "done"}), {"action_id": "explode"}):
        await place.phone.on_notification_tap(SimpleNamespace(data=data))
    assert place.states() == ["delivered"]
    told = {"payload": "call/2026-05-04T08:00:00", "action_id": "done"}
    await place.phone.on_notification_tap(SimpleNamespace(data=json.dumps(told)))
    assert place.states() == ["done"]
    assert len(list(place.vault.store.records("step_done"))) == 1


async def test_it_can_be_tried_out_and_hears_the_answer(place: Place) -> None:
    answered = asyncio.Event()
    await place.android.try_out(answered)
    assert place.phone.shown == [("A test of your reminders", "trial", ["seen"])]
    assert not answered.is_set()
    await place.phone.on_notification_tap(SimpleNamespace(data=json.dumps({"payload": "trial", "action_id": "seen"})))
    assert answered.is_set()
    assert place.states() == []
    place.phone.lets = False
    with pytest.raises(NotShown):
        await place.android.try_out(answered)


async def test_the_phone_takes_the_place_of_a_desktop(place: Place) -> None:
    calling = Calling(place.vault, OpenPages(), lambda said: said.text, icon=None)
    assert [one.name for one in await calling.all_alive()] == ["page", "desktop"]
    await calling.use_phone(place.phone)
    assert [one.name for one in await calling.all_alive()] == ["page", "android"]
    assert await calling.permission() == "allowed"
    assert await calling.open_settings()
    place.own("09:00")
    place.phone.lets = False
    await calling.ask_permission()
    assert place.armed()[0] == "04T09:00"  # what was allowed is armed at once
    await calling.finish()


async def test_it_says_whether_the_phone_lets_it(place: Place) -> None:
    assert (await place.android.alive())[0]
    assert await place.android.permission() == "allowed"
    place.phone.lets = False
    alive, said = await place.android.alive()
    assert (alive, "does not let" in said.text) == (False, True)
    place.vault.local.update(notifications=False)
    assert not (await place.android.alive())[0]
    assert await place.android.permission() is None  # who wants none is not asked
    place.own("09:00")
    await place.android.sync(())
    assert place.phone.alarms == {}


@pytest.mark.parametrize(("says_yes", "after"), [(True, "allowed"), (False, "denied")])
async def test_the_phone_asks_once_and_what_was_said_stands(place: Place, says_yes: bool, after: str) -> None:
    place.phone.lets, place.phone.says_yes = False, says_yes
    assert await place.android.permission() == "open"
    await place.android.ask_permission()
    assert await place.android.permission() == after
    place.start()
    assert await place.android.permission() == after
    place.phone.lets = True  # in the phone's settings
    assert await place.android.open_settings()
    assert await place.android.permission() == "allowed"


async def test_a_phone_that_does_not_answer_asks_nothing(place: Place) -> None:
    async def fails() -> bool:
        raise RuntimeError("no such part")

    place.phone.lets = False
    place.phone.request_permissions = place.phone.open_app_notification_settings = fails  # type: ignore[method-assign]
    await place.android.ask_permission()
    assert not await place.android.open_settings()
    place.phone.are_notifications_enabled = fails  # type: ignore[method-assign]
    assert await place.android.permission() is None


async def test_whoever_looks_whether_all_works_asks_the_phone_from_another_thread(place: Place) -> None:
    asked = PhoneWay(place.android, asyncio.get_running_loop())
    way = asked.way()
    assert (await asyncio.to_thread(way.alive))[0]
    assert await asyncio.to_thread(asked.permission) == "allowed"
    place.phone.lets = False
    alive, said = await asyncio.to_thread(way.alive)
    assert (alive, "does not let" in said.text) == (False, True)
    states = {}
    for permission in ("open", "denied", "allowed"):
        [found] = examine_permissions({}, "linux", permission)
        states[permission] = (found.state, found.mend is not None)
    assert states == {"open": ("note", True), "denied": ("note", True), "allowed": ("well", False)}


def test_what_was_kept_badly_is_nothing() -> None:
    assert armed_from_plain("x") == armed_from_plain([{"id": 7}]) == ()
    assert tapped({"payload": "a", "action_id": None}) == ("a", "")


def test_there_is_no_plugin_on_other_systems() -> None:
    assert android_plugin() is None
