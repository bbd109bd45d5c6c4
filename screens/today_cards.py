"""The cards of Today's timeline: a course's session, a check-in."""

from __future__ import annotations

import flet as ft

from care.why import PATCH
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import filled, plain
from screens.look.colours import tone_of
from screens.look.marks import area_mark, progress_dots, segments
from screens.look.rows import open_row
from screens.look.surfaces import area_card, card, column
from screens.look.surroundings import Look
from screens.page_state import Gone, use_part
from screens.patch_test_row import patch_button
from screens.reasons import reason
from screens.session_draft import still_open
from screens.today_handlers import TodayHandlers
from screens.today_session_view import SessionView
from screens.today_view import CheckInView

DOTS_IN_A_ROW = 8  # a longer course is drawn as bars


@screen(name="The session")
def SessionPart(handlers: TodayHandlers, look: Look, course: str) -> ft.Control:
    """A card where something can be done or must be known; one quiet row where the session only waits."""

    def session() -> SessionView:
        part = handlers.part(course)
        if not isinstance(part, SessionView):
            raise Gone(course)
        return part

    view = use_part(handlers.state, session)
    if view.waits_quietly and not _still_open(handlers, view):
        mark = area_mark(look, view.area, 40)
        said = view.status or " ".join(line.text for line in view.why)
        return open_row(view.title, said, lambda: handlers.go(f"/courses/{view.course}"), mark=mark)
    return session_card(handlers, look, view)


def session_card(handlers: TodayHandlers, look: Look, view: SessionView) -> ft.Control:
    """Mark, progress, kit, state, and what can be done now."""
    words, tone = handlers.words, tone_of(view.area)
    ink = tone.on_container

    head = ft.Row(
        [
            area_mark(look, view.area),
            ft.Container(
                content=column(text.title(view.title, color=ink, heading=2), text.small(view.sub, color=ink), gap=0),
                expand=True,
            ),
        ],
        spacing=12,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
    parts: list[ft.Control | None] = [head]
    if view.dots:
        filled_dots, all_dots = view.dots
        said = words.text("{done} of {all} sessions done", done=filled_dots, all=all_dots)
        picture = progress_dots if all_dots <= DOTS_IN_A_ROW else segments
        parts.append(picture(filled_dots, all_dots, said, area=view.area))
    parts.append(text.body(view.kit, color=ink) if view.kit else None)
    under_way = _still_open(handlers, view)
    if view.may_start and not under_way:
        parts += [text.small(fact, color=ink) for fact in view.facts]
    if under_way:
        parts.append(text.label(words.text("A session is still open."), color=ink))
    elif view.status:
        parts.append(text.label(view.status, color=ink))
    parts += [reason(handlers.state, line.text, line.rule, color=ink) for line in view.why]
    course = plain(words.text("The course"), lambda: handlers.go(f"/courses/{view.course}"), color=tone.strong)
    ways: list[ft.Control] = [course]
    if any(line.rule == PATCH and not line.aside for line in view.why):
        ways.insert(0, patch_button(handlers.state, view.course, tone.strong))
    start = words.text("Go on with the session") if under_way else words.text("Start session")
    go = filled(start, lambda: handlers.go(f"/session/{view.course}"), icon=ft.Icons.PLAY_ARROW, tone=tone)
    if under_way:
        parts += [go, _apart(*ways)]
    elif view.may_start:
        parts.append(go)
        parts.append(_apart(*ways, _not_today(handlers, view)))
        if any(line.aside for line in view.why):
            take_back = words.text("Take my decision back")
            parts.append(plain(take_back, lambda: handlers.take_back(view.course), color=tone.strong))
    elif view.may_decide:
        parts += [_apart(*ways[:-1]) if ways[:-1] else None, Deciding(handlers, view)]
    elif view.ask_safety:
        parts.append(filled(words.text("Answer safety questions"), lambda: handlers.go("/settings/safety"), tone=tone))
    else:
        parts.append(_apart(*ways))
    return area_card(look, view.area, *parts)


def _still_open(handlers: TodayHandlers, view: SessionView) -> bool:
    """Whether a session of that course was begun and not ended: then there is nothing else to begin."""
    return still_open(handlers.state.settings, handlers.state.snapshot.diary, view.course) is not None


def _apart(*ways: ft.Control) -> ft.Control:
    """Ways to go on, side by side from the start to the end of the card."""
    return ft.Row([*ways], alignment=ft.MainAxisAlignment.SPACE_BETWEEN, wrap=True)


def _not_today(handlers: TodayHandlers, view: SessionView) -> ft.Control:
    said = handlers.words.text("Not today")
    return plain(said, lambda: handlers.not_today(view.course), color=tone_of(view.area).strong)


@screen(name="The decision")
def Deciding(handlers: TodayHandlers, view: SessionView) -> ft.Control:
    """Not today, the course, or an own decision, said in full before it is taken."""
    asked, ask = changing(False)
    words, tone = handlers.words, tone_of(view.area)
    if not asked:
        return column(
            _apart(
                plain(words.text("The course"), lambda: handlers.go(f"/courses/{view.course}"), color=tone.strong),
                _not_today(handlers, view),
            ),
            plain(words.text("I decide this myself"), lambda: ask(True), color=tone.strong),
            gap=0,
        )
    return column(
        text.body(
            words.text(
                "This is advice, and yours to decide. Your decision holds for today, is noted in the diary, and can be "
                "taken back. If your skin feels warm, sore or tight, leave it for today."
            ),
            color=tone.on_container,
        ),
        filled(words.text("Offer the session today"), lambda: handlers.decide(view), tone=tone),
        plain(words.text("Leave it as advised"), lambda: ask(False), color=tone.strong),
        gap=8,
    )


def check_in_row(handlers: TodayHandlers, look: Look, view: CheckInView) -> ft.Control:
    """A check-in to open; what is done stays to be looked at in the diary."""
    route = "/check-in/glow" if view.area == "glow" else "/check-in/scalp"
    icon = ft.Icons.CHECK_CIRCLE if view.state == "done" else ft.Icons.CHEVRON_RIGHT
    content = ft.Row(
        [
            area_mark(look, view.area),
            ft.Container(content=column(text.subtitle(view.title), text.small(view.sub), gap=0), expand=True),
            ft.Icon(icon, size=24),
        ],
        spacing=12,
    )
    return card(look, content, padding=12, on_click=lambda: handlers.go(route), name=f"{view.title}. {view.sub}")
