"""The records that the welcome makes of what was entered. Going back and changing it changes them; nothing is made
twice, and what the diary had before is left alone."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from care.diary import Diary
from care.knowledge import CourseTemplate, Knowledge
from care.records import (
    AnyRecord,
    Area,
    Course,
    Device,
    DeviceMode,
    PatchTest,
    Product,
    Profile,
    Routine,
    RoutineStep,
)
from care.templates import course_from, device_from, product_from, routine_from, templates_for
from screens.look.fields import read_time
from screens.welcome_draft import AREAS, KEPT, NONE, NOT_NOW, OWN, CourseDraft, Draft, KitDraft, Start, routine_draft

EVENING = "20:00"


class Wanted(Struct, frozen=True):
    """One record of the draft. `made` is its name there; `record` None says that it is not wanted (any more); `before`
    is as it stands in the diary."""

    made: str
    record: AnyRecord | None
    before: AnyRecord | None


def profile_of(draft: Draft, before: Profile) -> Profile:
    """The profile with what the step "about you" asks."""
    year = draft.birth_year.strip()
    return replace(
        before,
        areas=list(draft.cared_for()),
        concerns=list(draft.concerns),
        sensitive=draft.sensitive,
        birth_year=int(year) if year else None,
        am_time=read_time(draft.am_time) or before.am_time,
        pm_time=read_time(draft.pm_time) or before.pm_time,
    )


def kit_records(draft: Draft, diary: Diary, knowledge: Knowledge) -> list[Wanted]:
    """Products and devices, area by area. One device that serves both areas is one record."""
    wanted: list[Wanted] = []
    equipped = draft.equipped()
    for area in AREAS:
        if draft.kit(area).product != KEPT:
            wanted.append(_wanted(draft, diary.products, f"product/{area}", _product(draft, area, diary, knowledge)))
    first: dict[tuple[str, str], str] = {}
    for area in AREAS:
        kit, name = draft.kit(area), f"device/{area}"
        if kit.product == KEPT:
            continue
        device = _device(kit, knowledge) if area in equipped else None
        if device is not None and (kit.device, device.name) in first:
            device = None  # the other area's record is the one
        elif device is not None:
            first[kit.device, device.name] = name
        wanted.append(_wanted(draft, diary.devices, name, _kept_device(draft, diary, name, device)))
    return wanted


def device_key(draft: Draft, area: str, knowledge: Knowledge) -> str:
    """Under which name in `made` the device of an area stands: the first area with the same one."""
    mine = draft.kit(area)
    for other in draft.equipped():
        theirs = draft.kit(other)
        if mine.device == theirs.device and (
            mine.device != OWN or mine.device_name.strip() == theirs.device_name.strip()
        ):
            return f"device/{other}"
    return f"device/{area}"


def course_records(draft: Draft, diary: Diary, knowledge: Knowledge, today: date) -> list[Wanted]:
    wanted = []
    for area in AREAS:
        made = f"course/{area}"
        if draft.kit(area).product == KEPT:
            continue
        course = _course(draft, area, diary, knowledge, today) if area in draft.equipped() else None
        wanted.append(_wanted(draft, diary.courses, made, course))
    return wanted


def routine_records(draft: Draft, diary: Diary, knowledge: Knowledge) -> list[Wanted]:
    wanted = []
    for template in knowledge.routine_templates.values():
        edited = routine_draft(draft, template.id, knowledge)
        titles = [title.strip() for title in edited.steps if title.strip()]
        routine: Routine | None = None
        if edited.wanted and titles and template.area in draft.areas:
            steps = [RoutineStep(id=f"s{n}", title=title) for n, title in enumerate(titles, 1)]
            routine = replace(routine_from(template), steps=steps)
        wanted.append(_wanted(draft, diary.routines, f"routine/{template.id}", routine))
    return wanted


def course_template(draft: Draft, area: Area, diary: Diary, knowledge: Knowledge) -> CourseTemplate | None:
    """The template that was chosen, or the first that fits; None where no course is wanted."""
    chosen = draft.course(area).template
    fitting = templates_for(diary, knowledge, area, device=draft.kit(area).device != NONE)
    if chosen == NOT_NOW or not fitting:
        return None
    return next((t for t in fitting if t.id == chosen), fitting[0])


def start_of(draft: Draft, area: str) -> Start:
    """When the course starts where nobody chose: at once when the product is ready, else after two weeks of rating."""
    chosen = draft.course(area).start
    return chosen or ("now" if draft.kit(area).patch in ("tolerated", "passed") else "rating_first")


def starts_on(start: Start, knowledge: Knowledge, today: date) -> date:
    return today if start == "now" else today + timedelta(days=int(knowledge.figure("baseline_days")))


def _wanted(draft: Draft, shelf: dict[str, AnyRecord] | object, made: str, record: AnyRecord | None) -> Wanted:
    before = shelf.get(draft.made.get(made, ""))  # type: ignore[attr-defined]
    return Wanted(made, record, before)


def _product(draft: Draft, area: Area, diary: Diary, knowledge: Knowledge) -> Product | None:
    kit = draft.kit(area)
    if area not in draft.equipped():
        return None
    state = {"tolerated": "tolerated", "passed": "passed"}.get(kit.patch)
    patch = PatchTest(state=state) if state else None  # type: ignore[arg-type]
    before = diary.products.get(draft.made.get(f"product/{area}", ""))
    if kit.product == OWN:
        if before is not None:
            changed = replace(before, name=kit.product_name.strip(), single_use=kit.single_use)
            return changed if _same_patch(before, state) else replace(changed, patch_test=patch)
        form = "ampoule" if kit.single_use else "scalp_tonic" if area == "scalp" else "serum"
        return Product(
            name=kit.product_name.strip(), form=form, areas=[area], single_use=kit.single_use, patch_test=patch
        )
    template = knowledge.product_templates.get(kit.product)
    return replace(product_from(template), areas=[area], patch_test=patch) if template else None


def _same_patch(before: Product, state: str | None) -> bool:
    """A test that is under way or has failed is the shelf's business; the welcome leaves it alone."""
    kept = before.patch_test.state if before.patch_test else None
    return kept == state or (state is None and kept in ("running", "failed"))


def _device(kit: KitDraft, knowledge: Knowledge) -> Device | None:
    if kit.device == OWN:
        return Device(name=kit.device_name.strip(), modes=[DeviceMode(modality=each) for each in kit.does])
    template = knowledge.device_templates.get(kit.device)
    return device_from(template) if template else None


def _kept_device(draft: Draft, diary: Diary, made: str, device: Device | None) -> Device | None:
    """The device as it stands, with its manual's figures, where name and modality are the same."""
    before = diary.devices.get(draft.made.get(made, ""))
    if (
        device
        and before
        and before.name == device.name
        and [m.modality for m in before.modes] == [m.modality for m in device.modes]
    ):
        return before
    return device


def _course(draft: Draft, area: Area, diary: Diary, knowledge: Knowledge, today: date) -> Course | None:
    template = course_template(draft, area, diary, knowledge)
    product = draft.made.get(f"product/{area}")
    if template is None or product is None:
        return None
    entered: CourseDraft = draft.course(area)
    device = draft.made.get(device_key(draft, area, knowledge)) if draft.kit(area).device != NONE else None
    return course_from(
        template,
        knowledge,
        product=product,
        device=device,
        starts_on=starts_on(start_of(draft, area), knowledge, today),
        time=read_time(entered.time) or EVENING,
        sensitive=draft.sensitive,
    )
