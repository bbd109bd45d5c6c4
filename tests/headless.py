"""A page without a client: Flet's real session and page, with a connection that only writes down what it would send.

    page = await start(lambda p: p.render(App))
    await fire(find(page, ft.Button)[0], "click")
    assert "Count 1" in text_of(page)

Uses parts of Flet that are not public, and is the only place in the tests that does; it holds for the exact version of
Flet that the project pins.
"""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page, context
from flet.messaging.connection import Connection
from flet.messaging.protocol import configure_encode_object_for_msgpack
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

ControlT = TypeVar("ControlT", bound=BaseControl)
Main = Callable[[ft.Page], Awaitable[Any] | Any]


class Wire(Connection):
    """The connection to nobody: keeps each message and its encoded size, answers calls of services from `replies`."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.get_running_loop()
        self.executor = ThreadPoolExecutor(2)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)
        self.session: Session | None = None
        self.messages: list[Any] = []
        self.sizes: list[int] = []
        self.replies: dict[str, Any] = {}
        self.calls: list[tuple[str, Any]] = []

    def encode(self, message: Any) -> bytes:
        """Encoding also takes the snapshots from which the next patch is computed; without it none would come."""
        return bytes(msgpack.packb(message, default=configure_encode_object_for_msgpack(BaseControl)) or b"")

    def send_message(self, message: Any) -> None:
        self.messages.append(message)
        self.sizes.append(len(self.encode(message)))
        if message.action.name == "INVOKE_METHOD" and self.session is not None:
            body = message.body
            self.calls.append((body.name, body.args))
            answer = self.replies.get(body.name)
            self.loop.call_soon(self.session.handle_invoke_method_results, body.control_id, body.call_id, answer, None)


async def start(
    main: Main, *, width: float = 400, height: float = 840, route: str = "/", replies: dict[str, Any] | None = None
) -> ft.Page:
    """Open a page of a size in dp at a route, run `main(page)` on it, and let it settle."""
    wire = Wire()
    wire.replies = replies or {}
    session = wire.session = Session(wire)
    _context_page.set(session.page)  # type: ignore[arg-type]
    context.reset_auto_update()
    wire.page_url = "http://test"
    session.apply_page_patch({"route": route, "width": width, "height": height, "platform": "android"})
    wire.encode(session.get_page_patch())
    outcome = main(session.page)
    if inspect.isawaitable(outcome):
        await outcome
    await session.after_event(session.page)
    await settle()
    # A page refers to its session weakly; the tests hold the page alone.
    object.__setattr__(session.page, "_session_of_the_test", session)
    return session.page


def wire_of(page: ft.Page) -> Wire:
    """The connection of a page: what was sent (`messages`, `sizes`) and called (`calls`)."""
    return page.session.connection  # type: ignore[return-value]


def drawing_error(page: ft.Page) -> BaseException | None:
    """What ended the task that draws the page, if it has ended by an error."""
    task = getattr(page.session, "_Session__updates_task", None)
    return task.exception() if task is not None and task.done() and not task.cancelled() else None


async def settle(turns: int = 20) -> None:
    """Let the loop take some turns, so that scheduled drawing and effects are done."""
    for _ in range(turns):
        await asyncio.sleep(0)


async def until(true: Callable[[], Any], seconds: float = 10.0) -> None:
    """Wait until a condition holds; an AssertionError after some seconds."""
    for _ in range(int(seconds / 0.02)):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")


async def resize(page: ft.Page, width: float, height: float) -> None:
    """Give the page another size and tell it so, as the client does."""
    page.session.apply_page_patch({"width": width, "height": height})
    await page._trigger_event("resize", {"width": width, "height": height})
    await settle()


async def go(page: ft.Page, route: str) -> None:
    """Come to a route, as the client tells it."""
    page.session.apply_page_patch({"route": route})
    await page.session.dispatch_event(page._i, "route_change", {"route": route})
    await settle()


async def fire(control: BaseControl, event: str, data: Any = None, *, value: Any = None) -> int:
    """Let the client report an event ("click", "change"), after setting `value` where the person changed it.

    An error of the handler goes the way it goes in the app (`page.session.error`). Returns the bytes that were sent
    because of it.
    """
    page = control.page
    wire = wire_of(page)
    before = len(wire.sizes)
    if value is not None:
        page.session.apply_patch(control._i, {"value": value})
    await page.session.dispatch_event(control._i, event, data)
    await settle()
    return sum(wire.sizes[before:])


_SKIPPED = {"_parent", "_state", "_contexts", "_parent_component", "_values", "_dirty", "fn", "args", "kwargs", "data"}


def walk(root: Any) -> Iterator[BaseControl]:
    """Every live control below (and with) `root`, in order, looking through components and named values."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list | tuple):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            waiting.extend(reversed(list(here.values())))
        elif dataclasses.is_dataclass(here) and not isinstance(here, type) and id(here) not in seen:
            seen.add(id(here))
            if isinstance(here, BaseControl):
                yield here
            names = [field.name for field in dataclasses.fields(here) if field.name not in _SKIPPED]
            waiting.extend(getattr(here, name, None) for name in reversed(names))


def find(root: Any, kind: type[ControlT], **properties: Any) -> list[ControlT]:
    """Controls of a kind whose properties equal those given."""
    return [
        control
        for control in walk(root)
        if isinstance(control, kind)
        and all(getattr(control, name, None) == wanted for name, wanted in properties.items())
    ]


def text_of(root: Any) -> str:
    """All words that are drawn, a line each: texts and their spans, labels of fields, names for screen readers."""
    words: list[str] = []
    for control in walk(root):
        if isinstance(control, ft.Text):
            said = control.value + "".join(span.text or "" for span in control.spans or [])
            words.append(said)
        else:
            given = [getattr(control, name, None) for name in ("label", "content", "error", "helper", "tooltip")]
            words += [one for one in given if isinstance(one, str)]
    return "\n".join(words)


def named(root: Any, name: str) -> BaseControl:
    """The one control that a person would press by this name: a button's words, a row's text, a tooltip, a label.

    Raises AssertionError when there is none, or more than one.
    """
    found = [control for control in walk(root) if _presses(control) and name in _names(control)]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} controls are called {name!r} in:\n{text_of(root)}")
    return found[0]


def _presses(control: BaseControl) -> bool:
    return any(getattr(control, event, None) for event in ("on_click", "on_change", "on_select"))


def _names(control: BaseControl) -> list[str]:
    around = control.parent
    names = [getattr(control, one, None) for one in ("tooltip", "label", "content")]
    names += [text.value for text in walk(getattr(control, "content", None)) if isinstance(text, ft.Text)]
    if isinstance(around, ft.Semantics):
        names.append(around.label)
    return [name for name in names if isinstance(name, str)]
