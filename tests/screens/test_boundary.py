"""One component's error is a card, the rest goes on; the page keeps drawing; no handler's error is lost."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import flet as ft
import pytest

from screens.boundary import SayContext, guarded, keep_updating, screen
from tests.headless import drawing_error, find, fire, named, settle, start, text_of, until, wire_of


class Trap:
    """Springs when set: raises while its component is drawn."""

    def __init__(self) -> None:
        self.sprung = False

    def check(self) -> None:
        if self.sprung:
            raise ValueError("the trap")


def app_of(trap: Trap, **kwargs: Any) -> Any:
    @screen(**kwargs)
    def trends() -> ft.Control:
        count, set_count = ft.use_state(0)
        trap.check()
        return ft.Column([ft.Text(f"trends {count}"), ft.Button("draw trends", on_click=lambda: set_count(count + 1))])

    @screen
    def counter() -> ft.Control:
        count, set_count = ft.use_state(0)
        return ft.Column([ft.Text(f"count {count}"), ft.Button("add", on_click=lambda: set_count(count + 1))])

    @ft.component
    def app() -> ft.Control:
        return ft.Column([trends(), counter()])

    return app


async def test_a_component_that_throws_leaves_its_siblings_alive(caplog: pytest.LogCaptureFixture) -> None:
    trap = Trap()
    page = await start(lambda p: p.render(app_of(trap, name="Trends")))
    trap.sprung = True
    await fire(named(page, "draw trends"), "click")
    assert "Trends could not be drawn" in text_of(page)
    assert "Your entries are safe. The rest of the app works." in text_of(page)
    assert "the trap" in caplog.text
    await fire(named(page, "add"), "click")
    await fire(named(page, "add"), "click")
    assert "count 2" in text_of(page)


async def test_try_again_draws_it_with_the_state_it_had() -> None:
    trap = Trap()
    page = await start(lambda p: p.render(app_of(trap)))
    await fire(named(page, "draw trends"), "click")
    trap.sprung = True
    await fire(named(page, "draw trends"), "click")
    assert "Trends could not be drawn" in text_of(page)
    await fire(named(page, "Try again"), "click")
    assert "Trends could not be drawn" in text_of(page)
    trap.sprung = False
    await fire(named(page, "Try again"), "click")
    assert "trends 2" in text_of(page)
    assert "could not be drawn" not in text_of(page)


async def test_copy_details_hands_the_trace_to_the_clipboard() -> None:
    trap = Trap()
    trap.sprung = True
    page = await start(lambda p: p.render(app_of(trap)))
    await fire(named(page, "Copy details"), "click")
    calls = [arguments for name, arguments in wire_of(page).calls if name == "set"]
    assert calls
    assert "ValueError: the trap" in str(calls[0])


async def test_it_does_not_say_safe_where_something_was_being_saved() -> None:
    trap = Trap()
    trap.sprung = True
    page = await start(lambda p: p.render(app_of(trap, safe=False)))
    assert "safe" not in text_of(page)
    assert "The rest of the app works." in text_of(page)


async def test_the_card_speaks_the_language_of_the_page() -> None:
    trap = Trap()
    trap.sprung = True
    inner = app_of(trap)

    def german(source: str, /, **values: Any) -> str:
        return {"Try again": "Noch einmal"}.get(source, source).format_map(values)

    @ft.component
    def app() -> ft.Control:
        return SayContext(german, inner)

    page = await start(lambda p: p.render(app))
    assert "Noch einmal" in text_of(page)


async def test_a_view_that_throws_becomes_a_view_with_the_card() -> None:
    @screen(name="Shelf")
    def shelf() -> ft.View:
        raise RuntimeError("no shelf")

    page = await start(lambda p: p.render_views(lambda: [shelf()]))
    assert [type(view) for view in find(page, ft.View)] == [ft.View]
    assert "Shelf could not be drawn" in text_of(page)
    assert "Back to Today" in text_of(page)


def impossible_app() -> Any:
    @ft.component
    def slider() -> ft.Control:
        score, set_score = ft.use_state(5)
        return ft.Column(
            [
                ft.Slider(min=0, max=10, value=score),
                ft.Button("too much", on_click=lambda: set_score(lambda now: now + 50)),
            ]
        )

    @ft.component
    def counter() -> ft.Control:
        count, set_count = ft.use_state(0)
        return ft.Column([ft.Text(f"count {count}"), ft.Button("add", on_click=lambda: set_count(count + 1))])

    @ft.component
    def app() -> ft.Control:
        return ft.Column([slider(), counter()])

    return app


async def test_an_impossible_value_freezes_a_page_that_nobody_keeps() -> None:
    """Shows that the keeper is needed; when Flet mends this, the test says so."""
    page = await start(lambda p: p.render(impossible_app()))
    await fire(named(page, "too much"), "click")
    await fire(named(page, "add"), "click")
    assert "count 0" in text_of(page)
    assert "must be less than or equal to max" in str(drawing_error(page))


async def test_an_impossible_value_is_survived_thanks_to_the_keeper(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("screens.boundary.KEEP_EVERY", 0.02)
    stop: list[Any] = []

    def main(page: ft.Page) -> None:
        stop.append(keep_updating(page))
        page.render(impossible_app())

    page = await start(main)
    await fire(named(page, "too much"), "click")
    await fire(named(page, "add"), "click")
    await until(lambda: "count 1" in text_of(page))
    assert "must be less than or equal to max" in caplog.text
    stop[0]()
    await asyncio.sleep(0.05)
    await fire(named(page, "too much"), "click")
    await fire(named(page, "add"), "click")
    await asyncio.sleep(0.1)
    assert "count 2" not in text_of(page), "the keeper went on after it was stopped"
    assert drawing_error(page)


@pytest.mark.parametrize("waits", [False, True])
async def test_an_error_in_a_handler_is_logged_and_told_and_does_not_cover_the_page(
    waits: bool, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []

    async def later() -> None:
        await asyncio.sleep(0)
        raise OSError("disk is full")

    def now() -> None:
        raise OSError("disk is full")

    def main(page: ft.Page) -> None:
        keep_updating(page, told.append)
        page.render(lambda: ft.Button("save", on_click=later if waits else now))

    page = await start(main)
    await fire(named(page, "save"), "click")
    assert told == ["disk is full"]
    assert "disk is full" in caplog.text
    assert [m for m in wire_of(page).messages if m.action.name == "SESSION_CRASHED"] == []


async def test_an_error_in_an_effect_is_told_too() -> None:
    told: list[str] = []

    @ft.component
    def app() -> ft.Control:
        def effect() -> None:
            raise RuntimeError("effect")

        ft.use_effect(effect, [])
        return ft.Text("drawn")

    def main(page: ft.Page) -> None:
        keep_updating(page, told.append)
        page.render(app)

    page = await start(main)
    await settle()
    assert "drawn" in text_of(page)
    assert len(told) == 1
    assert "effect" in told[0]


async def test_a_guarded_callback_tells_and_goes_no_further(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []

    def bad(value: int) -> int:
        raise ValueError(f"bad {value}")

    async def bad_later() -> None:
        raise ValueError("bad later")

    with caplog.at_level(logging.ERROR):
        assert guarded(bad, told.append)(3) is None
        await guarded(bad_later, told.append)()  # type: ignore[misc]
    assert told == ["bad 3", "bad later"]
    assert guarded(lambda: 4, told.append)() == 4
