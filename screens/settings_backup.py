"""Backups: make one now, let one be made each day, and bring one back after a look at what that would change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import flet as ft

from screens.boundary import screen
from screens.file_work import FileWork, use_file_work
from screens.long_work import progress_card
from screens.look import type as text
from screens.look.buttons import filled, outlined, plain, tonal
from screens.look.feedback import empty_state
from screens.look.fields import text_field
from screens.look.rows import open_row
from screens.look.surfaces import card, caution_card, column, section
from screens.look.surroundings import Look, use_look
from screens.page_state import PageState, use_page_state
from screens.ports import BackupFound, BackupLook
from screens.settings import settings_shell
from screens.settings_backup_view import backup_rows, look_view

FOLDER, TROUBLE = "backup_folder", "backup_trouble"  # settings of this installation


class BackupHandlers(FileWork):
    """What can be done on the page; one object while it is open."""

    def __init__(self, state: PageState) -> None:
        super().__init__(state)
        self.found: Sequence[BackupFound] | None = None
        self.look: BackupLook | None = None
        self.folder = str(state.settings.get(FOLDER) or "")
        self.problem: str | None = None

    async def read(self) -> None:
        self.found = await self.state.load(lambda _: self.state.handed.keeping().backups())
        self.redraw()

    async def back_up(self) -> None:
        words = self.state.wording
        made = await self.do(words.text("Making a backup"), lambda files, work: files.back_up(work))
        if made is not None:
            self.state.say(words.text("A backup is in {file}. It was read again and compared.", file=str(made)))
        await self.read()

    async def open(self, path: Path) -> None:
        words = self.state.wording
        self.look = await self.do(
            words.text("Reading the backup"), lambda files, work: files.look_into_backup(path, work)
        )
        self.redraw()

    async def restore(self, as_it_was: bool) -> None:
        look, words = self.look, self.state.wording
        if look is None:
            return
        changes = await self.do(
            words.text("Bringing it back"), lambda files, work: files.restore(look.path, as_it_was, work)
        )
        if changes is not None:
            self.look = None
            self.state.say(words.text("It is back. What was here before is kept as a backup."), changes or None)
        await self.read()

    def leave(self) -> None:
        self.look = None
        self.redraw()

    def typed(self, value: str) -> None:
        self.folder, self.problem = value, None
        self.redraw()

    async def choose(self) -> None:
        """Keep the folder that was typed. What is wrong with it is said below the field."""
        words, keeping = self.state.wording, self.state.handed.keeping
        try:
            chosen = await self.state.load(lambda _: keeping().choose_folder(self.folder))
        except self.state.handed.storage_error as error:
            self.problem = self.state.reason_of(error)
            self.redraw()
            return
        self.folder = str(chosen or "")
        said = words.text("Once a day a backup is made there.") if chosen else words.text("No backups by themselves.")
        self.state.say(said)
        self.redraw()

    @property
    def folder_edited(self) -> bool:
        return self.folder.strip() != str(self.state.settings.get(FOLDER) or "")


@screen(name="Backups")
def BackupPage() -> ft.Control:
    state, look = use_page_state(), use_look()
    handlers = use_file_work(lambda: BackupHandlers(state))
    ft.use_effect(handlers.read, [])
    words = state.wording
    return settings_shell(
        state,
        look,
        words.text("Backups"),
        "backup",
        progress_card(look, words, handlers.work) if handlers.work.running else _now(look, state, handlers),
        _look(look, state, handlers) if handlers.look is not None else None,
        _by_itself(look, state, handlers),
        _found(look, state, handlers),
    )


def _now(look: Look, state: PageState, handlers: BackupHandlers) -> ft.Control:
    words = state.wording
    return card(
        look,
        text.subtitle(words.text("One file with everything"), heading=2),
        text.body(
            words.text(
                "Entries and pictures, without the history of changes. It counts once it was read again and compared. "
                "It is not encrypted, so keep it where only you can read it."
            )
        ),
        ft.Row([filled(words.text("Back up now"), handlers.back_up, icon=ft.Icons.SAVE_ALT)], wrap=True),
        gap=10,
    )


def _by_itself(look: Look, state: PageState, handlers: BackupHandlers) -> ft.Control:
    words, trouble = state.wording, str(state.settings.get(TROUBLE) or "")
    keep = tonal(words.text("Keep"), handlers.choose) if handlers.folder_edited else None
    return section(
        words.text("By itself, once a day"),
        caution_card(look, words.text("The last backup did not work"), trouble) if trouble else None,
        text_field(
            words.text("Folder for backups"),
            handlers.folder,
            handlers.typed,
            problem=handlers.problem,
            note=words.text(
                "On another disk if you can. Seven daily, four weekly and twelve monthly ones are kept, and all those "
                "that you make by hand."
            ),
            hint=words.text("Empty: none are made by themselves"),
            key="folder",
        ),
        ft.Row([keep]) if keep else None,
        gap=8,
    )


def _found(look: Look, state: PageState, handlers: BackupHandlers) -> ft.Control | None:
    words, found = state.wording, handlers.found
    if found is None:
        return None
    if not found:
        return empty_state(words.text("No backups yet"), words.text("The first one takes a few seconds."))
    rows = [
        open_row(row.title, row.note, partial(handlers.open, row.path), key=str(row.path))
        for row in backup_rows(words, found)
    ]
    return section(words.text("Bring one back"), *rows, gap=0)


def _look(look: Look, state: PageState, handlers: BackupHandlers) -> ft.Control | None:
    if handlers.look is None:
        return None
    words, view = state.wording, look_view(state.wording, handlers.look)
    buttons: list[ft.Control] = []
    if view.changes:
        buttons.append(filled(words.text("Bring back what is missing or older here"), partial(handlers.restore, False)))
    if view.newer:
        buttons.append(outlined(words.text("Everything as it was then"), partial(handlers.restore, True)))
    buttons.append(plain(words.text("Leave it"), handlers.leave))
    return card(
        look,
        text.subtitle(words.text("The backup of {moment}", moment=view.title), heading=2),
        *(text.body(line) for line in view.lines),
        column(*buttons, gap=10),
        gap=8,
    )
