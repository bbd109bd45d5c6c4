"""The order of the welcome's steps. A safety page is a step of its own: "safety:skin"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from care.knowledge import Screening
from screens.safety_view import page_ids
from screens.welcome_draft import NONE, Draft

START, ABOUT, KIT, SUMMARY, COURSE, ROUTINE = "start", "about", "kit", "summary", "course", "routine"
SAFETY = "safety:"
PARTS = 6  # with all safety pages as one


class Place(Struct, frozen=True):
    """Where in the welcome one is: the `done` of `total` parts, or of the safety pages while on one of them."""

    done: int
    total: int


def steps(draft: Draft, rows: Sequence[Screening]) -> tuple[str, ...]:
    """All steps for what was chosen so far. Without a session product there is nothing to ask or to plan."""
    if draft.routine_only:
        return (START, ABOUT, ROUTINE)
    if not draft.equipped():
        return (START, ABOUT, KIT, ROUTINE)
    safety = tuple(SAFETY + page for page in page_ids(list(rows)))
    return (START, ABOUT, KIT, *safety, SUMMARY, COURSE, ROUTINE)


def nearest(step: str, order: Sequence[str]) -> str:
    """The step itself, or, where it is no longer asked, the last one that was surely passed."""
    if step in order:
        return step
    return KIT if KIT in order else ABOUT


def after(step: str, order: Sequence[str]) -> str | None:
    place = order.index(step)
    return order[place + 1] if place + 1 < len(order) else None


def before(step: str, order: Sequence[str]) -> str | None:
    place = order.index(step)
    return order[place - 1] if place else None


def page_of(step: str) -> str | None:
    """The checklist page of a safety step."""
    return step.removeprefix(SAFETY) if step.startswith(SAFETY) else None


def undecided(draft: Draft) -> bool:
    """Whether it is still open which steps there will be."""
    kits = [draft.kit(area).product for area in draft.cared_for()]
    return not draft.routine_only and (not kits or NONE in kits)


def place_of(step: str, order: Sequence[str], parts_at_least: int = 0) -> Place:
    """How far one has come. `parts_at_least`: `PARTS` while it is undecided how many there will be."""
    pages = [s for s in order if s.startswith(SAFETY)]
    if step in pages:
        return Place(pages.index(step), len(pages))
    parts = [s for s in order if s != START and s not in pages[1:]]
    return Place(parts.index(step) if step in parts else 0, max(len(parts), parts_at_least))
