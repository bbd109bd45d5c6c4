"""How far a course has come and what it is done with, in words."""

from __future__ import annotations

from care.courses import Progress
from care.diary import Diary
from care.records import Course
from screens.wording import Wording


def course_line(words: Wording, course: Course, progress: Progress) -> str:
    """ "Session 5 of 8, once a week"."""
    number = progress.finished + 1
    if progress.complete:
        return words.count(
            "Its one session is done", "All {count} sessions done", progress.planned or progress.finished
        )
    phase = course.phases[progress.phase or 0]
    often = every_days(words, phase.every_days)
    if progress.planned is None or number > progress.planned:
        return words.text("Session {n}, {often}", n=number, often=often)
    return words.text("Session {n} of {all}, {often}", n=number, all=progress.planned, often=often)


def every_days(words: Wording, days: int) -> str:
    if days == 1:
        return words.text("every day")
    if days == 7:
        return words.text("once a week")
    if days % 7 == 0:
        return words.text("every {n} weeks", n=days // 7)
    return words.text("every {n} days", n=days)


def kit_line(words: Wording, diary: Diary, course: Course) -> str:
    product, device = diary.products.get(course.product or ""), diary.devices.get(course.device or "")
    return ", ".join(thing.name for thing in (product, device) if thing)
