"""What is to come of a course, in words: its end, its ampoules, the weeks of rating before it."""

from __future__ import annotations

from datetime import date, timedelta

from care.courses import Progress
from care.diary import Diary
from care.forecast import Forecast
from care.knowledge import Knowledge
from care.records import Course
from screens.wording import Wording


def rating_lines(
    words: Wording, diary: Diary, knowledge: Knowledge, course: Course, today: date
) -> tuple[str, str] | None:
    """How far the rating before the first session is: "Day 6 of 14 of rating", "Rated on 3 days so far."."""
    days = int(knowledge.figure("baseline_days"))
    begins = course.starts_on - timedelta(days=days)
    if course.done_before or any(True for _ in diary.course_sessions(course)) or not begins <= today < course.starts_on:
        return None
    area = "glow" if course.area == "face" else "scalp"
    rated = len({c.day for c in diary.check_ins if c.area == area and begins <= c.day <= today})
    return (
        words.text("Day {n} of {all} of rating", n=(today - begins).days + 1, all=days),
        words.count("Rated on one day so far.", "Rated on {count} days so far.", rated)
        if rated
        else words.text("Not rated yet."),
    )


def supply_lines(words: Wording, today: date, ahead: Forecast) -> tuple[str, ...]:
    """How many ampoules the counted sessions still take, and whether the shelf has them."""
    supply = ahead.supply
    if supply is None or not supply.needed:
        return ()
    lines = [words.count("One more ampoule is needed.", "{count} more ampoules are needed.", supply.needed)]
    if supply.sealed is None:
        lines.append(words.text("How many stand on the shelf is not written down."))
    elif not supply.sealed:
        lines.append(words.text("None stands on the shelf."))
    else:
        lines.append(words.count("One stands on the shelf.", "{count} stand on the shelf.", supply.sealed))
        if supply.missing:
            lines.append(words.count("One is missing.", "{count} are missing.", supply.missing))
    if supply.too_late and supply.good_until:
        lines.append(
            words.count(
                "They are good until {day}; one session comes later.",
                "They are good until {day}; {count} sessions come later.",
                supply.too_late,
                day=near_date(words, supply.good_until, today),
            )
        )
    return tuple(lines)


def near_date(words: Wording, day: date, today: date) -> str:
    """A date, with its year where that is another one."""
    return words.long_date(day) if day.year == today.year else words.dated(day)


def dots_line(words: Wording, so_far: Progress) -> str:
    """ "5 of 8", and what was done after them."""
    if not so_far.planned:
        return ""
    done = min(so_far.finished, so_far.planned)
    line = words.text("{done} of {all}", done=done, all=so_far.planned)
    more = so_far.finished - done
    return words.count("{line}, and one more", "{line}, and {count} more", more, line=line) if more else line


def ends_line(words: Wording, today: date, so_far: Progress, ahead: Forecast) -> str:
    """The day on which the counted sessions end; "" where that cannot be said."""
    if not ahead.ends_on or not so_far.planned:
        return ""
    day = near_date(words, ahead.ends_on, today)
    return words.count(
        "If it is done on its day, its one session is on {day}.",
        "If each session is done on its day, the {count} end on {day}.",
        so_far.planned,
        day=day,
    )
