"""Is everything working? What each part of Mesoday finds about itself, what is wrong, and the mend.

A finding is safe to share: it names no product, title or note, and no path below the home folder (`shareable`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from care.messages import Message, message
from care.progress import Cancelled, Progress, Stop

Part = Literal["data", "time", "reminders", "notifications", "permissions", "service", "optional"]
State = Literal["well", "note", "wrong"]
PARTS: tuple[Part, ...] = ("data", "time", "reminders", "notifications", "permissions", "service", "optional")
TITLES: dict[Part, Message] = {
    "data": message("Your diary"),
    "time": message("Zone and clock"),
    "reminders": message("Reminders"),
    "notifications": message("Notifications"),
    "permissions": message("Permissions"),
    "service": message("Reminding from login on"),
    "optional": message("What can be added"),
}
THOUSAND = 1000  # the progress of a whole checkup


class Finding(Struct, frozen=True):
    """One thing that was looked at. `wrong` wants mending, a `note` is good to know; `mend` is what to do."""

    part: Part
    state: State
    what: Message
    mend: Message | None = None


class Check(Struct, frozen=True):
    """Looks at one part. `look` is called once; `weight` is its share of the time that all take."""

    part: Part
    look: Callable[[Progress, Stop], Iterable[Finding]]
    weight: int = 1


def examine(checks: Sequence[Check], progress: Progress | None = None, cancelled: Stop | None = None) -> list[Finding]:
    """All findings, part by part. A check that fails is a finding itself. Raises `Cancelled` alone."""
    stop: Stop = cancelled or (lambda: False)
    found: list[Finding] = []
    whole, before = sum(check.weight for check in checks), 0
    for check in checks:
        if stop():
            raise Cancelled
        found += _looked(check, _share(progress, before, check.weight, whole), stop)
        before += check.weight
        _share(progress, 0, before, whole)(1, 1)
    return sorted(found, key=lambda one: PARTS.index(one.part))


def sound(findings: Iterable[Finding]) -> bool:
    """Whether nothing is wrong."""
    return all(one.state != "wrong" for one in findings)


def shareable(text: str, home: str) -> str:
    """The text with the home folder as "~", so that it names nobody; after a quotation mark as "$HOME", which a shell
    takes for it."""
    home = home.rstrip("/\\")
    if not home:
        return text
    ends = r"""(?=[/\\\s"',:;)]|\.?(?:\s|$))"""  # "/home/ann" is no part of "/home/anna"
    return re.sub('("?)' + re.escape(home) + ends, lambda found: '"$HOME' if found[1] else "~", text)


def _looked(check: Check, progress: Progress, stop: Stop) -> list[Finding]:
    try:
        return list(check.look(progress, stop))
    except Cancelled:
        raise
    except Exception as error:  # the other parts are looked at all the same
        said = getattr(error, "reason", None)
        if not isinstance(said, Message):
            said = message("This could not be looked into ({error}).", error=type(error).__name__)
        return [Finding(check.part, "wrong", said)]


def _share(progress: Progress | None, before: int, weight: int, whole: int) -> Progress:
    """The progress of one check as a share of the whole."""

    def said(done: int, of: int) -> None:
        if progress is not None:
            progress(round(THOUSAND * (before + weight * min(1.0, done / max(of, 1))) / max(whole, 1)), THOUSAND)

    return said
