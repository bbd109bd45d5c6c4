"""The verbs: commands, and the pure deciders that turn one into changes.

A decider is `decide(command, diary, knowledge, now) -> Changes`. Importing this package registers them all.
"""

from care.verbs import (
    catalogue,
    check_in,
    choice,
    importing,
    patch_test,
    photo,
    profile,
    reaction,
    reminder,
    restoring,
    routine,
    screening,
    session,
)
from care.verbs.decide import decide

__all__ = [
    "catalogue",
    "check_in",
    "choice",
    "decide",
    "importing",
    "patch_test",
    "photo",
    "profile",
    "reaction",
    "reminder",
    "restoring",
    "routine",
    "screening",
    "session",
]
