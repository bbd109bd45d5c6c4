"""Records made from the knowledge's templates, so that nobody begins with an empty form."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from care.diary import Diary
from care.knowledge import CourseTemplate, DeviceTemplate, Knowledge, ProductTemplate, RoutineTemplate
from care.records import Area, Course, Device, DeviceMode, Phase, Product, Routine, RoutineStep


def product_from(template: ProductTemplate, name: str = "") -> Product:
    """A product to begin with; the label goes first for everything filled in."""
    return Product(
        name=name or template.name,
        form=template.form,
        areas=list(template.areas),
        actives=list(template.actives),
        single_use=template.single_use,
        medicine=template.medicine,
        after_opening_months=template.after_opening_months,
        count=template.count,
        volume_ml=template.volume_ml,
    )


def duplicate_of(product: Product) -> Product:
    """Another one of the same product, sealed: what stands on its own label (lot, date) is left to be filled in.

    What skin is known to bear, or not to bear, holds for it as well; a test that is running goes on with the first.
    """
    running = product.patch_test is not None and product.patch_test.state == "running"
    return replace(
        product,
        id="",
        rev=0,
        changed_at=0,
        installation="",
        deleted=False,
        lot="",
        count=None,
        expires_on=None,
        opened_at=None,
        retired=None,
        patch_test=None if running else product.patch_test,
    )


def device_from(template: DeviceTemplate, name: str = "") -> Device:
    """A device without figures: ours hold until the manual's are entered."""
    return Device(name=name or template.name, modes=[DeviceMode(modality=template.modality)])


def routine_from(template: RoutineTemplate, title: str = "") -> Routine:
    steps = [RoutineStep(id=f"s{n}", title=step) for n, step in enumerate(template.steps, 1)]
    return Routine(title=title or template.title, slot=template.slot, area=template.area, steps=steps)


def course_from(
    template: CourseTemplate,
    knowledge: Knowledge,
    *,
    product: str | None,
    device: str | None,
    starts_on: date,
    time: str,
    sensitive: bool,
    title: str = "",
) -> Course:
    """A course from a template. Sensitive skin begins with a session every fortnight, our cautious default."""
    phases = list(template.phases)
    if sensitive:
        phases.insert(
            0,
            Phase(
                every_days=int(knowledge.figure("sensitive_every_days")),
                sessions=int(knowledge.figure("sensitive_sessions")),
            ),
        )
    return Course(
        title=title or template.title,
        area=template.area,
        product=product,
        device=device,
        phases=phases,
        starts_on=starts_on,
        time=time,
        primary=template.primary,
    )


def templates_for(diary: Diary, knowledge: Knowledge, area: Area, *, device: bool) -> list[CourseTemplate]:
    """The course templates of an area, those that fit the person's concerns first."""
    wanted = set(diary.profile.concerns)
    fitting = [t for t in knowledge.course_templates.values() if t.area == area and t.device == device]
    return sorted(fitting, key=lambda t: not wanted & set(t.concerns))
