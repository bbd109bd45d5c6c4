"""What has been entered in a check-in and not yet kept. It lives as long as the screen is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import parse_qs, urlparse

from care.days import wall_in_care_day
from care.measures import Area
from care.verbs.check_in import SaveCheckIn
from care.verbs.choice import Choose
from screens.look.fields import read_number, read_time
from screens.page_state import PageState

LEFT_OUT = "measures_left_out"
BACK_TO = {"trends": "/trends", "diary": "/diary"}


def asked_for(route: str) -> tuple[date | None, str]:
    """The care day and the way back that a route names: `?day=2026-11-20` (back to that day), or `?from=trends`."""
    asked = parse_qs(urlparse(route).query)
    try:
        day = date.fromisoformat(asked["day"][0])
    except (KeyError, ValueError):
        return None, BACK_TO.get(asked.get("from", [""])[0], "/")
    return day, f"/diary/{day.isoformat()}"


class Draft:
    """One check-in being entered. `at`: the time as typed, for a past day only; `problems` name fields by their id."""

    def __init__(self, state: PageState, area: Area, day: date | None = None, back: str = "/") -> None:
        self.state, self.back = state, back
        self.area: Area = area
        self.day = day if day is not None and day < state.snapshot.today else None
        self.scores: dict[str, float] = {}
        self.written: dict[str, str] = {}
        self.tags: frozenset[str] = frozenset()
        self.note = self.at = ""
        self.problems: dict[str, str] = {}
        self.leaving = self.all_tags = False
        self._redraw: Callable[[], None] = lambda: None

    def draws(self, redraw: Callable[[], None]) -> None:
        self._redraw = redraw

    @property
    def empty(self) -> bool:
        return not (self.scores or self.tags or self.note.strip() or any(w.strip() for w in self.written.values()))

    @property
    def left_out(self) -> list[str]:
        return list(self.state.settings.get(LEFT_OUT, []))

    def rate(self, measure: str, score: float) -> None:
        self.scores = {**self.scores, measure: score}
        self._redraw()

    def clear(self, measure: str) -> None:
        self._forget(measure)
        self._redraw()

    def _forget(self, measure: str) -> None:
        self.scores = {m: s for m, s in self.scores.items() if m != measure}
        self.written.pop(measure, None)
        self.problems.pop(measure, None)

    def write(self, measure: str, written: str) -> None:
        """A counted number, as it is typed; it counts when it is one."""
        self._forget(measure)
        self.written[measure] = written
        number, (low, high, _) = read_number(written), self.state.knowledge.measures[measure].scale
        if number is not None and number == int(number) and low <= number <= high:
            self.scores = {**self.scores, measure: number}
        elif written.strip():
            self.problems[measure] = self.state.wording.text(
                "A whole number from {low} to {high}, please.", low=int(low), high=int(high)
            )
        self._redraw()

    def tag(self, tag: str) -> None:
        self.tags = self.tags ^ {tag}
        self._redraw()

    def set_note(self, note: str) -> None:
        self.note = note
        self._redraw()

    def set_at(self, written: str) -> None:
        self.at = written
        self.problems.pop("at", None)
        self._redraw()

    def show_all_tags(self) -> None:
        self.all_tags = not self.all_tags
        self._redraw()

    async def does_not_apply(self, measure: str) -> None:
        """Never ask this one again, until `ask_again`."""
        self._forget(measure)
        await self.state.put(LEFT_OUT, sorted({*self.left_out, measure}))
        self._redraw()

    async def ask_again(self, measure: str) -> None:
        await self.state.put(LEFT_OUT, [m for m in self.left_out if m != measure])
        self._redraw()

    def moment(self) -> datetime | None:
        """When it was, on a past day: the time that is written. None, and a problem, where it is no time."""
        wall = read_time(self.at)
        if wall is None or self.day is None:
            self.problems["at"] = self.state.wording.text("A time like 07:30, please.")
            return None
        shot = self.state.snapshot
        return wall_in_care_day(self.day, wall, shot.now.zone, shot.diary.profile.day_starts_at)

    async def save(self) -> None:
        at = self.moment() if self.day is not None else None
        if self.problems:
            self._redraw()
            return
        command = SaveCheckIn(
            area=self.area, scores=self.scores, tags=tuple(sorted(self.tags)), note=self.note.strip(), at=at
        )
        said = self.state.wording.text("Kept in your diary.")
        if await self.state.do(command, said=said, undoable=True) is not None:
            self.state.go(self.back)

    async def skip(self) -> None:
        said = self.state.wording.text("Not today. A missing day stays empty.")
        if await self.state.do(Choose("not_today", self.area), said=said, undoable=True) is not None:
            self.state.go(self.back)

    def close(self) -> None:
        """Leave; ask first when something would be lost."""
        if self.empty or self.leaving:
            self.state.go(self.back)
        else:
            self.leaving = True
            self._redraw()

    def stay(self) -> None:
        self.leaving = False
        self._redraw()
