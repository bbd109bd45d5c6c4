"""What the ratings say: one verdict for one primary measure per course, at fixed looks, and pictures of the others.

What is compared: the entries of a baseline window that ends the day before the course starts, with those of a window
just as long that ends the day before a look. Both are four weeks where a measure is asked often, and longer where it is
asked less, so that each plans several entries; no window crosses the start. A look takes only what is rated before its
day, so that the verdict stands until the next one, whatever is rated meanwhile.

Why it can be believed: all check-ins of a care day are one entry. Neighbouring entries are alike; how much is estimated
within the baseline and within every window since the start (a change from window to window does not count as likeness),
and taken one standard error higher; the interval goes by the effective numbers. The 5 % of false alarms
are divided evenly among the looks of the measure, and one measure per course gets verdicts. In invented diaries without
any change (steady, no season, likeness of neighbouring days up to 0.5) fewer than one course in twenty gets a false
"clearly" over all looks together; docs/statistics.md has the figures. What this cannot tell: whether the serum did it,
and changes of the season or of habits.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct, field, structs
from msgspec.structs import replace

from care import split_test, statistics
from care import trend_words as words
from care.days import DAY
from care.diary import Diary
from care.knowledge import Knowledge, MeasureRow
from care.messages import Message
from care.records import Area, Course, Side
from care.statistics import Difference, Week

Verdict = Literal["too_early", "not_enough_data", "no_clear_change", "clearly_better", "clearly_worse", "watching"]
Entries = Mapping[date, float]

FALSE_ALARMS = 0.05
LIKENESS_MARGIN = 1.0
BASELINE_DAYS, BASELINE_ENTRIES = 14, 5
SHARE_OF_LOGS = 0.6
WEEK = 7 * DAY
# By how often a measure is asked: entries planned a week, and the weeks that are compared.
PLANNED_A_WEEK = {"often": 3.0, "weekly": 1.0, "wash_day": 1.0, "monthly": 0.25}
WINDOW_WEEKS = {"often": 4, "weekly": 8, "wash_day": 8, "monthly": 24}
AREA_OF_MEASURE: dict[str, Area] = {"glow": "face", "scalp": "scalp"}


class Look(Struct, frozen=True):
    """The week of the look that the verdict rests on (None before the first); the day of the next (None: no more)."""

    week: int | None
    next_on: date | None


class Stretch(Struct, frozen=True):
    """The entries of some days, both ends included: how many, how many independent ones they are worth, their mean."""

    from_: date = field(name="from")
    to: date = field()
    n: int = field()
    n_eff: float = field()
    mean: float | None = field()


class Trend(Struct, frozen=True, kw_only=True):
    """What the entries of one measure say. Numbers that would claim too much, or that nothing is known of, are None."""

    measure: str
    primary: bool
    verdict: Verdict
    why: Message
    look: Look
    baseline: Stretch | None
    now: Stretch | None
    difference: float | None = None
    interval: tuple[float, float] | None = None
    noise: float | None = None
    weeks: tuple[Week, ...] = ()


class SplitTrend(Trend, frozen=True, kw_only=True):
    """The trend of a measure whose course treats one `side` alone: a picture of both sides together, and in `split` the
    verdict on the treated side minus the kept one."""

    split: Trend
    side: Side


def trends(diary: Diary, knowledge: Knowledge, today: date) -> list[Trend]:
    """The trend of each known measure that has entries: primary ones first, then in the order of the rows.

    Raises ValueError when the diary does not reach back to the baseline of a course.
    """
    rated = {measure for check_in in diary.check_ins if check_in.day <= today for measure in check_in.scores}
    found = [trend(diary, knowledge, measure, today) for measure in knowledge.measures if measure in rated]
    return sorted(found, key=lambda t: not t.primary)


def trend(diary: Diary, knowledge: Knowledge, measure_id: str, today: date) -> Trend:
    """What the entries of one measure say on a care day.

    The diary must reach back to the baseline (`whole`). Raises KeyError for a measure without a row, and ValueError
    when the diary begins too late.
    """
    row = knowledge.measures[measure_id]
    entries = entries_of(diary, measure_id, today)
    course = course_of(diary, row, today)
    if course is None:
        return _without_course(row, entries, today)
    if diary.since is not None and diary.since > course.starts_on - _window(row):
        raise ValueError("the diary does not reach back to the baseline")
    judgement = _Judgement(row, course, entries, today)
    if course.split is None or course.primary != row.id:
        return judgement.trend()
    return _by_sides(judgement, course, row, split_test.differences(diary, course, row.id, today), today)


def _by_sides(judgement: _Judgement, course: Course, row: MeasureRow, apart: Entries, today: date) -> SplitTrend:
    """The sides are judged, and the course by nothing else: two verdicts would be two chances of a false one."""
    found = _Judgement(split_test.paired(row), course, apart, split_test.last_day(course, today)).trend()
    if course.split_ended is not None:
        found = replace(found, look=replace(found.look, next_on=None))
        if found.verdict == "too_early":
            found = replace(found, verdict="not_enough_data", why=split_test.ENDED_EARLY)
    if found.difference is not None and found.interval is not None:
        said = split_test.said(course, found.verdict, found.why, found.difference, *found.interval)
        found = replace(found, why=said)
    picture = replace(judgement.picture(split_test.BY_SIDES), look=Look(None, None))
    return SplitTrend(**structs.asdict(picture), split=found, side=course.split or "left")


def entries_of(diary: Diary, measure_id: str, today: date) -> dict[date, float]:
    """One entry for each care day up to today that has any, in their order: the mean of the day's ratings."""
    days: dict[date, list[float]] = {}
    for check_in in diary.check_ins:
        if measure_id in check_in.scores and check_in.day <= today:
            days.setdefault(check_in.day, []).append(check_in.scores[measure_id])
    return {day: statistics.mean(days[day]) for day in sorted(days)}


