"""Days with care that follow one another, counted so that rest costs nothing.

A day counts when a step, a session or a check-in was noted. Planned pauses, days on which the skin of every area rests
(a reaction, a treatment), and days on which the person said "not today" are passed over: they neither count nor end it.
A week has room for an empty day as well. Today is not over, so it ends nothing. Nothing hangs on the count.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from care.days import DAY
from care.diary import Diary
from care.knowledge import Knowledge
from care.pauses import healing, paused
from care.reactions import Standing, all_standing, closing
from care.records import Area

WEEK = 7
BOTH: tuple[Area, ...] = ("face", "scalp")


class Streak(Struct, frozen=True):
    """`days` that count, the earliest of them `first`, and the days between that were passed over: of rest, or free.
    `sure`: whether the diary at hand reaches back far enough to know where it began."""

    days: int
    first: date | None
    rested: int
    free: int
    sure: bool


def streak(diary: Diary, knowledge: Knowledge, today: date) -> Streak:
    """The days in a row up to today."""
    cared, resting = _days_with_care(diary), _Rest(diary, knowledge)
    room = round(knowledge.figure("streak_free_days"))
    begin = min(cared, default=today)
    days, first = 0, None
    rested, free = 0, []
    between_rested, between_free = 0, []  # those since the last day that counted; they may be before the first one
    day = today
    while day >= begin:
        if day in cared:
            days, first = days + 1, day
            rested, free = rested + between_rested, [*free, *between_free]
            between_rested, between_free = 0, []
        elif day == today:
            pass
        elif resting.on(day):
            between_rested += 1
        elif sum((one - day).days < WEEK for one in (*free, *between_free)) < room:
            between_free.append(day)
        else:
            break
        day -= DAY
    # What lies before the events at hand is not known.
    sure = diary.since is None or day > diary.since or begin > diary.since + WEEK * DAY
    return Streak(days, first, rested, len(free), sure)


def _days_with_care(diary: Diary) -> set[date]:
    return {event.day for kind in (diary.steps_done, diary.sessions, diary.check_ins) for event in kind}


class _Rest:
    """Which days were for rest."""

    def __init__(self, diary: Diary, knowledge: Knowledge) -> None:
        self._diary, self._knowledge = diary, knowledge
        self._areas: Sequence[Area] = diary.profile.areas or BOTH
        self._standing: list[Standing] | None = None
        self._put_off = {choice.day for choice in diary.choices if choice.what == "not_today"}

    def on(self, day: date) -> bool:
        return day in self._put_off or all(self._closed(area, day) for area in self._areas)

    def _closed(self, area: Area, day: date) -> bool:
        if paused(self._diary, area, day) or healing(self._diary, self._knowledge, area, day):
            return True
        if self._standing is None:
            self._standing = all_standing(self._diary, self._knowledge)
        return any(True for _ in closing(self._standing, self._knowledge, area, day))
