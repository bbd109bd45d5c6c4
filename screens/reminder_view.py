"""Reminders that ring now, and those that did not ring: read from the ledger, so that every open page agrees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from care.days import care_day_of_wall
from care.diary import Diary
from care.missing import MISSED_WORDS
from care.plan import plan_routine
from care.records import Occurrence
from care.reminding import skin_check_id, skin_check_of
from care.skin_checks import open_checks
from care.why import REACTION
from screens.shelf_reminder_view import is_settled, shelf_reminder
from screens.snapshot import Snapshot

RINGS_FOR, OWN_RINGS_FOR = timedelta(hours=1), timedelta(hours=12)
MISSED_FOR = timedelta(days=14)
Sort = Literal["routine", "session", "check_in", "skin", "patch", "expiry", "clean", "other"]


class ReminderView(Struct, frozen=True):
    """One occurrence. `thing` is the routine, course, area, session, product, device or reminder it belongs to; `day`
    its care day; `just_rang`: within the last hour; `why` it did not ring, of one that was missed."""

    key: str
    sort: Sort
    thing: str
    title: str
    planned: str
    slot: str
    day: date
    just_rang: bool = True
    why: str = ""


def ringing(shot: Snapshot) -> tuple[ReminderView, ...]:
    """Those that rang within the last hour and are not answered; of one's own, which stand nowhere else on Today, the
    last time all day: what was no notification, because there had been enough of them, is found here."""
    rang = tuple(_views(shot, "delivered", OWN_RINGS_FOR))
    newest = {view.thing: view for view, _ in rang if view.sort == "other"}
    return tuple(view for view, _ in rang if view.just_rang or newest.get(view.thing) is view)


def missed(shot: Snapshot) -> tuple[ReminderView, ...]:
    """Those that did not ring, of the last fortnight, and are not answered. The newest first. What lies ahead again,
    since the clock was set back, is not told of."""
    there = (view for view, row in _views(shot, "missed_shown", MISSED_FOR) if row.due_at <= shot.now.at)
    return tuple(reversed(tuple(there)))


def _views(shot: Snapshot, state: str, lasts: timedelta) -> Iterator[tuple[ReminderView, Occurrence]]:
    rows = [o for o in shot.diary.ledger.values() if o.state == state and shot.now.at - o.due_at < lasts]
    for row in sorted(rows, key=lambda o: (o.due_at, o.id)):
        view = _view(shot, row)
        if view is not None and not _is_done(shot, view):
            yield view, row


def _view(shot: Snapshot, row: Occurrence) -> ReminderView | None:
    diary, words, check = shot.diary, shot.wording, skin_check_of(row.reminder)
    shelf = shelf_reminder(words, diary, row.reminder)
    sort: Sort = "other"
    if routine := diary.routines.get(row.reminder):
        sort, title = "routine", routine.title
    elif course := diary.courses.get(row.reminder):
        sort, title = "session", course.title
    elif row.reminder.startswith("check_in/"):
        sort = "check_in"
        title = words.text("Face check-in") if row.reminder.endswith("glow") else words.text("Scalp check-in")
    elif check:
        if all(s.id != check[0] for s in diary.sessions):
            return None
        sort, title = "skin", words.text("A short check is ready")
    elif shelf:
        sort, _, title = shelf
    elif reminder := diary.reminders.get(row.reminder):
        title = reminder.title
    else:
        return None  # what it belonged to is gone
    day = care_day_of_wall(row.date, row.slot, diary.profile.day_starts_at)
    planned = words.text("{day}, planned {time}", day=words.long_date(row.date), time=row.slot)
    just_rang = shot.now.at - (row.snoozed_until or row.due_at) < RINGS_FOR
    thing = check[0] if check else shelf[1] if shelf else row.reminder.removeprefix("check_in/")
    return ReminderView(
        row.id, sort, thing, title, planned, row.slot, day, just_rang, words.say(MISSED_WORDS[row.missed_because])
    )


def _is_done(shot: Snapshot, view: ReminderView) -> bool:
    diary: Diary = shot.diary
    if view.sort == "routine":
        return not plan_routine(diary.routines[view.thing], view.day, shot.ahead).open_steps
    if view.sort == "session":
        # While a reaction keeps it closed no session is brought to mind, not even one that rang just before.
        closed = any(p.course == view.thing and any(w.rule == REACTION for w in p.why) for p in shot.plan.sessions)
        return closed or any(s.course == view.thing and s.day == view.day for s in diary.sessions)
    if view.sort == "check_in":
        return any(c.area == view.thing and c.day == view.day for c in diary.check_ins)
    if view.sort == "skin":  # answered, or a later question has taken its place
        asked = open_checks(diary, shot.ahead.knowledge, shot.now)
        return not any(view.key.endswith(f"/{skin_check_id(one.session.id, one.kind)}") for one in asked)
    if view.sort in ("patch", "expiry", "clean"):
        return is_settled(shot, view.sort, view.thing)
    return False
