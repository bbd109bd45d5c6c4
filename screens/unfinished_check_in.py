"""A check-in that was being filled in and is not kept yet: it lies with this installation, so that it outlives a page
that is closed, or a phone that runs out of battery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from care.measures import Area
from care.records import CheckIn
from care.split import put_together
from screens.ports import Settings

MOST_KEPT = 4  # forms of an area, each about another day; older ones were left for good


class Entered(Struct, frozen=True):
    """A form as it stands. `day`: the care day it is about; `written` and `at` are texts as they were typed."""

    day: date
    scores: dict[str, float] = {}
    written: dict[str, str] = {}
    tags: list[str] = []
    note: str = ""
    at: str = ""

    @property
    def empty(self) -> bool:
        return not (self.scores or self.tags or self.note.strip() or any(w.strip() for w in self.written.values()))

    def is_in(self, check_ins: Iterable[CheckIn], area: Area) -> bool:
        """Whether it was kept already: the power may go before the form that was kept is forgotten."""
        mine = (self.day, area, self.scores, sorted(self.tags), self.note.strip())
        return any(mine == (c.day, c.area, put_together(c), sorted(c.tags), c.note) for c in check_ins)


def setting_of(area: Area) -> str:
    """The setting with the unfinished forms of an area."""
    return f"check_in_draft_{area}"


def unfinished(settings: Settings, area: Area, day: date) -> Entered | None:
    """The form about a day, as it was left."""
    return next((one for one in _listed(settings.get(setting_of(area))) if one.day == day), None)


def with_form(settings: Settings, area: Area, form: Entered) -> list[Any] | None:
    """What the setting is to be with this form in it, or without one about its day when it is empty."""
    others = [one for one in _listed(settings.get(setting_of(area))) if one.day != form.day]
    forms: Sequence[Entered] = others if form.empty else [*others, form][-MOST_KEPT:]
    return msgspec.to_builtins(forms) or None


def _listed(kept: object) -> list[Entered]:
    """What was kept; what is no form of ours is passed over."""
    found: list[Entered] = []
    for one in kept if isinstance(kept, list) else ():
        try:
            found.append(msgspec.convert(one, Entered))
        except msgspec.ValidationError:
            continue
    return found
