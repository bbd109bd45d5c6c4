"""Where the diary is: its folder and what it holds; taking it out as a file, taking a file in, reading it all."""

from __future__ import annotations

from functools import partial

import flet as ft

from screens.boundary import screen
from screens.damage_card import damage_report
from screens.damage_view import damage_view
from screens.file_work import FileWork, use_file_work
from screens.long_work import progress_card
from screens.look import type as text
from screens.look.buttons import filled, outlined, plain
from screens.look.rows import fact_row
from screens.look.surfaces import card, caution_card, column, ok_card
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.ports import ImportLook
from screens.settings import settings_shell
from screens.settings_data_view import check_lines, import_view
from screens.settings_view import entries

NAMES = {"json": "mesoday-{day}.json", "csv": "mesoday-{day}-tables.zip"}


class DataHandlers(FileWork):
    """What can be done on the page; one object while it is open."""

    def __init__(self, state: PageState) -> None:
        super().__init__(state)
        self.held: int | None = None
        self.look: ImportLook | None = None
        self.checked: tuple[str, ...] = ()
        self.sound = True

    async def count(self) -> None:
        self.held = await self.state.load(lambda door: entries(door.diary(whole=True)))
        self.redraw()

    async def export(self, form: str) -> None:
        state, words = self.state, self.state.wording
        content = await self.do(words.text("Writing the file"), lambda files, work: files.export(form, work))
        if content is None:
            return
        name = NAMES[form].format(day=state.snapshot.today.isoformat())
        await ft.FilePicker().save_file(file_name=name, src_bytes=content)

    async def pick(self) -> None:
        """Let a file be chosen, and say what taking it in would do. Nothing has changed then."""
        words = self.state.wording
        picked = await ft.FilePicker().pick_files(with_data=True)
        content = picked[0].bytes if picked else None
        if content is None:
            return
        self.look = await self.do(
            words.text("Reading the file"), lambda files, work: files.look_into_file(content, work)
        )
        self.redraw()

    async def take_in(self) -> None:
        state, words, look = self.state, self.state.wording, self.look
        if look is None:
            return
        changes = await self.do(
            words.text("Taking it in"), lambda files, work: files.take_in(look.records, look.foreign, work)
        )
        if changes is not None:
            self.look = None
            state.say(words.text("It is in your diary now."), changes or None)
            await self.count()

    def leave(self) -> None:
        self.look = None
        self.redraw()

    async def check(self) -> None:
        state, words = self.state, self.state.wording
        found = await self.do(words.text("Reading everything"), lambda files, work: files.verify(work))
        if found is not None:
            self.checked, self.sound = check_lines(words, found), not found
            await state.reload(always=True)  # what is known to be damaged may be less now, or more
            self.redraw()


@screen(name="Where your diary is")
def DataPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    handlers = use_file_work(lambda: DataHandlers(state))
    ft.use_effect(handlers.count, [])
    words = state.wording
    damage = damage_view(words, state.snapshot.damages)
    return settings_shell(
        state,
        look,
        words.text("Where your diary is"),
        "data",
        progress_card(look, words, handlers.work) if handlers.work.running else None,
        _import_look(look, state, handlers),
        damage_report(state, look, damage) if damage else None,
        _folder(look, state, handlers),
        caution_card(
            look,
            words.text("Not encrypted"),
            words.text(
                "Only your user account may open the folder, yet whoever uses that account, or takes the disk, can "
                "read it. Lock the device, and encrypt its disk if you can."
            ),
        ),
        _take_along(look, state, handlers),
        _read_all(look, state, handlers),
        _calendar(look, state),
    )


def _folder(look: Look, state: PageState, handlers: DataHandlers) -> ft.Control:
    words, held = state.wording, handlers.held
    said = words.count("One entry", "{count} entries", held) if held is not None else words.text("Counting")
    return card(
        look,
        text.subtitle(words.text("The folder"), heading=2),
        text.body(str(state.handed.folder), selectable=True),
        fact_row(ft.Icons.INVENTORY_2_OUTLINED, said),
        gap=8,
    )


def _take_along(look: Look, state: PageState, handlers: DataHandlers) -> ft.Control:
    words, busy = state.wording, handlers.work.running
    return card(
        look,
        text.subtitle(words.text("Take it along"), heading=2),
        text.body(
            words.text(
                "As a file that other programs can read. The bytes of pictures travel in backups alone. Nobody else "
                "gets it."
            )
        ),
        column(
            outlined(words.text("Everything in one file"), partial(handlers.export, "json"), disabled=busy),
            outlined(words.text("Tables for a spreadsheet"), partial(handlers.export, "csv"), disabled=busy),
            gap=10,
        ),
        text.subtitle(words.text("Take a file in"), heading=2),
        text.body(
            words.text(
                "An export of Mesoday, of Loop Habit Tracker or of MedTimer. You see first what would change, and can "
                "take it back."
            )
        ),
        outlined(words.text("Choose a file"), handlers.pick, icon=ft.Icons.FILE_OPEN_OUTLINED, disabled=busy),
        gap=12,
    )


def _import_look(look: Look, state: PageState, handlers: DataHandlers) -> ft.Control | None:
    if handlers.look is None:
        return None
    words, view = state.wording, import_view(state.wording, handlers.look)
    return card(
        look,
        text.subtitle(view.title, heading=2),
        *(text.body(line) for line in view.lines),
        caution_card(look, words.text("Left out"), "\n".join(view.left_out)) if view.left_out else None,
        filled(words.text("Take it in"), handlers.take_in) if view.changes else None,
        plain(words.text("Leave it"), handlers.leave),
        gap=10,
    )


def _read_all(look: Look, state: PageState, handlers: DataHandlers) -> ft.Control:
    words = state.wording
    found: ft.Control | None = None
    if handlers.checked and handlers.sound:
        found = ok_card(look, handlers.checked[0])
    elif handlers.checked:
        found = caution_card(look, words.text("Not everything agrees"), "\n".join(handlers.checked))
    return card(
        look,
        text.subtitle(words.text("Read everything"), heading=2),
        text.body(words.text("Each entry and each picture is read and compared with the log. It changes nothing.")),
        outlined(words.text("Read and compare"), handlers.check, disabled=handlers.work.running),
        found,
        gap=10,
    )


def _calendar(look: Look, state: PageState) -> ft.Control:
    words = state.wording
    return card(
        look,
        text.subtitle(words.text("Reminders for your calendar"), heading=2),
        text.body(words.text("A file that your own calendar rings, made among the notifications.")),
        outlined(words.text("To the notifications"), lambda: state.go("/settings/notifications")),
        gap=8,
    )
