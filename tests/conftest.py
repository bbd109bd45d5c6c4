"""What holds for every test."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_desktop_of_ours() -> None:
    """Reminders of tests must not be shown to whoever runs them; a test of notifications brings its own desktop."""
    os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
