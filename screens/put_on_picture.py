"""What was put on, as a picture: black on white, large enough to read from a phone held up or printed."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from screens.put_on_view import PutOnView

WIDTH, MARGIN, GAP = 1240, 70, 14  # a page of paper at 150 dots an inch
TITLE, HEADING, ENTRY, BODY = 46, 34, 28, 26
LEADING = 1.35
INDENT = 28
SPACE = 0.27  # of the size, between runs
ARABIC, LATIN_ENDS, PUNCTUATION = range(0x0600, 0x0900), 0x24F, range(0x2000, 0x2070)
FEWEST_ROWS = 600

Line = tuple[str, int, bool, int]
"""Words, size in dots, whether bold, indent in dots."""


class NoPictures(Exception):
    """This device cannot draw pictures: Pillow is not there."""


def picture(view: PutOnView, fonts: Path) -> bytes:
    """The list as a PNG. `fonts`: the folder of our fonts. Raises `NoPictures`."""
    try:
        from PIL import Image, ImageDraw
    except ImportError as error:
        raise NoPictures from error
    letters = _Letters(fonts)
    rows = [row for line in _lines(view) for row in _wrapped(letters, line)]
    height = 2 * MARGIN + sum(round(size * LEADING) if words else GAP for words, size, _, _ in rows)
    image = Image.new("L", (WIDTH, max(height, FEWEST_ROWS)), 255)
    draw = ImageDraw.Draw(image)
    y = MARGIN
    for words, size, bold, indent in rows:
        if words:
            _draw(draw, letters, (words, size, bold, indent), y, view.rtl)
        y += round(size * LEADING) if words else GAP
    kept = BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _lines(view: PutOnView) -> Iterator[Line]:
    yield view.title, TITLE, True, 0
    yield view.span, BODY, False, 0
    for part in view.parts:
        yield "", 0, False, 0
        yield "", 0, False, 0
        yield part.title, HEADING, True, 0
        if not part.entries:
            yield part.nothing, BODY, False, 0
        for entry in part.entries:
            yield "", 0, False, 0
            yield entry.title, ENTRY, True, 0
            for line in entry.lines:
                yield line, BODY, False, INDENT
    yield "", 0, False, 0
    yield "", 0, False, 0
    yield view.foot, BODY, False, 0


class _Letters:
    """Our fonts at the sizes that are asked for, each read once. Arabic letters have a font of their own, without Latin
    ones: a row of both is drawn in runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[tuple[str, int], Any] = {}

    def font(self, words: str, size: int, bold: bool) -> Any:
        from PIL import ImageFont

        name = self._name(words, bold)
        if (name, size) not in self._read:
            self._read[name, size] = ImageFont.truetype(str(self._folder / name), size)
        return self._read[name, size]

    def runs(self, words: str, size: int, bold: bool) -> list[tuple[str, Any]]:
        """The words in stretches of one font, in the order in which they are written."""
        parts: list[list[str]] = []
        for word in words.split():
            if parts and _is_arabic(parts[-1][0]) == _is_arabic(word):
                parts[-1].append(word)
            else:
                parts.append([word])
        return [(" ".join(part), self.font(part[0], size, bold)) for part in parts]

    def length(self, words: str, size: int, bold: bool) -> float:
        runs = self.runs(words, size, bold)
        return sum(font.getlength(part) for part, font in runs) + SPACE * size * max(0, len(runs) - 1)

    def _name(self, words: str, bold: bool) -> str:
        if _is_arabic(words):
            return "NotoSansArabic-Bold.ttf" if bold else "NotoSansArabic-Regular.ttf"
        if any(ord(letter) > LATIN_ENDS and ord(letter) not in PUNCTUATION for letter in words):
            return "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
        return "AtkinsonHyperlegibleNext-700.ttf" if bold else "AtkinsonHyperlegibleNext-400.ttf"


def _is_arabic(word: str) -> bool:
    return any(ord(letter) in ARABIC for letter in word)


def _draw(draw: Any, letters: _Letters, line: Line, y: int, rtl: bool) -> None:
    """One row, run by run, from the side that it is read from."""
    words, size, bold, indent = line
    x = float(WIDTH - MARGIN - indent if rtl else MARGIN + indent)
    base = y + size  # all fonts of a row stand on one line
    for part, font in letters.runs(words, size, bold):
        draw.text((x, base), part, fill=0, font=font, anchor="rs" if rtl else "ls")
        step = font.getlength(part) + SPACE * size
        x += -step if rtl else step


def _wrapped(letters: _Letters, line: Line) -> Iterator[Line]:
    """A line as rows that fit the page; a word that is longer than a row is broken."""
    words, size, bold, indent = line
    if not words:
        yield line
        return
    room = WIDTH - 2 * MARGIN - indent

    def fits(said: str) -> bool:
        return letters.length(said, size, bold) <= room

    row = ""
    for whole in words.split():
        word = whole
        longer = f"{row} {word}" if row else word
        if fits(longer):
            row = longer
            continue
        if row:
            yield row, size, bold, indent
        while not fits(word):
            most = next(n for n in range(len(word), 0, -1) if n == 1 or fits(word[:n]))
            yield word[:most], size, bold, indent
            word = word[most:]
        row = word
    if row:
        yield row, size, bold, indent
