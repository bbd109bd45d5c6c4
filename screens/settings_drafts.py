"""What is being written in the settings' forms, and what is wrong with it. Texts stay as typed until they are saved."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from care.notifying import REPEATS
from care.records import Cleared, Profile, QuietHours, Reminder, Repeat, Rhythm
from screens.look.fields import read_date, read_time
from screens.wording import Wording

Problems = dict[str, str]
MOST_TIMES, LONGEST = 48, 200
MOST = {"days": 366, "weeks": 104, "months": 24}
How = Literal["daily", "weekdays", "days", "weeks", "months"]


class TimesDraft(Struct, frozen=True):
    """The day's times as typed."""

    am: str
    pm: str
    start: str
    quiet: bool
    quiet_from: str
    quiet_to: str


class ReminderDraft(Struct, frozen=True):
    """A reminder as typed; `id` "" is a new one. `days` is the number of days, weeks or months from one to the next;
    `again` the minutes after which it rings again until it is answered, "" for not at all; `zone` the one whose clock
    it stays with, "local" for one that goes by the clock of wherever the person is."""

    id: str = ""
    title: str = ""
    times: str = "08:00"
    how: How = "daily"
    weekdays: tuple[int, ...] = ()
    days: str = "3"
    until: str = ""
    again: str = ""
    zone: str = "local"
    on: bool = True


class ClearingDraft(Struct, frozen=True):
    """A professional's word as typed."""

    rule: str
    by: str = ""
    until: str = ""
    kinds: tuple[str, ...] = ()


def times_draft(profile: Profile) -> TimesDraft:
    quiet = profile.quiet_hours
    return TimesDraft(
        am=profile.am_time,
        pm=profile.pm_time,
        start=profile.day_starts_at,
        quiet=quiet is not None,
        quiet_from=quiet.from_ if quiet else "22:00",
        quiet_to=quiet.to if quiet else "07:00",
    )


def times_problems(words: Wording, draft: TimesDraft) -> Problems:
    names = ["am", "pm", "start", *(["quiet_from", "quiet_to"] if draft.quiet else [])]
    said = words.text("Please write a time such as 07:30.")
    found = {name: said for name in names if read_time(getattr(draft, name)) is None}
    if draft.quiet and not found and read_time(draft.quiet_from) == read_time(draft.quiet_to):
        found["quiet_to"] = words.text("Quiet hours need two different times.")
    return found


def profile_with(draft: TimesDraft, profile: Profile) -> Profile:
    """The profile with these times; only for a draft without problems."""
    read = {name: read_time(getattr(draft, name)) or "" for name in ("am", "pm", "start", "quiet_from", "quiet_to")}
    quiet = QuietHours(from_=read["quiet_from"], to=read["quiet_to"]) if draft.quiet else None
    return replace(profile, am_time=read["am"], pm_time=read["pm"], day_starts_at=read["start"], quiet_hours=quiet)


def reminder_draft(reminder: Reminder) -> ReminderDraft:
    every = reminder.every
    units: dict[str, How] = {"day": "days", "week": "weeks", "month": "months"}
    how: How = "weekdays" if every.weekdays else "daily" if (every.n, every.unit) == (1, "day") else units[every.unit]
    return ReminderDraft(
        id=reminder.id,
        title=reminder.title,
        times=", ".join(reminder.times),
        how=how,
        weekdays=tuple(every.weekdays),
        days=str(every.n),
        until=reminder.until.isoformat() if reminder.until else "",
        again=str(reminder.repeat.every_minutes) if reminder.repeat and reminder.repeat.times else "",
        zone=reminder.zone,
        on=reminder.enabled,
    )


def times_of(written: str) -> list[str] | None:
    """The times in "08:00, 20.30"; None when one of them is none."""
    parts = [part for part in written.replace(";", ",").split(",") if part.strip()]
    read = [read_time(part) for part in parts]
    if not parts or len(parts) > MOST_TIMES or None in read:
        return None
    return sorted({one for one in read if one})


def reminder_problems(words: Wording, draft: ReminderDraft, today: date) -> Problems:
    found: Problems = {}
    if not draft.title.strip():
        found["title"] = words.text("Please write what to remind you of.")
    elif len(draft.title.strip()) > LONGEST:
        found["title"] = words.text("Please use at most {n} letters.", n=LONGEST)
    if times_of(draft.times) is None:
        found["times"] = words.text("Please write times such as 08:00, 20:30.")
    if draft.how == "weekdays" and not draft.weekdays:
        found["weekdays"] = words.text("Please choose at least one day.")
    days, most = draft.days.strip(), MOST.get(draft.how)
    if most and not (days.isdecimal() and 1 <= int(days) <= most):
        found["days"] = words.text("Please write a number from 1 to {n}.", n=most)
    if draft.until.strip():
        until = read_date(draft.until)
        if until is None:
            found["until"] = words.text("Please write a date such as 2026-11-24, or leave it empty.")
        elif until < today:
            found["until"] = words.text("This day is over. Please write a later one.")
    return found


def reminder_of(draft: ReminderDraft, before: Reminder | None, today: date) -> Reminder:
    """The reminder; only for a draft without problems. What the form does not ask stays as it was."""
    n = int(draft.days) if draft.how in MOST else 1
    rhythm = {
        "daily": Rhythm(),
        "weekdays": Rhythm(weekdays=sorted(draft.weekdays)),
        "days": Rhythm(n=n),
        "weeks": Rhythm(n=n, unit="week"),
        "months": Rhythm(n=n, unit="month"),
    }[draft.how]
    shown = reminder_draft(before) if before is not None else None
    if before and shown and (shown.how, shown.weekdays, shown.days) == (draft.how, draft.weekdays, draft.days):
        rhythm = before.every  # it may say more than the form can show
    fields = {
        "title": draft.title.strip(),
        "times": times_of(draft.times) or [],
        "every": rhythm,
        "until": read_date(draft.until) if draft.until.strip() else None,
        "repeat": Repeat(every_minutes=int(draft.again), times=REPEATS) if draft.again else None,
        "zone": draft.zone,
        "enabled": draft.on,
    }
    if before is None:
        return Reminder(**fields, from_=today)
    if draft.again == (shown.again if shown else ""):
        fields["repeat"] = before.repeat  # as above
    return replace(before, **fields)


def clearing_problems(words: Wording, draft: ClearingDraft, today: date) -> Problems:
    found: Problems = {}
    if not draft.by.strip():
        found["by"] = words.text("Please write who cleared it.")
    until = read_date(draft.until) if draft.until.strip() else today
    if until is None:
        found["until"] = words.text("Please write a date such as 2026-11-24, or leave it empty.")
    elif until < today:
        found["until"] = words.text("This day is over. Please write a later one.")
    if not draft.kinds:
        found["kinds"] = words.text("Please choose what it was cleared for.")
    return found


def cleared_of(draft: ClearingDraft, today: date) -> Cleared:
    return Cleared(on=today, until=read_date(draft.until), by=draft.by.strip(), for_=list(draft.kinds))
