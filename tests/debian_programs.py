"""Programs that tests need and this machine may lack: Debian's, installed on the spot, by one process at a time."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

PATIENCE = 600  # seconds


def get(programs: Mapping[str, str]) -> str:
    """Install the package of each program (name to package) that is missing; what went wrong in words, or ""."""
    if not _missing(programs):
        return ""
    with FileLock(Path(tempfile.gettempdir()) / "mesoday-debian-programs.lock"):
        said: list[str] = []
        if missing := _missing(programs):
            as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
            packages = [programs[name] for name in missing]
            for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
                said += _run([*as_root, "apt-get", *command])
        return " | ".join(said) if _missing(programs) else ""


def _missing(programs: Mapping[str, str]) -> list[str]:
    return [name for name in programs if shutil.which(name) is None]


def _run(command: list[str]) -> list[str]:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"{' '.join(command)}: {error}"]
    return [f"{' '.join(command)}: {done.stderr.strip()[-300:]}"] if done.returncode else []
