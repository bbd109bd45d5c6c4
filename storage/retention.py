"""Which backups stay, of those that are made by themselves: the newest of each of the last seven days, four weeks and
twelve months that have one, and what was here before the last few restores."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 12
BEFORE_RESTORES = 3
"""What was here before a restore, of the newest so many: whoever looks for the right backup tries one, and another, and
the state before the first try is still there. Longer back there is the diary's own history, and the daily ones."""
_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAILY, lambda at: (at.year, at.month, at.day)),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


def staying(made: Iterable[datetime]) -> frozenset[datetime]:
    """The wall times of the backups that stay, of all that there are. Days and weeks without one count for nothing:
    whoever opens Mesoday once a month keeps twelve months all the same."""
    newest_first = sorted(set(made), reverse=True)
    stay: set[datetime] = set()
    for most, period_of in _PERIODS:
        newest: dict[Hashable, datetime] = {}
        for at in newest_first:
            newest.setdefault(period_of(at), at)
        stay.update(list(newest.values())[:most])
    return frozenset(stay)
