"""What the ratings say, as one object for each measure and as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from care.knowledge import Knowledge, MeasureRow
from care.messages import Message, count_message, message
from care.records import Side
from care.trends import SplitTrend, Stretch, Trend
from screens.terminal.instants import iso
from screens.terminal.layout import section
from screens.wording import Wording

VERDICTS = {
    "too_early": message("too early to say"),
    "not_enough_data": message("not enough ratings"),
    "no_clear_change": message("no clear change"),
    "watching": message("watching"),
}
TREATED: dict[Side, Message] = {"left": message("left"), "right": message("right")}
HIGHER, LOWER = message("your ratings are clearly higher"), message("your ratings are clearly lower")


def trend_json(trend: Trend, words: Wording) -> dict[str, Any]:
    """The object that `trends --json` prints for one measure; where one side alone is treated, `split` holds the
    verdict on the difference, treated minus kept."""
    found = {"measure": trend.measure, "primary": trend.primary, **_judged_json(trend, words)}
    if isinstance(trend, SplitTrend):
        found["split"] = {"treated": trend.side, **_judged_json(trend.split, words)}
    return found


def _judged_json(trend: Trend, words: Wording) -> dict[str, Any]:
    return {
        "verdict": trend.verdict,
        "why": words.say(trend.why),
        "look": {"week": trend.look.week, "next_on": iso(trend.look.next_on)},
        "baseline": _stretch(trend.baseline),
        "now": _stretch(trend.now),
        "difference": trend.difference,
        "interval": list(trend.interval) if trend.interval is not None else None,
        "noise": trend.noise,
        "weeks": [{"week": w.week, "n": w.n, "mean": w.mean} for w in trend.weeks],
    }


def trend_lines(found: Sequence[Trend], knowledge: Knowledge, words: Wording, width: int) -> Iterator[str]:
    """One part for each measure: the verdict first, then what it rests on."""
    if not found:
        yield words.text("There are no ratings yet.")
    for trend in found:
        row = knowledge.measures[trend.measure]
        yield from section(f"{words.say(message(row.title))} ({row.id})", _rows(trend, row, words), width)


def _rows(trend: Trend, row: MeasureRow, words: Wording) -> Iterator[tuple[str, str]]:
    say = words.say
    before, now = message("Before"), message("Now")
    if isinstance(trend, SplitTrend):
        yield say(message("Treated side")), say(TREATED[trend.side])
        trend, before, now = trend.split, message("Treated less kept, before"), message("Treated less kept, now")
    yield say(message("Verdict")), say(_verdict(trend, row))
    yield say(message("Why")), say(trend.why)
    for name, stretch in ((before, trend.baseline), (now, trend.now)):
        if stretch is not None and stretch.mean is not None:
            yield say(name), say(_mean(stretch))
    if trend.look.next_on is not None and trend.verdict != "too_early":
        yield say(message("Next look")), words.date(trend.look.next_on)


def _verdict(trend: Trend, row: MeasureRow) -> Message:
    """What is clear is said of the ratings, not of the skin."""
    if trend.verdict in VERDICTS:
        return VERDICTS[trend.verdict]
    return HIGHER if (trend.verdict == "clearly_better") == (row.better == "up") else LOWER


def _mean(stretch: Stretch) -> Message:
    return count_message(
        "{mean} on average, from one rating ({first} to {last})",
        "{mean} on average, from {count} ratings ({first} to {last})",
        stretch.n,
        mean=round(stretch.mean or 0.0, 1),
        first=stretch.from_,
        last=stretch.to,
    )


def _stretch(stretch: Stretch | None) -> dict[str, Any] | None:
    if stretch is None:
        return None
    return {
        "from": iso(stretch.from_),
        "to": iso(stretch.to),
        "n": stretch.n,
        "n_eff": stretch.n_eff,
        "mean": stretch.mean,
    }
