"""How a verdict came about, and what else the same entries say: all that a sceptic would ask.

Nothing here makes a verdict; that is `trends`. What would claim a change (pairs of days, the drift, what went together
with a tag) is reckoned only for the measure that is judged, at a look, from the entries that the look takes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from care import reckoning_words as words
from care import split_test, statistics, tags
from care.days import DAY
from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.messages import Message
from care.records import Course
from care.tags import Association, TagDays
from care.trends import (
    LIKENESS_MARGIN,
    SplitTrend,
    Stretch,
    Trend,
    course_of,
    entries_of,
    least_change,
    phases,
    planned_days,
    share_of_a_look,
    weeks_compared,
)

JUDGED = ("no_clear_change", "clearly_better", "clearly_worse")
WEEKS_OF_A_DRIFT = 8  # with fewer weekly means a straight line says nothing
LAST_ENTRIES = 3  # the days just before a start that may have been bad ones
PART_THAT_MOVED_BEFORE = 0.2  # of Tau, from when on it is said that the ratings moved before the start already
WASH_DAYS_APART = 1.0  # from this difference on, washes further apart bring more hairs by themselves


class Drift(Struct, frozen=True):
    """How the weekly means since the start rise (or fall) in four weeks, with the likely range."""

    weeks: int
    change: float
    low: float
    high: float

    @property
    def steady(self) -> bool:
        """Whether the likely range leaves out a level course."""
        return self.low > 0 or self.high < 0


class Reckoning(Struct, frozen=True, kw_only=True):
    """What stands behind one trend.

    judged: the trend whose numbers these are (of the sides, where a course treats one side); share: the chance of a
    false alarm that each of the looks may spend; threshold: from which difference on a change is clear (None without a
    baseline); higher: of all pairs of a day before and a day compared, the share in which the later rating is higher;
    made, planned: rated days since the start; unused: those of them that are not compared; days: the entries.
    """

    judged: Trend
    looks: tuple[int, ...]
    share: float
    least: float
    days: Mapping[date, float]
    sessions: tuple[date, ...] = ()
    cautions: tuple[Message, ...] = ()
    threshold: float | None = None
    higher: float | None = None
    drift: Drift | None = None
    made: int = 0
    planned: int = 0
    weeks_compared: int = 0
    unused: int = 0
    often: tuple[TagDays, ...] = ()
    together: tuple[Association, ...] = ()


def reckoned(diary: Diary, knowledge: Knowledge, one: Trend, today: date) -> Reckoning:
    """What stands behind a trend of `trends.trend` on the same diary and day."""
    row = knowledge.measures[one.measure]
    course = course_of(diary, row, today)
    entries, judged = entries_of(diary, one.measure, today), one
    if isinstance(one, SplitTrend) and course is not None:
        judged, row = one.split, split_test.paired(row)
        entries = split_test.differences(diary, course, one.measure, split_test.last_day(course, today))
    least = least_change(row)
    if course is None or judged.baseline is None:
        return Reckoning(
            judged=judged,
            looks=tuple(row.looks),
            share=share_of_a_look(row),
            least=least,
            days=entries,
            cautions=tuple(words.season(row)),
        )
    start, until = course.starts_on, judged.now.to if judged.now else today
    since = [day for day in entries if start <= day <= until]
    held = {s.day for s in diary.sessions if s.course == course.id and s.outcome == "finished" and s.day <= today}
    sessions = tuple(sorted(held))
    found = Reckoning(
        judged=judged,
        looks=tuple(row.looks),
        share=share_of_a_look(row),
        least=least,
        days=entries,
        sessions=sessions,
        cautions=(*_cautions(row, course, judged, entries), *_without_sessions(judged, sessions)),
        threshold=None if judged.noise is None else max(judged.noise, least),
        made=len(since),
        planned=planned_days(row, max(0, (until + DAY - start).days // 7)),
        weeks_compared=weeks_compared(row),
        unused=sum(judged.now is None or day < judged.now.from_ for day in since),
    )
    if judged.verdict not in JUDGED or judged.now is None:
        return found
    return _claims(found, diary, knowledge, row, course, judged.baseline, judged.now)


def _claims(
    found: Reckoning, diary: Diary, knowledge: Knowledge, row: MeasureRow, course: Course, base: Stretch, now: Stretch
) -> Reckoning:
    """The same with what may be told at a look only."""
    entries, share = found.days, share_of_a_look(row)
    set_tags = tags.tagged_days(diary, row.area, knowledge.tags)
    before, compared = (base.from_, base.to), (now.from_, now.to)
    stretches = phases(row, course.starts_on, now.to)
    alike = statistics.likeness(*(_within(entries, *days) for days in stretches), margin=LIKENESS_MARGIN)
    least_sd = row.scale[2] / math.sqrt(12)
    return replace(
        found,
        higher=statistics.nap(_within(entries, *before), _within(entries, *compared)),
        drift=_drift(entries, course.starts_on, now.to, share),
        often=tags.more_or_less_often(set_tags, entries, before, compared),
        together=tags.gone_together(set_tags, entries, stretches, share=share, alike=alike, least_sd=least_sd),
    )


def _within(entries: Mapping[date, float], first: date, last: date) -> list[float]:
    return [rating for day, rating in entries.items() if first <= day <= last]


def _drift(entries: Mapping[date, float], start: date, until: date, share: float) -> Drift | None:
    weeks = statistics.weekly_means({day: r for day, r in entries.items() if start <= day <= until}, start)
    if len(weeks) < WEEKS_OF_A_DRIFT:
        return None
    line = statistics.theil_sen([w.week for w in weeks], [w.mean for w in weeks], level=share)
    return Drift(len(weeks), 4 * line.estimate, 4 * line.low, 4 * line.high)


def _cautions(row: MeasureRow, course: Course, one: Trend, entries: Mapping[date, float]) -> Iterator[Message]:
    """What else could explain a change, where it matters."""
    assert one.baseline is not None
    before = _within(entries, one.baseline.from_, one.baseline.to)
    worse = -1 if row.better == "up" else 1
    if one.primary and (course.done_before > 0 or one.noise is None):
        yield words.NO_BASELINE
    elif one.primary:
        last = before[-LAST_ENTRIES:]
        if worse * (statistics.mean(last) - statistics.mean(before)) >= least_change(row) - 1e-9:
            yield words.bad_start(len(before))
        now = _within(entries, one.now.from_, one.now.to) if one.now else []
        # The published correction of Tau for what the baseline did by itself.
        moved = statistics.tau(before, now) - statistics.tau_u(before, now) if now else 0.0
        # It explains only a change of the same direction.
        if abs(moved) >= PART_THAT_MOVED_BEFORE and moved * (one.difference or moved) > 0:
            yield words.ROSE_BEFORE if moved > 0 else words.FELL_BEFORE
    yield from words.season(row)
    if row.asked == "wash_day" and one.now is not None:
        gaps = [_days_apart(entries, stretch) for stretch in (one.baseline, one.now)]
        if gaps[0] and gaps[1] and abs(gaps[1] - gaps[0]) >= WASH_DAYS_APART:
            yield words.washes(gaps[0], gaps[1])


def _without_sessions(one: Trend, sessions: tuple[date, ...]) -> Iterator[Message]:
    """Where the days that are compared had none: then the ratings cannot speak of the course."""
    if one.verdict not in JUDGED or one.now is None:
        return
    before = [day for day in sessions if day <= one.now.to]
    if not before:
        yield words.NO_SESSIONS
    elif before[-1] < one.now.from_:
        yield words.sessions_over(before[-1])


def _days_apart(entries: Mapping[date, float], stretch: Stretch) -> float | None:
    days = [day for day in entries if stretch.from_ <= day <= stretch.to]
    return (days[-1] - days[0]).days / (len(days) - 1) if len(days) > 1 else None
