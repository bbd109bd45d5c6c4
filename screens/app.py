"""The app on one page: its theme, its surroundings, its routes, its state."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import flet as ft

from care.outlook import Outlook
from care.plan import plan_in
from screens.boundary import SayContext, keep_updating
from screens.dress import dress, look_now
from screens.look.palette import LIGHT
from screens.look.surroundings import Look, LookContext
from screens.look.theme import theme
from screens.look.type import fonts
from screens.page_state import PageState, StateContext
from screens.ports import Door, Handed
from screens.quiet_flet import quiet
from screens.routes import routes
from screens.snapshot import Snapshot
from screens.toast import show_toast
from screens.today_view import today_view
from screens.wording import Wording


@ft.observable
class Stage:
    """What everything on the page is drawn under. Replaced when the window, the theme or the text size changes, and
    only then, so that a tick does not redraw the routes."""

    def __init__(self, state: PageState, look: Look) -> None:
        self._state = state
        self._routes = routes()
        self.look = look

    @property
    def state(self) -> PageState:
        return self._state

    @property
    def routes(self) -> list[ft.Route]:
        return self._routes


@ft.component
def App(stage: Stage) -> ft.Control:
    """All routes, under the contexts that screens ask for."""
    state = stage.state

    def under_words() -> ft.Control:
        return SayContext(state.wording.text, lambda: ft.Router(stage.routes, manage_views=True))

    return StateContext(state, lambda: LookContext(stage.look, under_words))


async def open_page(page: ft.Page, handed: Handed) -> None:
    """Start the app on a page. Returns when the first screen is drawn; the rest is events."""
    page.title = "Mesoday"
    page.fonts = fonts()
    page.padding = 0
    state = await asyncio.to_thread(PageState, page, handed)
    dress(page, state.settings, state.wording)
    stage = Stage(state, look_now(page, state.settings))
    stop_keeping = keep_updating(page, state.tell_trouble)

    def surroundings_changed(_: Any = None) -> None:
        look = look_now(page, state.settings)
        if look != stage.look:
            stage.look = look

    def dress_again() -> None:
        dress(page, state.settings, state.wording)
        surroundings_changed()
        page.update()

    def closed(_: Any) -> None:
        stop_keeping()
        handed.doorbell.left(state)
        state.close()

    page.on_resize = surroundings_changed
    page.on_media_change = surroundings_changed
    page.on_platform_brightness_change = lambda _: dress_again()
    page.on_close = closed

    async def front(event: ft.AppLifecycleStateChangeEvent) -> None:
        if event.state is ft.AppLifecycleState.SHOW:
            handed.doorbell.joined(state)  # what fell due meanwhile
            await state.shown_again()

    page.on_app_lifecycle_state_change = front

    def left(_: Any) -> None:
        handed.doorbell.left(state)
        state.close()

    async def came_back(_: Any) -> None:
        handed.doorbell.joined(state)
        state.listen()
        await state.reload()

    # A tab that is gone hears nothing, and is not kept up; it may come back within the hour that its session is kept.
    page.on_disconnect = left
    page.on_connect = came_back
    state.on_dress(dress_again)
    state.on_toast(lambda toast: show_toast(page, state, toast))
    newcomer = not state.snapshot.diary.begun and page.route in ("", "/")
    if newcomer:
        page.route = "/welcome"
    page.render_views(App, stage)
    state.listen()
    handed.doorbell.joined(state)
    if newcomer:
        # The address must follow, or going to "/" later would be no change for the browser.
        await page.push_route("/welcome")


# What the first screen is made of. Flet imports a control when its name is first used.
FIRST_CONTROLS = (
    "Column Container FilledButton Icon IconButton Icons Image ListView MergeSemantics NavigationBar PopupMenuButton "
    "Row SafeArea Semantics SnackBar Text TextButton Theme View"
)


def warm_up(door: Door) -> None:
    """Import and read, while the browser still loads, what the first screen would otherwise wait for."""
    quiet()
    for name in FIRST_CONTROLS.split():
        getattr(ft, name)
    routes()
    theme(LIGHT)
    diary, now = door.diary(), door.now()
    today = now.care_day(diary.profile.day_starts_at)
    ahead = Outlook(diary, door.knowledge, now, today)
    today_view(Snapshot(diary, ahead, plan_in(ahead, today), now, Wording()), door.knowledge)
    # What has been imported stays: the collector need not look at it again at each tap.
    gc.collect()
    gc.freeze()
