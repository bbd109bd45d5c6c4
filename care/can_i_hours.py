"""What the hours around sessions say of a product at an instant: why it rests, until when, and what would move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from care import reactions
from care.days import care_day_span
from care.diary import Diary
from care.messages import Message, message
from care.outlook import Outlook
from care.permission import Shift, opening
from care.records import Area, Product, Routine, RoutineStep
from care.why import Why


def areas(diary: Diary, named: list[Area], only: Area | None) -> list[Area]:
    if only:
        return [only]
    both: list[Area] = ["face", "scalp"]
    return [a for a in diary.profile.areas or both if not named or a in named]


def rests(
    product: Product, ahead: Outlook, area: Area, at: datetime, place: tuple[Routine, RoutineStep] | None
) -> tuple[list[Why], datetime | None]:
    """Why the product rests at that instant, and the first one at which it no longer does."""
    if closed := ahead.closed_in_course(product, area):
        return [closed], None
    resting = ahead.resting(product, area, at)
    if resting is None:
        return [], at
    if place is not None:
        routine, step = place
        last = ahead.ticks(routine, ahead.today)[1].get(step.id)
        back = ahead.back_on(routine, step, product, ahead.today, last)
        return [resting], ahead.slot(routine, back) if back else None
    known_until = care_day_span(ahead.until, ahead.now.zone, ahead.starts_at)[1]
    while found := ahead.near(product, area, at):
        at = found[1].until
        if at + found[1].rest.before > known_until:
            return [resting], None  # beyond this no sessions are laid out, so nothing is known to be free
    return [resting], at


def while_settling(product: Product, ahead: Outlook, area: Area) -> Iterator[Why]:
    """Why what stings rests while the skin there settles after a reaction."""
    if why := reactions.resting(ahead.standing, ahead.knowledge, product, area, ahead.today):
        yield why


def shifts(product: Product, ahead: Outlook, area: Area, at: datetime) -> Iterator[Shift]:
    """The next session of each course there that would then come too soon."""
    for course in ahead.diary.active_courses():
        found = ahead.rest(product, ahead.kit(course)) if course.area == area else None
        coming = next((a for a in ahead.coming(course.id) if a.begins > at), None)
        if found and coming and coming.begins < at + found.before:
            yield Shift(course.id, course.title, coming.begins, at + found.before)


def openings(whys: list[Why], until: datetime | None) -> Iterator[Message]:
    yield from (how for why in whys if (how := opening(why)))
    if until is None and any(why.strength == "advise" for why in whys):
        yield message("There is no room between the sessions ahead. When they are further apart, or over, there is.")
