"""How a verdict was reckoned, as plain sentences: all that somebody would ask who does not believe it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from care.knowledge import Knowledge, MeasureRow
from care.reckoning import JUDGED, Reckoning
from care.tags import DAYS_TO_TELL
from care.trends import FALSE_ALARMS, SplitTrend, Stretch, Trend
from screens.reckoned_words import drift_words, made_words, often_words, pairs_words, short, together_words
from screens.wording import Wording


class Part(Struct, frozen=True):
    """One question and its answer."""

    title: str
    lines: tuple[str, ...]


def reckoned_parts(words: Wording, knowledge: Knowledge, one: Trend, behind: Reckoning) -> tuple[Part, ...]:
    """The whole page, in the order in which a sceptic asks."""
    row, judged = knowledge.measures[one.measure], behind.judged
    parts = [(words.text("What is compared"), _compared(words, one, behind))]
    if judged.primary:
        if judged.verdict in JUDGED:
            parts += [
                (words.text("What so many days are worth"), _worth(words, judged)),
                (words.text("The difference"), _difference(words, behind)),
            ]
        parts += [
            (words.text("When a change is called clear"), _clear(words, behind)),
            (words.text("How seldom it is wrong"), _wrong(words, behind)),
        ]
        if judged.verdict in JUDGED:
            parts += [
                (words.text("The weeks since the start"), iter([drift_words(words, behind.drift)])),
                (words.text("What else changed"), _tags(words, knowledge, behind)),
            ]
    else:
        parts.append((words.text("Why there is no verdict"), iter([words.say(judged.why)])))
    if judged.baseline is not None and judged.now is not None:
        parts.append((words.text("How complete it is"), _complete(words, behind)))
    parts.append((words.text("What it cannot tell"), _cannot_tell(words, row, behind)))
    return tuple(Part(title, tuple(lines)) for title, lines in parts)


def _compared(words: Wording, one: Trend, behind: Reckoning) -> Iterator[str]:
    judged = behind.judged
    if isinstance(one, SplitTrend):
        yield words.text("Of each day with both sides: the rating of the treated side minus that of the other.")
    if judged.primary and judged.noise is None:
        yield words.say(judged.why)  # what is missing
    if judged.baseline is None:
        yield words.text("Each point of the picture is the mean of one week. There is no course to compare with.")
    elif judged.verdict in JUDGED and judged.now is not None:
        yield words.text("Before the start: {stretch}", stretch=_stretch(words, judged.baseline))
        yield words.text("Now, up to the last look: {stretch}", stretch=_stretch(words, judged.now))
    elif judged.verdict == "too_early" and judged.look.next_on is not None:
        yield words.text(
            "At the look on {day}, the ratings from up to {weeks} weeks before the start will be compared with those "
            "from up to {weeks} weeks before the look.",
            day=words.dated(judged.look.next_on),
            weeks=behind.weeks_compared,
        )
        yield words.text("Before the start so far: {stretch}", stretch=_stretch(words, judged.baseline, mean=False))
    else:
        yield words.text("Before the start: {stretch}", stretch=_stretch(words, judged.baseline, mean=False))
        if judged.now is not None:
            yield words.text("Now: {stretch}", stretch=_stretch(words, judged.now, mean=False))
    yield words.text(
        "All check-ins of one day count once, with their mean. A day without a rating is left out and never counts as "
        "zero."
    )
    if judged.verdict in JUDGED and behind.unused:
        yield words.count(
            "One rated day between these two stretches is in the picture, but not in the comparison.",
            "{count} rated days between these two stretches are in the picture, but not in the comparison.",
            behind.unused,
        )


def _stretch(words: Wording, stretch: Stretch, *, mean: bool = True) -> str:
    said = {"first": words.dated(stretch.from_), "last": words.dated(stretch.to)}
    if not mean or stretch.mean is None:
        return words.count(
            "{first} to {last}, one rated day.", "{first} to {last}, {count} rated days.", stretch.n, **said
        )
    return words.count(
        "{first} to {last}, one rated day, {mean}.",
        "{first} to {last}, {count} rated days, {mean} on average.",
        stretch.n,
        mean=short(words, stretch.mean),
        **said,
    )


def _worth(words: Wording, judged: Trend) -> Iterator[str]:
    assert judged.baseline is not None
    assert judged.now is not None
    said = {
        "before": short(words, judged.baseline.n_eff),
        "n_before": judged.baseline.n,
        "after": short(words, judged.now.n_eff),
        "n_after": judged.now.n,
    }
    yield words.text(
        "Ratings of neighbouring days resemble each other, so many of them say less than as many independent ones. The "
        "{n_before} days before the start are worth {before} independent ones, the {n_after} days now {after}.",
        **said,
    )
    yield words.text("Where it is not certain how alike they are, they are taken as more alike, which asks for more.")


def _difference(words: Wording, behind: Reckoning) -> Iterator[str]:
    judged = behind.judged
    if judged.difference is None or judged.interval is None:
        return
    low, high = judged.interval
    yield words.text(
        "Now less before: {change}. By your own ups and downs it likely lies between {low} and {high}.",
        change=short(words, judged.difference),
        low=short(words, low),
        high=short(words, high),
    )
    if behind.higher is not None:
        yield pairs_words(words, behind.higher)
        yield words.text("All such pairs are counted; one with two equal ratings counts half.")


def _clear(words: Wording, behind: Reckoning) -> Iterator[str]:
    judged = behind.judged
    yield words.text("Two things must hold, both fixed before the first look:")
    least = short(words, behind.least)
    if judged.verdict not in JUDGED or judged.interval is None or behind.threshold is None:
        yield words.text("The whole likely range of the difference lies on one side of 0.")
        yield words.text(
            "The difference is at least {least}, our cautious default, and at least as large as your usual ups and "
            "downs before the start.",
            least=least,
        )
        return
    low, high = judged.interval
    if low > 0 or high < 0:
        yield words.text("The whole likely range lies on one side of 0. It does.")
    else:
        yield words.text("The whole likely range lies on one side of 0. It does not.")
    said = {"least": least, "noise": short(words, judged.noise or 0.0), "all": short(words, behind.threshold)}
    if abs(judged.difference or 0.0) >= behind.threshold - 1e-9:
        yield words.text(
            "The difference is at least {all}: the larger of your usual ups and downs, {noise}, and of {least}, our "
            "cautious default. It is.",
            **said,
        )
    else:
        yield words.text(
            "The difference is at least {all}: the larger of your usual ups and downs, {noise}, and of {least}, our "
            "cautious default. It is not.",
            **said,
        )


def _wrong(words: Wording, behind: Reckoning) -> Iterator[str]:
    weeks = ", ".join(words.number(week) for week in behind.looks)
    yield words.text(
        "The ratings are looked at on fixed days only, so many weeks after the start: {weeks}. In between the last "
        "verdict stands, because looking more often would find changes that are none.",
        weeks=weeks,
    )
    yield words.text(
        "The likely range is so wide that all looks together are wrong in at most {all} of 100 courses in which "
        "nothing changed, {each} of 100 at each look. Invented diaries without any change keep to that.",
        all=words.number(round(100 * FALSE_ALARMS)),
        each=short(words, 100 * behind.share),
    )
    yield words.text("This is the one measure that the course is judged by. The others are pictures without a verdict.")


def _tags(words: Wording, knowledge: Knowledge, behind: Reckoning) -> Iterator[str]:
    for often in behind.often:
        yield often_words(words, knowledge, often)
    for together in behind.together:
        yield together_words(words, knowledge, together)
    yield words.text(
        "What went together with a tag is told from {days} days with it on, and as many without, of the same weeks. "
        "All tags and all looks together may be wrong in {all} of 100 diaries in which nothing goes together.",
        days=DAYS_TO_TELL,
        all=words.number(round(100 * FALSE_ALARMS)),
    )


def _complete(words: Wording, behind: Reckoning) -> Iterator[str]:
    yield made_words(words, behind)
    yield words.text("Many people skip bad days. What was not rated cannot be seen here.")
    if behind.sessions:
        yield words.count("One session was finished.", "{count} sessions were finished.", len(behind.sessions))


def _cannot_tell(words: Wording, row: MeasureRow, behind: Reckoning) -> Iterator[str]:
    if behind.judged.primary:
        yield words.text(
            "What changed the ratings. You rated yourself and knew which weeks had sessions; hopes, sleep, season and "
            "habits move ratings too."
        )
    else:
        yield words.text("Whether anything has changed, and by what. A picture makes no claim.")
    yield from (words.say(one) for one in behind.cautions)
