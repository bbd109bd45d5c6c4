"""The words of a patch test: where, how much, how long, what to look for, and what to do when it has ended."""

from __future__ import annotations

from care.diary import Diary
from care.knowledge import Knowledge
from care.patch_advice import WASHED_OFF
from care.patch_test import Skin, Tested, course_of, has_history
from care.records import Device
from screens.wording import Wording


def skin_words(words: Wording) -> dict[Skin, str]:
    """What may be seen, in words for every skin colour."""
    return {
        "none": words.text("Calm"),
        "mild": words.text("A little pink, darker or itchy"),
        "clear": words.text("Clearly sore, itchy or swollen"),
    }


def how_lines(words: Wording, thing: Tested, knowledge: Knowledge, diary: Diary) -> tuple[tuple[str, str], ...]:
    """How it is done: a short title and its sentence, in the order in which one needs them."""
    return (
        (words.text("Where"), _where(words, thing)),
        (words.text("How much"), _amount(words, thing)),
        (words.text("How long"), _time(words, thing, knowledge)),
        (words.text("How often"), _often(words, thing, knowledge, diary)),
        (
            words.text("What to look for"),
            words.text(
                "A place that is pinker, darker, warmer, drier or bumpier than the skin beside it, or that itches, "
                "stings or swells. Feel it as well: on darker skin colour alone tells little."
            ),
        ),
    )


def _where(words: Wording, thing: Tested) -> str:
    if isinstance(thing, Device):
        return words.text("On the inner forearm, a place as large as a coin. Never on the neck.")
    return words.text(
        "A spot as large as a coin on the inner forearm or in the bend of the elbow, where nothing rubs it and it is "
        "not washed. Always the same spot."
    )


def _amount(words: Wording, thing: Tested) -> str:
    if isinstance(thing, Device):
        return words.text("The lowest level, with the serum or gel that it needs, moving slowly.")
    return words.text("The usual amount, as thick as you would use it.")


def _time(words: Wording, thing: Tested, knowledge: Knowledge) -> str:
    if isinstance(thing, Device):
        return words.text("{time}, then switch it off.", time=words.duration(knowledge.figure("device_patch_seconds")))
    if thing.form in WASHED_OFF:
        time = words.duration(knowledge.figure("patch_rinse_minutes") * 60)
        return words.text("As the label says; where it gives no time, rinse it off after {time}.", time=time)
    return words.text("Leave it on as you would in daily use.")


def _often(words: Wording, thing: Tested, knowledge: Knowledge, diary: Diary) -> str:
    course = course_of(thing, knowledge, history=has_history(diary))
    if not course.looks:
        return words.count("Morning and evening, for one day.", "Morning and evening, for {count} days.", course.days)
    hours = [words.number(int(one) if one == int(one) else one) for one in course.looks]
    if len(hours) == 1:
        return words.text("Once. Then look after {hours} hours.", hours=hours[0])
    if len(hours) == 2:
        return words.text("Once. Then look after {first} and {last} hours.", first=hours[0], last=hours[1])
    return words.text(
        "Once, at most twice on the day that it is opened; then discard it. Look after {first}, {second} and {last} "
        "hours.",
        first=hours[0],
        second=hours[1],
        last=hours[2],
    )


def after_passed(words: Wording, thing: Tested) -> str:
    if isinstance(thing, Device):
        return words.text("Begin at the lowest level, and keep the first session short.")
    return words.text(
        "Begin small all the same: on the face by the jaw, on the scalp behind the ear at the hairline, for a few days "
        "before the whole area."
    )


def after_failed(words: Wording) -> tuple[str, ...]:
    """What to do now, in the order in which it is done."""
    return (
        words.text("Wash it off with plenty of water, and leave the place alone."),
        words.text("A cool compress or plain petroleum jelly calms it."),
        words.text("Do not use it again, and do not try it once more."),
        words.text("See a clinician if it is strong, spreads, blisters or weeps."),
    )
