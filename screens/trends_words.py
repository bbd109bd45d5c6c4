"""The sentences of a verdict: what it is, what it rests on, what one could do, what it cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from care.reckoning import Reckoning
from care.trends import Trend
from screens.reckoned_words import made_words
from screens.wording import Wording

NO_CLAIM = ("too_early", "not_enough_data", "watching")


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


def why_words(words: Wording, one: Trend) -> str:
    """What the verdict rests on; a clear one has said its direction in the sentence above."""
    if not one.verdict.startswith("clearly") or one.difference is None or one.interval is None:
        return words.say(one.why)
    least, most = sorted(abs(end) for end in one.interval)
    return words.text(
        "By {change}, likely between {low} and {high}. This cannot tell that the serum did it.",
        change=words.number(round(abs(one.difference), 1)),
        low=words.number(round(least, 1)),
        high=words.number(round(most, 1)),
    )


def facts_words(words: Wording, one: Trend) -> list[str]:
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


def advice_words(words: Wording, one: Trend) -> str:
    if one.verdict == "no_clear_change":
        return words.text("You could go on, simplify, stop, or ask a professional.")
    if one.verdict == "clearly_worse":
        return words.text("You could stop or simplify, and ask a professional.")
    return ""


def next_look_words(words: Wording, one: Trend) -> str:
    """When the verdict may change. Before the first look, `why` has said it."""
    if not one.primary or one.verdict == "too_early":
        return ""
    if one.look.next_on is None:
        return words.text("This was the last look of this course.") if one.look.week is not None else ""
    return words.text("The next look is on {day}. Until then this stands.", day=words.dated(one.look.next_on))


def cannot_say_words(words: Wording, one: Trend) -> str:
    if not one.verdict.startswith("clearly"):
        return ""
    return words.text(
        "That the serum did it. You knew which weeks had sessions, and sleep, season and habits change ratings too."
    )


def complete_words(words: Wording, one: Trend, behind: Reckoning | None) -> Iterator[str]:
    """How many days the trend rests on."""
    if one.baseline is None or one.now is None:
        return
    yield words.text(
        "{before} rated days before the start, {now} in the weeks compared.", before=one.baseline.n, now=one.now.n
    )
    if behind is not None and behind.planned:
        yield made_words(words, behind)
    if behind is not None and behind.sessions:
        yield words.count("One session.", "{count} sessions.", len(behind.sessions))
