"""What a newcomer has entered so far, as one frozen value that is kept with this installation until the end.

Texts stay as they were typed, so that nothing is lost by leaving, by going back, or by a save that failed.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec
from msgspec import Struct

from care.diary import Diary
from care.kit import SERUM
from care.knowledge import Knowledge
from care.records import Area, Concern, Course, Modality
from care.verbs.screening import Reply
from screens.safety_draft import Telling, reply_of, telling_of

OWN = "own"  # the person's own product or device, by its name
KEPT = "kept"  # what the diary had before the welcome was opened again; the welcome leaves it alone
NONE = ""  # nothing chosen yet; for a device: by hand
NOT_NOW = "none"  # chosen: no product, no course
NOT_SURE: Modality = "not_sure"

AREAS: tuple[Area, ...] = ("face", "scalp")

DRAFT, STEP, LEFT = "welcome_draft", "welcome_step", "welcome_left"  # names of this installation's settings

Patch = Literal["", "tolerated", "passed", "not_yet"]
Start = Literal["now", "rating_first"]


class KitDraft(Struct, frozen=True):
    """Product and device of one area: ids of templates, `OWN`, or nothing.

    `modalities`: all that a device of one's own does; none means that nobody is sure.
    """

    product: str = NONE
    product_name: str = ""
    single_use: bool = False
    patch: Patch = ""
    device: str = NONE
    device_name: str = ""
    modalities: tuple[Modality, ...] = ()

    @property
    def does(self) -> tuple[Modality, ...]:
        return self.modalities or (NOT_SURE,)


class CourseDraft(Struct, frozen=True):
    """`template` "" is the first that fits; `start` None follows from the patch test."""

    template: str = NONE
    start: Start | None = None
    time: str = "20:00"


class RoutineDraft(Struct, frozen=True):
    wanted: bool = True
    steps: tuple[str, ...] = ()


class Draft(Struct, frozen=True):
    """All of it. `made` names the records that were made of it: "product/face" and the like to their ids."""

    routine_only: bool = False
    areas: tuple[Area, ...] = ()
    concerns: tuple[Concern, ...] = ()
    sensitive: bool = False
    birth_year: str = ""
    am_time: str = "07:30"
    pm_time: str = "21:30"
    kits: dict[str, KitDraft] = {}
    replies: dict[str, Reply] = {}
    tellings: dict[str, Telling] = {}
    courses: dict[str, CourseDraft] = {}
    routines: dict[str, RoutineDraft] = {}
    made: dict[str, str] = {}

    def kit(self, area: str) -> KitDraft:
        return self.kits.get(area, KitDraft())

    def course(self, area: str) -> CourseDraft:
        return self.courses.get(area, CourseDraft())

    def equipped(self) -> tuple[Area, ...]:
        """The areas for which there is something to do a session with."""
        if self.routine_only:
            return ()
        return tuple(a for a in self.cared_for() if self.kit(a).product not in (NONE, NOT_NOW))

    def cared_for(self) -> tuple[Area, ...]:
        """The chosen areas, the face first."""
        return tuple(a for a in AREAS if a in self.areas)


def modalities(draft: Draft, area: str, knowledge: Knowledge) -> tuple[str, ...]:
    """What the sessions of an area would use."""
    kit = draft.kit(area)
    if kit.device == NONE:
        return (SERUM,)
    if kit.device in (OWN, KEPT):
        return (SERUM, *kit.does)
    template = knowledge.device_templates.get(kit.device)
    return (SERUM, template.modality if template else "not_sure")


def routine_draft(draft: Draft, template: str, knowledge: Knowledge) -> RoutineDraft:
    """The routine as it was edited, or as the template has it."""
    return draft.routines.get(template) or RoutineDraft(steps=tuple(knowledge.routine_templates[template].steps))


def first_draft(diary: Diary, knowledge: Knowledge, today: date) -> Draft:
    """What to begin with: nothing, or what the diary already says."""
    if not diary.begun:
        return Draft()
    profile = diary.profile
    courses = {course.area: course for course in diary.active_courses() if course.product in diary.products}
    known = [(row, diary.answers[row.id]) for row in knowledge.screening.values() if row.id in diary.answers]
    return Draft(
        areas=tuple(profile.areas),
        concerns=tuple(profile.concerns),
        sensitive=profile.sensitive,
        birth_year=str(profile.birth_year or ""),
        am_time=profile.am_time,
        pm_time=profile.pm_time,
        kits={area: _kit_of(diary, course) for area, course in courses.items()},
        replies={row.id: reply_of(diary, row, answer, today) for row, answer in known},
        tellings={row.id: telling_of(row, answer) for row, answer in known},
        courses={area: CourseDraft(template=KEPT, time=course.time) for area, course in courses.items()},
        routines=dict.fromkeys(_routines_there(diary), RoutineDraft(wanted=False)),
    )


def _kit_of(diary: Diary, course: Course) -> KitDraft:
    product, device = diary.products[course.product or ""], diary.devices.get(course.device or "")
    return KitDraft(
        product=KEPT,
        product_name=product.name,
        patch="tolerated",
        device=KEPT if device else NONE,
        device_name=device.name if device else "",
        modalities=tuple(dict.fromkeys(mode.modality for mode in device.modes)) if device else (),
    )


def _routines_there(diary: Diary) -> list[str]:
    """The templates whose place is taken by a routine of the diary."""
    slots = {"am": "morning", "pm": "evening"}
    return [f"{slots[r.slot]}_{r.area}" for r in diary.routines.values()]


def stored(draft: Draft) -> Any:
    """The draft as plain JSON values."""
    return msgspec.to_builtins(draft)


def restored(values: Any) -> Draft | None:
    """The draft of plain values; None where there is none, or where it is of another time."""
    try:
        return msgspec.convert(values, Draft) if values is not None else None
    except msgspec.ValidationError:
        return None
