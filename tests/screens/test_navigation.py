"""Every place is reached on every width; a task keeps its answers in sight; a press on the way back may be held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft
import pytest

from screens.look import type as text
from screens.look.surroundings import Look, LookContext, look_of, use_look
from screens.navigation import BEHIND, LIST_MOST, MAIN, RAIL, RAIL_WIDE, Place, shell, task
from tests.headless import find, fire, named, resize, settle, start, text_of

PHONE, TABLET, DESKTOP = 390, 820, 1280


def say(source: str) -> str:
    return source


def places_of(went: list[str], **kwargs: Any) -> Callable[[ft.Page], None]:
    """The app of a test: one place under a look that follows the page's size."""

    @ft.observable
    class Around:
        def __init__(self, look: Look) -> None:
            self.look = look

    @ft.component
    def screen() -> ft.View:
        return shell(use_look(), kwargs.pop("place", Place.TODAY), say, went.append, [text.headline("Hello")], **kwargs)

    @ft.component
    def app(around: Around) -> Any:
        return LookContext(around.look, lambda: [screen()])

    def main(page: ft.Page) -> None:
        around = Around(look_of(page))

        def resized() -> None:
            around.look = look_of(page)

        page.on_resize = resized
        page.render_views(app, around)

    return main


async def test_a_phone_has_a_bar_with_the_four_places_and_the_others_behind_the_dots() -> None:
    went: list[str] = []
    page = await start(places_of(went), width=PHONE)
    bar = find(page, ft.NavigationBar)[0]
    assert [one.label for one in bar.destinations] == ["Today", "Diary", "Trends", "Shelf"]
    assert bar.selected_index == 0
    page.session.apply_patch(bar._i, {"selected_index": 2})
    await fire(bar, "change", 2)
    menu = find(page, ft.PopupMenuButton)[0]
    assert menu.tooltip == "More"
    assert [one.content for one in menu.items] == ["Learn", "Settings"]
    await fire(menu.items[1], "click")
    assert went == ["/trends", "/settings"]


@pytest.mark.parametrize(("width", "rail"), [(TABLET, RAIL), (DESKTOP, RAIL_WIDE)])
async def test_wider_pages_have_a_rail_with_all_places(width: int, rail: int) -> None:
    went: list[str] = []
    page = await start(places_of(went), width=width)
    assert find(page, ft.NavigationBar) == []
    assert [one.width for one in find(page, ft.Container) if one.width in (RAIL, RAIL_WIDE)] == [rail]
    for place in Place:
        await fire(named(page, place.title), "click")
    assert went == [place.route for place in (*MAIN, *BEHIND)]
    here = [one for one in find(page, ft.Semantics) if one.selected]
    assert len(here) == 1
    assert "Today" in text_of(here[0])


async def test_the_frame_follows_the_width_of_the_page() -> None:
    page = await start(places_of([]), width=PHONE)
    assert find(page, ft.NavigationBar)
    await resize(page, DESKTOP, 800)
    assert not find(page, ft.NavigationBar)
    assert named(page, "Settings")
    await resize(page, PHONE, 840)
    assert find(page, ft.NavigationBar)


async def test_a_second_pane_stands_only_on_a_desktop() -> None:
    detail = [ft.Text("the detail")]
    page = await start(places_of([], detail=detail), width=DESKTOP)
    assert "the detail" in text_of(page)
    lists = [one for one in find(page, ft.Container) if isinstance(one.content, ft.ListView) and one.width]
    assert [one.width for one in lists] == [LIST_MOST]
    await resize(page, TABLET, 900)
    assert "the detail" not in text_of(page)


async def test_the_top_bar_names_its_pictures() -> None:
    rung: list[int] = []
    more = [("Export", None, lambda: rung.append(2))]
    main = places_of([], bell=lambda: rung.append(1), waiting=2, more=more, above="Tuesday 24 November")
    page = await start(main, width=PHONE)
    await fire(named(page, "Reminders, some are waiting"), "click")
    await fire(find(page, ft.PopupMenuButton)[0].items[0], "click")
    assert rung == [1, 2]
    assert "Tuesday 24 November" in text_of(page)
    assert [one.semantics_label for one in find(page, ft.Image)] == ["Mesoday"]


async def test_a_screen_below_another_shows_the_way_back_and_its_title() -> None:
    gone: list[int] = []
    page = await start(places_of([], title="Retinol", on_back=lambda: gone.append(1), route="/shelf/1"), width=PHONE)
    await fire(named(page, "Back"), "click")
    assert gone == [1]
    assert [one.heading_level for one in find(page, ft.Semantics) if one.heading_level] == [1, 1]
    assert find(page, ft.View)[0].route == "/shelf/1"
    assert find(page, ft.PopupMenuButton) == []


async def test_the_rail_is_at_the_start_in_both_directions() -> None:
    """A row starts where reading starts, so the page's own direction mirrors it; insets by hand must follow."""
    page = await start(places_of([]), width=DESKTOP)
    rail = find(page, ft.Row)[0].controls[0]
    assert isinstance(rail, ft.Container)
    assert rail.width == RAIL_WIDE


def task_of(closed: list[str], **kwargs: Any) -> Callable[[ft.Page], None]:
    def main(page: ft.Page) -> None:
        look = look_of(page)
        page.render_views(
            lambda: [
                task(
                    look,
                    "Face check-in",
                    [ft.Text("middle"), None],
                    on_close=lambda: closed.append("closed"),
                    close_name="Close check-in",
                    progress="1 of 2",
                    bottom=ft.Text("answers"),
                    **kwargs,
                )
            ]
        )

    return main


async def test_a_task_keeps_its_answers_below_what_scrolls() -> None:
    closed: list[str] = []
    page = await start(task_of(closed), width=PHONE)
    scrolling = find(page, ft.ListView)[0]
    assert "middle" in text_of(scrolling)
    assert "answers" not in text_of(scrolling)
    assert "answers" in text_of(page)
    assert "1 of 2" in text_of(page)
    assert find(page, ft.NavigationBar) == []
    await fire(named(page, "Close check-in"), "click")
    assert closed == ["closed"]


async def test_a_task_is_at_most_560_wide_on_a_desktop() -> None:
    page = await start(task_of([]), width=DESKTOP)
    assert 560 in [one.width for one in find(page, ft.Container)]


async def test_the_systems_way_back_is_held_where_something_would_be_lost() -> None:
    closed: list[str] = []
    page = await start(task_of(closed, held=True), width=PHONE)
    view = find(page, ft.View)[0]
    assert view.can_pop is False
    await fire(view, "confirm_pop")
    await settle()
    assert closed == ["closed"]
    calls = [arguments for name, arguments in page.session.connection.calls if name == "confirm_pop"]
    assert calls == [{"should_pop": False}]


async def test_a_task_may_be_a_vessel() -> None:
    page = await start(task_of([], area="face", level=0.4, scroll=False), width=PHONE)
    assert "middle" in text_of(page)
    assert find(page, ft.ListView) == []
