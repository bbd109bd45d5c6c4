"""What the trends say, as plain values: the sentence first, then what it rests on. Never a claim before its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.reckoning import Reckoning
from care.statistics import week_of
from care.trends import SplitTrend, Trend, Verdict, course_of
from screens.reckoned_words import drift_words, often_words, pairs_words, together_words
from screens.trends_words import (
    NO_CLAIM,
    advice_words,
    cannot_say_words,
    complete_words,
    facts_words,
    next_look_words,
    verdict_words,
    why_words,
)
from screens.wording import Wording

WEEK = timedelta(days=7)
WEEKS_BEFORE, WEEKS_AT_MOST = 8, 32
"""So many weeks are drawn before the start, and in all."""


class WeekRow(Struct, frozen=True):
    """One week: its number (1 begins with the course), its words, its level from 0 to 1, its sessions in words."""

    week: int
    title: str
    said: str
    level: float
    sessions: str = ""


class TrendRow(Struct, frozen=True):
    """One measure among the others: its verdict in a sentence."""

    measure: str
    title: str
    area: str
    verdict: Verdict
    sentence: str
    lower_is_better: bool


class TrendView(Struct, frozen=True, kw_only=True):
    """One measure whole. `weeks`: those that can be drawn or listed, of all `weeks_rated`. `wait`: weeks since the
    start and weeks until the first look, before that look alone.

    `band`: the usual ups and downs before the start, and `likely` the mean that the compared weeks likely have, as
    levels from 0 to 1; None where a verdict may not name them. `ticks`: levels of the picture and their figures;
    `banded`: they are bands of a count. `days` and `sessions` stand at places among the weeks (2.5 is the middle of
    week 2); `may_show` and `fair`: the weeks after the start from which a change may show, and is fair to look for.
    `pairs`: the overlap of before and now; `changed`: what else was different; `mind`: what else could
    explain a change; `expect`: what is known of such ratings.
    """

    measure: str
    title: str
    area: str
    verdict: Verdict
    sentence: str
    why: str
    facts: tuple[str, ...]
    advice: str
    next_look: str
    cannot_say: str
    complete: tuple[str, ...]
    weeks: tuple[WeekRow, ...]
    weeks_rated: int
    primary: bool
    started: date | None
    this_week: int
    wait: tuple[int, int] | None
    first_look: date | None
    band: tuple[float, float] | None
    likely: tuple[int, int, float, float] | None
    ticks: tuple[tuple[float, str], ...]
    banded: bool
    days: tuple[tuple[float, float], ...] = ()
    sessions: tuple[float, ...] = ()
    may_show: int | None = None
    fair: int | None = None
    pairs: str = ""
    changed: tuple[str, ...] = ()
    drift: str = ""
    mind: tuple[str, ...] = ()
    expect: str = ""


def trend_row(words: Wording, knowledge: Knowledge, one: Trend) -> TrendRow:
    row, judged = knowledge.measures[one.measure], judged_in(one)
    said = verdict_words(words, judged, row.better)
    return TrendRow(one.measure, words.text(row.title), row.area, judged.verdict, said, row.better == "down")


def judged_in(one: Trend) -> Trend:
    """The trend that a verdict is on: of the sides, where a course treats one side."""
    return one.split if isinstance(one, SplitTrend) else one


def trend_view(
    words: Wording, knowledge: Knowledge, diary: Diary, today: date, one: Trend, behind: Reckoning | None = None
) -> TrendView:
    """`diary` gives the course; its events are not looked at. `behind`: what stands behind the trend, for the measure
    that is shown whole."""
    row = knowledge.measures[one.measure]
    course = course_of(diary, row, today) if one.baseline is not None else None
    start = course.starts_on if course else None
    low, high = _scale(row, one)
    last_week = (today - start).days // 7 + 1 if start else max((w.week for w in one.weeks), default=1)
    weeks = tuple(
        WeekRow(
            week.week,
            _week_title(words, week.week),
            _week_words(words, week.n, week.mean),
            _share(week.mean, low, high),
            _session_words(words, week.week, start, behind),
        )
        for week in one.weeks
        if -WEEKS_BEFORE < week.week <= WEEKS_AT_MOST or last_week - WEEKS_AT_MOST < week.week
    )
    judged = judged_in(one)
    # What stands behind a test of two sides are differences; the picture is of both together.
    entries = behind.days if behind and judged is one else {}
    begins = start or min(entries, default=today)
    return TrendView(
        measure=one.measure,
        title=words.text(row.title),
        area=row.area,
        verdict=judged.verdict,
        sentence=verdict_words(words, judged, row.better),
        why=why_words(words, one),
        facts=tuple(facts_words(words, one)),
        advice=advice_words(words, one),
        next_look=next_look_words(words, one),
        cannot_say=cannot_say_words(words, one),
        complete=tuple(complete_words(words, one, behind)),
        weeks=weeks,
        weeks_rated=len(one.weeks),
        primary=judged.primary,
        started=start,
        this_week=last_week,
        wait=_wait(row, one, start, today),
        first_look=one.look.next_on if one.verdict == "too_early" else None,
        band=_band(one, low, high),
        likely=_likely(one, start, low, high),
        ticks=_ticks(words, row, low, high),
        banded=bool(row.bands),
        days=tuple((_place(day, begins), _share(rating, low, high)) for day, rating in entries.items()),
        sessions=tuple(_place(day, begins) for day in behind.sessions) if behind else (),
        may_show=row.first_look_weeks if start else None,
        fair=row.fair_weeks if start else None,
        pairs=pairs_words(words, behind.higher) if behind and behind.higher is not None else "",
        changed=tuple(_changed(words, knowledge, behind)) if behind else (),
        drift=drift_words(words, behind.drift) if behind and behind.drift and behind.drift.steady else "",
        expect=words.text(row.expect) if row.expect else "",
        mind=tuple(words.say(caution) for caution in behind.cautions) if behind else (),
    )


def _place(day: date, begins: date) -> float:
    """Where the noon of a day stands among the weeks, the first of which is 1."""
    return (day - begins).days / 7 + 1 + 0.5 / 7


def _session_words(words: Wording, week: int, start: date | None, behind: Reckoning | None) -> str:
    if behind is None or start is None:
        return ""
    count = sum(week_of(day, start) == week for day in behind.sessions)
    return words.count("One session", "{count} sessions", count) if count else ""


def _changed(words: Wording, knowledge: Knowledge, behind: Reckoning) -> Iterator[str]:
    for often in behind.often:
        yield often_words(words, knowledge, often)
    for together in behind.together:
        yield together_words(words, knowledge, together)


def _scale(row: MeasureRow, one: Trend) -> tuple[float, float]:
    """What the picture spans: the scale, or for counts up to the next full ten above the highest week."""
    low, high, _ = row.scale
    if row.kind != "count":
        return low, high
    top = max((week.mean for week in one.weeks), default=10.0)
    return low, min(high, (int(top) // 10 + 1) * 10)


def _share(value: float, low: float, high: float) -> float:
    return max(0.0, min(1.0, (value - low) / (high - low)))


def _week_title(words: Wording, week: int) -> str:
    if week > 0:
        return words.text("Week {n}", n=week)
    return words.count("The week before", "{count} weeks before", 1 - week)


def _week_words(words: Wording, n: int, mean: float) -> str:
    return words.count("{mean}, one rating", "{mean}, {count} ratings", n, mean=words.number(round(mean, 1)))


def _wait(row: MeasureRow, one: Trend, start: date | None, today: date) -> tuple[int, int] | None:
    if one.verdict != "too_early" or start is None or not row.looks:
        return None
    weeks = min(row.looks)
    return max(0, min(weeks, (today - start).days // 7)), weeks


def _band(one: Trend, low: float, high: float) -> tuple[float, float] | None:
    """The mean before the start, with the usual ups and downs on both sides."""
    if one.baseline is None or one.baseline.mean is None or one.noise is None:
        return None
    mean = one.baseline.mean
    return _share(mean - one.noise, low, high), _share(mean + one.noise, low, high)


def _likely(one: Trend, start: date | None, low: float, high: float) -> tuple[int, int, float, float] | None:
    """First and last week compared, lowest and highest likely mean: that before plus the likely range of the change."""
    if one.verdict in NO_CLAIM or one.interval is None or one.now is None or start is None:
        return None
    if one.baseline is None or one.baseline.mean is None:
        return None
    first, last = ((day - start).days // 7 + 1 for day in (one.now.from_, one.now.to))
    least, most = (one.baseline.mean + change for change in one.interval)
    return first, last, _share(least, low, high), _share(most, low, high)


def _ticks(words: Wording, row: MeasureRow, low: float, high: float) -> tuple[tuple[float, str], ...]:
    if row.bands:
        return tuple((_share(level, low, high), words.text(said)) for level, said in sorted(row.anchors))
    if row.kind == "choice":
        return tuple((_share(level, low, high), words.number(int(level))) for level, _ in sorted(row.anchors))
    middle = (low + high) / 2
    return tuple((_share(v, low, high), words.number(int(v))) for v in (low, middle, high))
