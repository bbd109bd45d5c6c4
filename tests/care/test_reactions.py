"""Reactions: what each sign closes, whom it blames, what rests, and how it opens again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.diary import Diary
from care.knowledge_rows import Sign
from care.plan import DayPlan, plan_day
from care.reactions import all_standing, device_closed, product_closed
from care.records import Cleared, PatchTest, Product, Reaction, Routine, RoutineStep
from care.session_script import device_time
from care.verbs import decide
from care.verbs.reaction import TellSkin
from tests.care.course_makers import STARTS_ON, answers, at, diary, knowledge, session
from tests.care.random_lives import with_record

KNOWN = knowledge()
DAY = timedelta(days=1)
CLEAR = timedelta(days=14)
NEXT = STARTS_ON + 7 * DAY
AMPOULE = replace(diary(KNOWN).products["ampoule"], actives=["I10"])
GRADES = ("expected", "monitor", "clinician", "urgent", "emergency")


def reacted(*signs: str, day: date = STARTS_ON, **more: object) -> Diary:
    """The galvanic face course after its first session, with that answer to it."""
    one = Reaction(
        id="x", at=at(day, "21:00").at, zone="Europe/Berlin", day=day, session=f"session-{STARTS_ON}", signs=list(signs)
    )
    known = diary(KNOWN, products={"ampoule": AMPOULE}, sessions=(session(STARTS_ON),))
    return replace(known, answers=answers(KNOWN, STARTS_ON), reactions=(replace(one, **more),))


def plan(given: Diary, day: date, wall: str = "21:00") -> DayPlan:
    return plan_day(given, KNOWN, day, at(day, wall))


def beside(given: Diary) -> Diary:
    """With a scalp course by hand that begins on the day that is looked at, and is looked at first."""
    tonic = Product(id="tonic", name="Tonic", actives=["I10"], patch_test=PatchTest(state="passed"))
    scalp = replace(
        given.courses["course"], id="scalp", area="scalp", product="tonic", device=None, starts_on=STARTS_ON - 30 * DAY
    )
    products = {**given.products, "tonic": tonic}
    return replace(given, products=products, courses={"scalp": scalp, **given.courses})


def is_open(given: Diary, day: date) -> bool:
    return plan(given, day).sessions[0].state == "due"


@pytest.mark.parametrize("sign", KNOWN.signs.values(), ids=lambda row: row.id)
def test_each_sign_closes_what_its_severity_says_and_nothing_more(sign: Sign) -> None:
    settled = {"resolved_at": at(STARTS_ON + DAY).at}
    if sign.severity == "expected":
        assert is_open(reacted(sign.id), NEXT)
        assert not all_standing(reacted(sign.id), KNOWN)
        return
    assert not is_open(reacted(sign.id), NEXT)
    assert is_open(beside(reacted(sign.id)), NEXT) is (sign.severity in ("monitor", "clinician")), "the other area"
    after = STARTS_ON + DAY + CLEAR
    opens = {"monitor": NEXT, "clinician": after if sign.reopens else None}.get(sign.severity)
    assert is_open(reacted(sign.id, **settled), NEXT) is ((opens == NEXT and sign.blames != "device") or opens == NEXT)
    assert is_open(reacted(sign.id, **settled), after + 7 * DAY) is (opens is not None)
    assert is_open(reacted(sign.id, cleared=Cleared(on=NEXT)), NEXT), "a clinician's word opens it"


@pytest.mark.parametrize("sign", KNOWN.signs.values(), ids=lambda row: row.id)
def test_only_what_fits_is_blamed(sign: Sign) -> None:
    given = reacted(sign.id)
    standing, wand = all_standing(given, KNOWN), given.devices["wand"]
    grave = sign.severity in ("clinician", "urgent", "emergency")
    assert bool(product_closed(standing, KNOWN, AMPOULE, NEXT)) is (grave and sign.blames == "both")
    assert bool(device_closed(standing, KNOWN, wand, NEXT)) is (sign.severity != "expected" and sign.blames == "device")


def test_a_sign_that_no_row_knows_is_one_for_a_clinician() -> None:
    assert not is_open(reacted("G99"), NEXT)
    (one,) = all_standing(reacted("G99"), KNOWN)
    assert (one.severity, one.product) == ("clinician", "ampoule")


def test_clear_days_open_to_the_day() -> None:
    given = reacted("G13", resolved_at=at(STARTS_ON + DAY).at)
    assert not is_open(given, STARTS_ON + DAY + CLEAR - DAY)
    assert is_open(given, STARTS_ON + DAY + CLEAR)


@pytest.mark.parametrize(
    ("for_", "opens"), [("all", True), (["serum", "galvanic"], True), (["serum"], False), (["led"], False)]
)
def test_a_clinicians_word_opens_what_it_names(for_: object, opens: bool) -> None:
    word = Cleared(on=NEXT, for_=for_)  # type: ignore[arg-type]
    assert is_open(reacted("G21", cleared=word), NEXT) is opens
    assert not is_open(reacted("G21", cleared=replace(word, until=NEXT - DAY)), NEXT)


def test_two_small_reactions_advise_to_put_the_product_away_and_one_does_not() -> None:
    one = reacted("G11", resolved_at=at(STARTS_ON + DAY).at)
    again = replace(one.reactions[0], id="y", day=STARTS_ON + 2 * DAY)
    assert is_open(one, NEXT)
    found = plan(replace(one, reactions=(*one.reactions, again)), NEXT).sessions[0]
    assert [(w.rule, w.strength) for w in found.why] == [("REACTION", "advise")]


def with_steps(given: Diary, *things: Product) -> Diary:
    steps = [RoutineStep(id=thing.id, title=thing.name, product=thing.id) for thing in things]
    routine = Routine(id="r", title="Evening", slot="pm", steps=steps)
    return replace(given, products={**given.products, **{t.id: t for t in things}}, routines={"r": routine})


RETINOL = Product(id="retinol", name="Retinol", actives=["I01"])
TRETINOIN = Product(id="tretinoin", name="Tretinoin", actives=["I02"], medicine=True)
CREAM = Product(id="cream", name="Cream", actives=["I10"])


def test_what_stings_rests_until_skin_has_settled_and_a_medicine_stays() -> None:
    day = STARTS_ON + 4 * DAY
    seen = plan(with_steps(reacted("G11"), RETINOL, TRETINOIN, CREAM), day)
    states = {s.step: (s.state, [w.rule for w in s.why]) for s in seen.routines[0].steps}
    assert states == {"retinol": ("rest", ["REACTION"]), "tretinoin": ("do", []), "cream": ("do", [])}
    assert [n.rule for n in seen.notices] == ["REACTION", "K21"]
    calm = plan(with_steps(reacted("G11", resolved_at=at(day, "08:00").at), RETINOL), day)
    assert calm.routines[0].steps[0].state == "do"


def test_a_blamed_product_is_closed_in_the_routine_too() -> None:
    given = with_steps(reacted("G10"), AMPOULE)
    assert plan(given, NEXT).routines[0].steps[0].state == "closed"


def test_the_first_session_after_a_reaction_takes_half_the_time() -> None:
    sessions = (session(STARTS_ON - 14 * DAY), session(STARTS_ON - 7 * DAY), session(STARTS_ON))
    calm = replace(reacted(), sessions=sessions)
    sore = replace(reacted("G11", resolved_at=at(STARTS_ON + DAY).at), sessions=sessions)
    course = calm.courses["course"]
    whole, half = device_time(calm, KNOWN, course), device_time(sore, KNOWN, course)
    assert (half[0], half[1]) == (whole[0] // 2, True)
    assert device_time(replace(sore, sessions=(*sessions, session(NEXT))), KNOWN, course) == whole


def test_a_reaction_without_a_session_concerns_its_areas() -> None:
    given = reacted("G13", session=None, areas=["scalp"])
    assert is_open(given, NEXT)
    assert not is_open(beside(given), NEXT)
    assert not is_open(reacted("G13", session=None), NEXT), "not said where: everywhere"


CHECKS = st.sampled_from(["end", "first", "last"])
SIGNS = st.sampled_from([(), ("E2r",), ("G11",), ("G13",), ("G10",), ("G20",), ("G21",), ("G11", "G13")])
TOLD = st.lists(st.tuples(CHECKS, SIGNS), max_size=3, unique_by=lambda one: one[0])


def telling(given: Diary, check: str, signs: tuple[str, ...], hours: float) -> Diary:
    """The diary once that answer about its session is kept."""
    moment = replace(at(STARTS_ON), at=given.sessions[0].ended_at + timedelta(hours=hours))
    command = TellSkin(session=given.sessions[0].id, check=check, signs=signs)  # type: ignore[arg-type]
    for change in decide(command, given, KNOWN, moment).puts:
        given = with_record(given, change.after if change.after.id else replace(change.after, id=check))
    return given


@settings(max_examples=80, deadline=None)
@given(before=TOLD, check=CHECKS, tapped=SIGNS, meant=SIGNS, days=st.integers(4, 60))
def test_an_answer_that_is_corrected_is_as_if_it_had_been_given_so(
    before: list[tuple[str, tuple[str, ...]]], check: str, tapped: tuple[str, ...], meant: tuple[str, ...], days: int
) -> None:
    """Through the commands, with other answers before it: what it closed, settled or opened is as it would be."""
    given = replace(with_steps(reacted(), RETINOL, AMPOULE), reactions=())
    for number, (earlier, signs) in enumerate(before):
        if earlier != check:
            given = telling(given, earlier, signs, number)
    corrected = telling(telling(given, check, tapped, 50), check, meant, 51)
    straight = telling(given, check, meant, 50)
    day = STARTS_ON + timedelta(days=days)
    assert plan(corrected, day) == plan(straight, day)


@settings(max_examples=60, deadline=None)
@given(signs=st.lists(st.sampled_from(sorted(KNOWN.signs)), max_size=3), days=st.integers(0, 90), settled=st.booleans())
def test_a_mis_tap_that_is_taken_back_leaves_no_trace(signs: list[str], days: int, settled: bool) -> None:
    day = STARTS_ON + timedelta(days=days)
    more = {"resolved_at": at(STARTS_ON + DAY).at} if settled else {}
    tapped = with_steps(reacted(*signs, **more), RETINOL, AMPOULE)
    corrected = replace(tapped, reactions=(replace(tapped.reactions[0], signs=[], resolved_at=None),))
    assert plan(corrected, day) == plan(replace(tapped, reactions=()), day)
