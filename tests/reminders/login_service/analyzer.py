"""systemd's own judgement of units: its program on this machine, or Debian's, installed on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from tests import debian_programs


def analyzer() -> str | None:
    """The path of systemd-analyze; None where there is none and none could be installed."""
    if sys.platform.startswith("linux") and shutil.which("apt-get"):
        debian_programs.get({"systemd-analyze": "systemd"})
    return shutil.which("systemd-analyze")


def complaints(units: Sequence[Path], runtime: Path) -> str | None:
    """What systemd has to say against the units; "" for nothing. None, with a warning, where nobody can tell.

    runtime: an empty folder, which stands for that of a logged-in user.
    """
    program = analyzer()
    if program is None:
        warnings.warn("These units were not verified: there is no systemd-analyze here, and none to get.", stacklevel=2)
        return None
    runtime.chmod(0o700)
    env = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C"}
    judged = subprocess.run(
        [program, "--user", "verify", *map(str, units)],
        capture_output=True,
        text=True,
        env=env,
        timeout=60,
        check=False,
    )
    return "" if judged.returncode == 0 and not judged.stderr else judged.stderr or f"status {judged.returncode}"
