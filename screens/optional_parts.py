"""What Mesoday can do without: a browser, a window of its own, HEIC pictures, the system's store for keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec

from care.checkup import Finding
from care.messages import message


def has_browser() -> bool:
    """Whether the page could be opened by itself."""
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def has_window() -> bool:
    """Whether a window could be opened without fetching anything."""
    from screens.window import client_is_installed

    return client_is_installed()


def has_part(name: str) -> bool:
    """Whether a Python package is there."""
    return find_spec(name) is not None


def examine_optional(
    browser: Callable[[], bool] = has_browser,
    window: Callable[[], bool] = has_window,
    part: Callable[[str], bool] = has_part,
) -> Iterator[Finding]:
    """What is there, each in one line; what is missing with what that means."""
    if browser():
        yield Finding("optional", "well", message("A browser can be opened."))
    else:
        said = message("No browser was found here, so the page does not open by itself.")
        yield Finding("optional", "note", said, message("Type the address that Mesoday prints into any browser."))
    if window():
        yield Finding("optional", "well", message("A window of its own can be opened."))
    else:
        said = message("The client for a window of its own is not there; the app opens in the browser.")
        yield Finding("optional", "note", said, message('"main.py --window" fetches it, once.'))
    if part("pillow_heif"):
        yield Finding("optional", "well", message("HEIC pictures of phones can be read."))
    else:
        said = message("The part that reads HEIC pictures (pillow-heif) is missing.")
        yield Finding("optional", "note", said, message("Let the camera make JPEG, or save such a picture as JPEG."))
    if part("keyring"):
        yield Finding("optional", "well", message("The system's store for keys can be reached."))
    else:
        said = message("The part that reaches the system's store for keys (keyring) is missing.")
        yield Finding("optional", "note", said, message("Nothing needs it yet, as the diary is not encrypted."))
