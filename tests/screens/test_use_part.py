"""A component that follows a part is drawn again when that part differs, and only then."""

from __future__ import annotations

from pathlib import Path

import flet as ft

from care.records import Profile
from care.verbs.routine import Tick
from screens.page_state import Gone, PageState, use_part
from tests.headless import settle, start, text_of
from tests.screens.kept_day import keep, open_vault, page_on, routine
from tests.screens.opened_app import OpenedApp

DAYS_STEPS = [Profile(areas=["face"], birth_year=1990), routine("pm", "Wash", "Cream")]


class Drawn:
    """Counts drawings by name."""

    def __init__(self, app: OpenedApp) -> None:
        self.state: PageState = app.state
        self.times: dict[str, int] = {}

    def part(self, name: str) -> bool:
        """Whether the step with that name is done, for a component that shows it."""

        def done() -> bool:
            return any(s.step == name for s in self.state.snapshot.diary.steps_done)

        found = use_part(self.state, done)
        self.times[name] = self.times.get(name, 0) + 1
        return found


async def test_only_what_shows_the_change_is_drawn_again(tmp_path: Path) -> None:
    keep(tmp_path, DAYS_STEPS)
    async with page_on(open_vault(tmp_path)) as app:
        drawn = Drawn(app)

        @ft.component
        def Row(name: str) -> ft.Control:
            return ft.Text(f"{name}: {drawn.part(name)}")

        page = await start(lambda p: p.render(lambda: ft.Column([Row("s0"), Row("s1")])))
        await settle()
        before = dict(drawn.times)
        await app.state.do(Tick("pm", "s0", app.state.snapshot.today))
        await settle()
        assert "s0: True" in text_of(page)
        assert drawn.times == {"s0": before["s0"] + 1, "s1": before["s1"]}


async def test_a_change_between_drawing_and_standing_on_the_page_is_not_missed(tmp_path: Path) -> None:
    keep(tmp_path, DAYS_STEPS)
    async with page_on(open_vault(tmp_path)) as app:
        drawn = Drawn(app)
        changed = False

        @ft.component
        def Row() -> ft.Control:
            nonlocal changed
            done = drawn.part("s0")
            if not changed:  # drawn, and not yet mounted: nobody follows so far
                changed = True
                app.state._show(app.state._do(Tick("pm", "s0", app.state.snapshot.today))[1])
            return ft.Text(f"done: {done}")

        page = await start(lambda p: p.render(Row))
        await settle()
        assert "done: True" in text_of(page)


async def test_what_is_gone_keeps_its_last_drawing_until_it_is_taken_away(tmp_path: Path) -> None:
    keep(tmp_path, DAYS_STEPS)
    async with page_on(open_vault(tmp_path)) as app:
        times = 0

        @ft.component
        def Row() -> ft.Control:
            nonlocal times

            def row() -> str:
                if app.state.snapshot.diary.steps_done:
                    raise Gone("s0")
                return "here"

            shown = use_part(app.state, row)
            times += 1
            return ft.Text(shown)

        page = await start(lambda p: p.render(Row))
        await settle()
        drawings = times
        await app.state.do(Tick("pm", "s0", app.state.snapshot.today))
        await settle()
        assert "here" in text_of(page)
        assert times == drawings


async def test_a_part_that_has_left_the_page_follows_no_longer(tmp_path: Path) -> None:
    keep(tmp_path, DAYS_STEPS)
    async with page_on(open_vault(tmp_path)) as app:
        followers = len(app.state._followers)
        await app.go("/shelf")
        await app.shows("Nothing on the shelf yet")
        await app.go("/")
        await app.shows("0 of 2 steps done")
        assert len(app.state._followers) == followers
