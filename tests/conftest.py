"""What holds for every test."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples in every run, so that a change alone turns a test red; new ones are looked for by `poe deep`.
settings.register_profile("mesoday", derandomize="MESODAY_DEEP" not in os.environ, deadline=None)
settings.load_profile("mesoday")


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two processes run the tests, each a module at a time. One browser at a time: two would wait for each other."""
    for item in items:
        module = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group("browser" if module.startswith("tests/browser/") else module))


@pytest.fixture(scope="session", autouse=True)
def _no_desktop_of_ours() -> None:
    """Reminders of tests must not be shown to whoever runs them; a test of notifications brings its own desktop."""
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
