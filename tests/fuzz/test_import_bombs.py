"""Files made to harm, taken in by a process of its own: one sentence, nothing changed, bounded memory and time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.running import EXAMPLE, contents
from tests.fuzz.bombs import QUICK, SLOW
from tests.storage.peak_memory import peak

DEEP = os.environ.get("MESODAY_DEEP") == "1"
MOST_SECONDS = 60
WARM = """
import contextlib, io, sys
import main
def take_in(*more):
    said, out = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(out):
        status = main.main(["import", *more, "--data", data])
    return status, said.getvalue(), out.getvalue()
take_in(example, "--dry-run")
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a small diary."""
    folder = tmp_path_factory.mktemp("bombs") / "data"
    took, _, told = peak(WARM, "told = take_in(example)", data=str(folder), example=str(EXAMPLE))
    assert told[0] == 0
    assert took < 30
    return folder


@pytest.mark.parametrize(
    ("name", "make", "most"), [pytest.param(n, *c, id=n) for n, c in ({**QUICK, **SLOW} if DEEP else QUICK).items()]
)
def test_it_is_refused_in_one_sentence(
    tmp_path: Path, data: Path, name: str, make: Callable[[Path], None], most: int
) -> None:
    file = tmp_path / "file"
    make(file)
    before, stamp = contents(data), (file.stat().st_mtime_ns, file.stat().st_size)
    begun = time.monotonic()
    took, _, (status, said, out) = peak(
        WARM, "told = take_in(file)", data=str(data), example=str(EXAMPLE), file=str(file)
    )
    seconds = time.monotonic() - begun
    print(f"{name}: {file.stat().st_size / 2**20:.0f} MiB, took {took:.0f} MiB and {seconds:.1f} s: {said.strip()}")
    assert status == 2
    assert out == ""
    assert 1 <= len(said.splitlines()) <= 4
    assert all(len(line) < 300 and line.endswith(".") for line in said.splitlines())
    assert took < most
    assert seconds < MOST_SECONDS
    assert contents(data) == before
    assert (file.stat().st_mtime_ns, file.stat().st_size) == stamp
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
