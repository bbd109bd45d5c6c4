"""The part of an Android app that arms alarms, where this app was built with it."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

PART = "flet_android_notifications"


def android_plugin() -> Any | None:
    """A plugin of the page that is being opened; None on every other system, and in an app without it."""
    if not hasattr(sys, "getandroidapilevel") or find_spec(PART) is None:
        return None
    return import_module(PART).FletAndroidNotifications()
