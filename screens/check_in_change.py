"""Correcting a check-in that was kept. Its own ratings are shown, for they are what is corrected; others are not."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import flet as ft

from care import split
from care.days import wall_in_care_day, wall_text
from care.records import CheckIn, Sides
from care.verbs.check_in import ChangeCheckIn, Entry
from screens.boundary import screen
from screens.check_in import check_in_task
from screens.check_in_draft import Draft
from screens.hooks import redrawing
from screens.look.feedback import empty_state
from screens.look.fields import read_time
from screens.look.surroundings import use_look
from screens.navigation import task
from screens.page_state import PageState, use_page_state
from screens.waiting import waiting


def change_route(check_in: CheckIn) -> str:
    """Where a check-in is corrected."""
    return f"/check-ins/{check_in.day.isoformat()}/{quote(check_in.id, safe='')}"


class Correction(Draft):
    """A kept check-in, as it is to be. It is not written down meanwhile: what is kept already is in the diary."""

    takes_pictures = False

    def __init__(self, state: PageState, before: CheckIn) -> None:
        self.before = before
        super().__init__(state, before.area, before.day, f"/diary/{before.day.isoformat()}")
        self.wants_time = True
        self.also = frozenset(before.scores)

    def _take_up(self) -> bool:
        before = self.before
        self.scores = split.put_together(before)
        self.written = {
            measure: f"{score:g}"
            for measure, score in before.scores.items()
            if measure in self.state.knowledge.measures and self.state.knowledge.measures[measure].kind == "count"
        }
        self.tags, self.note, self.at = frozenset(before.tags), before.note, self._wall
        self._as_it_was = self.entered
        return False

    @property
    def _wall(self) -> str:
        return wall_text(self.before.at.astimezone(ZoneInfo(self.before.zone)))

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost by leaving."""
        return self.entered == self._as_it_was

    async def _keep(self) -> None:
        return

    def moment(self) -> datetime | None:
        """The time as it was, unless another one is written; that is of the same day and zone."""
        wall = read_time(self.at)
        if wall is None:
            self.problems["at"] = self.state.wording.text("A time like 07:30, please.")
            return None
        if wall == self._wall:
            return None
        starts_at = self.state.snapshot.diary.profile.day_starts_at
        return wall_in_care_day(self.before.day, wall, self.before.zone, starts_at)

    def command(self, scores: dict[str, float], sides: dict[str, Sides], at: datetime | None) -> Entry:
        return ChangeCheckIn(
            before=self.before,
            scores=scores,
            sides=sides,
            tags=tuple(sorted(self.tags)),
            note=self.note.strip(),
            photos=tuple(self.before.photos),
            at=at,
        )


@screen(name="Correcting a check-in")
def ChangeCheckInScreen() -> ft.View:
    params = ft.use_route_params()
    state, look = use_page_state(), use_look()
    words = state.wording
    day, id = params.get("day", ""), unquote(params.get("id", ""))
    found, keep = ft.use_state(cast("tuple[Correction | None] | None", None))

    async def read() -> None:
        one = await state.load(lambda door: _check_in(list(door.diary(since).check_ins), id)) if since else None
        keep((Correction(state, one) if one else None,))

    since = _day(day)
    ft.use_effect(read, [day, id])
    redraw = redrawing()
    if found is not None and found[0] is not None:
        found[0].draws(redraw)
        return check_in_task(look, state, found[0], f"/check-ins/{day}/{id}")
    gone = empty_state(words.text("It is not there any more"), words.text("The check-in was deleted, or never kept."))
    return task(
        look,
        words.text("Check-in"),
        [waiting(words.text("Reading the day")) if found is None else gone],
        on_close=lambda: state.go(f"/diary/{day}" if since else "/diary"),
        close_name=words.text("Close check-in"),
        route=f"/check-ins/{day}/{id}",
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _check_in(check_ins: list[CheckIn], id: str) -> CheckIn | None:
    return next((one for one in check_ins if one.id == id), None)
