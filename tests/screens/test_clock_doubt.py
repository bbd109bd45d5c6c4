"""The question about a clock that leapt ahead, on Today: in words, and what each answer does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.clock_doubt import DOUBT, Answer, ClockDoubt, answered, doubt_from_plain, doubt_to_plain
from care.records import Profile
from care.verbs.profile import SetProfile
from reminders.in_app import OpenPages
from screens.clock_doubt_view import clock_view
from tests.care.course_makers import knowledge
from tests.screens.kept_day import HandClock, open_vault, page_on
from tests.screens.opened_app import OpenedApp, opened_app
from tests.screens.snapshots import snapshot

KNOWN, TODAY = knowledge(), date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)
DOUBTED = ClockDoubt(NOW - timedelta(days=3, hours=2), NOW - timedelta(minutes=1), (3 * 24 + 2) * 3600.0, 3)


@pytest.mark.parametrize(
    ("doubt", "title", "line"),
    [
        (DOUBTED, "Is it 2 March 2026, 18:00?", "ahead by about 3 days, from 27 February 2026, 16:00."),
        (replace(DOUBTED, ahead=90_000.0), "Is it 2 March 2026, 18:00?", "ahead by about one day, from"),
        (replace(DOUBTED, answer="wrong"), "The clock is wrong", "What you note now counts for Monday 2 March."),
    ],
)
def test_it_says_what_the_clock_says_and_how_far_it_leapt(doubt: ClockDoubt, title: str, line: str) -> None:
    view = clock_view(replace(snapshot(KNOWN, TODAY), clock_doubt=doubt))
    assert view is not None
    assert view.title == title
    assert line in " ".join(view.lines)
    assert "othing is marked as missed" in " ".join(view.lines)


@pytest.mark.parametrize(
    ("missed", "says"), [(0, "No reminder fell"), (1, "One reminder fell"), (3, "3 reminders fell")]
)
def test_it_says_how_many_wait_for_the_answer(missed: int, says: str) -> None:
    view = clock_view(replace(snapshot(KNOWN, TODAY), clock_doubt=replace(DOUBTED, missed=missed)))
    assert view is not None
    assert view.lines[1].startswith(says)


def test_a_clock_that_is_believed_is_not_asked_about() -> None:
    assert clock_view(snapshot(KNOWN, TODAY)) is None
    assert clock_view(replace(snapshot(KNOWN, TODAY), clock_doubt=replace(DOUBTED, answer="right"))) is None
    assert answered(doubt_to_plain(replace(DOUBTED, answer="right")), right=False) is None
    for kept in (None, 7, {}, {"since": "x"}, {**doubt_to_plain(DOUBTED), "says": "2026-03-02T17:00:00"}):
        assert doubt_from_plain(kept) is answered(kept, right=True) is None


@pytest.mark.parametrize(
    ("press", "kept", "then"),
    [("Yes, that is the time", "right", ""), ("No, the clock is wrong", "wrong", "Please set it right")],
)
async def test_an_answer_is_kept_and_whoever_reminds_looks_at_once(
    tmp_path: Path, press: str, kept: Answer, then: str
) -> None:
    async with opened_app(tmp_path) as app:
        await begin(app)
        rung = len(bells(app))
        await app.press(press, then)
        await app.until(lambda: doubt_from_plain(app.vault.local.get(DOUBT)).answer == kept)  # type: ignore[union-attr]
        await app.until(lambda: "Is it 2 March" not in app.text())
        assert len(bells(app)) == rung + 1
        if kept == "wrong":
            await app.press("The clock is right now")
            await app.until(lambda: "Please set it right" not in app.text())


async def begin(app: OpenedApp) -> None:
    app.vault.companion.do(SetProfile(Profile()))
    app.vault.local.update(**{DOUBT: doubt_to_plain(DOUBTED)})
    await app.state.reload(always=True)
    await app.go("/")
    await app.shows("Is it 2 March 2026, 18:00?")


def bells(app: OpenedApp) -> list[object]:
    return app.state.handed.doorbell.pages  # type: ignore[attr-defined]


async def test_whoever_reminds_is_no_part_of_a_page_and_draws_it_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = HandClock()
    vault, pages = open_vault(tmp_path, clock), OpenPages()
    vault.companion.do(SetProfile(Profile()))

    async def elsewhere(task: Coroutine[Any, Any, None]) -> None:
        await asyncio.create_task(task, context=Context())

    async with page_on(vault) as app:
        pages.joined(app.state)
        await app.shows("Monday 2 March")
        vault.local.update(**{DOUBT: doubt_to_plain(DOUBTED)})
        await elsewhere(pages.doubts(DOUBTED))
        await app.shows("Is it 2 March 2026, 18:00?")
        clock.passes(86_400)
        await elsewhere(pages.clock_moved())
        await app.shows("Tuesday 3 March")
    await elsewhere(pages.clock_moved())  # it is gone
    assert "Traceback" not in caplog.text
    vault.close()
