"""For the report: each measure as a chart, its verdict in words beside it. Only the primary one of a course has one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.messages import Message, count_message, message
from care.report_parts import Chart, Dot, Likely, Period, dated
from care.report_sessions import SIDES, session_days
from care.statistics import Week, weekly_means
from care.trends import AREA_OF_MEASURE, SplitTrend, Trend, course_of, entries_of, trends

Level = Callable[[float], float]  # of a rating, from 0 to 1
MOST_DOTS = 60
BEFORE_COURSE, YEAR = timedelta(weeks=16), timedelta(days=364)
VERDICTS: dict[str, Message] = {
    "too_early": message("Too early to judge"),
    "not_enough_data": message("Not enough ratings to judge"),
    "no_clear_change": message("No clear change"),
    "watching": message("Watching"),
}
HIGHER, LOWER = message("Ratings clearly higher"), message("Ratings clearly lower")
SIDE_VERDICTS: dict[str, Message] = {**VERDICTS, "no_clear_change": message("No clear difference between the sides")}
SIDE_HIGHER = message("Treated side rated clearly higher")
SIDE_LOWER = message("Treated side rated clearly lower")


def charts(diary: Diary, knowledge: Knowledge, period: Period) -> tuple[Chart[Message], ...]:
    """The measures that were rated in the period, as they stand at its end: primary ones first."""
    found = trends(diary, knowledge, period.last)
    made = (_chart(diary, knowledge, one, period) for one in found)
    return tuple(chart for chart in made if chart is not None)


def _chart(diary: Diary, knowledge: Knowledge, one: Trend, period: Period) -> Chart[Message] | None:
    row = knowledge.measures[one.measure]
    entries = entries_of(diary, one.measure, period.last)
    rated = [day for day in entries if day >= period.first]
    if not rated:
        return None
    course = course_of(diary, row, period.last) if one.baseline is not None else None
    start = course.starts_on if course else min(entries)
    if course is not None:
        period = _around(period, start)
    held = [w for w in weekly_means(entries, start) if period.holds(_middle(start, w.week))]
    each = max(1, math.ceil((held[-1].week - held[0].week + 1) / MOST_DOTS)) if held else 1
    weeks = _merged(held, each)
    low, high = _scale(row, weeks)

    def level(value: float) -> float:
        return max(0.0, min(1.0, (value - low) / (high - low)))

    dots = tuple(Dot(_place(period, start, w.week), level(w.mean), course is not None and w.week < 1) for w in weeks)
    area = AREA_OF_MEASURE[row.area]
    return Chart(
        title=message(row.title),
        verdict=_side_verdict(one, row) if isinstance(one, SplitTrend) else _verdict(one, row),
        facts=tuple(_side_facts(one, row) if isinstance(one, SplitTrend) else _facts(one, row, entries, period)),
        primary=one.primary,
        area=row.area,
        dots=dots,
        band=_band(one, level),
        likely=_likely(one, level, period),
        start=_edge(period, start) if course and period.holds(start) else None,
        sessions=tuple(period.share(day) for day in session_days(diary, area, period)),
        ticks=_ticks(row, low, high, level),
        ends=(dated(period.first), dated(period.last)),
        each=count_message("a dot is a week", "a dot is {count} weeks", each),
    )


def _around(period: Period, start: date) -> Period:
    """A course is drawn with some time before it, and no less than a year."""
    return Period(max(period.first, min(start - BEFORE_COURSE, period.last - YEAR)), period.last)


def _middle(start: date, week: float) -> date:
    return start + timedelta(days=(week - 1) * 7 + 3)


def _place(period: Period, start: date, week: float) -> float:
    return max(0.0, min(1.0, period.share(_middle(start, week))))


def _edge(period: Period, day: date) -> float:
    """Where a day begins."""
    return (day - period.first).days / ((period.last - period.first).days + 1)


def _merged(weeks: Sequence[Week], each: int) -> list[Week]:
    """No more dots than can be told apart: the weighted means of so many weeks each."""
    if each == 1:
        return list(weeks)
    groups: dict[int, list[Week]] = {}
    for week in weeks:
        groups.setdefault((week.week - 1) // each, []).append(week)
    return [
        Week(
            group * each + (each + 1) // 2,
            sum(w.n for w in held),
            math.fsum(w.mean * w.n for w in held) / sum(w.n for w in held),
        )
        for group, held in sorted(groups.items())
    ]


def _scale(row: MeasureRow, weeks: Sequence[Week]) -> tuple[float, float]:
    """The scale; of counts up to the next full ten above the highest dot."""
    low, high, _ = row.scale
    if row.kind != "count":
        return low, high
    return low, min(high, (int(max((w.mean for w in weeks), default=0.0)) // 10 + 1) * 10)


def _ticks(row: MeasureRow, low: float, high: float, level: Level) -> tuple[tuple[float, Message], ...]:
    values = sorted(v for v, _ in row.anchors) if row.kind == "choice" else [low, (low + high) / 2, high]
    return tuple((level(value), message("{n}", n=_short(value))) for value in values)


def _short(value: float) -> float | int:
    rounded = round(value, 1) + 0.0
    return int(rounded) if rounded == int(rounded) else rounded


def _band(one: Trend, level: Level) -> tuple[float, float] | None:
    if one.baseline is None or one.baseline.mean is None or one.noise is None:
        return None
    return level(one.baseline.mean - one.noise), level(one.baseline.mean + one.noise)


def _likely(one: Trend, level: Level, period: Period) -> Likely | None:
    if one.interval is None or one.now is None or one.now.to < period.first:
        return None
    if one.baseline is None or one.baseline.mean is None:
        return None
    low, high = (level(one.baseline.mean + change) for change in one.interval)
    return Likely(max(0.0, _edge(period, one.now.from_)), _edge(period, one.now.to + timedelta(days=1)), low, high)


def _verdict(one: Trend, row: MeasureRow) -> Message:
    """What is clear is said of the ratings, not of the skin."""
    if one.verdict in VERDICTS:
        return VERDICTS[one.verdict]
    return HIGHER if (one.verdict == "clearly_better") == (row.better == "up") else LOWER


def _side_verdict(one: SplitTrend, row: MeasureRow) -> Message:
    """The treated side beside the one that was kept as it was."""
    verdict = one.split.verdict
    if verdict in SIDE_VERDICTS:
        return SIDE_VERDICTS[verdict]
    return SIDE_HIGHER if (verdict == "clearly_better") == (row.better == "up") else SIDE_LOWER


def _side_facts(one: SplitTrend, row: MeasureRow) -> Iterator[Message]:
    found = one.split
    if row.better == "down":
        yield message("lower is better")
    yield SIDES[one.side]
    if found.difference is None or found.interval is None:
        yield found.why
        return
    yield message(
        "treated less kept, against before: {change}, likely {low} to {high}",
        change=_short(found.difference),
        low=_short(found.interval[0]),
        high=_short(found.interval[1]),
    )
    if found.look.week is not None:
        yield message("as of week {n}", n=found.look.week)


def _facts(one: Trend, row: MeasureRow, entries: Mapping[date, float], period: Period) -> Iterator[Message]:
    if row.better == "down":
        yield message("lower is better")
    if one.verdict in ("too_early", "not_enough_data"):
        yield one.why
        return
    if one.verdict == "watching":
        rated = sum(period.holds(day) for day in entries)
        yield count_message("rated on one day", "rated on {count} days", rated)
        return
    if one.baseline is not None and one.baseline.mean is not None:
        mean = _short(one.baseline.mean)
        yield count_message("before {mean} (one day)", "before {mean} ({count} days)", one.baseline.n, mean=mean)
    if one.now is not None and one.now.mean is not None:
        mean = _short(one.now.mean)
        yield count_message("now {mean} (one day)", "now {mean} ({count} days)", one.now.n, mean=mean)
    if one.difference is not None and one.interval is not None:
        yield message(
            "difference {change}, likely {low} to {high}",
            change=_short(one.difference),
            low=_short(one.interval[0]),
            high=_short(one.interval[1]),
        )
    if one.noise is not None:
        yield message("usual ups and downs {noise}", noise=_short(one.noise))
    if one.look.week is not None:
        yield message("as of week {n}", n=one.look.week)
