"""A real desktop for the tests: a screen in memory, a session bus, and a notification daemon, all from Debian's
packages; installed on the spot where they are missing, and never skipped."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import debian_programs

PROGRAMS = {"Xvfb": "xvfb", "dbus-daemon": "dbus-daemon", "dbus-monitor": "dbus-bin", "dunst": "dunst"}
PATIENCE = 30.0  # seconds
SETTINGS = """
[global]
    monitor = 0
    notification_limit = 0
    history_length = 200
    stack_duplicates = no
    dmenu = {pick}
[urgency_low]
    timeout = 0
"""
# A bus that starts nothing by itself: the daemon is to be ours, with its settings.
BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# Stands for the person's choice in the daemon's own menu of answers.
PICK = """#!/bin/sh
grep -m1 "#$(cat {choice}) "
"""


class NoDesktop(Exception):
    """A part of a desktop is missing and could not be installed; says which, and what was tried."""


def install() -> None:
    """See to it that every program is there. Raises `NoDesktop`."""
    said = debian_programs.get(PROGRAMS)
    if still := [program for program in PROGRAMS if shutil.which(program) is None]:
        raise NoDesktop(f"The tests of notifications need {', '.join(still)}. {said}")


class RealDesktop:
    """A running desktop. `env` is for the processes that shall be on it."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder, self.env = folder, env

    def displayed(self) -> int:
        return int(self._control("count", "displayed"))

    def close_all(self) -> None:
        self._control("close-all")

    def seen(self) -> list[dict[str, Any]]:
        """What was closed, the newest first: id, summary, body."""
        found = json.loads(self._control("history"))["data"][0]
        return [{name: value["data"] for name, value in one.items()} for one in found]

    def choose(self, answer: str) -> None:
        """Press a button of the notification on top, by its words."""
        (self.folder / "choice").write_text(answer, encoding="utf8")
        self._control("context")

    def said(self) -> list[list[str]]:
        """The texts of each notification that anybody asked for, by what went over the bus: app, title, body, …"""
        went = (self.folder / "monitor").read_text(encoding="utf8", errors="replace").split("member=Notify\n")[1:]
        return [re.findall(r'^ +string "(.*)"$', one, re.MULTILINE) for one in went]

    def _control(self, *words: str) -> str:
        done = subprocess.run(
            ["dunstctl", *words], env=self.env, capture_output=True, text=True, timeout=PATIENCE, check=True
        )
        return done.stdout.strip()


@contextmanager
def bus(folder: Path) -> Iterator[dict[str, str]]:
    """A session bus of its own, as an environment."""
    install()
    settings = folder / "bus.conf"
    settings.write_text(BUS, encoding="utf8")
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield {**os.environ, "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip(), "HOME": str(folder)}
        finally:
            daemon.terminate()


@contextmanager
def real_desktop(folder: Path) -> Iterator[RealDesktop]:
    """All of it, until the block ends."""
    pick, settings = folder / "pick", folder / "dunstrc"
    pick.write_text(PICK.format(choice=folder / "choice"), encoding="utf8")
    pick.chmod(0o755)
    settings.write_text(SETTINGS.format(pick=pick), encoding="utf8")
    with bus(folder) as env:
        read, write = os.pipe()
        started = [subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24"], pass_fds=[write])]
        try:
            os.close(write)
            with os.fdopen(read) as told:
                env["DISPLAY"] = f":{told.readline().strip()}"
            with (folder / "monitor").open("w") as monitor:
                started.append(
                    subprocess.Popen(
                        ["dbus-monitor", "--session", "type='method_call',member='Notify'"], env=env, stdout=monitor
                    )
                )
            started.append(subprocess.Popen(["dunst", "-config", str(settings)], env=env, stderr=subprocess.DEVNULL))
            desktop = RealDesktop(folder, env)
            until(lambda: _answers(desktop))
            yield desktop
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait(timeout=PATIENCE)


def until(happened: Callable[[], object]) -> None:
    """Wait for it; fails when it does not happen in a long while."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.03)


def _answers(desktop: RealDesktop) -> bool:
    try:
        return desktop.displayed() == 0
    except (subprocess.CalledProcessError, ValueError):
        return False
