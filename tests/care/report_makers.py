"""A diary for the tests of the report: a face course with a stopped session, a reaction, a set-aside advice, notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from care.days import Moment
from care.diary import Diary, by_id
from care.records import (
    Answer,
    CheckIn,
    Choice,
    Cleared,
    PatchTest,
    Photo,
    Product,
    Reaction,
    Record,
    Routine,
    RoutineStep,
    Session,
    SessionStep,
    StepDone,
    Treatment,
    kind_of,
)
from tests.care.course_makers import BERLIN, STARTS_ON, at, knowledge
from tests.care.course_makers import diary as course_diary

KNOWN = knowledge()
SECRET = "what nobody else is to read"
NOW: Moment = at(STARTS_ON + timedelta(days=70))
PRODUCT = Product(
    id="ampoule", name="Hyaluronic ampoule", form="ampoule", areas=["face"], actives=["I10"], lot="L77",
    patch_test=PatchTest(state="passed", started_on=STARTS_ON - timedelta(days=20)), note=SECRET,
)  # fmt: skip
MEDICINE = Product(
    id="med",
    name="Adapalene gel",
    form="medicine",
    areas=["face"],
    actives=["I01"],
    strengths={"I01": 0.1},
    medicine=True,
)
FAILED = Product(
    id="peel", name="Acid peel", form="exfoliant",
    patch_test=PatchTest(state="failed", started_on=STARTS_ON - timedelta(days=30)),
)  # fmt: skip


def day(n: int) -> date:
    return STARTS_ON + timedelta(days=n)


def moment(n: int, wall: str = "19:00") -> datetime:
    return at(day(n), wall).at


def session(n: int, **changed: Any) -> Session:
    began = moment(n)
    fields: dict[str, Any] = {
        "id": f"s{n}", "at": began, "zone": BERLIN, "day": day(n), "course": "course", "started_at": began,
        "ended_at": began + timedelta(minutes=20), "level": 2, "lot": "L77", "outcome": "finished",
        "steps": [SessionStep(id="pass/forehead", site="forehead", done_s=480)],
    }  # fmt: skip
    return Session(**fields | changed)


def rated(n: int, score: float, **changed: Any) -> CheckIn:
    fields: dict[str, Any] = {
        "id": f"c{n}", "at": moment(n, "07:30"), "zone": BERLIN, "day": day(n), "area": "glow",
        "scores": {"F-GLOW": score, "F-RED": 3.0},
    }  # fmt: skip
    return CheckIn(**fields | changed)


def reacted(n: int, *signs: str, **changed: Any) -> Reaction:
    fields: dict[str, Any] = {
        "id": f"r{n}", "at": moment(n + 1, "20:20"), "zone": BERLIN, "day": day(n + 1), "session": f"s{n}",
        "check": "first", "signs": list(signs),
    }  # fmt: skip
    return Reaction(**fields | changed)


def diary(**changed: Any) -> Diary:
    """Seventy days of a course that began on 2 March 2026, with six weeks of ratings before it."""
    made = course_diary(KNOWN)
    course = replace(made.courses["course"], primary="F-GLOW")
    ratings = [rated(n, 4.0 + n % 2 * 0.5) for n in range(-42, 0, 2)] + [
        rated(n, 7.0 + n % 2 * 0.5) for n in range(1, 70, 2)
    ]
    ratings[3] = replace(ratings[3], note=SECRET)
    clinician = next(s.id for s in KNOWN.signs.values() if s.severity == "clinician" and "face" in s.areas)
    usual = next(s.id for s in KNOWN.signs.values() if s.severity == "expected" and "face" in s.areas)
    fields: dict[str, Any] = {
        "answers": {**made.answers, "K09": Answer(
            id="K09", rule="K09", answer="yes", answered_on=day(-1),
            cleared=Cleared(on=day(-1), by="Dr Weiss"),
        )},
        "products": {p.id: p for p in (PRODUCT, MEDICINE, FAILED)},
        "courses": {"course": course},
        "routines": {"pm": Routine(
            id="pm", title="Evening", slot="pm",
            steps=[RoutineStep(id="a", title="Cleanse"), RoutineStep(id="b", title="Gel", product="med")],
        )},
        "sessions": (
            session(0), session(7), session(14, outcome="stopped", stop_reason="It stung"), session(21, lot="L78"),
        ),
        "reactions": (
            reacted(0), reacted(7, usual),
            reacted(14, clinician, note=SECRET, resolved_at=moment(20)),
        ),
        "choices": tuple(
            Choice(id=f"x{n}", at=moment(n), zone=BERLIN, day=day(n), what="own_decision", about="course", rule="GAP")
            for n in (20, 21)
        ),
        "check_ins": tuple(ratings),
        "steps_done": tuple(
            StepDone(id=f"{day(n)}/pm/a", at=moment(n, "21:30"), zone=BERLIN, day=day(n), routine="pm", step="a")
            for n in range(30)
        ),
        "treatments": (Treatment(id="t", what="peel", areas=["face"], on=day(-100), healed_on=day(-90)),),
    }  # fmt: skip
    return replace(made, **fields | changed)


def photo(n: int, sha256: str, view: str = "face_front") -> Photo:
    return Photo(
        id=f"p{n}", at=moment(n, "08:00"), zone=BERLIN, day=day(n), sha256=sha256, view=view, width=600, height=800
    )


def diary_of(records: Iterable[Record]) -> Diary:
    """A whole diary of loose records."""
    kinds: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        kinds[kind_of(record)].append(record)

    def events(kind: str) -> tuple[Any, ...]:
        return tuple(sorted(kinds[kind], key=lambda e: (e.at, e.id)))

    things: dict[str, Any] = {
        name: by_id(kinds[kind])
        for name, kind in (
            ("answers", "answer"), ("products", "product"), ("devices", "device"), ("routines", "routine"),
            ("courses", "course"),
        )
    }  # fmt: skip
    return Diary(
        profile=kinds["profile"][0], pauses=tuple(kinds["pause"]), treatments=tuple(kinds["treatment"]),
        sessions=events("session"), steps_done=events("step_done"), choices=events("choice"),
        check_ins=events("check_in"), reactions=events("reaction"), photos=events("photo"), **things,
    )  # fmt: skip
