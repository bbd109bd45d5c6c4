"""What holds for every test."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# The same examples in every run, so that a change alone turns a test red; new ones are looked for by `poe deep`.
settings.register_profile("mesoday", derandomize="MESODAY_DEEP" not in os.environ, deadline=None)
settings.load_profile("mesoday")


class OneBrowser(LoadScopeScheduling):
    """Two processes run the tests, each a module at a time. One browser at a time: two would wait for each other."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return "browser" if module.startswith("tests/browser/") else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser:
    return OneBrowser(config, log)


@pytest.fixture(scope="session", autouse=True)
def _no_desktop_of_ours() -> None:
    """Reminders of tests must not be shown to whoever runs them; a test of notifications brings its own desktop."""
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
