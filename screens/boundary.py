"""One component's error is shown as a card, and the rest goes on.

Flet 1.0.5 dies silently in three ways; each has its answer here:
- a component that raises while it is drawn anew ends the task that draws: `screen` draws a problem card instead;
- a control with an impossible value does the same from inside Flet: `keep_updating` starts that task again;
- a handler or effect that raises makes the client show a crash page over everything: `keep_updating` takes that report,
  writes it to the log and hands it to `tell`, which may show a line of text.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import traceback
from collections.abc import Callable
from typing import Any, ParamSpec

import flet as ft

from screens.look.buttons import filled
from screens.look.feedback import problem_card

log = logging.getLogger(__name__)
P = ParamSpec("P")
KEEP_EVERY = 1.0

Translate = Callable[..., str]
"""Says an English source text with the values of its braces (`Wording.text`)."""


def plain(source: str, /, **values: object) -> str:
    """The English source itself: what the boundary says until it is told the person's language."""
    return source.format_map(values)


SayContext = ft.create_context(plain)


def screen(fn: Callable[P, Any] | None = None, *, name: str = "", safe: bool = True) -> Any:
    """Make a component that cannot take the rest down. Use it in place of `@ft.component`, bare or with arguments.

    A function that is annotated to return `ft.View` (a route's) gets a view in place of itself, any other a card.

    name: what a person calls it ("Trends"): "{name} could not be drawn". Left out, it is made from the function's name.
    safe: whether "Your entries are safe." may be said. Say False where something was being saved.
    """

    def decorate(drawing: Callable[P, Any]) -> Callable[P, Any]:
        called = name or drawing.__name__.strip("_").replace("_", " ").capitalize()
        whole = drawing.__annotations__.get("return") in (ft.View, "ft.View", "View")

        def guarded_drawing(*args: P.args, **kwargs: P.kwargs) -> Any:
            say = ft.use_context(SayContext)
            _, draw_again = ft.use_state(0)
            try:
                return drawing(*args, **kwargs)
            except Exception as error:
                log.exception("%s could not be drawn", called)
                card = _card(called, say, safe, error, lambda: draw_again(lambda attempt: attempt + 1))
                return _view(card, say) if whole else card

        return ft.component(functools.wraps(drawing)(guarded_drawing))

    return decorate if fn is None else decorate(fn)


def _card(name: str, say: Translate, safe: bool, error: Exception, try_again: Callable[[], None]) -> ft.Control:
    details = "".join(traceback.format_exception(error))

    async def copy_details() -> None:
        await ft.Clipboard().set(details)

    return problem_card(
        say("{name} could not be drawn", name=say(name)),
        say("Your entries are safe. The rest of the app works.") if safe else say("The rest of the app works."),
        try_again=say("Try again"),
        on_try_again=try_again,
        copy_details=say("Copy details"),
        on_copy_details=copy_details,
    )


def _view(card: ft.Control, say: Translate) -> ft.View:
    page = ft.context.page
    back = filled(say("Back to Today"), lambda: page.navigate("/"))
    return ft.View(
        route=page.route or "/",
        controls=[ft.SafeArea(content=ft.ListView([card, back], spacing=16, padding=20, expand=True), expand=True)],
        padding=0,
    )


def keep_updating(page: ft.Page, tell: Callable[[str], None] | None = None) -> Callable[[], None]:
    """Keep a page alive until the returned function is called (on `page.on_close`).

    tell: called with the text of each handler's or effect's error, on the page's loop, after it was logged.
    """
    session = page.session

    def report(message: str) -> None:
        log.error("on a page: %s", message)
        if tell is not None:
            try:
                tell(message.splitlines()[0] if message else "")
            except Exception:
                log.exception("the error could not be told")

    # The session is handed errors of handlers and effects here; sent to the client they would cover the whole page.
    session.error = report  # type: ignore[method-assign]

    async def keep() -> None:
        while True:
            await asyncio.sleep(KEEP_EVERY)
            drawing: asyncio.Task[None] | None = getattr(session, "_Session__updates_task", None)
            if drawing is not None and drawing.done() and not drawing.cancelled() and drawing.exception():
                log.error("a page had stopped drawing", exc_info=drawing.exception())
            session.start_updates_scheduler()

    task = asyncio.get_running_loop().create_task(keep())

    def stop() -> None:
        task.cancel()

    return stop


def guarded(handler: Callable[..., object], tell: Callable[[str], None]) -> Callable[..., object]:
    """A handler whose error is logged and told and goes no further. Works for sync and async handlers.

    `keep_updating` already does so for all handlers of a page; this is for callbacks that Flet does not call, such as
    those given to `page.run_task`, whose errors would be lost.
    """
    if asyncio.iscoroutinefunction(handler):

        @functools.wraps(handler)
        async def awaited(*args: object, **kwargs: object) -> object:
            try:
                return await handler(*args, **kwargs)
            except Exception as error:
                log.exception("a task failed")
                tell(str(error))
                return None

        return awaited

    @functools.wraps(handler)
    def called(*args: object, **kwargs: object) -> object:
        try:
            return handler(*args, **kwargs)
        except Exception as error:
            log.exception("a handler failed")
            tell(str(error))
            return None

    return called
