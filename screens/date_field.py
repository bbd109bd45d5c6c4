"""A field for a day: written as on a label or in a calendar, or picked from a calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import flet as ft

from screens.look.buttons import icon_button
from screens.look.fields import SetText, read_date, text_field
from screens.page_state import page_state

YEARS = 10  # how far a calendar goes back and ahead


def date_field(
    label: str,
    value: str,
    on_change: SetText,
    *,
    problem: str | None = None,
    note: str | None = None,
    key: str | None = None,
) -> ft.Control:
    """A field for a date as 2026-11-24, with a calendar to pick from. Read it with `read_date`."""
    return text_field(
        label,
        value,
        on_change,
        problem=problem,
        note=note,
        hint=page_state().wording.text("such as {example}", example="2026-11-24"),
        keyboard=ft.KeyboardType.DATETIME,
        beside=PickDay(label, value, on_change),
        key=key,
    )


@ft.component
def PickDay(label: str, value: str, on_change: SetText) -> ft.Control:
    """The button that opens a calendar, at the day that is written or today."""
    state = page_state()
    words = state.wording

    def picked(event: ft.Event[ft.DatePicker]) -> Any:
        chosen = event.control.value
        if isinstance(chosen, datetime):
            on_change(day_picked(chosen, state.snapshot.now.zone).isoformat())

    def pick() -> None:
        today = state.snapshot.today
        ft.context.page.show_dialog(
            ft.DatePicker(
                value=read_date(value) or today,
                current_date=today,
                first_date=today.replace(year=today.year - YEARS, day=1),
                last_date=today.replace(year=today.year + YEARS, day=1),
                locale=ft.Locale(*words.tags),
                help_text=label,
                cancel_text=words.text("Cancel"),
                confirm_text=words.text("Take this day"),
                on_change=picked,
            )
        )

    return icon_button(ft.Icons.CALENDAR_MONTH, words.text("Calendar: {field}", field=label), pick)


def day_picked(midnight: datetime, zone: str) -> date:
    """The day that a calendar means by its midnight, which a browser in a zone nearby may put some hours off ours."""
    return (midnight.astimezone(ZoneInfo(zone)) + timedelta(hours=12)).date()
