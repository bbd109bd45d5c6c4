"""The sounds of a session are what their script makes: short, small, soft, and without a click."""

from __future__ import annotations

import importlib.util
import struct
import sys
import wave
from itertools import pairwise
from math import sqrt
from pathlib import Path
from types import ModuleType

import pytest

from screens.signals import KINDS

SOUNDS = Path(__file__).resolve().parents[2] / "assets" / "sounds"
NAMES = sorted(path.stem for path in SOUNDS.glob("*.wav"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The build script of the sounds, loaded from its file."""
    spec = importlib.util.spec_from_file_location("sounds_build", SOUNDS / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> tuple[tuple[int, int, int], tuple[int, ...]]:
    """Channels, bytes a sample and samples a second; and the samples."""
    with wave.open(str(path)) as file:
        shape = file.getnchannels(), file.getsampwidth(), file.getframerate()
        count = file.getnframes()
        return shape, struct.unpack(f"<{count}h", file.readframes(count))


def test_there_is_one_for_each_signal(builder: ModuleType) -> None:
    assert NAMES == sorted(kind.replace("_", "-") for kind in KINDS) == sorted(builder.SOUNDS)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_what_the_script_makes(builder: ModuleType, name: str, tmp_path: Path) -> None:
    builder.main(tmp_path)
    made, kept = read(tmp_path / f"{name}.wav"), read(SOUNDS / f"{name}.wav")
    assert made[0] == kept[0]
    assert len(made[1]) == len(kept[1])
    # The last digit of a sine is the machine's own.
    assert max(abs(a - b) for a, b in zip(made[1], kept[1], strict=True)) <= 1


def test_making_them_twice_gives_the_same_bytes(builder: ModuleType, tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        folder.mkdir()
        builder.main(folder)
    assert [(once / f"{name}.wav").read_bytes() for name in NAMES] == [
        (again / f"{name}.wav").read_bytes() for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_short_small_and_soft(name: str) -> None:
    shape, values = read(SOUNDS / f"{name}.wav")
    assert shape == (1, 2, 8000)
    assert 0.2 <= len(values) / shape[2] <= 1.2
    assert (SOUNDS / f"{name}.wav").stat().st_size <= 20_000
    peak = max(abs(v) for v in values) / 32768
    assert 0.08 <= peak <= 0.3, "heard across a bathroom, and never a start"


@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_click(name: str) -> None:
    (_, _, rate), values = read(SOUNDS / f"{name}.wav")
    brim = rate // 200  # the first and last 5 ms are all but silent
    assert max(abs(v) for v in (*values[:brim], *values[-brim:])) < 400
    # Loudness in pieces of 10 ms never jumps: each note swells and dies away.
    piece = rate // 100
    pieces = [values[at : at + piece] for at in range(0, len(values), piece)]
    loudness = [0.0, *(sqrt(sum(v * v for v in one) / len(one)) for one in pieces), 0.0]
    assert max(abs(b - a) for a, b in pairwise(loudness)) < 0.6 * max(loudness)


def test_ten_seconds_left_is_softer_than_an_end() -> None:
    def peak(name: str) -> int:
        return max(abs(v) for v in read(SOUNDS / f"{name}.wav")[1])

    assert peak("ten-seconds") < 0.7 * peak("step-end")
