"""What was found damaged on the disk, in calm sentences: what happened, what was kept, which days, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from screens.ports import Damage
from screens.snapshot import Snapshot
from screens.wording import Wording

DAYS_SAID = 5
SAID = 4  # damages in the list; the rest is counted
PICTURES = "photos/"


class DamageView(Struct, frozen=True):
    """`grave`: something may be missing. `backups`: a backup helps. `keys` are those of all that is told here; `each`
    has a sentence for each damage, with its place."""

    title: str
    lines: tuple[str, ...]
    grave: bool
    backups: bool
    keys: tuple[str, ...]
    each: tuple[str, ...]


def unread_damage(shot: Snapshot) -> DamageView | None:
    """What Today tells: all that the person has not put away yet."""
    return damage_view(shot.wording, [one for one in shot.damages if one.key not in shot.damages_read])


def damage_view(words: Wording, damages: Sequence[Damage]) -> DamageView | None:
    """None when there is nothing to tell."""
    if not damages:
        return None
    lost, held, mended, unread = (
        [one for one in damages if one.outcome == outcome] for outcome in ("lost", "held", "mended", "unread")
    )
    lines = [*_lost(words, lost), *_held(words, held), *_mended(words, mended, bool(lost))]
    lines += dict.fromkeys(words.say(one.what) for one in unread)
    if lost:
        title = words.text("Something in your diary may be missing")
        lines.append(
            words.text(
                "A backup may still hold it. Bringing one back adds what is missing, and keeps what is newer here."
            )
        )
    elif held:
        title = words.text("Something on the disk is damaged")
        lines.append(words.text("A backup made now, on another disk if you can, holds all of it."))
    elif mended:
        title = words.text("Something was damaged, and is mended")
        lines.append(words.text("There is nothing to do. If it happens again, the disk may be failing."))
    else:
        title = words.text("Your diary could not be read through")
    rest = len(damages) - SAID
    each = [words.say(one.said) for one in damages[:SAID]]
    if rest > 0:
        each.append(words.count("And one more.", "And {count} more.", rest))
    return DamageView(
        title=title,
        lines=tuple(lines),
        grave=bool(lost),
        backups=bool(lost or held),
        keys=tuple(one.key for one in damages),
        each=tuple(each),
    )


def _lost(words: Wording, lost: Sequence[Damage]) -> list[str]:
    lines: list[str] = []
    pictures = [one for one in lost if one.file.startswith(PICTURES)]
    if len(pictures) < len(lost):
        lines.append(
            words.text("Part of it cannot be read any more. It is left as it is, and everything else is kept.")
        )
    if pictures:
        lines.append(
            words.count(
                "One picture is damaged. It is left as it is, and everything else is kept.",
                "{count} pictures are damaged. They are left as they are, and everything else is kept.",
                len(pictures),
            )
        )
    if lost:
        lines.append(_days(words, lost))
    return lines


def _held(words: Wording, held: Sequence[Damage]) -> list[str]:
    if not held:
        return []
    return [
        words.text(
            "Each entry stands in two places on the disk. In one of them something is damaged; as far as can be seen "
            "the other has it, so nothing is missing."
        )
    ]


def _mended(words: Wording, mended: Sequence[Damage], lost: bool) -> list[str]:
    if not mended:
        return []
    said = words.count(
        "One file of the diary was damaged. It has been made again from the log.",
        "{count} files of the diary were damaged. They have been made again from the log.",
        len(mended),
    )
    return [said if lost else words.text("{said} Nothing is lost.", said=said)]


def _days(words: Wording, lost: Sequence[Damage]) -> str:
    days = sorted({day for one in lost for day in one.days})
    if not days:
        return words.text("Which days it concerns cannot be told.")
    named = ", ".join(words.dated(day) for day in days[:DAYS_SAID])
    rest = len(days) - DAYS_SAID
    if rest > 0:
        return words.count(
            "As far as can be read, it concerns {days} and one more day.",
            "As far as can be read, it concerns {days} and {count} more days.",
            rest,
            days=named,
        )
    return words.text("As far as can be read, it concerns {days}.", days=named)
