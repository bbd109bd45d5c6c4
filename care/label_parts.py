"""One piece of a list: one ingredient, several that are joined in it, or something that no row knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from care.label_names import Found, Names, is_neutral, is_water, notes_hidden, percentages, said, whole
from care.label_text import words_of

FREE = frozenset("free frei libre".split())
"""A word that denies what stands before it, and, before a "from", what follows it."""
_HOLDS = re.compile(r"\s*\b(?:with|in|mit|avec|aux?)\b\s*", re.IGNORECASE)
_BESIDE = re.compile(r"\s*(?:\+|&|\b(?:and|plus|und|et)\b)\s*", re.IGNORECASE)
_BEFORE_A_LOCANT = re.compile(r"(?<=\d),(?=\d{1,2}-)")
"""A comma that may belong to a name ("1,2-Hexanediol"), or part two ("Tripeptide-5,3-O-Ethyl Ascorbic Acid")."""
_SLASH = re.compile(r"\s*/\s*")
_UNFINISHED = re.compile(r"(?:yl|ium|ated|[iy][sz]ed)(?:-\d+)?$", re.IGNORECASE)
_AT_MOST_LINES = 3


def read_lines(lines: list[str], known: Names) -> Iterator[Found | str]:
    """What the lines of a piece are: the most lines that are one name together; else each by itself."""
    at = 0
    while at < len(lines):
        until = at + 1
        for end in range(min(len(lines), at + _AT_MOST_LINES), at, -1):
            hit = whole(" ".join(lines[at:end]), known) if _may_be_one(lines, at, end, known) else []
            if hit:
                until = end
                yield from hit
                break
        else:
            while until < len(lines) and _UNFINISHED.search(lines[until - 1]):
                until += 1
            yield from _in_parts(" ".join(lines[at:until]), known)
        at = until


def _may_be_one(lines: list[str], at: int, end: int, known: Names) -> bool:
    """Not where each line is a name by itself. A percentage on a line of its own belongs to the line above or below: to
    neither, where there are others."""
    if end - at == 1:
        return True
    if all(whole(line, known) for line in lines[at:end]):
        return False
    return (at == 0 and end == len(lines)) or not any(is_percentage(line) for line in lines[at:end])


def is_percentage(line: str) -> bool:
    return any(not words_of(line.replace(percent[0], "")) for percent in percentages(line))


def _in_parts(text: str, known: Names) -> Iterator[Found | str]:
    """What a piece is: one ingredient, several that are joined by a slash, a word or their percentages, or unknown."""
    if hit := whole(text, known):
        yield from hit
        return
    if is_water(text) or is_neutral(text):
        return
    if words_of(text)[-1:] and words_of(text)[-1] not in FREE:
        for way in (_SLASH, _HOLDS, _BESIDE, _BEFORE_A_LOCANT, None):
            parts = _split(way, text) if way else _by_percentages(text)
            if len(parts) > 1 and (way is not _BESIDE or _begins_a_list(parts[0], known)):
                read = [one for part in parts for one in _in_parts(part, known)]
                if any(isinstance(one, Found) for one in read) or (parts[0] and is_water(parts[0])):
                    yield from read
                    return
    if words_of(text):
        yield said(text)


def _begins_a_list(part: str, known: Names) -> bool:
    """Whether what stands before an "and" is an ingredient too: "as good as retinol and acids" is no list."""
    return bool(percentages(part)) or is_water(part) or any(isinstance(one, Found) for one in _in_parts(part, known))


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """The parts of a piece, but never of a note in it."""
    parts, begun = [], 0
    for cut in pattern.finditer(notes_hidden(text)):
        parts.append(text[begun : cut.start()])
        begun = cut.end()
    return [part for part in (one.strip() for one in [*parts, text[begun:]]) if part]


def _by_percentages(text: str) -> list[str]:
    """Names set side by side with nothing but percentages between them. One in the middle stands behind its name."""
    found = percentages(text)
    first = bool(found) and not words_of(text[: found[0].start()])
    cuts: Iterable[int] = [p.start() for p in found] if first else [p.end() for p in found]
    parts, begun = [], 0
    for cut in cuts:
        parts.append(text[begun:cut])
        begun = cut
    return [part for part in (one.strip(" -–") for one in [*parts, text[begun:]]) if words_of(part)]
