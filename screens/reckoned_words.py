"""The sentences of what stands beside a verdict: pairs of days, the drift, what changed, what went together."""

from __future__ import annotations

from care.knowledge import Knowledge
from care.reckoning import Drift, Reckoning
from care.tags import Association, TagDays
from screens.wording import Wording


def pairs_words(words: Wording, higher: float) -> str:
    """The overlap in words: of ten pairs of a day before and a day now, in how many the later rating is higher."""
    ten = round(10 * higher)
    if ten == 10 and higher < 1:
        return words.text("In nearly all pairs of a day before and a day now, the later rating is the higher one.")
    if ten == 0 and higher > 0:
        return words.text("In nearly all pairs of a day before and a day now, the later rating is the lower one.")
    if ten == 5:
        return words.text(
            "In about half of all pairs of a day before and a day now, the later rating is the higher one."
        )
    if ten > 5:
        return words.text(
            "In {n} of 10 pairs of a day before and a day now, the later rating is the higher one.", n=ten
        )
    return words.text(
        "In {n} of 10 pairs of a day before and a day now, the later rating is the lower one.", n=10 - ten
    )


def drift_words(words: Wording, drift: Drift | None) -> str:
    """The slope of the weekly means, with care."""
    if drift is None:
        return words.text("There are too few rated weeks since the start to tell a steady rise or fall from chance.")
    said = {"n": drift.weeks, "low": short(words, drift.low), "high": short(words, drift.high)}
    if not drift.steady:
        return words.text(
            "Over the {n} rated weeks since the start no steady rise or fall can be told from chance: in four weeks "
            "it is likely between {low} and {high}.",
            **said,
        )
    least, most = sorted((abs(drift.low), abs(drift.high)))
    said |= {"change": short(words, abs(drift.change)), "low": short(words, least), "high": short(words, most)}
    if drift.change > 0:
        return words.text(
            "Over the {n} rated weeks since the start the weekly means rose by about {change} in four weeks, likely "
            "between {low} and {high}. A straight line is a rough picture, and does not foretell the next weeks.",
            **said,
        )
    return words.text(
        "Over the {n} rated weeks since the start the weekly means fell by about {change} in four weeks, likely "
        "between {low} and {high}. A straight line is a rough picture, and does not foretell the next weeks.",
        **said,
    )


def made_words(words: Wording, behind: Reckoning) -> str:
    """How many of the planned days were rated; more than planned is as good as all."""
    if behind.made >= behind.planned:
        return words.count(
            "One day was rated since the start, as often as planned.",
            "{count} days were rated since the start, as often as planned.",
            behind.made,
        )
    return words.text(
        "{made} of {planned} planned days were rated since the start.", made=behind.made, planned=behind.planned
    )


def often_words(words: Wording, knowledge: Knowledge, one: TagDays) -> str:
    return words.text(
        "{tag}: on {before} of {of_before} days before, on {now} of {of_now} now.",
        tag=words.text(knowledge.tags[one.tag].title),
        before=one.before,
        of_before=one.of_before,
        now=one.now,
        of_now=one.of_now,
    )


def together_words(words: Wording, knowledge: Knowledge, one: Association) -> str:
    """What went together with a tag, and that this is no cause."""
    least, most = sorted((abs(one.low), abs(one.high)))
    said = {
        "tag": words.text(knowledge.tags[one.tag].title),
        "days": one.days,
        "change": short(words, abs(one.difference)),
        "low": short(words, least),
        "high": short(words, most),
    }
    if one.difference > 0:
        return words.text(
            "On the {days} days with “{tag}” your ratings were higher than on other days of the same weeks: by "
            "{change}, likely between {low} and {high}. They went together; that is not to say that one made the "
            "other.",
            **said,
        )
    return words.text(
        "On the {days} days with “{tag}” your ratings were lower than on other days of the same weeks: by "
        "{change}, likely between {low} and {high}. They went together; that is not to say that one made the other.",
        **said,
    )


def short(words: Wording, value: float) -> str:
    """One decimal, and no minus zero."""
    return words.number(round(value, 1) + 0.0)
