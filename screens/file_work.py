"""What the pages that work with files have in common: one object a page, long work that is watched, trouble that is
said at the foot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from screens.hooks import kept, redrawing
from screens.long_work import LongWork
from screens.page_state import PageState
from screens.ports import Keeping, Reporting

T = TypeVar("T")


class FileWork:
    """What can be done on such a page; one object while it is open."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.redraw: Callable[[], None] = lambda: None
        self.work = LongWork(lambda: self.redraw())

    async def do(self, title: str, work: Callable[[Keeping, Reporting], T]) -> T | None:
        """Long work with the files; None when it did not work, which was said."""
        keeping = self.state.handed.keeping
        return await self.state.attempt(self.work.run(title, lambda report: work(keeping(), report)))


W = TypeVar("W", bound=FileWork)


def use_file_work(make: Callable[[], W]) -> W:
    """The page's object, which draws the page anew. A hook."""
    work = kept(make)
    work.redraw = redrawing()
    return work
