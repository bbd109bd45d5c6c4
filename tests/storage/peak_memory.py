"""The most memory that a piece of work takes, measured in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# Not `ru_maxrss`: a new process inherits the peak of the one that started it.
_BEFORE = """
import json, re
def _peak(): return int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""
_AFTER = """
print(json.dumps([_loaded, _peak(), _told]))
"""


def peak(prepare: str, work: str, *, seconds: float = 300, **given: Any) -> tuple[float, float, Any]:
    """MiB that `work` took at its peak on top of what `prepare` left, MiB of the whole process, and what `work` put
    into `told`. Both are Python; `given` are names that they find."""
    names = "".join(f"{name} = {value!r}\n" for name, value in given.items())
    code = f"{_BEFORE}{names}told = None\n{prepare}\n_loaded = _peak()\n{work}\n_told = told\n{_AFTER}"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    loaded, most, told = json.loads(ended.stdout.splitlines()[-1])
    return (most - loaded) / 1024, most / 1024, told
