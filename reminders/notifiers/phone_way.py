"""An Android phone's own ringing, asked from the thread that looks whether everything works."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from care.messages import Message, message
from care.notifying import Permission
from reminders.notifiers.android import PATIENCE, Android
from reminders.ways import Way

T = TypeVar("T")


class PhoneWay:
    """The phone that the app on `loop` arms. Not to be asked on that loop: the answer would wait for itself."""

    def __init__(self, phone: Android, loop: asyncio.AbstractEventLoop) -> None:
        self._phone, self._loop = phone, loop

    def way(self) -> Way:
        return Way(self._alive, without_app=True)

    def permission(self) -> Permission | None:
        try:
            return self._ask(self._phone.permission())
        except Exception:  # the app is about to end
            return None

    def _alive(self) -> tuple[bool, Message]:
        try:
            return self._ask(self._phone.alive())
        except Exception:
            return False, message("The phone gives no answer.")

    def _ask(self, question: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(question, self._loop).result(2 * PATIENCE)
