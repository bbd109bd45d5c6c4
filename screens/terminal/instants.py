"""Instants as people type them: with a zone, on the local clock, or a date alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from screens.terminal.usage import BadUsage


def read_instant(text: str, zone: str, option: str) -> datetime:
    """An instant in UTC. Without an offset the wall clock of `zone` is meant; a date alone means its midnight.

    Raises `BadUsage`, naming the option.
    """
    try:
        if len(text) == 10:
            found = datetime.combine(date.fromisoformat(text), time(), ZoneInfo(zone))
        else:
            found = datetime.fromisoformat(text)
    except ValueError as error:
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        raise BadUsage(f'{option}: "{" ".join(shown.split())}" is not an instant like 2026-03-01T09:00:00Z.') from error
    if not 1900 <= found.year <= 2200:
        raise BadUsage(f"{option} lies outside the years 1900 to 2200.")
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def iso(at: datetime | date | None) -> str | None:
    """A date, or an instant as it stands in files: UTC instants end in Z."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")
