"""A tick sends little and draws one row; every row says what it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import flet as ft
import pytest

from screens.look import rows
from screens.look.rows import StepView, step_row
from tests.headless import find, fire, start, text_of, wire_of

MANY = tuple(StepView(f"s{n}", f"Step {n}", "To do") for n in range(40))
TICK_BYTES = 160  # the ids in it take more bytes the later the test runs


def list_of(steps: tuple[StepView, ...], *, stable: bool = True) -> Callable[[], Any]:
    @ft.component
    def app() -> ft.Control:
        shown, show = ft.use_state(steps)

        def toggle(key: str) -> None:
            show(lambda now: tuple(replace(one, state="done") if one.key == key else one for one in now))

        kept = ft.use_callback(toggle, [])
        return ft.ListView([step_row(one, kept if stable else (lambda key: toggle(key))) for one in shown])

    return app


def checkboxes(page: ft.Page) -> list[ft.Semantics]:
    return [one for one in find(page, ft.Semantics) if one.checked is not None]


async def test_a_tick_sends_few_bytes_and_changes_one_row() -> None:
    page = await start(lambda p: p.render(list_of(MANY)))
    assert [one.checked for one in checkboxes(page)] == [False] * 40
    row = [one for one in find(page, ft.Container) if one.on_click][7]
    sent = await fire(row, "click")
    assert [n for n, one in enumerate(checkboxes(page)) if one.checked] == [7]
    assert 0 < sent <= TICK_BYTES, wire_of(page).messages[-1].body.patch


async def test_only_the_row_that_changed_is_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    circle = rows._circle
    monkeypatch.setattr(rows, "_circle", lambda state: drawn.append(state) or circle(state))
    page = await start(lambda p: p.render(list_of(MANY)))
    assert len(drawn) == 40
    await fire([one for one in find(page, ft.Container) if one.on_click][3], "click")
    assert drawn[40:] == ["done"]


async def test_a_new_lambda_each_time_would_draw_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the docstring of `rows` asks for a handler that compares equal."""
    drawn: list[str] = []
    circle = rows._circle
    monkeypatch.setattr(rows, "_circle", lambda state: drawn.append(state) or circle(state))
    page = await start(lambda p: p.render(list_of(MANY, stable=False)))
    await fire([one for one in find(page, ft.Container) if one.on_click][3], "click")
    assert len(drawn) == 80


async def test_each_state_says_what_it_is() -> None:
    states = ("do", "done", "rest", "skip", "closed")
    steps = tuple(StepView(state, state.capitalize(), "note", state) for state in states)  # type: ignore[arg-type]
    page = await start(lambda p: p.render(list_of(steps)))
    assert [(one.checked, one.button) for one in find(page, ft.MergeSemantics) for one in [one.content]] == [
        (False, None),
        (True, None),
        (None, True),
        (None, True),
        (None, True),
    ]
    assert "Closed" in text_of(page)
