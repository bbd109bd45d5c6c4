"""What the settings show, as plain values: how things stand now, and nothing that does not exist."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from care.diary import Diary
from care.gate import gate
from care.knowledge import Knowledge
from care.records import Reminder, Rhythm
from care.reminding import Occurring, occurring
from screens.ports import Settings
from screens.safety_view import asked, kits_in_use
from screens.settings_signals_view import signals_line
from screens.shelf_reminder_view import shelf_reminder
from screens.snapshot import Snapshot
from screens.wording import Wording

AHEAD = timedelta(days=35)
SIZES = (100, 125, 150, 175, 200)


class SettingsView(Struct, frozen=True):
    """The lines below the rows of the overview."""

    times: str
    reminders: str
    safety: str
    look: str
    signals: str
    backup: str
    where: str


class DerivedView(Struct, frozen=True):
    """A reminder that follows from a routine, course or check-in."""

    reminder: str
    title: str
    note: str


class OwnView(Struct, frozen=True):
    """A reminder that the person made."""

    reminder: str
    title: str
    note: str
    on: bool


class RemindersView(Struct, frozen=True):
    derived: tuple[DerivedView, ...]
    own: tuple[OwnView, ...]


def settings_view(shot: Snapshot, knowledge: Knowledge, settings: Settings) -> SettingsView:
    words, profile = shot.wording, shot.diary.profile
    rings = reminders_view(shot, knowledge)
    on = sum(one.on for one in rings.own)
    return SettingsView(
        times=words.text(
            "Morning {am}, evening {pm}. A day starts at {start}",
            am=profile.am_time,
            pm=profile.pm_time,
            start=profile.day_starts_at,
        ),
        reminders=words.text("{planned} from your plan, {own} of your own", planned=len(rings.derived), own=on),
        safety=safety_line(words, shot.diary, knowledge, shot.today),
        backup=backup_line(words, settings),
        where=where_line(shot),
        look=words.text("{size} %, {theme}", size=text_size(settings), theme=theme_words(words, theme_of(settings))),
        signals=signals_line(words, settings),
    )


def backup_line(words: Wording, settings: Settings) -> str:
    """How backups stand, in one line."""
    if settings.get("backup_trouble"):
        return words.text("The last one did not work")
    if settings.get("backup_folder"):
        return words.text("Once a day, by themselves")
    return words.text("Only when you make one")


def where_line(shot: Snapshot) -> str:
    """How the diary lies there, in one line."""
    if shot.damages:
        return shot.wording.text("Something was found damaged")
    return shot.wording.text("In a folder on this device, not encrypted")


def safety_line(words: Wording, diary: Diary, knowledge: Knowledge, today: date) -> str:
    """How the safety answers stand, in one line."""
    kits = kits_in_use(diary, knowledge)
    rows = asked(diary, knowledge, kits, today)
    found = [gate(diary, knowledge, area, used, today, today) for area, used in kits.items()]
    missing = {rule for one in found for rule in one.unanswered} & {row.id for row in rows}
    if missing:
        return words.count(
            "One question waits for your answer", "{count} questions wait for your answers", len(missing)
        )
    asks = [one.ask_by for one in found if one.ask_by]
    if asks:
        return words.text("Still true? Please look again by {day}", day=min(asks))
    if any(one.closed for one in found):
        return words.text("Answered. Some sessions are closed")
    return words.text("Answered. Nothing stands in the way") if rows else words.text("Nothing to ask yet")


def reminders_view(shot: Snapshot, knowledge: Knowledge) -> RemindersView:
    """What follows from the plan, with its next time, and what the person made."""
    words, diary = shot.wording, shot.diary
    first = shot.now.local.date()
    coming: dict[str, list[Occurring]] = {}
    for one in occurring(diary, knowledge, shot.now, first, first + AHEAD):
        if one.reminder not in diary.reminders and (one.date, one.slot) >= (first, shot.now.local.strftime("%H:%M")):
            coming.setdefault(one.reminder, []).append(one)
    derived = []
    for reminder, times in coming.items():
        soonest = min(times, key=lambda one: (one.date, one.slot))
        note = words.text("At {time}, next on {day}", time=soonest.slot, day=words.long_date(soonest.date))
        shelf = shelf_reminder(words, diary, reminder)
        title = shelf[2] if shelf else words.say(soonest.title)
        derived.append((soonest.date, soonest.slot, DerivedView(reminder, title, note)))
    derived.sort(key=lambda one: one[:2])
    own = tuple(
        OwnView(one.id, one.title, rhythm_line(words, one), one.enabled)
        for one in sorted(diary.reminders.values(), key=lambda one: one.title.casefold())
    )
    return RemindersView(tuple(view for _, _, view in derived), own)


def rhythm_line(words: Wording, reminder: Reminder) -> str:
    """ "Mon, Thu at 08:00", "Every 3 days at 20:00, by the clock of Berlin"."""
    rhythm, times = rhythm_words(words, reminder.every), ", ".join(reminder.times)
    if reminder.zone == "local":
        return words.text("{rhythm} at {times}", rhythm=rhythm, times=times)
    place = place_of_zone(reminder.zone)
    return words.text("{rhythm} at {times}, by the clock of {place}", rhythm=rhythm, times=times, place=place)


def place_of_zone(zone: str) -> str:
    """ "Lord Howe" of "Australia/Lord_Howe"."""
    return zone.rpartition("/")[2].replace("_", " ")


def rhythm_words(words: Wording, every: Rhythm) -> str:
    if every.weekdays:
        days = ", ".join(weekday_name(words, number) for number in sorted(set(every.weekdays)))
        if every.unit == "week" and every.n > 1:
            return words.text("{days} every {n} weeks", days=days, n=every.n)
        return days
    match every.unit:
        case "week":
            return words.count("Every week", "Every {count} weeks", every.n)
        case "month":
            return words.count("Every month", "Every {count} months", every.n)
    return words.count("Every day", "Every {count} days", every.n)


def weekday_name(words: Wording, number: int) -> str:
    """The name of a weekday, 0 being Monday."""
    monday = date(2024, 1, 1)
    return words.weekday(monday + timedelta(days=number))


def text_size(settings: Settings) -> int:
    """Per cent, one of `SIZES`."""
    wanted = settings.get("text_size", 100)
    return min(SIZES, key=lambda size: abs(size - wanted)) if isinstance(wanted, int | float) else 100


def theme_of(settings: Settings) -> str:
    wanted = settings.get("theme", "system")
    return wanted if wanted in ("system", "light", "dark") else "system"


def theme_words(words: Wording, theme: str) -> str:
    names = {
        "system": words.text("as the system"),
        "light": words.text("light"),
        "dark": words.text("dark"),
    }
    return names[theme]


def entries(diary: Diary) -> int:
    """How many records a whole diary holds, the reminders' ledger left aside."""
    mappings = (diary.answers, diary.products, diary.devices, diary.routines, diary.courses, diary.reminders)
    events = (
        diary.pauses,
        diary.treatments,
        diary.sessions,
        diary.steps_done,
        diary.choices,
        diary.check_ins,
        diary.reactions,
        diary.photos,
    )
    return int(diary.begun) + sum(len(one) for one in (*mappings, *events))
