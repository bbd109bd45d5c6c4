"""What a test of two sides says, as plain values: the sentence first, then what it rests on."""

from __future__ import annotations

from msgspec import Struct

from care.knowledge import MeasureRow
from care.trends import SplitTrend
from screens.trends_words import verdict_words
from screens.wording import Wording

NO_CLAIM = ("too_early", "not_enough_data")


class SplitView(Struct, frozen=True):
    """`sides` says which side is which; `said` what the verdict rests on, a sentence each; `weeks` the weekly mean of
    treated less kept, as title and words."""

    area: str
    worse: bool
    sentence: str
    sides: str
    said: tuple[str, ...]
    cannot_say: str
    weeks: tuple[tuple[str, str], ...]


def split_view(words: Wording, row: MeasureRow, one: SplitTrend) -> SplitView:
    """The verdict in the words that any verdict has, and what it rests on."""
    found, facts = one.split, []
    if found.verdict not in NO_CLAIM and found.baseline and found.now and found.noise is not None:
        before, now = found.baseline.mean, found.now.mean
        if before is not None and now is not None:
            said = {"before": _signed(words, before), "now": _signed(words, now)}
            facts.append(words.text("Treated less kept, before: {before}. Now: {now}.", **said))
        noise = words.number(round(found.noise, 1))
        facts.append(words.text("The usual ups and downs of that difference are {noise}.", noise=noise))
    if found.verdict != "too_early" and found.look.next_on is not None:
        day = words.dated(found.look.next_on)
        facts.append(words.text("The next look is on {day}. Until then this stands.", day=day))
    left = words.text("Your left side is treated, your right side is kept.")
    right = words.text("Your right side is treated, your left side is kept.")
    return SplitView(
        area="scalp" if row.area == "scalp" else "face",
        worse=found.verdict == "clearly_worse",
        sentence=verdict_words(words, found, row.better),
        sides=left if one.side == "left" else right,
        said=(words.say(found.why), *facts),
        cannot_say=words.text(
            "How far you rated a side so because you knew it was the treated one. Sleep, season and habits reach both."
        ),
        weeks=tuple((_week(words, w.week), _signed(words, w.mean)) for w in found.weeks),
    )


def _signed(words: Wording, value: float) -> str:
    """A difference with its sign; a minus that is one."""
    rounded = round(value, 1) + 0.0
    if not rounded:
        return words.number(0)
    return ("+" if rounded > 0 else "−") + words.number(abs(rounded))


def _week(words: Wording, week: int) -> str:
    if week > 0:
        return words.text("Week {n}", n=week)
    return words.count("The week before", "{count} weeks before", 1 - week)
