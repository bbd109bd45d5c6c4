"""What the page of backups shows, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from screens.ports import BackupFound, BackupLook
from screens.wording import Wording

SHOWN = 12  # backups in the list; older ones are found by their file


class BackupRow(Struct, frozen=True):
    path: Path
    title: str
    note: str


class LookView(Struct, frozen=True):
    """What would happen, in sentences; `changes` whether anything would, `newer` whether some of it is newer here."""

    title: str
    lines: tuple[str, ...]
    changes: bool
    newer: bool


def size_words(words: Wording, size: int) -> str:
    """ "3 kB", "12 MB"."""
    if size < 1_000_000:
        return words.text("{n} kB", n=max(1, round(size / 1000)))
    return words.text("{n} MB", n=round(size / 1_000_000, 1 if size < 10_000_000 else None))


def backup_rows(words: Wording, found: Sequence[BackupFound]) -> tuple[BackupRow, ...]:
    def row(one: BackupFound) -> BackupRow:
        note = words.text("{size}, {name}", size=size_words(words, one.size), name=one.path.name)
        return BackupRow(one.path, words.dated_moment(one.made_at), note)

    return tuple(row(one) for one in found[:SHOWN])


def look_view(words: Wording, look: BackupLook) -> LookView:
    new, changed, same, newer = (look.counts.get(name, 0) for name in ("new", "changed", "same", "newer"))
    lines: list[str] = []
    if look.first and look.last:
        lines.append(
            words.text("It reaches from {first} to {last}.", first=words.dated(look.first), last=words.dated(look.last))
        )
    if new:
        lines.append(words.count("One entry is missing here.", "{count} entries are missing here.", new))
    if changed:
        lines.append(words.count("One entry is older here.", "{count} entries are older here.", changed))
    if newer:
        lines.append(words.count("One entry is newer here.", "{count} entries are newer here.", newer))
    if same:
        lines.append(words.count("One entry is the same.", "{count} entries are the same.", same))
    if look.pictures:
        lines.append(words.count("One picture is missing here.", "{count} pictures are missing here.", look.pictures))
    changes = bool(new or changed or look.pictures)
    if not changes and not newer:
        lines.append(words.text("Everything in it is here already."))
    return LookView(words.dated_moment(look.made_at), tuple(lines), changes, bool(newer))
