"""What the screens are handed: the one door, and the settings of this installation. They import neither."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from care.changes import Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.plan import DayPlan


class Door(Protocol):
    """The companion, as screens see it. `do` and `undo` block on the disk: call them through `Page.do`."""

    knowledge: Knowledge

    def now(self) -> Moment: ...

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary: ...

    def plan(self, day: date | None = None) -> DayPlan: ...

    def do(self, command: object) -> Changes: ...

    def undo(self, changes: Changes) -> Changes: ...

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]: ...


class Settings(Protocol):
    """What belongs to this installation alone: theme, text size, drafts. Kept in local.json."""

    def get(self, name: str, default: Any = None) -> Any: ...

    def put(self, name: str, value: Any) -> None: ...
