"""What the trends say, as plain values: the sentence first, then what it rests on. Never a number before its time."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from care.knowledge import Knowledge
from care.trends import Trend, Verdict
from screens.wording import Wording

NO_CLAIM = ("too_early", "not_enough_data")


class WeekRow(Struct, frozen=True):
    """One week: its words, its level from 0 to 1 (None where nothing was rated)."""

    title: str
    said: str
    level: float | None


class TrendView(Struct, frozen=True):
    measure: str
    title: str
    area: str
    verdict: Verdict
    sentence: str
    why: str
    facts: tuple[str, ...]
    caveat: str
    weeks: tuple[WeekRow, ...]
    primary: bool


def trend_views(words: Wording, knowledge: Knowledge, found: Sequence[Trend]) -> tuple[TrendView, ...]:
    return tuple(trend_view(words, knowledge, one) for one in found)


def trend_view(words: Wording, knowledge: Knowledge, one: Trend) -> TrendView:
    row = knowledge.measures[one.measure]
    low, high, _ = row.scale
    weeks = tuple(
        WeekRow(
            words.text("Week {n}", n=week.week) if week.week > 0 else words.text("{n} before", n=abs(week.week) + 1),
            words.count("{mean}, one rating", "{mean}, {count} ratings", week.n, mean=words.number(round(week.mean, 1)))
            if week.mean is not None
            else words.text("not rated"),
            None if week.mean is None else (week.mean - low) / (high - low),
        )
        for week in one.weeks
    )
    return TrendView(
        measure=one.measure,
        title=words.text(row.title),
        area=row.area,
        verdict=one.verdict,
        sentence=verdict_words(words, one, row.better),
        why=words.say(one.why),
        facts=tuple(_facts(words, one)),
        caveat=words.text("Ratings cannot tell whether the serum did it.") if one.verdict.startswith("clearly") else "",
        weeks=weeks,
        primary=one.primary,
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


def _facts(words: Wording, one: Trend) -> list[str]:
    """The change, its likely range and the usual ups and downs, where a verdict may name them."""
    facts: list[str] = []
    if one.verdict in NO_CLAIM or one.verdict == "watching":
        return facts
    before = one.baseline.mean if one.baseline else None
    after = one.now.mean if one.now else None
    if before is not None and after is not None:
        moved = words.text(
            "From {before} to {after}.", before=words.number(round(before, 1)), after=words.number(round(after, 1))
        )
        facts.append(moved)
    if one.interval is not None:
        low, high = (words.number(round(v, 1)) for v in one.interval)
        facts.append(words.text("The change lies between {low} and {high}.", low=low, high=high))
    if one.noise is not None:
        facts.append(words.text("Your usual ups and downs are {noise}.", noise=words.number(round(one.noise, 1))))
    return facts
