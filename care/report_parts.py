"""What the report for a professional is made of. Its texts are messages first, and finished sentences once said.

`T` is `Message` in the core and `str` where the pages are drawn: `said` makes one of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from care.messages import FullDate, Message, count_message, message

T = TypeVar("T")

MOST_ROWS = 60  # two pages never hold more of one section; the rest is counted
OWN_WORDS = 120  # letters of what the person wrote that stand in a row
OWN_NOTE = 280


class Row(Struct, Generic[T], frozen=True, kw_only=True):
    """One entry: its head (None where there is only something to say), when that was, and what is said of it.
    `marked`: what a reader must not miss."""

    head: T | None
    when: T | None = None
    parts: tuple[T, ...] = ()
    marked: bool = False


class Section(Struct, Generic[T], frozen=True, kw_only=True):
    """Entries of one sort, the most important first. `more[k]` is what is said when the last k of them do not stand
    there; `hidden` are left out from the beginning, and counted in it. `least`: rows that stay while others can go."""

    title: T
    rows: tuple[Row[T], ...]
    more: tuple[T, ...]
    hidden: int = 0
    least: int = 1


class Dot(Struct, frozen=True):
    """The mean of a week, or of some: its place in the period and its level, both from 0 to 1. `before`: from before
    the course began."""

    x: float
    y: float
    before: bool = False


class Likely(Struct, frozen=True):
    """The stretch that is compared, and between which levels its mean likely lies."""

    first: float
    last: float
    low: float
    high: float


class Chart(Struct, Generic[T], frozen=True, kw_only=True):
    """One measure. `primary` ones come with a verdict. Places in the period and levels run from 0 to 1.

    `band`: the usual ups and downs before the course; `start`: where it began; `sessions`: where there were sessions
    of the area; `ends`: the first and the last day; `each`: what a dot stands for.
    """

    title: T
    verdict: T
    facts: tuple[T, ...]
    primary: bool
    area: Literal["glow", "scalp"]
    dots: tuple[Dot, ...]
    band: tuple[float, float] | None
    likely: Likely | None
    start: float | None
    sessions: tuple[float, ...]
    ticks: tuple[tuple[float, T], ...]
    ends: tuple[T, T]
    each: T


class Picture(Struct, Generic[T], frozen=True):
    sha256: str
    day: T


class Pair(Struct, Generic[T], frozen=True):
    """Two pictures of one view, the earlier first."""

    title: T
    before: Picture[T]
    after: Picture[T]


class Figure(Struct, Generic[T], frozen=True):
    """A number and what it counts."""

    value: T
    label: T


class Report(Struct, Generic[T], frozen=True, kw_only=True):
    """Two pages. `by_hand`: what the person writes on the paper, because Mesoday does not know it. `legend`: the words
    of the marks of a chart. `more_charts` and `more_pairs` as `Section.more`. `unseen` stands for a picture that cannot
    be shown; `foot` stands below the only page, the first of two, the second."""

    title: T
    period: T
    made: T
    honest: T
    by_hand: tuple[T, ...]
    about: tuple[T, ...]
    figures: tuple[Figure[T], ...]
    sections: tuple[Section[T], ...]
    charts_title: T
    charts: tuple[Chart[T], ...]
    legend: dict[str, T]
    more_charts: tuple[T, ...]
    pairs_title: T
    pairs: tuple[Pair[T], ...]
    more_pairs: tuple[T, ...]
    unseen: T
    foot: tuple[T, T, T]


def said(made: Any, say: Callable[[Message], str]) -> Any:
    """The same with every message said."""
    if isinstance(made, Message):
        return say(made)
    if isinstance(made, Struct):
        return type(made)(**{name: said(getattr(made, name), say) for name in made.__struct_fields__})
    if isinstance(made, tuple):
        return tuple(said(one, say) for one in made)
    if isinstance(made, dict):
        return {key: said(value, say) for key, value in made.items()}
    return made


def section(title: Message, rows: Iterable[Row[Message]], *, least: int = 1) -> Section[Message]:
    """A section of these rows; no more are kept than two pages could hold."""
    rows = tuple(rows)
    kept = rows[:MOST_ROWS]
    hidden = len(rows) - len(kept)
    return Section(title=title, rows=kept, more=left_out(len(kept), hidden), hidden=hidden, least=least)


def left_out(count: int, hidden: int = 0) -> tuple[Message, ...]:
    """What is said when none, one, ... or all of so many do not stand there, beside those hidden already."""
    return tuple(count_message("and one more", "and {count} more", hidden + n) for n in range(count + 1))


def own(text: str, most: int = OWN_WORDS) -> Message:
    """What the person wrote, on one line and not longer than that."""
    line = " ".join(text.split())
    if len(line) > most:
        line = f"{line[:most].rsplit(' ', 1)[0].rstrip()} …"
    return message("{text}", text=line)


def dated(day: date) -> Message:
    return message("{day}", day=FullDate(day))


def span(first: date, last: date) -> Message:
    """A day, or the first and the last."""
    return dated(first) if first == last else message("{first} to {last}", first=FullDate(first), last=FullDate(last))


class Period(Struct, frozen=True):
    """The care days that a report speaks of, both ends included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def share(self, day: date) -> float:
        """Where the middle of a day lies in the period, from 0 to 1."""
        return ((day - self.first).days + 0.5) / ((self.last - self.first).days + 1)


def within(events: Iterable[Any], period: Period) -> Iterator[Any]:
    return (event for event in events if period.holds(event.day))
