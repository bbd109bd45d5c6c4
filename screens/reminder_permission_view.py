"""May the system show notifications? The question in words, and the ways out where the answer was no."""

from __future__ import annotations

from msgspec import Struct

from care.notifying import Permission
from screens.wording import Wording


class PermissionView(Struct, frozen=True):
    """`ask` is what the button says that lets the system ask ("" where it would ask nobody); `open_settings` the one
    that leads to the system's settings, `look` the one that looks anew at how it stands."""

    title: str
    lines: tuple[str, ...]
    ask: str = ""
    open_settings: str = ""
    look: str = ""


def permission_view(words: Wording, permission: Permission | None, *, phone: bool) -> PermissionView | None:
    """None where nothing is to be asked. `phone`: the notifications are a phone's, which rings by itself."""
    if permission == "open":
        return _question(words, phone)
    return _ways_out(words, phone) if permission == "denied" else None


def _question(words: Wording, phone: bool) -> PermissionView:
    neutral = words.text("A stranger who sees it learns nothing: it says “Your routine” and the time.")
    if phone:
        return PermissionView(
            words.text("May Mesoday ring while it is closed?"),
            (
                words.text("Your phone can then ring at the times you chose by itself. It will ask you for this once."),
                neutral,
            ),
            words.text("Let the phone ask"),
        )
    return PermissionView(
        words.text("May Mesoday show notifications?"),
        (
            words.text(
                "They come at the times you chose, over other windows. The computer will ask you for this once."
            ),
            neutral,
        ),
        words.text("Let the computer ask"),
    )


def _ways_out(words: Wording, phone: bool) -> PermissionView:
    kept = words.text("Nothing is lost by it: what falls due waits on Today, which also tells what did not ring.")
    calendar = words.text("Or let your calendar ring: make the calendar file, and open it with your calendar.")
    look = words.text("I have allowed it")
    if phone:
        return PermissionView(
            words.text("The phone keeps notifications back"),
            (
                kept,
                words.text("To be called all the same, allow them in the phone's settings, under Apps, Mesoday."),
                calendar,
            ),
            open_settings=words.text("The phone's settings"),
            look=look,
        )
    return PermissionView(
        words.text("The computer keeps notifications back"),
        (kept, words.text("To be called all the same, allow them for Mesoday in the computer's settings."), calendar),
        look=look,
    )
