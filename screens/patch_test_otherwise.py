"""What may be said instead of a patch test: the thing is known, its label says otherwise, or the person decides."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.look import type as text
from screens.look.buttons import plain, tonal
from screens.look.fields import number_field
from screens.look.surfaces import flat_card, section
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.patch_test_handlers import PatchHandlers
from screens.patch_test_view import PatchView


def otherwise(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> ft.Control | None:
    """What the person may say instead: it is known, the label says otherwise, or an own decision. All is advice."""
    if view.closed is not None or view.state not in ("none", "running", "lapsed"):
        return None
    words = state.wording
    parts: list[ft.Control | None] = []
    if view.state != "running":
        known = words.text("I have used it for four weeks without trouble")
        parts.append(_alone(plain(known, handlers.tolerated)))
        if not view.device:
            parts += _label(look, state, handlers)
    else:
        parts.append(_alone(plain(words.text("Stop the test"), handlers.stop)))
    parts += _decision(look, state, view, handlers)
    return section(words.text("Or otherwise"), *parts, gap=4)


def _label(look: Look, state: PageState, handlers: PatchHandlers) -> list[ft.Control | None]:
    words = state.wording
    opener = _alone(plain(words.text("My label says …"), handlers.ask_label))
    if handlers.hours is None:
        return [opener]
    field = number_field(
        words.text("Hours until the label looks at the spot"),
        handlers.hours,
        handlers.typed,
        problem=handlers.problem or None,
        note=words.text("Put it on once, then look after so many hours. The label goes first."),
        key="label-hours",
    )
    return [opener, field, tonal(words.text("Begin as the label says"), handlers.begin_by_label)]


def _decision(look: Look, state: PageState, view: PatchView, handlers: PatchHandlers) -> list[ft.Control | None]:
    words = state.wording
    parts: list[ft.Control | None] = []
    for one in view.courses:
        if one.aside:
            said = words.text("You decided this yourself today: {course} is offered.", course=one.title)
            parts += [
                text.body(said),
                _alone(plain(words.text("Take it back"), partial(handlers.take_back, one.course))),
            ]
    waiting = [one for one in view.courses if not one.aside]
    if not waiting:
        return parts
    parts.append(_alone(plain(words.text("I decide this myself"), handlers.ask_decision)))
    if handlers.deciding:
        said = words.text(
            "This is advice, and yours to decide. Your decision holds for today, is noted in the diary, and can be "
            "taken back. If your skin feels warm, sore or tight, leave it for today."
        )
        buttons = [
            tonal(words.text("Offer {course} today", course=one.title), partial(handlers.decide, one.course))
            for one in waiting
        ]
        parts.append(flat_card(look, text.body(said), *buttons))
    return parts


def _alone(button: ft.Control) -> ft.Control:
    return ft.Row([button], wrap=True)
