"""What the system lets Mesoday do beside its own folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from care.checkup import Finding
from care.messages import message
from care.notifying import Permission


def examine_permissions(env: Mapping[str, str], platform: str, phone: Permission | None = None) -> Iterator[Finding]:
    """`phone`: how it stands with a phone's permission. On Linux: whether the desktop can be reached, over the bus of
    the session. Other systems cannot be asked."""
    if phone is not None:
        yield _of_phone(phone)
        return
    if not platform.startswith("linux"):
        said = message("What this system allows Mesoday cannot be asked; its own settings say it.")
        yield Finding("permissions", "note", said)
        return
    runtime = env.get("XDG_RUNTIME_DIR")
    if env.get("DBUS_SESSION_BUS_ADDRESS") or (runtime and (Path(runtime) / "bus").exists()):
        yield Finding("permissions", "well", message("Your desktop session can be reached from here."))
        return
    said = message("No desktop session can be reached from here, so nothing can be shown outside the app.")
    yield Finding("permissions", "note", said, message("Start Mesoday from your desktop, not over a remote login."))


def _of_phone(permission: Permission) -> Finding:
    if permission == "allowed":
        return Finding("permissions", "well", message("The phone lets Mesoday show notifications."))
    if permission == "open":
        said = message("The phone has not been asked yet whether Mesoday may show notifications.")
        return Finding("permissions", "note", said, message("The settings ask it, under Reminders, Notifications."))
    said = message("The phone does not let Mesoday show notifications.")
    mend = message("Allow them in the phone's settings, under Apps, Mesoday; or let your calendar ring.")
    return Finding("permissions", "note", said, mend)
