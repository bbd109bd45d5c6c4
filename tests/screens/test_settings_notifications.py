"""The page about notifications: what is alive, the settings of this device, the test of the way, the calendar; and a
pause of everything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from msgspec import Struct

from care.messages import Message, message
from care.notifying import Permission
from care.records import Pause, Profile, Routine, RoutineStep
from care.verbs.catalogue import Save
from care.verbs.profile import SetProfile
from screens.reminder_permission_view import permission_view
from screens.settings_notifications_view import notifications_view, tried_line, way_lines
from screens.settings_pause_view import length_words, pause_for, pause_line
from screens.wording import Wording
from tests.headless import text_of, walk, wire_of
from tests.screens.opened_app import opened_app

WORDS = Wording("en", zone="UTC")
TODAY = date(2026, 3, 2)


class Way(Struct, frozen=True):
    name: str
    alive: bool
    said: Message


class Heard(Struct, frozen=True):
    ok: bool | None
    said: Message


class Reach:
    """Two ways; the test hears everything but the person."""

    may: Permission | None = None
    will: Permission = "allowed"
    opens = True

    async def permission(self) -> Permission | None:
        return self.may

    async def ask_permission(self) -> None:
        self.may = self.will

    async def open_settings(self) -> bool:
        return self.opens

    async def all_alive(self) -> tuple[Way, ...]:
        return Way("page", True, message("The pages show it.")), Way("desktop", False, message("No desktop."))

    async def try_out(self) -> AsyncIterator[Heard]:
        yield Heard(True, message("The alarm clock woke."))
        yield Heard(None, message("Please press its button."))
        yield Heard(False, message("No answer came back."))


def begin(app: Any) -> None:
    app.vault.companion.do(SetProfile(Profile()))
    app.vault.companion.do(
        Save(Routine(title="Night care", slot="pm", steps=[RoutineStep(id="s", title="Cleanse")])),
    )


def test_the_settings_and_what_a_lock_screen_would_show() -> None:
    view = notifications_view(WORDS, {}, "Night care")  # type: ignore[arg-type]
    assert (view.show, view.a_day, view.words, view.again) == (True, "3", "neutral", "0")
    assert (view.title, view.body) == ("Your routine", "07:30. Open when ready.")
    kept = {"notifications": False, "notifications_a_day": 0, "notification_words": "full", "repeat_minutes": 30}
    view = notifications_view(WORDS, kept, "Night care")  # type: ignore[arg-type]
    assert (view.show, view.a_day, view.words, view.again, view.title) == (False, "0", "full", "30", "Night care")


def test_each_way_and_each_part_says_whether_it_is_heard() -> None:
    ways = [Way("page", True, message("Yes.")), Way("desktop", False, message("No."))]
    assert [(line.mark, line.words) for line in way_lines(WORDS, ways)] == [("alive", "Yes."), ("silent", "No.")]
    marks = [tried_line(WORDS, Heard(ok, message("x"))).mark for ok in (True, False, None)]
    assert marks == ["alive", "silent", "waits"]


async def test_the_choices_of_this_device_are_kept(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/notifications", reach=Reach) as app:
        begin(app)
        await app.shows("The pages show it.")
        assert "No desktop." in app.text()
        for press, name, value in (
            ("5", "notifications_a_day", 5),
            ("What it is about", "notification_words", "full"),
            ("15 min", "repeat_minutes", 15),
            ("Notifications of this phone", "notifications", False),
        ):
            await app.press(press)
            await app.until(lambda name=name, value=value: app.vault.local.get(name) == value)
        await app.shows("Night care")


async def test_the_whole_way_is_tried_and_says_what_was_not_heard(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/notifications", reach=Reach) as app:
        begin(app)
        await app.shows("The pages show it.")
        await app.press("Test it now", "No answer came back.")
        assert "The alarm clock woke." in app.text()
        assert "Please press its button." not in app.text()  # that is over


def reaches(**given: Any) -> Reach:
    made = Reach()
    for name, value in given.items():
        setattr(made, name, value)
    return made


def test_nothing_is_asked_where_there_is_nothing_to_ask() -> None:
    assert permission_view(WORDS, None, phone=True) is permission_view(WORDS, "allowed", phone=False) is None


async def test_words_come_first_and_then_the_system_asks(tmp_path: Path) -> None:
    reach = reaches(may="open")
    async with opened_app(tmp_path, route="/settings/notifications", reach=lambda: reach) as app:
        begin(app)
        await app.shows("May Mesoday ring while it is closed?")
        assert reach.may == "open"  # nothing has asked yet
        await app.press("Let the phone ask", "Your phone rings by itself.")
        assert "May Mesoday ring" not in app.text()


async def test_a_no_says_what_it_means_and_shows_the_ways_out(tmp_path: Path) -> None:
    reach, made = reaches(may="open", will="denied", opens=False), []

    def calendar(weeks: int, words: Wording) -> bytes:
        made.append(weeks)
        return b""

    async with opened_app(tmp_path, route="/settings/notifications", reach=lambda: reach, calendar=calendar) as app:
        begin(app)
        await app.shows("Let the phone ask")
        await app.press("Let the phone ask", "The phone keeps notifications back")
        assert "what falls due waits on Today" in app.text()
        await app.press("The phone's settings", "Please open them yourself.")
        [card] = [c for c in walk(app.view()) if getattr(c, "key", None) == "permission"]
        await app.press("Make the calendar file", within="permission")
        await app.until(lambda: made)
        assert "Let the phone ask" not in text_of(card)  # it asks only once
        reach.may = "allowed"  # in the phone's settings; then the app comes back to the front
        seen = ft.AppLifecycleStateChangeEvent("app_lifecycle_state_change", app.page, ft.AppLifecycleState.SHOW)
        await app.page.on_app_lifecycle_state_change(seen)  # type: ignore[misc, operator]
        await app.shows("Your phone rings by itself.")


async def test_the_welcome_asks_where_it_speaks_of_reminders(tmp_path: Path) -> None:
    reach = reaches(may="open", will="denied")
    async with opened_app(tmp_path, reach=lambda: reach) as app:
        await app.shows("Steady care for face and scalp.")
        await app.press("Just a routine, no device", "What do you care for?")
        await app.press("Face", "Dull look")
        await app.press("Continue", "Your daily care")
        await app.shows("May Mesoday ring while it is closed?")
        await app.press("Let the phone ask", "The phone keeps notifications back")
        assert "Make the calendar file" not in app.text()  # nothing is planned yet
        await app.press("Finish")


@pytest.mark.parametrize(("platform", "by"), [("LINUX", "save_file"), ("IOS", "share_files")])
async def test_the_calendar_is_given_as_a_file(tmp_path: Path, platform: str, by: str) -> None:
    asked: list[int] = []

    def calendar(weeks: int, words: Wording) -> bytes:
        asked.append(weeks)
        return b"BEGIN:VCALENDAR"

    async with opened_app(tmp_path, route="/settings/notifications", reach=Reach, calendar=calendar) as app:
        begin(app)
        app.page.platform = ft.PagePlatform[platform]
        wire = wire_of(app.page)
        wire.replies.update(save_file=None, share_files={"status": "success", "raw": ""})
        await app.shows("Make the calendar file")
        await app.press("Make the calendar file")
        await app.until(lambda: [name for name, _ in wire.calls if name == by])
        [given] = [arguments for name, arguments in wire.calls if name == by]
    assert asked == [12]
    file = given["files"][0] if by == "share_files" else given
    name, content = (file.name, file.data) if by == "share_files" else (file["file_name"], file["src_bytes"])
    assert (name, content) == ("mesoday-2026-03-02.ics", b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("pause", "line"),
    [
        (pause_for(1, TODAY), "Everything rests today."),
        (pause_for(3, TODAY), "Everything rests until Wednesday 4 March."),
        (Pause(areas=[], from_=TODAY), "Everything rests until you end it."),
        (Pause(areas=[], from_=date(2026, 3, 9)), "Everything rests from Monday 9 March on."),
        (
            Pause(areas=[], from_=date(2026, 3, 9), to=date(2026, 3, 10)),
            "Everything rests from Monday 9 March to Tuesday 10 March.",
        ),
    ],
)
def test_a_pause_says_until_when(pause: Pause, line: str) -> None:
    assert pause_line(WORDS, pause, TODAY) == line
    assert [length_words(WORDS, n) for n in (1, 3)] == ["Today", "3 days"]


async def test_everything_is_paused_and_goes_on(tmp_path: Path) -> None:
    async with opened_app(tmp_path, route="/settings/reminders") as app:
        begin(app)
        await app.shows("Ill or away")
        await app.press("3 days", "Everything rests until Wednesday 4 March.")
        [pause] = app.vault.companion.diary().pauses
        assert (pause.areas, pause.from_, pause.to) == ([], TODAY, date(2026, 3, 4))
        await app.press("End the pause", "Ill or away")
        assert not app.vault.companion.diary().pauses
