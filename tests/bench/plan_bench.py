"""What planning costs: a day, and a year ahead, with 40 products, 6 routines and 5 courses. Asserts nothing.

The yardstick is msgspec reading the same records once from their bytes: what any program must do before it can plan.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec

from care.days import Moment, instant
from care.diary import Diary, by_id
from care.knowledge import Knowledge
from care.plan import plan_day, plan_days
from care.records import (
    Answer,
    AnyRecord,
    Course,
    Device,
    DeviceMode,
    PatchTest,
    Phase,
    Product,
    Profile,
    Record,
    Rhythm,
    Routine,
    RoutineStep,
)
from storage.knowledge import read_knowledge
from tests.bench.history_bench import medians

ASSETS = Path(__file__).parents[2] / "assets"
ZONE = "Europe/Berlin"
TODAY = date(2026, 3, 2)
ACTIVES = ("I01", "I03", "I06", "I07", "I08", "I09", "I10", "I13", "I14", "I16", "I24")
PRODUCTS, ROUTINES, STEPS, COURSES = 40, 6, 8, 5


def crowded_diary(knowledge: Knowledge) -> Diary:
    """A bathroom with more in it than anybody's, everything in use."""
    products = [
        Product(
            id=f"p{n}",
            name=f"Product {n}",
            actives=["I18"] if n == PRODUCTS - 1 else [ACTIVES[n % len(ACTIVES)], "I10"],
            medicine=n == PRODUCTS - 1,
            patch_test=PatchTest(state="passed"),
        )
        for n in range(PRODUCTS)
    ]
    routines = [
        Routine(
            id=f"r{n}",
            title=f"Routine {n}",
            slot="am" if n % 2 else "pm",
            area="scalp" if n > 3 else "face",
            steps=[
                RoutineStep(
                    id=f"s{step}",
                    title=f"Step {step}",
                    product=f"p{(n * 7 + step) % PRODUCTS}",
                    every=Rhythm(n=1 + step % 3) if step % 2 else None,
                )
                for step in range(STEPS)
            ],
        )
        for n in range(ROUTINES)
    ]
    courses = [
        Course(
            id=f"c{n}",
            title=f"Course {n}",
            area="scalp" if n > 2 else "face",
            product=f"p{5 * n + 5}",
            device="wand" if n % 2 else None,
            phases=[Phase(every_days=5 + n, sessions=8), Phase(every_days=14)],
            starts_on=TODAY - timedelta(days=20 * n),
        )
        for n in range(COURSES)
    ]
    return Diary(
        profile=Profile(id="profile", areas=["face", "scalp"], birth_year=1990),
        answers={rule: Answer(id=rule, rule=rule, answer="no", answered_on=TODAY) for rule in knowledge.screening},
        products=by_id(products),  # type: ignore[arg-type]
        devices={"wand": Device(id="wand", name="Wand", modes=[DeviceMode(modality="galvanic")])},
        routines=by_id(routines),  # type: ignore[arg-type]
        courses=by_id(courses),  # type: ignore[arg-type]
    )


def main() -> None:
    knowledge = read_knowledge(ASSETS / "knowledge")
    diary, now = crowded_diary(knowledge), Moment(instant(TODAY, "18:00", ZONE), ZONE)
    records: list[Record] = [
        diary.profile,
        *diary.answers.values(),
        *diary.products.values(),
        *diary.devices.values(),
        *diary.routines.values(),
        *diary.courses.values(),
    ]
    written = msgspec.json.encode(records)
    decoder = msgspec.json.Decoder(list[AnyRecord])
    times = medians(
        {
            "read": lambda: decoder.decode(written),
            "day": lambda: plan_day(diary, knowledge, TODAY, now),
            "year": lambda: plan_days(diary, knowledge, TODAY, TODAY + timedelta(days=364), now),
        }
    )
    read = times["read"]
    print(f"one day: {times['day']:.1f} ms, {times['day'] / read:.1f} x reading its records")
    print(f"a year ahead: {times['year']:.0f} ms, {times['year'] / read:.0f} x reading its records")


if __name__ == "__main__":
    main()
