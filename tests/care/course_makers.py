"""Small diaries for the tests of the core: a galvanic face course whose every question is answered with no."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.records import Answer, Course, Device, DeviceMode, PatchTest, Phase, Product, Profile, Session
from storage.knowledge import read_knowledge

ASSETS = Path(__file__).parents[2] / "assets"
STARTS_ON = date(2026, 3, 2)
BERLIN = "Europe/Berlin"


def knowledge() -> Knowledge:
    return read_knowledge(ASSETS / "knowledge")


def at(day: date, wall: str = "12:00", zone: str = BERLIN) -> Moment:
    from care.days import instant

    return Moment(instant(day, wall, zone), zone)


def answers(known: Knowledge, on: date, **given: str) -> dict[str, Answer]:
    """Every question answered with no on that day, but for those given."""
    return {
        rule: Answer(id=rule, rule=rule, answer=given.get(rule, "no"), answered_on=on)  # type: ignore[arg-type]
        for rule in known.screening
    }


def diary(known: Knowledge, **changed: Any) -> Diary:
    """A diary with one galvanic face course, once a week from 2 March 2026, open to begin."""
    course = Course(
        id="course",
        title="Glow",
        area="face",
        product="ampoule",
        device="wand",
        phases=[Phase(every_days=7, sessions=8), Phase(every_days=28)],
        starts_on=STARTS_ON,
    )
    whole = Diary(
        profile=Profile(id="profile", areas=["face", "scalp"], birth_year=1990),
        answers=answers(known, STARTS_ON - timedelta(days=1)),
        products={
            "ampoule": Product(
                id="ampoule", name="Hyaluronic ampoule", form="ampoule", patch_test=PatchTest(state="passed")
            )
        },
        devices={"wand": Device(id="wand", name="Galvanic wand", modes=[DeviceMode(modality="galvanic")])},
        courses={"course": course},
    )
    return replace(whole, **changed)


def session(day: date, *, hour: int = 19, outcome: str = "finished", course: str = "course") -> Session:
    started = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Session(
        id=f"session-{day}",
        at=started,
        zone=BERLIN,
        day=day,
        course=course,
        started_at=started,
        ended_at=started + timedelta(minutes=20),
        outcome=outcome,  # type: ignore[arg-type]
    )
