"""A day that is picked from a calendar is the day that was tapped, wherever one is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import flet as ft
import pytest

from screens.date_field import day_picked
from tests.headless import find, fire
from tests.screens.kept_day import course_records, keep, open_vault, page_on

FIFTH = date(2026, 3, 5)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Auckland", "Europe/Berlin", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("hours_off", [-3, 0, 3])
def test_the_midnight_of_a_calendar_is_its_day(zone: str, hours_off: int) -> None:
    midnight = datetime(2026, 3, 5, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert day_picked(midnight + timedelta(hours=hours_off), zone) == FIFTH


async def test_a_picked_day_stands_in_the_field(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), route="/shelf/ampoule") as app:
        await app.press("Calendar: Good until (on the label)")
        [calendar] = find(app.page._dialogs, ft.DatePicker)
        assert (calendar.value, calendar.current_date) == (date(2026, 3, 2), date(2026, 3, 2))
        await fire(calendar, "change", value=datetime(2027, 11, 29, 23, tzinfo=UTC))
        await app.until(lambda: "2027-11-30" in [field.value for field in app.fields()])
