"""What the screens are handed: the one door, this installation's settings, the doorbell. They import none of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from care.changes import Changes
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.plan import DayPlan
from care.records import Record

if TYPE_CHECKING:
    from screens.page_state import PageState


class Door(Protocol):
    """The companion, as screens see it. `do` and `undo` block on the disk: call them through `PageState.do`."""

    knowledge: Knowledge

    @property
    def version(self) -> int:
        """Grows with every change of the diary."""
        ...

    def now(self) -> Moment: ...

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary: ...

    def plan(self, day: date | None = None) -> DayPlan: ...

    def history(self, kind: str, id: str) -> list[tuple[datetime, Record]]:
        """Every version of a record with the instant it was kept, oldest first."""
        ...

    def do(self, command: object) -> Changes: ...

    def undo(self, changes: Changes) -> Changes: ...

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]: ...


class Settings(Protocol):
    """What belongs to this installation alone: theme, text size, drafts. Kept in local.json."""

    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


class Doorbell(Protocol):
    """Brings reminders to the pages that are open."""

    def joined(self, page: PageState, /) -> None: ...

    def left(self, page: PageState, /) -> None: ...


class Handed(Struct, frozen=True, eq=False):
    """All that a page is handed by `main`. `storage_error`: what `do` raises when something could not be kept."""

    door: Door
    settings: Settings
    folder: Path
    assets: Path
    doorbell: Doorbell
    storage_error: type[Exception]
