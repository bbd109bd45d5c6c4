"""Makes the sounds of a session: soft notes, each swelling and dying away, so that none of them clicks or startles.

    python assets/sounds/build.py

Written beside this script: step-end.wav, ten-seconds.wav, session-end.wav, pause.wav (16 bits, one channel). They are
reckoned here from sines alone, take nothing from any recording, and stand under the licence of Mesoday (MIT). Running
it twice gives the same bytes.
"""

from __future__ import annotations

import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
RATE = 8000  # samples a second: enough for notes about 1 kHz and their overtones, and a few kB each
SWELL = 0.03  # seconds from silence to full loudness
FADE = 0.06  # seconds in which the last of a note goes to silence
OVERTONES = ((1, 1.0), (2, 0.22), (3, 0.06))  # how loud the multiples of a note sound: near to a struck glass
FULL = 32767
E5, G5, A5, C6 = 659.26, 783.99, 880.0, 1046.5  # Hz; a phone's loudspeaker is weak below


@dataclass(frozen=True)
class Note:
    """One note: Hz, seconds from the beginning, how long it sounds, and how loud it is at its height (0 to 1)."""

    pitch: float
    at: float
    seconds: float
    loudness: float


SOUNDS: dict[str, tuple[Note, ...]] = {
    "step-end": (Note(E5, 0.0, 0.42, 0.24), Note(A5, 0.16, 0.5, 0.26)),
    "ten-seconds": (Note(G5, 0.0, 0.34, 0.16),),
    "session-end": (Note(E5, 0.0, 0.45, 0.2), Note(G5, 0.18, 0.45, 0.2), Note(C6, 0.36, 0.74, 0.22)),
    "pause": (Note(A5, 0.0, 0.3, 0.18), Note(E5, 0.13, 0.42, 0.18)),
}


def samples(notes: tuple[Note, ...]) -> list[int]:
    """The sound of the notes together, as 16-bit values."""
    length = round(max(note.at + note.seconds for note in notes) * RATE)
    values = [0.0] * length
    for note in notes:
        first = round(note.at * RATE)
        for index in range(min(round(note.seconds * RATE), length - first)):
            values[first + index] += note.loudness * _shape(note, index / RATE) * _tone(note.pitch, index / RATE)
    # Rounded first, so that two machines whose sines differ in the last digit write the same file.
    return [round(round(value, 7) * FULL) for value in values]


def _tone(pitch: float, seconds: float) -> float:
    whole = sum(loud for _, loud in OVERTONES)
    return sum(loud * math.sin(math.tau * pitch * times * seconds) for times, loud in OVERTONES) / whole


def _shape(note: Note, seconds: float) -> float:
    """How loud a note is after some seconds: a smooth swell, a slow fall, and nothing at the very end."""
    swell = 0.5 - 0.5 * math.cos(math.pi * min(1.0, seconds / SWELL))
    fall = math.exp(-3.2 * seconds / note.seconds)
    left = max(0.0, note.seconds - seconds)
    fade = 0.5 - 0.5 * math.cos(math.pi * min(1.0, left / FADE))
    return swell * fall * fade


def write(name: str, folder: Path) -> None:
    """Write one sound into a folder."""
    values = samples(SOUNDS[name])
    with wave.open(str(folder / f"{name}.wav"), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(values)}h", *values))


def main(folder: Path = HERE) -> None:
    """Write every sound."""
    for name in SOUNDS:
        write(name, folder)


if __name__ == "__main__":
    main()
