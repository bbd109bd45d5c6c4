"""One browser for the tests of a module; each test has contexts, pages and servers of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, chromium
from tests.browser.person import Person
from tests.browser.served import Served
from tests.commands.running import done

EVENING = "2026-03-02T19:00:00+01:00"


@pytest.fixture(scope="module")
def chromium_browser() -> Iterator[Browser]:
    """Ended with its module: as long as Playwright lives, its event loop runs, and no other test could have one."""
    path = chromium()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts the app on a folder (the test's own unless named)."""
    started: list[Served] = []

    def start(folder: Path | None = None, **environment: str) -> Served:
        served = Served(folder or tmp_path / "data", **environment).start()
        started.append(served)
        return served

    yield start
    for served in started:
        served.stop()


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """An invented diary; on this evening the morning's four of eight steps are done."""
    folder = tmp_path / "demo"
    done("demo", "--data", folder, MESODAY_NOW=EVENING)
    return folder


@pytest.fixture
def person(chromium_browser: Browser) -> Iterator[Callable[..., Person]]:
    """Somebody new at a page: a context without cookies or cache, the size of a phone unless told otherwise."""
    contexts: list[Any] = []

    def arrive(**given: Any) -> Person:
        context = chromium_browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "locale": "en-GB", **given}
        )
        contexts.append(context)
        return Person(context.new_page())

    yield arrive
    for context in contexts:
        context.close()
