"""After any reaction nothing that it closes is offered until its rule opens it again, and then it is: reckoned here
from the rows of the signs alone, beside what the plan, the session itself, "Can I?" and the patch test say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.can_i import can_i
from care.changes import Refused
from care.diary import Diary
from care.patch_advice import closed_to_testing
from care.plan import plan_day
from care.records import Cleared, Device, PatchTest, Product, Reaction, Routine, RoutineStep
from care.verbs import decide
from care.verbs.session import StartSession
from tests.care.course_makers import STARTS_ON, answers, at, diary, knowledge, session

KNOWN = knowledge()
DAY = timedelta(days=1)
PASSED = PatchTest(state="passed", started_on=STARTS_ON)
AMPOULE = replace(diary(KNOWN).products["ampoule"], actives=["I10"], areas=["face"], patch_test=PASSED)
TONIC = Product(id="tonic", name="Tonic", form="scalp_tonic", areas=["scalp"], actives=["I10"], patch_test=PASSED)
WAND: Device = diary(KNOWN).devices["wand"]
KITS: dict[str, frozenset[str]] = {"face": frozenset({"serum", "galvanic"}), "scalp": frozenset({"serum"})}
GRAVE = ("expected", "monitor", "clinician", "urgent", "emergency")


def life() -> Diary:
    """A galvanic face course and a scalp course by hand, and each product in a routine too."""
    base = diary(KNOWN, answers=answers(KNOWN, STARTS_ON), sessions=(session(STARTS_ON),))
    face = base.courses["course"]
    scalp = replace(face, id="scalp", area="scalp", product="tonic", device=None, starts_on=STARTS_ON - 30 * DAY)
    steps = [RoutineStep(id=p.id, title=p.name, product=p.id) for p in (AMPOULE, TONIC)]
    return replace(
        base,
        products={"ampoule": AMPOULE, "tonic": TONIC},
        courses={"course": face, "scalp": scalp},
        routines={"r": Routine(id="r", title="Evening", slot="pm", steps=steps)},
    )


LIFE = life()
DAYS = st.integers(0, 40).map(lambda n: STARTS_ON + n * DAY)
WORDS = st.builds(
    Cleared,
    on=DAYS,
    until=st.none() | DAYS,
    for_=st.sampled_from(["all", ["serum"], ["galvanic"], ["led"], ["serum", "galvanic"]]),
)
SIGNS = st.lists(st.sampled_from([*sorted(KNOWN.signs), "G99"]), min_size=1, max_size=2, unique=True)


@st.composite
def reactions(draw: Any) -> Reaction:
    day = draw(DAYS)
    about: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"session": f"session-{STARTS_ON}"},
                {"product": "ampoule", "device": "wand", "areas": ["face"]},
                {"product": "tonic", "areas": ["scalp"]},
                {"areas": ["face", "scalp"]},
                {},
            ]
        )
    )
    settled = draw(st.none() | st.integers(0, 20))
    return Reaction(
        id=draw(st.sampled_from("abc")),
        at=at(day, "13:00").at,
        zone="Europe/Berlin",
        day=day,
        signs=draw(SIGNS),
        resolved_at=None if settled is None else at(day + settled * DAY, "18:00").at,
        cleared=draw(st.none() | WORDS),
        **about,
    )


def grade(one: Reaction) -> str:
    grades = [KNOWN.signs[s].severity if s in KNOWN.signs else "clinician" for s in one.signs]
    return max(grades, key=GRAVE.index)


def heard(one: Reaction, kit: frozenset[str], day: date) -> bool:
    word = one.cleared
    if word is None or day < word.on or (word.until is not None and day > word.until):
        return False
    return word.for_ == "all" or kit <= {*word.for_, "serum"}


def stands(one: Reaction, kit: frozenset[str], day: date) -> bool:
    """Whether what it closes is closed on a day for a session with that kit."""
    if one.day > day or grade(one) == "expected" or heard(one, kit, day):
        return False
    settled = one.resolved_at.date() if one.resolved_at is not None else None
    match grade(one):
        case "urgent" | "emergency":
            return True
        case "monitor":
            return settled is None or settled > day
    opens_by_itself = all(KNOWN.signs[s].reopens for s in one.signs if s in KNOWN.signs)
    return not opens_by_itself or settled is None or day < settled + 14 * DAY


def closes_area(one: Reaction, area: str, day: date) -> bool:
    where = {"face"} if one.session else set(one.areas) or {"face", "scalp"}
    everything = grade(one) in ("urgent", "emergency")
    return (everything or area in where) and stands(one, KITS[area], day)


def blames(one: Reaction, what: str) -> bool:
    """`what`: "both" for the product, "device"."""
    known = [KNOWN.signs[s] for s in one.signs if s in KNOWN.signs]
    unknown = what == "both" and len(known) < len(one.signs)
    return unknown or any(s.blames == what and s.severity != "expected" for s in known)


def product_of(one: Reaction) -> str | None:
    return "ampoule" if one.session else one.product


def closes_product(one: Reaction, product: str, day: date) -> bool:
    grave = GRAVE.index(grade(one)) >= GRAVE.index("clinician")
    return product_of(one) == product and blames(one, "both") and grave and stands(one, frozenset({"serum"}), day)


def closes_device(one: Reaction, day: date) -> bool:
    return bool(one.session or one.device) and blames(one, "device") and stands(one, frozenset({"galvanic"}), day)


def small_ones(found: list[Reaction], product: str, day: date) -> int:
    return sum(grade(r) == "monitor" and product_of(r) == product and blames(r, "both") and r.day <= day for r in found)


@settings(max_examples=200, deadline=None)
@given(
    found=st.lists(reactions(), min_size=1, max_size=3, unique_by=lambda r: r.id),
    day=st.integers(7, 80).map(lambda n: STARTS_ON + n * DAY),
)
def test_nothing_closed_is_offered_until_its_rule_opens_it(found: list[Reaction], day: date) -> None:
    whole, now = replace(LIFE, reactions=tuple(found)), at(day, "14:00")
    plan = plan_day(whole, KNOWN, day, now)
    for planned in plan.sessions:
        course = whole.courses[planned.course]
        product = course.product or ""
        closed = any(closes_area(r, course.area, day) or closes_product(r, product, day) for r in found)
        closed = closed or bool(course.device and any(closes_device(r, day) for r in found))
        advised = small_ones(found, product, day) >= 2
        assert (planned.state == "due") is not (closed or advised), planned
        assert ("REACTION" in [w.rule for w in planned.why]) is (closed or advised)
        if closed:
            assert any(w.strength in ("refuse", "ask") for w in planned.why), "no own decision opens it"
            assert can_i(whole, KNOWN, course, now).answer in ("no", "ask")
            assert refused(whole, course.id, now)
    for step in plan.routines[0].steps:
        product = step.product or ""
        closed = any(closes_product(r, product, day) for r in found)
        advised = small_ones(found, product, day) >= 2
        assert (step.state == "closed") is (closed or advised), step
        if closed:
            assert can_i(whole, KNOWN, whole.products[product], now).answer in ("no", "ask")
        assert (closed_to_testing(replace(whole.products[product], patch_test=None), whole, KNOWN, now) is None) is (
            not closed
        )
    assert (closed_to_testing(WAND, whole, KNOWN, now) is not None) is any(closes_device(r, day) for r in found)


def refused(whole: Diary, course: str, now: Any) -> bool:
    try:
        decide(StartSession(course), whole, KNOWN, now)
    except Refused:
        return True
    return False