def course_of(diary: Diary, row: MeasureRow, today: date) -> Course | None:
    """The course that a measure is looked at for: an active one of its area (rather one that it is the primary measure
    of, then one that has begun), else the latest."""
    area = AREA_OF_MEASURE[row.area]
    courses = [c for c in diary.courses.values() if c.area == area]
    active = [c for c in courses if c.state == "active"]
    own = [c for c in active if c.primary == row.id]
    return max(own or active or courses, key=lambda c: (c.starts_on <= today, c.starts_on, c.id), default=None)


def _asked(row: MeasureRow) -> str:
    return (row.when_chosen or "weekly") if row.asked == "optional" else row.asked


def weeks_compared(row: MeasureRow) -> int:
    """How many weeks before the start, and before a look, are compared at most."""
    return WINDOW_WEEKS[_asked(row)]


def _window(row: MeasureRow) -> timedelta:
    return weeks_compared(row) * WEEK


def sessions_since(courses: Collection[Course]) -> date | None:
    """From when on sessions belong to a course that a trend may look at: the latest of each area, and active ones.
    None where there is none."""
    latest: dict[str, date] = {}
    for course in courses:
        latest[course.area] = max(latest.get(course.area, course.starts_on), course.starts_on)
    return min([*latest.values(), *(c.starts_on for c in courses if c.state == "active")], default=None)


def planned_days(row: MeasureRow, weeks: int) -> int:
    """On how many days of so many weeks a measure is planned to be rated."""
    return round(PLANNED_A_WEEK[_asked(row)] * weeks)


def least_change(row: MeasureRow) -> float:
    """The smallest difference that may be called clear."""
    low, high, _ = row.scale
    return (high - low) / 10 if row.least_change is None else row.least_change


def share_of_a_look(row: MeasureRow) -> float:
    """The chance of a false alarm that each look of a measure may spend."""
    return FALSE_ALARMS / max(1, len(row.looks))


def phases(row: MeasureRow, start: date, until: date) -> list[tuple[date, date]]:
    """The baseline, and window after window from the last day that counts back to the start; all ends included."""
    window = _window(row)
    found = [(start - window, start - DAY)]
    last = until
    while last >= start:
        found.append((max(start, last + DAY - window), last))
        last -= window
    return found


def _ratings(entries: Entries, first: date, last: date) -> list[float]:
    return [rating for day, rating in entries.items() if first <= day <= last]


def _stretch(entries: Entries, first: date, last: date, alike: float) -> Stretch:
    ratings = _ratings(entries, first, last)
    centre = statistics.mean(ratings) if ratings else None
    return Stretch(first, last, len(ratings), statistics.effective(len(ratings), alike), centre)


def _without_course(row: MeasureRow, entries: Entries, today: date) -> Trend:
    """Only a picture; its weeks are counted from the first entry."""
    first = today + DAY - _window(row)
    alike = statistics.likeness(_ratings(entries, first, today), margin=LIKENESS_MARGIN)
    return Trend(
        measure=row.id,
        primary=False,
        verdict="watching",
        why=words.WATCHING,
        look=Look(None, None),
        baseline=None,
        now=_stretch(entries, first, today, alike),
        weeks=statistics.weekly_means(entries, min(entries, default=today)),
    )


