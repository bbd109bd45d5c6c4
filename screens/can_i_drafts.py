"""What is typed under "Can I?", and what is wrong with it. Texts stay as typed until they are kept."""

from __future__ import annotations

from datetime import date

from care.records import LabelHours
from screens.look.fields import read_date, read_number
from screens.wording import Wording

MOST_HOURS = 1000


def label_hours(words: Wording, before: str, after: str) -> tuple[LabelHours | None, dict[str, str]]:
    """The hours that were written, or what is wrong with which of them. Left empty means none."""
    wrong: dict[str, str] = {}
    found: dict[str, float] = {}
    for name, written in (("before", before), ("after", after)):
        number = read_number(written) if written.strip() else 0.0
        if number is None or not 0 <= number <= MOST_HOURS:
            wrong[name] = words.text("A number of hours up to {most}, please.", most=MOST_HOURS)
        else:
            found[name] = number
    if not wrong and not before.strip() and not after.strip():
        wrong["before"] = words.text("A number of hours, please; 0 where the label asks for none.")
    return (None, wrong) if wrong else (LabelHours(**found), {})


def event_day(words: Wording, written: str, today: date) -> tuple[date | None, str]:
    """The important day that was written, or a sentence about what is wrong with it. Nothing written is no fault."""
    if not written.strip():
        return None, ""
    day = read_date(written)
    if day is None:
        return None, words.text("A date like 2026-11-24, please.")
    if day < today:
        return None, words.text("That day is over. A later one, please.")
    if day > date(today.year + 3, 12, 31):
        return None, words.text("A day in the next few years, please.")
    return day, ""
