"""The places of the app, and the two frames that every screen stands in.

`shell` holds a place: a bar below on a phone, a rail of 80 dp on a tablet, of 216 dp and two panes on a desktop.
`task` holds a full-screen task (player, check-in, question): close, title, progress, and answers that stay at the foot,
above the keyboard. Both return a `ft.View`; in one stack of views each needs a `route` of its own.

    @screen
    def Shelf() -> ft.View:
        state, look = use_page_state(), use_look()
        return shell(look, Place.SHELF, state.wording.text, state.go, [title(...), card(look, ...)], title="Shelf")
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import flet as ft

from screens.look import type as text
from screens.look.buttons import icon_button, menu_button
from screens.look.colours import CHOSEN, HAIRLINE, LOW, ON_CHOSEN, PAPER, SURFACE, TEXT, TEXT_SOFT, tone_of
from screens.look.marks import drawing
from screens.look.surfaces import Press, pressable
from screens.look.surroundings import Look
from screens.look.vessel import vessel

RAIL, RAIL_WIDE = 80, 216
COLUMN, TABLET_COLUMN, TASK, LIST_LEAST, LIST_MOST = 680, 640, 560, 340, 452
Say = Callable[[str], str]
Go = Callable[[str], Any]
MenuItem = tuple[str, ft.IconData | None, Press]


class Place(Enum):
    """Where one can be: English name, route, icon, icon when there."""

    TODAY = ("Today", "/", ft.Icons.TODAY_OUTLINED, ft.Icons.TODAY)
    DIARY = ("Diary", "/diary", ft.Icons.EDIT_NOTE, ft.Icons.EDIT_NOTE)
    TRENDS = ("Trends", "/trends", ft.Icons.SHOW_CHART, ft.Icons.SHOW_CHART)
    SHELF = ("Shelf", "/shelf", ft.Icons.MEDICATION_LIQUID_OUTLINED, ft.Icons.MEDICATION_LIQUID)
    LEARN = ("Learn", "/learn", ft.Icons.MENU_BOOK_OUTLINED, ft.Icons.MENU_BOOK)
    SETTINGS = ("Settings", "/settings", ft.Icons.SETTINGS_OUTLINED, ft.Icons.SETTINGS)

    def __init__(self, title: str, route: str, icon: ft.IconData, chosen_icon: ft.IconData) -> None:
        self.title, self.route, self.icon, self.chosen_icon = title, route, icon, chosen_icon


MAIN = (Place.TODAY, Place.DIARY, Place.TRENDS, Place.SHELF)
BEHIND = (Place.LEARN, Place.SETTINGS)


def shell(
    look: Look,
    place: Place,
    say: Say,
    go: Go,
    content: Sequence[ft.Control | None],
    *,
    title: str | None = None,
    above: str = "",
    bell: Press | None = None,
    waiting: int = 0,
    tools: Sequence[ft.Control] = (),
    more: Sequence[MenuItem] = (),
    detail: Sequence[ft.Control | None] | None = None,
    detail_key: str | None = None,
    foot: ft.Control | None = None,
    on_back: Press | None = None,
    gap: float = 12,
    route: str | None = None,
) -> ft.View:
    """A screen in its place. `content` scrolls in one column; give whole parts, the gap between them is `gap`.

    title: a short name at the top (a heading); without it the wordmark stands there, and the screen's own first
        headline is its heading. above: a small line over the headline (the date).
    bell, waiting: the handler of the bell and how many things wait there. tools: icon buttons of this screen.
    more: (words, icon or None, handler) behind the three dots, before Learn and Settings.
    detail: what the second pane shows on a desktop; ignored elsewhere. With another `detail_key` it begins at its top.
    foot: what stands at the foot of the wide rail.
    on_back: a screen below another (an item of the shelf): shows the arrow that leads back.
    route: of this view; leave it out only on the place's own first screen.
    """
    top = _top_bar(look, place, say, go, title, above, bell, waiting, tools, more, on_back)
    pane = _column(look, [*top, *content], gap, list_width(look, beside=detail is not None))
    body: ft.Control = pane
    if not look.phone:
        panes: list[ft.Control] = [_rail(look, place, say, go, foot)]
        if look.desktop and detail is not None:
            panes += [
                ft.Container(content=pane, width=list_width(look, beside=detail is not None)),
                ft.VerticalDivider(width=1, thickness=1, color=HAIRLINE),
                ft.Container(content=_detail(detail, gap, detail_key), expand=True, bgcolor=PAPER),
            ]
        else:
            panes.append(ft.Container(content=pane, expand=True))
        body = ft.Row(panes, spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.View(
        route=place.route if route is None else route,
        controls=[ft.SafeArea(content=body, expand=True, avoid_intrusions_bottom=not look.phone)],
        navigation_bar=_bar(look, place, say, go) if look.phone else None,
        padding=0,
        spacing=0,
        bgcolor=SURFACE,
    )


def task(
    look: Look,
    title: str,
    content: Sequence[ft.Control | None],
    *,
    on_close: Press,
    close_name: str,
    bottom: ft.Control | None = None,
    progress: str = "",
    bar: ft.Control | None = None,
    tools: Sequence[ft.Control] = (),
    back: bool = False,
    area: str | None = None,
    level: float | None = None,
    behind: ft.Control | None = None,
    held: bool = False,
    wide: bool = False,
    gap: float = 14,
    scroll: bool = True,
    scrolled: ft.Ref[ft.ListView] | None = None,
    route: str = "/task",
) -> ft.View:
    """A full-screen task: phone proportions everywhere, at most 560 dp wide.

    close_name: what the cross (or arrow, when `back`) is called: "Close check-in". progress: "2 of 9" beside the title;
    bar: `marks.segments` below it. bottom: the answers, usually `buttons.actions`, always in sight.
    area: fills the whole screen with that area's container colour (the player). level: the whole screen is the vessel,
    filled to there (0 to 1). behind: drawn behind all of it, for what changes by itself. wide: as wide as the window,
    for a phone that is turned. scroll=False gives the content all the room between top and bottom. scrolled: refers to
    the list that scrolls, for whoever wants to move it.
    held: the system's way back does not leave by itself but calls `on_close`, which may ask first.
    """
    side = 20 if look.phone else 0
    ink = tone_of(area).on_container if area else TEXT
    leave = icon_button(ft.Icons.ARROW_BACK if back else ft.Icons.CLOSE, close_name, on_close, color=ink)
    head: list[ft.Control] = [leave, text.title(title, heading=1, expand=True, color=ink)]
    if progress:
        head.append(text.small(progress, color=ink if area else TEXT_SOFT))
    shown = [part for part in content if part is not None]
    inset = ft.Padding.symmetric(horizontal=side, vertical=12)
    middle: ft.Control
    if scroll:
        middle = ft.ListView(shown, spacing=gap, padding=inset, expand=True, ref=scrolled)
    else:
        middle = ft.Container(
            content=ft.Column(shown, spacing=gap, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            padding=inset,
            expand=True,
        )
    parts: list[ft.Control] = [
        ft.Container(
            content=ft.Row([*head, *tools], spacing=8),
            padding=look.inset(start=max(4, side - 12), end=side, top=8),
        )
    ]
    if bar is not None:
        parts.append(ft.Container(content=bar, padding=ft.Padding.symmetric(horizontal=side, vertical=6)))
    parts.append(middle)
    if bottom is not None:
        parts.append(ft.Container(content=bottom, padding=ft.Padding(left=side, top=10, right=side, bottom=16)))
    page = ft.Column(parts, spacing=0, expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    width = None if look.phone else look.width - 40 if wide else min(TASK, look.width - 40)
    framed = ft.Row(
        [ft.Container(content=page, width=width, expand=width is None)], alignment=ft.MainAxisAlignment.CENTER
    )
    framed.expand = True
    framed.vertical_alignment = ft.CrossAxisAlignment.STRETCH

    async def held_back(e: ft.Event[ft.View]) -> None:
        await e.control.confirm_pop(False)
        outcome = on_close()
        if hasattr(outcome, "__await__"):
            await outcome

    body: ft.Control = ft.SafeArea(content=framed, expand=True)
    if area and level is not None:
        body = vessel(look, level, area=area, content=body, glass=False, expand=True)
    if behind is not None:
        layers = [ft.Container(content=one, left=0, top=0, right=0, bottom=0) for one in (behind, body)]
        body = ft.Stack(list[ft.Control](layers), expand=True)
    return ft.View(
        route=route,
        controls=[body],
        padding=0,
        spacing=0,
        bgcolor=tone_of(area).container if area else SURFACE,
        can_pop=not held,
        on_confirm_pop=held_back if held else None,
    )


def _place_icon(look: Look, one: Place, here: bool, color: ft.Colors | None) -> ft.Icon:
    """A curve of time never runs backwards: it keeps its direction where everything else is mirrored."""
    flip = ft.Flip(flip_x=True) if look.rtl and one is Place.TRENDS else None
    return ft.Icon(one.chosen_icon if here else one.icon, color=color, size=24, flip=flip)


def _bar(look: Look, place: Place, say: Say, go: Go) -> ft.NavigationBar:
    def changed(e: ft.Event[ft.NavigationBar]) -> None:
        go(MAIN[max(0, min(len(MAIN) - 1, e.control.selected_index))].route)

    return ft.NavigationBar(
        destinations=[
            ft.NavigationBarDestination(
                icon=_place_icon(look, one, False, None),
                selected_icon=_place_icon(look, one, True, None),
                label=say(one.title),
            )
            for one in MAIN
        ],
        selected_index=MAIN.index(place) if place in MAIN else 0,
        border=ft.Border(top=ft.BorderSide(1, HAIRLINE)),
        on_change=changed,
    )


def _rail(look: Look, place: Place, say: Say, go: Go, foot: ft.Control | None) -> ft.Control:
    wide = look.desktop

    def item(one: Place) -> ft.Control:
        here = one is place
        ink = ON_CHOSEN if here else TEXT_SOFT
        icon = _place_icon(look, one, here, ink)
        words = ft.Text(
            say(one.title),
            theme_style=ft.TextThemeStyle.LABEL_LARGE if wide else ft.TextThemeStyle.LABEL_SMALL,
            color=TEXT if here or wide else TEXT_SOFT,
            text_align=ft.TextAlign.START if wide else ft.TextAlign.CENTER,
            expand=wide or None,
        )
        inside = (
            ft.Row([icon, words], spacing=16)
            if wide
            else ft.Column([icon, words], spacing=2, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
        )
        return pressable(
            inside,
            lambda: go(one.route),
            selected=here,
            color=CHOSEN if here else None,
            shape=28 if wide else 20,
            padding=ft.Padding.symmetric(horizontal=20 if wide else 4, vertical=14 if wide else 8),
        )

    mark = (
        drawing(_logo(look, "wordmark"), 134, 25, name="Mesoday")
        if wide
        else drawing(_logo(look, "logo"), 36, 27, name="Mesoday")
    )
    places = ft.ListView(
        [
            ft.Container(
                content=ft.Row([mark], alignment=ft.MainAxisAlignment.START if wide else ft.MainAxisAlignment.CENTER),
                padding=look.inset(start=18 if wide else 0, top=16, bottom=18),
            ),
            *[item(one) for one in MAIN],
            ft.Divider(height=33, thickness=1, color=HAIRLINE, leading_indent=16, trailing_indent=16),
            *[item(one) for one in BEHIND],
        ],
        expand=True,
    )
    parts: list[ft.Control] = [places]
    if foot is not None and wide:
        parts.append(ft.Container(content=foot, padding=ft.Padding.symmetric(horizontal=16, vertical=16)))
    return ft.Container(
        content=ft.Column(parts, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        width=RAIL_WIDE if wide else RAIL,
        bgcolor=LOW,
        padding=ft.Padding.symmetric(horizontal=12 if wide else 6, vertical=12),
    )


def _logo(look: Look, name: str) -> str:
    return f"{name}-{'dark' if look.dark else 'light'}"


def _top_bar(
    look: Look,
    place: Place,
    say: Say,
    go: Go,
    title: str | None,
    above: str,
    bell: Press | None,
    waiting: int,
    tools: Sequence[ft.Control],
    more: Sequence[MenuItem],
    on_back: Press | None,
) -> list[ft.Control]:
    parts: list[ft.Control] = []
    below: list[ft.Control] = []
    if on_back is not None:
        parts.append(icon_button(ft.Icons.ARROW_BACK, say("Back"), on_back))
    if title is not None:
        parts.append(text.headline(title, heading=1, expand=True))
    elif look.phone:
        mark = drawing(_logo(look, "wordmark"), 122, 23, name="Mesoday")
        parts.append(ft.Row([mark], expand=True))
    else:
        parts.append(text.small(above, expand=True))
    if above and (look.phone or title is not None):
        below.append(text.small(above))
    parts += tools
    if bell is not None:
        parts.append(_bell(say, bell, waiting))
    menu = list(more)
    if look.phone and on_back is None:
        menu += [(say(one.title), one.icon, _going(go, one.route)) for one in BEHIND]
    if menu:
        parts.append(menu_button(ft.Icons.MORE_VERT, say("More"), menu))
    if not look.phone and title is None and not above and len(parts) == 1:
        return []
    bar = ft.Container(
        content=ft.Row(parts, spacing=4),
        padding=look.inset(top=6),
    )
    return [ft.Column([bar, *below], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)]


def _going(go: Go, route: str) -> Press:
    return lambda: go(route)


def _bell(say: Say, bell: Press, waiting: int) -> ft.Control:
    if not waiting:
        return icon_button(ft.Icons.NOTIFICATIONS_OUTLINED, say("Reminders"), bell)
    return icon_button(ft.Icons.NOTIFICATIONS_ACTIVE, say("Reminders, some are waiting"), bell)


def list_width(look: Look, *, beside: bool) -> int:
    """The width of the first pane, with a second one `beside` it on a desktop or without."""
    room = look.width - (0 if look.phone else RAIL_WIDE if look.desktop else RAIL)
    if look.desktop and beside:
        return max(LIST_LEAST, min(LIST_MOST, round(room * 0.425)))
    return room


def _column(look: Look, content: Sequence[ft.Control | None], gap: float, room: int) -> ft.Control:
    side = max(look.margin, (room - (COLUMN if look.desktop else TABLET_COLUMN)) // 2)
    return ft.ListView(
        [part for part in content if part is not None],
        spacing=gap,
        padding=ft.Padding(left=side, top=10, right=side, bottom=28),
        expand=True,
    )


def _detail(content: Sequence[ft.Control | None], gap: float, key: str | None) -> ft.Control:
    shown = [part for part in content if part is not None]
    return ft.ListView(shown, spacing=gap, padding=ft.Padding.all(32), expand=True, key=key)
