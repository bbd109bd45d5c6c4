"""A Chromium for the tests: the one on this machine, or else Debian's, installed on the spot. Never skipped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests import debian_programs

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-quic "
    "--no-first-run --disable-background-networking --disable-component-update --disable-sync --no-proxy-server "
    "--disable-default-apps --disable-domain-reliability"
).split()


class NoChromium(Exception):
    """No browser is here and none could be installed."""


def find_chromium() -> str | None:
    """The path of a Chromium on this machine."""
    named = os.environ.get("CHROMIUM")
    if named and Path(named).exists():
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def chromium() -> str:
    """The path of a Chromium; installs Debian's when there is none. Raises `NoChromium` with what was tried."""
    if found := find_chromium():
        return found
    said = debian_programs.get({"chromium": "chromium"})
    if found := find_chromium():
        return found
    raise NoChromium(f"The tests need Chromium (or CHROMIUM=path), and it could not be installed. {said}")
