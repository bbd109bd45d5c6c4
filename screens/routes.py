"""The routes. Screens other than Today are imported when they are first opened, so that the start stays quick."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import flet as ft

from screens.boundary import screen
from screens.today import Today


def opened_late(module: str, component: str) -> Callable[[], ft.Control]:
    """A component that imports its screen when it is first drawn."""

    @screen(name=component)
    def drawn() -> ft.View:
        return getattr(import_module(module), component)()

    return drawn


def routes() -> list[ft.Route]:
    """Every route of design §6 that exists today."""
    return [
        ft.Route(index=True, component=Today),
        ft.Route(path="quick", component=opened_late("screens.today", "Quick")),
        ft.Route(path="welcome", component=opened_late("screens.welcome", "Welcome")),
        ft.Route(path="session/:course", component=opened_late("screens.session", "SessionScreen")),
        ft.Route(path="reaction/:session", component=opened_late("screens.reaction", "ReactionScreen")),
        ft.Route(path="reactions/:reaction", component=opened_late("screens.reaction_told", "ReactionPage")),
        ft.Route(path="reactions/:reaction/change", component=opened_late("screens.reaction", "ChangeReaction")),
        ft.Route(path="emergency", component=opened_late("screens.emergency", "Emergency"), modal=True),
        ft.Route(path="put-on", component=opened_late("screens.put_on", "PutOn"), modal=True),
        ft.Route(path="patch-test/:product", component=opened_late("screens.patch_test", "PatchTestScreen")),
        ft.Route(path="check-in/glow", component=opened_late("screens.check_in", "GlowCheckIn")),
        ft.Route(path="check-in/scalp", component=opened_late("screens.check_in", "ScalpCheckIn")),
        ft.Route(path="check-ins/:day/:id", component=opened_late("screens.check_in_change", "ChangeCheckInScreen")),
        ft.Route(
            path="diary",
            component=opened_late("screens.diary", "DiaryMonth"),
            children=[
                ft.Route(
                    path="find",
                    component=opened_late("screens.diary_find", "DiaryFind"),
                    children=[ft.Route(path=":day", component=opened_late("screens.diary_find", "FoundDay"))],
                ),
                ft.Route(path=":day", component=opened_late("screens.diary", "DiaryDay")),
            ],
        ),
        ft.Route(path="photos/take", component=opened_late("screens.photo_take", "TakePhoto"), modal=True),
        ft.Route(
            path="photos",
            component=opened_late("screens.photos", "Gallery"),
            children=[
                ft.Route(path="compare", component=opened_late("screens.photo_compare", "Compare")),
                ft.Route(path=":photo", component=opened_late("screens.photo", "PhotoScreen")),
            ],
        ),
        ft.Route(
            path="trends",
            component=opened_late("screens.trends", "Trends"),
            children=[ft.Route(path=":measure", component=opened_late("screens.trends", "Trends"))],
        ),
        ft.Route(
            path="shelf",
            component=opened_late("screens.shelf", "Shelf"),
            children=[ft.Route(path=":product", component=opened_late("screens.shelf", "ShelfItem"))],
        ),
        ft.Route(
            path="can-i",
            component=opened_late("screens.can_i", "CanIScreen"),
            children=[
                ft.Route(path="day/:on?", component=opened_late("screens.can_i_day", "ImportantDay")),
                ft.Route(path=":sort/:id", component=opened_late("screens.can_i", "CanIAnswer")),
            ],
        ),
        ft.Route(path="courses/:course", component=opened_late("screens.course", "CourseScreen")),
        ft.Route(path="courses/:course/change", component=opened_late("screens.course_change", "ChangeCourse")),
        ft.Route(path="treatments", component=opened_late("screens.treatment", "Treatments")),
        ft.Route(path="treatments/:treatment", component=opened_late("screens.treatment", "TreatmentScreen")),
        ft.Route(path="history/:kind/:id", component=opened_late("screens.history", "HistoryScreen")),
        ft.Route(path="why/:rule", component=opened_late("screens.why", "Why"), modal=True),
        ft.Route(path="why", component=opened_late("screens.why", "AllRules")),
        ft.Route(
            path="learn",
            component=opened_late("screens.learn", "Learn"),
            children=[ft.Route(path=":page", component=opened_late("screens.learn", "LearnPage"))],
        ),
        ft.Route(path="reckoned/:measure", component=opened_late("screens.reckoned", "Reckoned"), modal=True),
        ft.Route(path="read/:article", component=opened_late("screens.learn", "ReadOver"), modal=True),
        ft.Route(
            path="settings",
            component=opened_late("screens.settings", "Settings"),
            children=[ft.Route(path=":page", component=opened_late("screens.settings", "SettingsPage"))],
        ),
    ]
