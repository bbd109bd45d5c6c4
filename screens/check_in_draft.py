"""What has been entered in a check-in and not yet kept. Each change is written down, so that the form stands as it was
when the app is killed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import date, datetime
from urllib.parse import parse_qs, urlparse

from care import split
from care.days import wall_in_care_day
from care.measures import Area
from care.records import Sides
from care.verbs.check_in import AskMeasure, Entry, SaveCheckIn
from care.verbs.choice import Choose
from screens.leaving import Leaving
from screens.look.fields import read_number, read_time
from screens.page_state import PageState
from screens.photo_hooks import photos_of_check_in
from screens.unfinished_check_in import Entered, setting_of, unfinished, with_form

log = logging.getLogger(__name__)
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
    """One check-in being entered. `at`: the time as typed, for a past day only; `problems` name fields by their id;
    `taken_up`: the form was begun before, and stands as it was left; `wash_day`: what belongs to a wash is asked;
    `also`: the measures that are shown whether or not they are due."""

    also: frozenset[str] = frozenset()
    takes_pictures = True

    def __init__(self, state: PageState, area: Area, day: date | None = None, back: str = "/") -> None:
        self.state, self.back = state, back
        self.area: Area = area
        self.day = day if day is not None and day < state.snapshot.today else None
        self._about = self.day or state.snapshot.today
        self.scores: dict[str, float] = {}
        self.written: dict[str, str] = {}
        self.tags: frozenset[str] = frozenset()
        self.note = self.at = ""
        self.problems: dict[str, str] = {}
        self.all_tags = False
        self.all_measures = False
        self.wash_day, self.wants_time = True, self.day is not None
        self._redraw: Callable[[], None] = lambda: None
        self.leaving = Leaving(lambda: state.page.run_task(self._leave), lambda: not self.empty, lambda: self._redraw())
        self._over = self._stale = self._keeping = self._told = False
        self.taken_up = self._take_up()

    def draws(self, redraw: Callable[[], None]) -> None:
        self._redraw = redraw

    @property
    def entered(self) -> Entered:
        """The form as it stands."""
        return Entered(self._about, self.scores, self.written, sorted(self.tags), self.note, self.at)

    @property
    def about(self) -> date:
        """The care day that it is about."""
        return self._about

    @property
    def empty(self) -> bool:
        return self.entered.empty

    def _take_up(self) -> bool:
        """Fill the form as it was left. Whatever no measure knows any more stays out."""
        left = unfinished(self.state.settings, self.area, self._about)
        if left is None or left.is_in(self.state.snapshot.diary.check_ins, self.area):
            return False
        known = self.state.knowledge.measures
        self.scores = {name: score for name, score in left.scores.items() if self._is_on_scale(name, score)}
        self.tags, self.note, self.at = frozenset(left.tags), left.note, left.at
        for measure, written in left.written.items():
            if measure in known:
                self._count(measure, written)
        return not self.empty

    def _is_on_scale(self, name: str, score: float) -> bool:
        row = self.state.knowledge.measures.get(split.measure_of(name))
        return row is not None and row.scale[0] <= score <= row.scale[1]

    def _changed(self) -> None:
        self._redraw()
        self.state.page.run_task(self._keep)

    async def _keep(self) -> None:
        """Write the form down, off the loop; changes that come meanwhile are one more writing."""
        self._stale = True
        if self._keeping:
            return
        self._keeping = True
        try:
            while self._stale:
                self._stale = False
                form = Entered(self._about) if self._over else self.entered
                await self.state.put(setting_of(self.area), with_form(self.state.settings, self.area, form))
        except self.state.handed.storage_error as error:  # it can still be saved, or said why not
            log.warning("a form that is being filled in could not be written down", exc_info=True)
            if not self._told:  # once, and not at each letter
                self._told = True
                self.state.tell_trouble(self.state.reason_of(error))
        finally:
            self._keeping = False

    async def _leave(self) -> None:
        """Forget the form, and go back."""
        self._over = True
        await self._keep()
        self.state.go(self.back)

    def rate(self, measure: str, score: float) -> None:
        self.scores = {**self.scores, measure: score}
        self.problems.pop(split.measure_of(measure), None)
        self._changed()

    def clear(self, measure: str) -> None:
        self._forget(measure)
        self._changed()

    def _forget(self, measure: str) -> None:
        self.scores = {m: s for m, s in self.scores.items() if m != measure}
        self.written.pop(measure, None)
        self.problems.pop(split.measure_of(measure), None)

    def write(self, measure: str, written: str) -> None:
        """A counted number, as it is typed; it counts when it is one."""
        self._count(measure, written)
        self._changed()

    def _count(self, measure: str, written: str) -> None:
        self._forget(measure)
        self.written[measure] = written
        number, (low, high, _) = read_number(written), self.state.knowledge.measures[measure].scale
        if number is not None and number == int(number) and low <= number <= high:
            self.scores = {**self.scores, measure: number}
        elif written.strip():
            self.problems[measure] = self.state.wording.text(
                "A whole number from {low} to {high}, please.", low=int(low), high=int(high)
            )

    def tag(self, tag: str) -> None:
        self.tags = self.tags ^ {tag}
        self._changed()

    def set_note(self, note: str) -> None:
        self.note = note
        self._changed()

    def set_at(self, written: str) -> None:
        self.at = written
        self.problems.pop("at", None)
        self._changed()

    def show_all_tags(self) -> None:
        self.all_tags = not self.all_tags
        self._redraw()

    def show_all_measures(self) -> None:
        self.all_measures = not self.all_measures
        self._redraw()

    async def does_not_apply(self, measure: str) -> None:
        """Never ask this one again, until `ask_again`; both sides of it, where it is rated side by side."""
        measure = split.measure_of(measure)
        self._forget_measures({measure})
        said = self.state.wording.text("It is not asked any more.")
        await self.state.do(AskMeasure(measure, asked=False), said=said, undoable=True)
        self._changed()

    def _forget_measures(self, measures: Collection[str]) -> None:
        for name in [*self.scores, *self.written]:
            if split.measure_of(name) in measures:
                self._forget(name)

    async def ask_again(self, measure: str) -> None:
        await self.state.do(AskMeasure(measure, asked=True))
        self._redraw()

    def set_wash_day(self, on: bool) -> None:
        """Whether there was a wash: without one, what belongs to it is not asked, and not kept."""
        self.wash_day = on
        if not on:
            rows = self.state.knowledge.measures.values()
            self._forget_measures({row.id for row in rows if row.asked == "wash_day"})
        self._changed()

    def moment(self) -> datetime | None:
        """When it was, on a past day: the time that is written. None, and a problem, where it is no time."""
        wall = read_time(self.at)
        if wall is None or self.day is None:
            self.problems["at"] = self.state.wording.text("A time like 07:30, please.")
            return None
        shot = self.state.snapshot
        return wall_in_care_day(self.day, wall, shot.now.zone, shot.diary.profile.day_starts_at)

    async def save(self) -> None:
        at = self.moment() if self.wants_time else None
        for measure in split.alone(self.scores):
            self.problems[measure] = self.state.wording.text("Rate both sides, or clear the one that is rated.")
        if self.problems:
            self._redraw()
            return
        scores, sides = split.taken_apart(self.scores)
        said = self.state.wording.text("Kept in your diary.")
        if await self.state.do(self.command(scores, sides, at), said=said, undoable=True) is not None:
            await self._leave()

    def command(self, scores: dict[str, float], sides: dict[str, Sides], at: datetime | None) -> Entry:
        """What keeps the form."""
        return SaveCheckIn(
            area=self.area,
            scores=scores,
            sides=sides,
            tags=tuple(sorted(self.tags)),
            note=self.note.strip(),
            photos=photos_of_check_in(self.state, self.area, self._about),
            at=at,
        )

    async def skip(self) -> None:
        said = self.state.wording.text("Not today. A missing day stays empty.")
        if await self.state.do(Choose("not_today", self.area), said=said, undoable=True) is not None:
            await self._leave()
