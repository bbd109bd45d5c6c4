"""An idle `remind`: the share of one core that it takes, beside a Python that only waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil

from storage.findings import READ_AT

ROOT = Path(__file__).parents[2]
WATCHED = 120.0  # seconds: four beats
SETTLED = 10.0  # seconds that its start may take
WAITS = "import asyncio\nasyncio.run(asyncio.Event().wait())"


def started(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def cpu_seconds(process: psutil.Process) -> float:
    taken = process.cpu_times()
    return taken.user + taken.system


def watch(processes: dict[str, psutil.Process]) -> dict[str, float]:
    """Per cent of one core, over some beats."""
    began, before = time.monotonic(), {name: cpu_seconds(one) for name, one in processes.items()}
    time.sleep(WATCHED)
    elapsed = time.monotonic() - began
    return {name: 100 * (cpu_seconds(one) - before[name]) / elapsed for name, one in processes.items()}


def read_already(folder: Path) -> None:
    """Let the weekly reading of everything be over: it is work, and would begin within the time that is watched."""
    kept = json.loads((folder / "local.json").read_text())
    (folder / "local.json").write_text(json.dumps({**kept, READ_AT: datetime.now(UTC).isoformat()}))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="idle-bench-", dir=os.environ.get("BENCH_DIR")) as home:
        program = [sys.executable, str(ROOT / "main.py")]
        kept: dict[str, subprocess.Popen[bytes]] = {"a Python that waits": started([sys.executable, "-c", WAITS])}
        for years in (2, 10):
            folder = Path(home) / f"{years}"
            subprocess.run(
                [*program, "demo", "--years", str(years), "--data", str(folder)], stdout=subprocess.DEVNULL, check=True
            )
            read_already(folder)
            kept[f"remind, diary of {years} years"] = started([*program, "remind", "--json", "--data", str(folder)])
        try:
            time.sleep(SETTLED)
            taken = watch({name: psutil.Process(one.pid) for name, one in kept.items()})
        finally:
            for one in kept.values():
                one.terminate()
                one.wait(30)
        for name, share in taken.items():
            print(f"  {name}: {share:.3f} % of one core")
        print(f"  the most of them against the 0.2 % that it may take: {max(taken.values()) / 0.2:.2f}")


if __name__ == "__main__":
    main()
