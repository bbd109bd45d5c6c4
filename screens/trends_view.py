"""What the trends say, as plain values: the sentence first, then what it rests on. Never a claim before its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.trends import Trend, Verdict, course_of
from screens.wording import Wording

NO_CLAIM = ("too_early", "not_enough_data", "watching")
WEEK = timedelta(days=7)


class WeekRow(Struct, frozen=True):
    """One week: its number (1 begins with the course), its words, its level from 0 to 1."""

    week: int
    title: str
    said: str
    level: float


class TrendView(Struct, frozen=True, kw_only=True):
    """One measure. `wait`: weeks since the start and weeks until the first look, before that look alone.

    `band`: the usual ups and downs before the start, and `likely` the mean that the compared weeks likely have, as
    levels from 0 to 1; None where a verdict may not name them. `ticks`: levels of the picture and their figures.
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
    complete: str
    weeks: tuple[WeekRow, ...]
    primary: bool
    started: date | None
    this_week: int
    wait: tuple[int, int] | None
    first_look: date | None
    band: tuple[float, float] | None
    likely: tuple[int, int, float, float] | None
    ticks: tuple[tuple[float, str], ...]
    lower_is_better: bool


def trend_views(
    words: Wording, knowledge: Knowledge, diary: Diary, today: date, found: Sequence[Trend]
) -> tuple[TrendView, ...]:
    return tuple(trend_view(words, knowledge, diary, today, one) for one in found)


def trend_view(words: Wording, knowledge: Knowledge, diary: Diary, today: date, one: Trend) -> TrendView:
    """`diary` gives the course; its events are not looked at."""
    row = knowledge.measures[one.measure]
    course = course_of(diary, row, today) if one.baseline is not None else None
    start = course.starts_on if course else None
    low, high = _scale(row, one)
    weeks = tuple(
        WeekRow(
            week.week,
            _week_title(words, week.week),
            _week_words(words, week.n, week.mean),
            _share(week.mean, low, high),
        )
        for week in one.weeks
    )
    this_week = (today - start).days // 7 + 1 if start else max((w.week for w in weeks), default=1)
    return TrendView(
        measure=one.measure,
        title=words.text(row.title),
        area=row.area,
        verdict=one.verdict,
        sentence=verdict_words(words, one, row.better),
        why=words.say(one.why),
        facts=tuple(_facts(words, one)),
        advice=_advice(words, one),
        next_look=_next_look(words, one),
        cannot_say=_cannot_say(words, one),
        complete=_complete(words, one),
        weeks=weeks,
        primary=one.primary,
        started=start,
        this_week=this_week,
        wait=_wait(row, one, start, today),
        first_look=one.look.next_on if one.verdict == "too_early" else None,
        band=_band(one, low, high),
        likely=_likely(one, start, low, high),
        ticks=_ticks(words, row, low, high),
        lower_is_better=row.better == "down",
    )


def verdict_words(words: Wording, one: Trend, better: str) -> str:
    match one.verdict:
        case "too_early":
            return words.text("Too early to judge")
        case "not_enough_data":
            return words.text("Not enough data")
        case "no_clear_change":
            return words.text("No clear change")
        case "clearly_better" | "clearly_worse":
            higher = (one.verdict == "clearly_better") == (better == "up")
            return (
                words.text("Your ratings are clearly higher")
                if higher
                else words.text("Your ratings are clearly lower")
            )
    return words.text("Watching")


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


def _facts(words: Wording, one: Trend) -> list[str]:
    """The two means and the usual ups and downs, where a verdict may name them."""
    facts: list[str] = []
    if one.verdict in NO_CLAIM:
        return facts
    before, after = (s.mean if s else None for s in (one.baseline, one.now))
    if before is not None and after is not None:
        said = {"before": words.number(round(before, 1)), "after": words.number(round(after, 1))}
        facts.append(words.text("Before: {before}. Now: {after}.", **said))
    if one.noise is not None:
        facts.append(words.text("Your usual ups and downs are {noise}.", noise=words.number(round(one.noise, 1))))
    return facts


def _advice(words: Wording, one: Trend) -> str:
    if one.verdict == "no_clear_change":
        return words.text("You could go on, simplify, stop, or ask a professional.")
    if one.verdict == "clearly_worse":
        return words.text("You could stop or simplify, and ask a professional.")
    return ""


def _next_look(words: Wording, one: Trend) -> str:
    """When the verdict may change. Before the first look, `why` has said it."""
    if not one.primary or one.verdict == "too_early":
        return ""
    if one.look.next_on is None:
        return words.text("This was the last look of this course.") if one.look.week is not None else ""
    return words.text("The next look is on {day}. Until then this stands.", day=words.dated(one.look.next_on))


def _cannot_say(words: Wording, one: Trend) -> str:
    if not one.verdict.startswith("clearly"):
        return ""
    return words.text(
        "That the serum did it. You knew which weeks had sessions, and sleep, season and habits change ratings too."
    )


def _complete(words: Wording, one: Trend) -> str:
    """How many days the verdict rests on."""
    if one.baseline is None or one.now is None:
        return ""
    before = words.count("One rated day before the start", "{count} rated days before the start", one.baseline.n)
    return f"{before}, {words.count('one in the weeks compared', '{count} in the weeks compared', one.now.n)}."


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
    if row.kind == "choice":
        return tuple((_share(level, low, high), words.number(int(level))) for level, _ in sorted(row.anchors))
    middle = (low + high) / 2
    return tuple((_share(v, low, high), words.number(int(v))) for v in (low, middle, high))
