"""A Chromium for the tests: the one on this machine, or else Debian's, installed on the spot. Never skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

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
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    said = []
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            done = subprocess.run(
                [*as_root, *command], capture_output=True, text=True, timeout=600, env=environment, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            said.append(f"{' '.join(command)}: {error}")
            continue
        if done.returncode:
            said.append(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")
    if found := find_chromium():
        return found
    raise NoChromium("The tests need Chromium (or CHROMIUM=path), and it could not be installed. " + " | ".join(said))
