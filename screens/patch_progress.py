"""How far a patch test is, in words: its days and times, what comes next, and when it may end."""

from __future__ import annotations

from care.diary import Diary
from care.knowledge import Knowledge
from care.patch_test import Status, Tested, course_of, has_history, readings_of
from screens.snapshot import Snapshot
from screens.wording import Wording


def progress(found: Status | None, thing: Tested, knowledge: Knowledge, diary: Diary) -> tuple[int, int] | None:
    if found is None or found.state != "running":
        return None
    course = course_of(thing, knowledge, history=has_history(diary))
    if course.looks:
        looks = len(course.looks)
        return (0, looks + 1) if not found.applied else (1 + min(_looked(thing, course.looks), looks), looks + 1)
    return min(found.applied, course.applications), course.applications


def _looked(thing: Tested, looks: tuple[float, ...]) -> int:
    """How many of the looks are behind: the last one that was made counts for those before it."""
    readings = readings_of(thing.patch_test) if thing.patch_test is not None else []
    first = next((r.at for r in readings if r.kind == "applied"), None)
    if first is None:
        return 0
    last = (readings[-1].at - first).total_seconds() / 3600
    return sum(hours <= last for hours in looks)


def progress_line(words: Wording, found: Status, thing: Tested, knowledge: Knowledge, diary: Diary) -> str:
    """ "Day 3 of 7, 5 of 14 times"; of what is tried once, how many looks are behind."""
    course = course_of(thing, knowledge, history=has_history(diary))
    if course.looks:
        if not found.applied:
            return words.text("Not put on yet")
        all_, behind = len(course.looks), min(_looked(thing, course.looks), len(course.looks))
        return words.text("Put on once, {done} of {all} looks", done=behind, all=all_)
    if not found.applied:
        return words.text("Not put on yet")
    times = min(found.applied, course.applications)
    if found.day > found.of:
        all_ = max(times, course.least)
        return words.text("Longer than {days} days, {done} of {all} times", days=found.of, done=times, all=all_)
    all_ = course.applications
    return words.text("Day {n} of {days}, {done} of {all} times", n=found.day, days=found.of, done=times, all=all_)


def next_line(words: Wording, shot: Snapshot, found: Status) -> str:
    """When something is to be done next, and from when an entry counts for that."""
    if found.next_at is None:
        return ""
    local = found.next_at.astimezone(shot.now.local.tzinfo)
    day, today = local.date(), shot.now.local.date()
    time = words.time(found.next_at)
    if day == today:
        return words.text("Next today at {time}.", time=time)
    if (day - today).days == 1:
        return words.text("Next tomorrow at {time}.", time=time)
    return words.text("Next on {day} at {time}.", day=words.long_date(day), time=time)


def end_line(words: Wording, found: Status | None) -> str:
    if found is None or found.ends_on is None or found.state != "running":
        return ""
    return words.text("If nothing is missed it ends on {day}.", day=words.long_date(found.ends_on))
