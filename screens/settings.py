"""Settings and privacy: the overview, and the pages behind it. Only what is true here, and only what exists."""

from __future__ import annotations

from importlib import import_module

import flet as ft

from screens.boundary import screen
from screens.look import type as text
from screens.look.buttons import plain
from screens.look.colours import CHOSEN, ON_CHOSEN, TEXT_SOFT
from screens.look.rows import open_row
from screens.look.surfaces import column, hairline, info_card, section
from screens.look.surroundings import Look, use_look
from screens.navigation import Place, shell
from screens.page_state import PageState, use_page_state
from screens.settings_view import settings_view
from screens.welcome_draft import DRAFT
from screens.wording import Wording

PAGES = {
    "times": ("screens.settings_times", "TimesPage"),
    "reminders": ("screens.settings_reminders", "RemindersPage"),
    "safety": ("screens.settings_safety", "SafetyPage"),
    "backup": ("screens.settings_backup", "BackupPage"),
    "data": ("screens.settings_data", "DataPage"),
    "look": ("screens.settings_look", "LookPage"),
    "notifications": ("screens.settings_notifications", "NotificationsPage"),
    "doctor": ("screens.settings_doctor", "DoctorPage"),
    "report": ("screens.settings_report", "ReportPage"),
    "signals": ("screens.settings_signals", "SignalsPage"),
}


@screen(name="Settings")
def Settings() -> ft.Control:
    state, look = use_page_state(), use_look()
    words, go = state.wording, state.go
    view = settings_view(state.snapshot, state.knowledge, state.settings)
    parts: list[ft.Control | None] = [
        everything_stays(look, words),
        _unfinished(state, look) if state.settings.get(DRAFT) else None,
        section(
            words.text("Your care"),
            _row(state, ft.Icons.SCHEDULE, words.text("Times of your day"), view.times, "times"),
            _row(state, ft.Icons.NOTIFICATIONS, words.text("Reminders"), view.reminders, "reminders"),
            _row(state, ft.Icons.HEALTH_AND_SAFETY, words.text("Safety answers"), view.safety, "safety"),
            open_row(
                words.text("What I put on"),
                words.text("The last 14 days, for a pharmacist or a doctor"),
                lambda: go("/put-on"),
                mark=_mark(ft.Icons.RECEIPT_LONG_OUTLINED),
            ),
            _row(
                state,
                ft.Icons.PICTURE_AS_PDF_OUTLINED,
                words.text("A report for your dermatologist"),
                words.text("Two pages of what was done and how it went"),
                "report",
            ),
            open_row(
                words.text("Emergency"),
                words.text("The number to call, and when"),
                lambda: go("/emergency"),
                mark=_mark(ft.Icons.EMERGENCY_OUTLINED),
            ),
            open_row(
                words.text("Treatments by a professional"),
                words.text("What a clinic did or will do, and what rests after it"),
                lambda: go("/treatments"),
                mark=_mark(ft.Icons.MEDICAL_SERVICES_OUTLINED),
            ),
            open_row(
                words.text("About you, products and devices"),
                words.text("Go through the welcome again"),
                lambda: go("/welcome"),
                mark=_mark(ft.Icons.PERSON_OUTLINE),
            ),
            gap=0,
        ),
        hairline(),
        section(
            words.text("Safe keeping"),
            _row(state, ft.Icons.SAVE_ALT, words.text("Backups"), view.backup, "backup"),
            _row(
                state,
                ft.Icons.FOLDER_OUTLINED,
                words.text("Where your diary is"),
                view.where,
                "data",
            ),
            _row(
                state,
                ft.Icons.TROUBLESHOOT,
                words.text("Is everything working?"),
                words.text("Your diary, the clock, reminders and the service, looked at now"),
                "doctor",
            ),
            gap=0,
        ),
        hairline(),
        section(
            words.text("Comfort"),
            _row(state, ft.Icons.FORMAT_SIZE, words.text("Text size and colours"), view.look, "look"),
            _row(state, ft.Icons.VOLUME_UP_OUTLINED, words.text("Sounds and signals"), view.signals, "signals"),
            gap=0,
        ),
        hairline(),
        section(
            words.text("About Mesoday"),
            open_row(
                words.text("What Mesoday is, and is not"),
                words.text("With what is refused, and why"),
                lambda: go("/learn"),
                mark=_mark(ft.Icons.MENU_BOOK_OUTLINED),
            ),
            open_row(
                words.text("What the rules rest on"),
                words.text("Where each comes from, and how well that is known"),
                lambda: go("/why"),
                mark=_mark(ft.Icons.FACT_CHECK_OUTLINED),
            ),
            text.small(
                words.text("No clinician has signed these rules yet. Labels, manuals and professionals go first.")
            ),
            gap=4,
        ),
    ]
    return shell(look, Place.SETTINGS, words.text, go, parts, title=words.text("Settings and privacy"), gap=12)


@screen(name="Settings")
def SettingsPage() -> ft.Control:
    """The page that the route names; an unknown name leads back."""
    state, look = use_page_state(), use_look()
    last = ft.use_ref("")
    last.current = ft.use_route_params().get("page", "") or last.current  # none while it is being left
    page = last.current or ""
    if page in PAGES:
        module, component = PAGES[page]
        return getattr(import_module(module), component)(key=page)
    words = state.wording
    return settings_shell(
        state,
        look,
        words.text("Settings"),
        page,
        text.body(words.text("There is no such page here.")),
        plain(words.text("To the settings"), lambda: state.go("/settings")),
    )


def settings_shell(state: PageState, look: Look, title: str, page: str, *parts: ft.Control | None) -> ft.View:
    """The frame of a page behind the overview."""
    return shell(
        look,
        Place.SETTINGS,
        state.wording.text,
        state.go,
        list(parts),
        title=title,
        on_back=lambda: state.go("/settings"),
        gap=14,
        route=f"/settings/{page}",
    )


def everything_stays(look: Look, words: Wording) -> ft.Control:
    """What is true about privacy in this installation."""
    said = column(
        text.title(words.text("Everything stays on this device"), color=ON_CHOSEN, heading=2),
        text.body(
            words.text("No account, no tracking, and no connection to anybody. You decide what is exported."),
            color=ON_CHOSEN,
        ),
        gap=2,
    )
    line = ft.Row(
        [ft.Icon(ft.Icons.PHONELINK_LOCK, size=30, color=ON_CHOSEN), ft.Container(content=said, expand=True)],
        spacing=16,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    return ft.Container(content=line, bgcolor=CHOSEN, border_radius=look.shape_of(None, 24), padding=18)


def _row(state: PageState, icon: ft.IconData, title: str, note: str, page: str) -> ft.Control:
    return open_row(title, note, lambda: state.go(f"/settings/{page}"), mark=_mark(icon), key=page)


def _mark(icon: ft.IconData) -> ft.Control:
    return ft.Icon(icon, size=26, color=TEXT_SOFT)


def _unfinished(state: PageState, look: Look) -> ft.Control:
    words = state.wording
    return info_card(
        look,
        words.text("The welcome is not finished"),
        words.text("It goes on where you left it."),
        ft.Row([plain(words.text("Go on"), lambda: state.go("/welcome"))]),
    )
