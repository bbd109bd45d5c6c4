"""The plan of the coming weeks as a file for the person's own calendar."""

from __future__ import annotations

import asyncio

import flet as ft

from screens.page_state import PageState

WEEKS = 12


def on_phone(page: ft.Page) -> bool:
    """Whether this is the app on a phone, and not a page in a browser."""
    return page.platform in (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS) and not page.web


async def give_calendar(state: PageState) -> None:
    """Share it on a phone, where the calendar is one of those it can be shared with; save it elsewhere."""
    content = await state.attempt(asyncio.to_thread(state.handed.calendar, WEEKS, state.wording))
    if not content:
        return
    name = f"mesoday-{state.snapshot.today.isoformat()}.ics"
    if on_phone(state.page):
        await ft.Share().share_files([ft.ShareFile(data=content, mime_type="text/calendar", name=name)])
    else:
        await ft.FilePicker().save_file(file_name=name, src_bytes=content)
