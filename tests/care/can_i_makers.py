"""Lives for the tests of "Can I?": a course, what is asked about, and a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from care.days import Moment, wall_in_care_day
from care.diary import Diary
from care.kit import kit
from care.knowledge import Activity, Ingredient
from care.records import (
    Device,
    DeviceMode,
    Phase,
    Product,
    Routine,
    RoutineStep,
    Session,
)
from tests.care.course_makers import BERLIN, STARTS_ON, diary, knowledge

KNOWN = knowledge()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST_DAY = STARTS_ON + 20 * DAY
BEGINS = wall_in_care_day(FIRST_DAY, "20:00", BERLIN, "04:00")
KITS = {"by hand": None, "galvanic": "galvanic", "led": "led"}
FREE = ("yes", "with_care")


def life(modality: str | None = "galvanic", *, sessions: tuple[Session, ...] = (), **changed: Any) -> Diary:
    """A monthly course whose serum wants hours from others; its first session is still to come unless given."""
    given = diary(KNOWN)
    ampoule = replace(given.products["ampoule"], actives=["I26"])
    wand = Device(id="wand", name="Device", modes=[DeviceMode(modality=modality or "not_sure")])  # type: ignore[arg-type]
    course = replace(
        given.courses["course"],
        device="wand" if modality else None,
        phases=[Phase(every_days=28)],
        starts_on=STARTS_ON if sessions else FIRST_DAY,
    )
    whole = replace(
        given, products={"ampoule": ampoule}, devices={"wand": wand}, courses={"course": course}, sessions=sessions
    )
    return replace(whole, **changed)


def hours(row: Ingredient | Activity, of: Diary) -> tuple[float, float]:
    """What the row keeps away from the sessions of the course, before and after."""
    course, like = of.courses["course"], getattr(row, "like", "")
    said = KNOWN.ingredients[like] if like else row
    ways = [getattr(said, way) for way in kit(of, KNOWN, course.product, course.device).spaced_as]
    return max(way.before for way in ways), max(way.after for way in ways)


def moment(instant: datetime) -> Moment:
    return Moment(instant, BERLIN)


def thing(row: Ingredient | Activity) -> Product | Activity:
    if isinstance(row, Activity):
        return row
    return Product(id="x", name="The thing", areas=["face"], actives=[row.id])


SPACED: list[Any] = [
    *(row for row in KNOWN.ingredients.values() if not row.medicine and not row.closed_in_course),
    *(row for row in KNOWN.activities.values() if not row.rule and "face" in row.areas),
]


def product(**fields: Any) -> Product:
    return Product(**{"id": "x", "name": "Retinol", "areas": ["face"], "actives": ["I01"], **fields})


CALM = moment(STARTS_ON_NOON := wall_in_care_day(STARTS_ON, "12:00", BERLIN, "04:00"))


def evening(*steps: RoutineStep, **more: Any) -> dict[str, Any]:
    routine = Routine(id="pm", title="Evening", slot="pm", steps=list(steps))
    return {"routines": {"pm": routine}, **more}


def with_step(of: Diary, kept: Product, **step: Any) -> Diary:
    steps = evening(RoutineStep(id="s", title=kept.name, product=kept.id, **step))
    return replace(of, products={**of.products, kept.id: kept}, **steps)
