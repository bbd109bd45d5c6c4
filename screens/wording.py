"""The person's language: messages, dates, times and numbers as text.

Source texts are English; translations are gettext catalogues in `assets/locale`. British English dates stand for "en".
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from care.messages import FullDate, Message, WallTimeText, count_message, message

if TYPE_CHECKING:
    from babel import Locale

DOMAIN = "mesoday"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST_HEAD = 4  # letters
MONTHS = "January February March April May June July August September October November December".split()


class Wording:
    """Says messages in one language, with instants in one zone."""

    def __init__(self, language: str = "en", *, zone: str = "UTC", locale_folder: Path | None = None) -> None:
        self.language, self.zone = language, zone
        self._folder = locale_folder

    @property
    def rtl(self) -> bool:
        return self.language.split("_")[0].split("-")[0] in RIGHT_TO_LEFT

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        return gettext.translation(DOMAIN, self._folder, [self.language], fallback=True)

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse("en_GB" if self.language == "en" else self.language.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return Locale.parse("en_GB")

    @property
    def tags(self) -> tuple[str, str | None]:
        """Language and country of dates, such as ("en", "GB")."""
        return self._locale.language, self._locale.territory

    @property
    def week_begins(self) -> int:
        """The weekday on which the reader's weeks begin; 0 is Monday."""
        return 0 if self._english else self._locale.first_week_day

    def text(self, source: str, /, **values: Any) -> str:
        """Say an English source text with the values of its braces."""
        return self.say(message(source, **values))

    def count(self, one: str, many: str, count: int, /, **values: Any) -> str:
        """Say an English source text whose wording depends on a number ({count})."""
        return self.say(count_message(one, many, count, **values))

    def say(self, said: Message) -> str:
        """The finished sentence. A translation with a brace too many falls back to the English source."""
        values = {name: self._value(value) for name, value in said.values}
        if said.plural is not None and said.count is not None:
            translated = self._catalogue.ngettext(said.text, said.plural, said.count)
        else:
            translated = self._catalogue.gettext(said.text)
        try:
            return translated.format_map(values) if values else translated
        except (KeyError, IndexError, ValueError):
            source = said.text if said.plural is None or said.count == 1 else said.plural
            return source.format_map(values)

    def _value(self, value: Any) -> str:
        ways: list[tuple[type, Callable[[Any], str]]] = [
            (str, str),
            (Message, self.say),
            (WallTimeText, lambda v: self.time(v.time)),
            (FullDate, lambda v: self.dated(v.day)),
            (datetime, self.moment),
            (date, self.date),
            (timedelta, lambda v: self.duration(v.total_seconds())),
            (int | float, self.number),  # type: ignore[list-item]
        ]
        return next((way(value) for kind, way in ways if isinstance(value, kind)), str(value))

    def date(self, day: date) -> str:
        """ "24 November"; with the year when it is far from now is left to the caller."""
        return f"{day.day} {MONTHS[day.month - 1]}" if self._english else self._skeleton("MMMMd", day)

    def weekday(self, day: date) -> str:
        """ "Tuesday"."""
        return WEEKDAYS[day.weekday()] if self._english else self._pattern("EEEE", day)

    def weekday_short(self, day: date) -> str:
        """ "Tue"."""
        return WEEKDAYS[day.weekday()][:3] if self._english else self._pattern("EEE", day)

    def weekday_head(self, day: date) -> str:
        """ "Tue", for the head of a column; one letter where a language's short names are long."""
        name = self.weekday_short(day)
        return name if len(name) <= LONGEST_HEAD else self._pattern("EEEEE", day)

    def long_date(self, day: date) -> str:
        """ "Tuesday 24 November"."""
        return f"{self.weekday(day)} {self.date(day)}" if self._english else self._skeleton("MMMMEEEEd", day)

    def dated(self, day: date) -> str:
        """ "24 November 2026"."""
        return f"{self.date(day)} {day.year}" if self._english else self._pattern("long", day)

    def month(self, day: date) -> str:
        """ "November 2026"."""
        return f"{MONTHS[day.month - 1]} {day.year}" if self._english else self._skeleton("yMMMM", day)

    def month_short(self, day: date) -> str:
        """ "Nov"."""
        return MONTHS[day.month - 1][:3] if self._english else self._pattern("LLL", day)

    def month_and_year_short(self, day: date) -> str:
        """ "Nov 2026"."""
        return f"{self.month_short(day)} {day.year}" if self._english else self._skeleton("yMMM", day)

    def time(self, at: datetime | str) -> str:
        """ "18:40" of a wall time or of an instant, on the person's clock."""
        if isinstance(at, str):
            return at
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{local.hour:02d}:{local.minute:02d}"

    def moment(self, at: datetime) -> str:
        """ "Tuesday 24 November, 18:40"."""
        return f"{self.long_date(at.astimezone(ZoneInfo(self.zone)).date())}, {self.time(at)}"

    def dated_moment(self, at: datetime) -> str:
        """ "24 November 2026, 18:40", where the year may be another one."""
        return f"{self.dated(at.astimezone(ZoneInfo(self.zone)).date())}, {self.time(at)}"

    def number(self, value: float) -> str:
        """A number without needless digits: 5, 5.5, 4.62."""
        if self._english:
            return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.##", locale=self._locale)

    def clock(self, seconds: float) -> str:
        """ "1:30" of seconds left."""
        whole = max(0, round(seconds))
        return f"{whole // 60}:{whole % 60:02d}"

    def duration(self, seconds: float) -> str:
        """ "14 min", "2 h 5 min", "45 s"."""
        whole = max(0, round(seconds))
        if whole < 60:
            return self.text("{n} s", n=whole)
        hours, minutes = divmod(round(whole / 60), 60)
        if not hours:
            return self.text("{n} min", n=minutes)
        return self.text("{h} h {m} min", h=hours, m=minutes) if minutes else self.text("{h} h", h=hours)

    @property
    def _english(self) -> bool:
        """English dates are plain enough to do without Babel, which costs the start 50 ms and 5 MB."""
        return self.language == "en"

    def _skeleton(self, skeleton: str, day: date) -> str:
        from babel.dates import format_skeleton

        return format_skeleton(skeleton, day, locale=self._locale)

    def _pattern(self, pattern: str, day: date) -> str:
        from babel.dates import format_date

        return format_date(day, pattern, locale=self._locale)
