"""What a drawing has to know of its surroundings: width, text size, direction, contrast, motion.

Flet's padding, corners and alignment know left and right only. `Look` is the one place where start and end become left
and right. A screen reads it once, at its top, with `use_look()`, and hands it to the drawings that ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

TABLET_FROM, DESKTOP_FROM = 600, 1000
SIZE_STEP = 20


@dataclass(frozen=True)
class Look:
    """Width and height in dp (rounded down to 20, so that dragging a window edge redraws seldom), text size 1.0-2.0."""

    width: int = 400
    height: int = 840
    text_scale: float = 1.0
    rtl: bool = False
    dark: bool = False
    high_contrast: bool = False
    still: bool = False

    @property
    def phone(self) -> bool:
        """One column with a bar below."""
        return self.width < TABLET_FROM

    @property
    def desktop(self) -> bool:
        """Extended rail and two panes."""
        return self.width >= DESKTOP_FROM

    @property
    def large_text(self) -> bool:
        """Side by side becomes one below another. Narrow phones stack earlier."""
        return self.text_scale >= (1.5 if self.width >= 380 else 1.25)

    @property
    def margin(self) -> int:
        """The margin of a screen's content."""
        return 16 if self.phone else 28

    @property
    def motion(self) -> int:
        """Milliseconds that a change of step may take; 0 where motion is reduced."""
        return 0 if self.still else 250

    def scaled(self, size: float, at_most: float = 2.0) -> float:
        """A size in dp that grows with the text, up to `at_most` times."""
        return size * min(self.text_scale, at_most)

    def inset(self, *, start: float = 0, top: float = 0, end: float = 0, bottom: float = 0) -> ft.Padding:
        """Padding by start and end."""
        left, right = (end, start) if self.rtl else (start, end)
        return ft.Padding(left=left, top=top, right=right, bottom=bottom)

    def corners(
        self, *, top_start: float = 0, top_end: float = 0, bottom_start: float = 0, bottom_end: float = 0
    ) -> ft.BorderRadius:
        """Corner radii by start and end."""
        if self.rtl:
            top_start, top_end, bottom_start, bottom_end = top_end, top_start, bottom_end, bottom_start
        return ft.BorderRadius(top_left=top_start, top_right=top_end, bottom_left=bottom_start, bottom_right=bottom_end)

    def align(self, along: float = -1, down: float = 0) -> ft.Alignment:
        """Alignment with `along` from -1 (start) to 1 (end) and `down` from -1 (top) to 1 (bottom)."""
        return ft.Alignment(-along if self.rtl else along, down)

    def drop(self, size: float = 30) -> ft.BorderRadius:
        """The shape of face: three round corners, the one at bottom-start tight."""
        return self.corners(top_start=size, top_end=size, bottom_end=size, bottom_start=size / 5)

    def arch(self, size: float = 44) -> ft.BorderRadius:
        """The shape of scalp: round top, tight bottom."""
        tight = size * 10 / 44
        return self.corners(top_start=size, top_end=size, bottom_start=tight, bottom_end=tight)

    def shape_of(self, area: str | None, size: float | None = None) -> ft.BorderRadius:
        """Drop for face and glow, arch for scalp, plain rounding for None."""
        if area is None:
            return ft.BorderRadius.all(size or 24)
        return self.arch(size or 44) if area == "scalp" else self.drop(size or 30)


def look_of(
    page: ft.Page, *, text_scale: float = 1.0, dark: bool = False, high_contrast: bool = False, still: bool = False
) -> Look:
    """The surroundings on a page. Call it again on `page.on_resize`; equal values mean nothing to redraw."""
    width, height = page.width or 400, page.height or 840
    return Look(
        width=int(width // SIZE_STEP * SIZE_STEP),
        height=int(height // SIZE_STEP * SIZE_STEP),
        text_scale=max(1.0, min(2.0, text_scale)),
        rtl=bool(page.rtl),
        dark=dark,
        high_contrast=high_contrast,
        still=still,
    )


LookContext = ft.create_context(Look())


def use_look() -> Look:
    """The surroundings of the component that asks. Give them once: `LookContext(look, lambda: ...)`."""
    return ft.use_context(LookContext)