class _Judgement:
    """One measure of one course on one day, step by step."""

    def __init__(self, row: MeasureRow, course: Course, entries: Entries, today: date) -> None:
        self.row, self.entries = row, entries
        self.start = course.starts_on
        self.primary = course.primary == row.id
        self.under_way = course.done_before > 0
        past = [week for week in sorted(row.looks) if self.start + week * WEEK <= today]
        coming = [week for week in sorted(row.looks) if week not in past]
        self.look = Look(past[-1] if past else None, self.start + coming[0] * WEEK if coming else None)
        # The last day that counts: the eve of the look, or today where nothing is judged yet.
        judged = self.primary and self.look.week is not None
        self.until = self.start + (self.look.week or 0) * WEEK - DAY if judged else today
        alike = (_ratings(entries, *days) for days in phases(row, self.start, self.until))
        self.alike = statistics.likeness(*alike, margin=LIKENESS_MARGIN)
        self.baseline_from, self.baseline_to = self._baseline_days(today)
        self.baseline = _ratings(entries, self.baseline_from, self.baseline_to)
        self.now_from = max(self.start, self.until + DAY - _window(row))
        self.now = _ratings(entries, self.now_from, self.until)

    def _baseline_days(self, today: date) -> tuple[date, date]:
        """From the first entry in the window (the window's first day when there is none) to the eve of the start."""
        opens, last = self.start - _window(self.row), self.start - DAY
        return next((day for day in self.entries if opens <= day <= last), opens), min(last, max(today, opens))

    def picture(self, why: Message) -> Trend:
        return self._said("watching", why)

    def trend(self) -> Trend:
        missing = self._missing_before()
        if not self.primary:
            return self.picture(words.WATCHING)
        if self.under_way:
            return self.picture(words.BEGAN_BEFORE)
        if not self.row.looks:
            return self.picture(words.NO_LOOKS)
        noise = None if missing else self._noise()
        if self.look.week is None:
            return self._said("too_early", self._wait(nothing_to_compare=missing is not None), noise=noise)
        missing = missing or self._missing_since()
        if missing:
            return self._said("not_enough_data", missing, noise=noise)
        level = share_of_a_look(self.row)
        # A rating in steps is spread over its step.
        least_sd = self.row.scale[2] / math.sqrt(12)
        found = statistics.difference(self.baseline, self.now, level=level, alike=self.alike, least_sd=least_sd)
        # No difference of two ratings is wider than their scale.
        span = self.row.scale[1] - self.row.scale[0]
        found = replace(found, low=max(found.low, -span), high=min(found.high, span))
        verdict, why = self._verdict(found, self._noise())
        return self._said(verdict, why, noise=noise, found=found)

    def _noise(self) -> float:
        return statistics.noise(self.baseline, statistics.effective(len(self.baseline), self.alike))

    def _said(
        self, verdict: Verdict, why: Message, *, noise: float | None = None, found: Difference | None = None
    ) -> Trend:
        begun = self.start <= self.until
        return Trend(
            measure=self.row.id,
            primary=self.primary,
            verdict=verdict,
            why=why,
            look=self.look if self.primary else Look(None, None),
            baseline=_stretch(self.entries, self.baseline_from, self.baseline_to, self.alike),
            now=_stretch(self.entries, self.now_from, self.until, self.alike) if begun else None,
            difference=found.estimate if found else None,
            interval=(found.low, found.high) if found else None,
            noise=noise,
            weeks=statistics.weekly_means(self.entries, self.start),
        )

    def _wait(self, *, nothing_to_compare: bool) -> Message:
        weeks = min(self.row.looks)
        day = self.start + weeks * WEEK
        if nothing_to_compare and self.start <= self.until:
            return words.too_early_without_baseline(day)
        return words.too_early(day, weeks)

    def _missing_before(self) -> Message | None:
        days = [day for day in self.entries if self.baseline_from <= day <= self.baseline_to]
        # A cluster within one week is not a baseline of two, however long ago it was.
        spread = len({statistics.week_of(day, self.start) for day in days}) > 1
        reach = (self.start - days[0]).days if spread else (days[-1] - days[0]).days + 1 if days else 0
        if len(days) >= BASELINE_ENTRIES and reach >= BASELINE_DAYS:
            return None
        return words.short_baseline(len(days), reach, needed=BASELINE_ENTRIES, least=BASELINE_DAYS)

    def _missing_since(self) -> Message | None:
        """Whether too few of the planned entries were made: since the start, or in the weeks that are compared."""
        since = len(_ratings(self.entries, self.start, self.until))
        for first, made in ((self.start, since), (self.now_from, len(self.now))):
            weeks = ((self.until - first).days + 1) // 7
            planned = planned_days(self.row, weeks)
            needed = max(math.ceil(SHARE_OF_LOGS * planned - 1e-9), 2)
            if made < needed:
                return words.few_ratings(made, planned, needed, weeks)
        return None

    def _verdict(self, found: Difference, noise: float) -> tuple[Verdict, Message]:
        low, high, _ = self.row.scale
        change, threshold = found.estimate, max(noise, least_change(self.row))
        if found.low <= 0 <= found.high or abs(change) < threshold - 1e-9:
            if found.high - found.low >= high - low:
                return "no_clear_change", words.slow_ratings(found)
            return "no_clear_change", words.no_clear_change(found, threshold)
        better = (change > 0) == (self.row.better == "up")
        return ("clearly_better" if better else "clearly_worse"), words.clear_change(found)
