"""Text size, colours and motion of this installation. They hold at once."""

from __future__ import annotations

from typing import Any

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.choices import Option, answer_tiles, buckets, switch_row
from screens.look.surfaces import card
from screens.look.surroundings import use_look
from screens.page_state import use_page_state
from screens.settings import settings_shell
from screens.settings_view import SIZES, text_size, theme_of


@screen(name="Text size and colours")
def LookPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    words, settings = state.wording, state.settings
    _, draw_again = ft.use_state(0)

    async def put(name: str, value: Any) -> None:
        await state.put(name, value)
        state.dress_again()
        draw_again(lambda times: times + 1)

    def later(name: str, value: Any) -> None:
        state.page.run_task(put, name, value)

    sizes = words.text("Text size")
    themes = words.text("Colours")
    return settings_shell(
        state,
        look,
        words.text("Text size and colours"),
        "look",
        card(
            look,
            text.subtitle(sizes, heading=2),
            buckets(
                look,
                sizes,
                [Option(str(size), words.text("{size} %", size=size)) for size in SIZES],
                str(text_size(settings)),
                lambda size: later("text_size", int(size)),
            ),
            text.body(words.text("Steady care for face and scalp. Change, if it comes, is gradual.")),
            gap=12,
        ),
        card(
            look,
            text.subtitle(themes, heading=2),
            answer_tiles(
                themes,
                [
                    Option("system", words.text("As the system")),
                    Option("light", words.text("Light")),
                    Option("dark", words.text("Dark")),
                ],
                theme_of(settings),
                lambda theme: later("theme", theme),
            ),
            gap=12,
        ),
        card(
            look,
            switch_row(
                words.text("Less motion"),
                words.text("Screens change at once, and the timer's level moves in steps."),
                bool(settings.get("still", False)),
                lambda on: later("still", on),
            ),
        ),
        text.small(words.text("These settings belong to this device alone and are never exported.")),
    )
