"""Reminders on Today: what rings now, and one card for all that did not ring."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from care.changes import Changes
from care.missing import OLDER
from care.verbs.reminder import AnswerReminder, LeaveOut
from care.verbs.routine import TickAll
from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.buttons import actions, outlined, plain, tonal
from screens.look.surfaces import card, column, hairline
from screens.look.surroundings import Look
from screens.page_state import PageState
from screens.reminder_view import ReminderView
from screens.snooze_view import snooze_views
from screens.today_clocks import cleaned
from screens.wording import Wording

SHOWN_AT_ONCE = 3
WAYS = {"skin": "/reaction", "patch": "/patch-test"}  # what can only be told now, and where


def done_words(words: Wording, view: ReminderView) -> str:
    """The words of the first answer."""
    said = {
        "skin": words.text("Check now"),
        "patch": words.text("Look now"),
        "clean": words.text("Cleaned"),
        "expiry": words.text("I have seen it"),
    }
    return said.get(view.sort) or words.text("I did it")


def answer_done(state: PageState, view: ReminderView) -> Callable[[], object]:
    """Log what the reminder is about. A session and a check-in are logged in the diary, with their real time; how the
    skin is can only be told now, on its page."""

    async def done() -> None:
        if view.sort in ("session", "check_in"):
            state.go(f"/diary/{view.day.isoformat()}")
            return
        if view.sort in WAYS:  # it is done there, and only there
            state.go(f"{WAYS[view.sort]}/{view.thing}")
            return
        if view.sort == "clean":
            await cleaned(state, view.thing)()
            return
        ticked: Changes | None = Changes()
        if view.sort == "routine":
            ticked = await state.do(TickAll((view.thing,), view.day))
        if ticked is None:
            return
        answered = await state.do(AnswerReminder(view.key, "done"))
        if answered is not None:
            state.say(state.wording.text("Noted."), (ticked + answered) or None)

    return done


def answer(state: PageState, view: ReminderView, said: str, command: AnswerReminder) -> Callable[[], object]:
    async def answered() -> None:
        await state.do(command, said=said, undoable=True)

    return answered


def ringing_card(state: PageState, look: Look, views: tuple[ReminderView, ...]) -> ft.Control:
    """It is time; read out when it appears."""
    words = state.wording
    parts: list[ft.Control] = []
    for view in views:
        if parts:
            parts.append(hairline())
        head = ft.Row(
            [
                ft.Icon(ft.Icons.NOTIFICATIONS_ACTIVE, size=26),
                ft.Container(
                    content=column(
                        text.subtitle(view.title, heading=2),
                        text.small(
                            words.text("It is time. Planned {time}.", time=view.slot)
                            if view.just_rang
                            else words.text("Planned {time}. Still open.", time=view.slot)
                        ),
                        gap=0,
                    ),
                    expand=True,
                ),
            ],
            spacing=14,
        )
        no = answer(state, view, words.text("Not today. Nothing is lost."), AnswerReminder(view.key, "skipped"))
        later = [
            plain(one.label, answer(state, view, one.said, AnswerReminder(view.key, "snoozed", until=one.until)))
            for one in snooze_views(words, state.snapshot.diary, state.snapshot.now)
        ]
        answers = [*later, plain(words.text("Not today"), no)]
        if view.sort in ("routine", "other"):
            answers.insert(0, plain(words.text("Done"), answer_done(state, view)))
        elif view.sort not in ("session", "check_in"):
            answers.insert(0, plain(done_words(words, view), answer_done(state, view)))
        parts += [head, ft.Row(answers, wrap=True, spacing=4, run_spacing=0)]
    return ft.Semantics(content=card(look, *parts, gap=4), live_region=True, container=True)


@screen(name="What did not ring")
def MissedCard(state: PageState, look: Look, views: tuple[ReminderView, ...], older: int) -> ft.Control:
    """One card for everything that did not ring: planned when, why, two answers each. The newest first; those of weeks
    ago as a number."""
    words = state.wording
    whole, show_whole = changing(False)
    parts: list[ft.Control] = []
    for view in views if whole else views[:SHOWN_AT_ONCE]:
        if parts:
            parts.append(hairline())
        no = answer(state, view, words.text("Left out. That is fine."), AnswerReminder(view.key, "skipped"))
        did = tonal(done_words(words, view), answer_done(state, view), icon=ft.Icons.CHECK, expand=True)
        not_words = words.text("Leave it out") if view.sort in (*WAYS, "expiry") else words.text("I did not")
        did_not = outlined(not_words, no, expand=True)
        parts += [
            column(text.subtitle(view.title, heading=2), text.small(view.planned), text.small(view.why), gap=0),
            actions(look, *((did_not, did) if look.large_text else (did, did_not))),
        ]
    rest = len(views) - SHOWN_AT_ONCE
    if rest > 0 and not whole:
        more = words.count("Show one more", "Show {count} more", rest)
        parts += [hairline(), ft.Row([plain(more, lambda: show_whole(True), icon=ft.Icons.EXPAND_MORE)])]

    if older:
        said = words.count("One more was missed weeks ago.", "{count} more were missed weeks ago.", older)
        if not views:
            said = words.count("One reminder was missed weeks ago.", "{count} reminders were missed weeks ago.", older)
        parts += [hairline()] if parts else []
        parts.append(text.body(said))

    async def leave_all() -> None:
        command = LeaveOut(tuple(view.key for view in views))
        done = await state.do(command, said=words.text("All left out. That is fine."), undoable=True)
        if older and done is not None:
            await state.attempt(state.put(OLDER, None))
            await state.reload(always=True)

    foot = [plain(words.text("Check reminders"), lambda: state.go("/settings/reminders"))]
    if len(views) > 1 or older:
        foot.insert(0, plain(words.text("Leave all out"), leave_all))
    parts.append(ft.Row(foot, wrap=True, alignment=ft.MainAxisAlignment.SPACE_BETWEEN))
    return card(look, *parts, gap=10)
