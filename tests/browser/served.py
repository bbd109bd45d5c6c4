"""The real app, served by a process of its own, as a person starts it; it can be killed without warning."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = "for-the-tests"


class Served:
    """`main.py --web` on a free port, with a data folder, a clock and a zone."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self._environment = environment
        self.address = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> Served:
        """Start it and wait until it answers."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MESODAY_", "FLET_"))}
        env = {**kept, "MESODAY_TOKEN": TOKEN, "TZ": "Europe/Berlin", "PYTHONUNBUFFERED": "1", **self._environment}
        env["XDG_CACHE_HOME"] = str(self.folder.parent / "cache")
        command = [sys.executable, "main.py", "--web", "--no-open", "--port", "0", "--data", str(self.folder)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        seen = ""
        for line in self.process.stdout:
            seen += line
            if found := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                self.address = f"http://127.0.0.1:{found[1]}"
                break
        assert self.address, f"it did not start: {seen}"
        self._wait()
        return self

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(self.address, timeout=5)
            except urllib.error.HTTPError:
                return  # it answers, if only to say no
            except OSError:
                time.sleep(0.05)
        raise AssertionError("no answer within a minute")

    @property
    def entrance(self) -> str:
        """The address with the token."""
        return f"{self.address}/?token={TOKEN}"

    def freeze(self) -> None:
        """Let it do nothing more: what is sent to it from now on never arrives."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGSTOP)

    def kill(self) -> None:
        """kill -9, as a phone that runs out of battery."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """End it as Ctrl-C does; the exit status."""
        if self.process is None or self.process.poll() is not None:
            return 0
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9
