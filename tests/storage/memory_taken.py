"""How much memory a piece of Python takes at most, in a process of its own, beside what it began with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Not ru_maxrss: a child begins with its parent's there, and pytest's is large.
FRAME = """
import sys
sys.path.insert(0, {root!r})
def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
{before}
begin = peak()
{measured}
print(peak() - begin)
"""


def memory_taken(before: str, measured: str) -> int:
    """kB that `measured` takes at most beyond what `before` (imports, preparations) has taken."""
    program = FRAME.format(root=str(ROOT), before=before, measured=measured)
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=False)
    assert ended.returncode == 0, ended.stderr
    return int(ended.stdout.splitlines()[-1])
