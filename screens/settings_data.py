"""Where the diary is: its folder, how much it holds, that it is not encrypted, and the commands that take it along."""

from __future__ import annotations

import flet as ft

from screens.boundary import screen
from screens.hooks import changing
from screens.look import type as text
from screens.look.rows import fact_row
from screens.look.surfaces import card, caution_card, column
from screens.look.surroundings import use_look
from screens.page_state import use_page_state
from screens.settings import settings_shell
from screens.settings_view import entries


@screen(name="Where your diary is")
def DataPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    words, folder = state.wording, str(state.handed.folder)
    count, set_count = changing(None)

    async def read() -> None:
        set_count(await state.load(lambda door: entries(door.diary(whole=True))))

    ft.use_effect(read, [])
    held = words.count("One entry", "{count} entries", count) if count is not None else words.text("Counting")
    commands = (
        (words.text("Export everything to one file"), f'main.py --data "{folder}" export my-diary.json'),
        (
            words.text("Export as tables, one file a kind"),
            f'main.py --data "{folder}" export my-diary.zip --format csv',
        ),
        (
            words.text("Take a file in, after a look at what would change"),
            f'main.py --data "{folder}" import FILE --dry-run',
        ),
        (words.text("Read everything and compare"), f'main.py --data "{folder}" verify'),
        (words.text("Reminders for your calendar"), f'main.py --data "{folder}" calendar care.ics'),
    )
    return settings_shell(
        state,
        look,
        words.text("Where your diary is"),
        "data",
        card(
            look,
            text.subtitle(words.text("The folder"), heading=2),
            text.body(folder, selectable=True),
            fact_row(ft.Icons.INVENTORY_2_OUTLINED, held),
            gap=8,
        ),
        caution_card(
            look,
            words.text("Not encrypted"),
            words.text(
                "Only your user account may open the folder, yet whoever uses that account, or takes the disk, can "
                "read it. Lock the device, and encrypt its disk if you can."
            ),
        ),
        card(
            look,
            text.subtitle(words.text("Take it along"), heading=2),
            text.body(words.text("Nothing is copied anywhere by itself. These commands are written in a terminal:")),
            *(column(text.small(said), text.body(line, selectable=True), gap=0) for said, line in commands),
            gap=12,
        ),
    )
