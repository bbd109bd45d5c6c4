"""What one open screen of Learn shows, and what a press on it does: reading, marking, unfolding, finding sources."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from screens.emergency import ROUTE as EMERGENCY
from screens.hooks import changing, kept
from screens.learn_article_view import ArticleView, Cited, article_view
from screens.learn_page import Shown, article_parts, claims_parts, refused_parts
from screens.learn_view import READ, claims_view, read_ids, refusals_view
from screens.look.buttons import actions, menu_button, plain
from screens.look.colours import HAIRLINE
from screens.look.feedback import empty_state
from screens.look.surfaces import column
from screens.look.surroundings import Look, use_look
from screens.navigation import task
from screens.over import back_below
from screens.page_state import PageState, use_page_state
from screens.read_more import LEARN
from screens.settings_view import SIZES, text_size

CLAIMS, REFUSED = "claims", "refused"
"""The two pages of Learn that are no articles."""


class Reading:
    """What one open screen of Learn shows, and what a press on it does. Made anew at each drawing."""

    def __init__(
        self, state: PageState, look: Look, shown: Shown, show: Callable[[Shown], None], end: ft.Ref[ft.ListView]
    ) -> None:
        self.state, self.look, self.shown, self.show, self._list = state, look, shown, show, end
        self.words = state.wording
        self.read = read_ids(state.settings.get(READ))

    def view(self, page: str) -> ArticleView | None:
        return article_view(self.words, self.state.knowledge, page, self.read)

    def _parts(self, page: str, go_on: Callable[[str], None], *, level: int) -> list[ft.Control | None]:
        """A page from its title to its foot. `go_on` opens another one from within it."""
        words, look, known = self.words, self.look, self.state.knowledge
        opened = self.shown.rows if self.shown.page == page else frozenset()
        if page == CLAIMS:
            return claims_parts(look, words, claims_view(words, known), opened, self._toggle(page), level=level)
        if page == REFUSED:
            return refused_parts(look, words, refusals_view(words, known), opened, self._toggle(page), level=level)
        view = self.view(page)
        if view is None:
            return [_unknown(self)]
        return article_parts(
            look,
            words,
            view,
            self.shown,
            level=level,
            on_cited=lambda place, cited: self._cite(page, place, cited),
            on_read=lambda on: self.mark(page, on),
            on_open=lambda other: self._leave_for(view, other, go_on),
            on_emergency=lambda: self.state.go(EMERGENCY),
        )

    def whole(self, page: str, go_on: Callable[[str], None]) -> ft.Control:
        """The same in one piece, which a list draws to its end, so that its end can be gone to. Each part is read out
        by itself."""
        parts = [part for part in self._parts(page, go_on, level=2) if part is not None]
        return column(*(ft.Semantics(content=part, container=True) for part in parts), gap=14)

    def alone(self, page: str, route: str, go_on: Callable[[str], None]) -> ft.View:
        """A page as a task of its own: its way back, the size of its text, and at the foot where it leads."""
        words, view = self.words, self.view(page)
        over = task(
            self.look,
            words.text("Learn"),
            [self.whole(page, go_on)],
            on_close=lambda: back_below(self.state),
            close_name=words.text("Back"),
            back=True,
            tools=[self.text_size()],
            bottom=self._foot(view, go_on) if view is not None and not self.look.large_text else None,
            scrolled=self._list,
            gap=14,
            route=route,
        )
        over.key = page  # another page begins at its top
        return over

    def _foot(self, view: ArticleView, go_on: Callable[[str], None]) -> ft.Control:
        words, following = self.words, view.next
        sources = words.text("Sources, {n}", n=len(view.sources))
        ways = actions(
            self.look,
            plain(sources, self._to_the_end, icon=ft.Icons.SCHOOL),
            plain(words.text("Next article"), lambda: self._leave_for(view, following.id, go_on))
            if following
            else None,
        )
        return column(ft.Divider(height=9, thickness=1, color=HAIRLINE), ways, gap=0)

    async def _to_the_end(self) -> None:
        if self._list.current is not None:
            await self._list.current.scroll_to(offset=-1, duration=self.look.motion)

    def text_size(self) -> ft.Control:
        """The size of all text, changed where one reads."""
        words, now = self.words, text_size(self.state.settings)

        def choosing(size: int) -> Callable[[], None]:
            return lambda: self.state.page.run_task(self._put_text_size, size) and None

        items = [
            (words.text("{size} %", size=size), ft.Icons.CHECK if size == now else None, choosing(size))
            for size in SIZES
        ]
        return menu_button(ft.Icons.FORMAT_SIZE, words.text("Text size"), items)

    async def _put_text_size(self, size: int) -> None:
        await self.state.put("text_size", size)
        self.state.dress_again()

    def _cite(self, page: str, place: int, cited: Cited) -> None:
        again = self.shown.page == page and (self.shown.block, self.shown.cited) == (place, cited)
        self.show(Shown(page) if again else Shown(page, place, cited))

    def _toggle(self, page: str) -> Callable[[str], None]:
        def toggle(row: str) -> None:
            rows = self.shown.rows if self.shown.page == page else frozenset()
            self.show(Shown(page, rows=rows ^ {row}))

        return toggle

    def toggling_found(self) -> Callable[[str], None]:
        return self._toggle("")

    def _leave_for(self, view: ArticleView, other: str, go_on: Callable[[str], None]) -> None:
        if view.next is not None and other == view.next.id and not view.read:
            self.mark(view.id, True)
        go_on(other)

    def mark(self, article: str, on: bool) -> None:
        """Note that an article was read, or was not."""
        self.state.page.run_task(self._mark, article, on)

    async def _mark(self, article: str, on: bool) -> None:
        read = read_ids(self.state.settings.get(READ))
        await self.state.put(READ, sorted(read | {article} if on else read - {article}))
        await self.state.reload(always=True)  # the list below shows it too


def use_reading() -> Reading:
    state, look = use_page_state(), use_look()
    shown, show = changing(Shown())
    return Reading(state, look, shown, show, kept(ft.Ref[ft.ListView]))


def _unknown(reading: Reading) -> ft.Control:
    words, state = reading.words, reading.state
    return empty_state(
        words.text("There is no such article here"),
        words.text("It may belong to another version of Mesoday."),
        action=words.text("See all articles"),
        on_action=lambda: state.go(LEARN),
    )
