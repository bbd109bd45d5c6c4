"""What stands on the invented person's shelf, and how they have set Mesoday up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from care.days import DAY
from care.knowledge import Knowledge
from care.records import (
    Answer,
    Course,
    Device,
    DeviceMode,
    PatchTest,
    Product,
    Profile,
    Record,
    Reminder,
    Retired,
    Rhythm,
    Routine,
    RoutineStep,
)
from storage.demo_story import DAY_STARTS_AT, Story

FACE_MEASURE, SCALP_MEASURE = "F-GLOW", "H-ITCH"


@dataclass(frozen=True)
class Shelf:
    """The ids that the rest of the story speaks of, and all records of the catalogue."""

    records: tuple[Record, ...]
    ampoule: Product
    scalp_serum: Product
    retinol: Product
    wand: Device
    routines: tuple[Routine, ...]


def stock_shelf(story: Story, knowledge: Knowledge) -> Shelf:
    new, today = story.catalogue_id, story.today
    opened = story.at(today - timedelta(days=75), "20:00")

    def open_product(name: str, form: str, actives: list[str], area: str = "face", months: int = 12) -> Product:
        return Product(
            id=new(),
            name=name,
            form=form,  # type: ignore[arg-type]
            areas=[area],  # type: ignore[list-item]
            actives=actives,
            opened_at=opened,
            after_opening_months=months,
        )

    cleanser = open_product("Gentle cleanser", "cleanser", [])
    niacinamide = open_product("Niacinamide serum 5 %", "serum", ["I09"])
    moisturiser = open_product("Barrier cream", "moisturiser", ["I10"])
    sunscreen = open_product("Sunscreen SPF 50", "sunscreen", ["I17"])
    retinol = open_product("Night retinol 0.2 %", "retinoid", ["I01"], months=6)
    shampoo = open_product("Mild shampoo", "shampoo", [], area="scalp")
    ampoule = Product(
        id=new(),
        name="Hyaluronic ampoule",
        form="ampoule",
        areas=["face"],
        actives=["I10"],
        single_use=True,
        device_ok=True,
        lot="A1",
        volume_ml=2,
        count=6,
        expires_on=today + timedelta(days=420),
        patch_test=PatchTest(state="passed", started_on=story.start),
    )
    scalp_serum = Product(
        id=new(),
        name="Peptide scalp serum",
        form="serum",
        areas=["scalp"],
        actives=["I11"],
        volume_ml=30,
        opened_at=opened,
        after_opening_months=6,
        patch_test=PatchTest(state="tolerated"),
    )
    old_toner = Product(
        id=new(),
        name="Rose toner",
        form="toner",
        areas=["face"],
        actives=["I14"],
        retired=Retired(on=story.start + 20 * DAY, why="Stung a little"),
    )
    wand = Device(
        id=new(),
        name="Galvanic wand",
        modes=[DeviceMode(modality="galvanic", minutes=8, level=2)],
        min_gap_hours=72,
        cleaned_at=story.at(story.courses[-2].session_days[-1], "20:40") if story.courses[-2].session_days else None,
    )
    routines = _routines(story, cleanser, niacinamide, moisturiser, sunscreen, retinol, shampoo)
    products = (cleanser, niacinamide, moisturiser, sunscreen, retinol, shampoo, ampoule, scalp_serum, old_toner)
    records = (
        _profile(),
        *_answers(story, knowledge),
        *products,
        wand,
        *routines,
        *_courses(story, ampoule, wand, scalp_serum),
        *story.pauses,
        _reminder(story),
    )
    return Shelf(records, ampoule, scalp_serum, retinol, wand, routines)


def _profile() -> Profile:
    return Profile(
        id="profile",
        birth_year=1988,
        areas=["face", "scalp"],
        concerns=["dullness", "dehydration", "dry_scalp"],
        skin_type="combination",
        day_starts_at=DAY_STARTS_AT,
    )


def _answers(story: Story, knowledge: Knowledge) -> Iterator[Answer]:
    for rule in knowledge.screening:
        yield Answer(id=rule, rule=rule, answer="no", answered_on=story.today - timedelta(days=20))


def _routines(
    story: Story,
    cleanser: Product,
    niacinamide: Product,
    moisturiser: Product,
    sunscreen: Product,
    retinol: Product,
    shampoo: Product,
) -> tuple[Routine, ...]:
    # Retinol on three evenings, the day before a session among them: the plan then lets it rest.
    retinol_days = sorted((story.today.weekday() + n) % 7 for n in (2, 4, 6))
    morning = [
        RoutineStep(id="cleanse", title="Cleanse", product=cleanser.id, minutes=1),
        RoutineStep(id="niacinamide", title="Niacinamide", product=niacinamide.id),
        RoutineStep(id="moisturise", title="Moisturise", product=moisturiser.id),
        RoutineStep(id="protect", title="Sunscreen", product=sunscreen.id),
    ]
    evening = [
        RoutineStep(id="cleanse", title="Cleanse", product=cleanser.id, minutes=2),
        RoutineStep(
            id="retinol", title="Retinol", product=retinol.id, every=Rhythm(n=1, unit="week", weekdays=retinol_days)
        ),
        RoutineStep(id="moisturise", title="Moisturise", product=moisturiser.id),
    ]
    wash = [
        RoutineStep(id="wash", title="Wash", product=shampoo.id, minutes=5, every=Rhythm(n=3)),
        RoutineStep(id="massage", title="Scalp massage", minutes=3),
    ]
    return (
        Routine(id=story.catalogue_id(), title="Morning", slot="am", area="face", steps=morning),
        Routine(id=story.catalogue_id(), title="Evening", slot="pm", area="face", steps=evening),
        Routine(id=story.catalogue_id(), title="Scalp", slot="pm", area="scalp", steps=wash),
    )


def _courses(story: Story, ampoule: Product, wand: Device, scalp_serum: Product) -> Iterator[Course]:
    for course in story.courses:
        face = course.area == "face"
        yield Course(
            id=course.id,
            title="Face glow" if face else "Calm scalp",
            area=course.area,
            product=ampoule.id if face else scalp_serum.id,
            device=wand.id if face else None,
            phases=course.phases,
            starts_on=course.starts_on,
            time="20:00" if face else "20:30",
            primary=FACE_MEASURE if face else SCALP_MEASURE,
            state="active" if course.active else "finished",
        )


def _reminder(story: Story) -> Reminder:
    return Reminder(
        id=story.catalogue_id(),
        about="custom",
        title="A glass of water",
        times=["10:30"],
        every=Rhythm(n=1, unit="day"),
        from_=story.start,
    )
