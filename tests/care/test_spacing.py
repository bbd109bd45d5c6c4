"""Spacing: each ingredient's hours, just inside and just outside of them, for a session by hand and with a device."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.kit import Kit, kit
from care.knowledge_rows import Ingredient
from care.outlook import Outlook
from care.plan import StepPlan, plan_in
from care.records import (
    Choice,
    Device,
    DeviceMode,
    LabelHours,
    PatchTest,
    Product,
    Rhythm,
    Routine,
    RoutineStep,
    StepDone,
    step_done_id,
)
from care.sessions import SessionPlan
from care.spacing import nearness, rest, session_waits, window
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()
BY_HAND = Kit(frozenset({"serum"}), gentle=False)
GENTLE = Kit(frozenset({"serum"}), gentle=True)
WAND = Kit(frozenset({"device"}), gentle=False)
LIGHT = Kit(frozenset({"device", "light"}), gentle=False)
KITS = {"serum": BY_HAND, "device": WAND, "light": LIGHT}
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
BEGINS = at(STARTS_ON, "20:00").at
ENDS = BEGINS + 20 * MINUTE

ASKS = [
    (row, sort, hours)
    for row in KNOWN.ingredients.values()
    for sort in KITS
    if (hours := getattr(row, sort)).before or hours.after
]


def product(*actives: str, **changed: object) -> Product:
    return replace(Product(id="p", name="The product", actives=list(actives), areas=["face"]), **changed)


@pytest.mark.parametrize(("row", "sort", "hours"), ASKS, ids=lambda value: getattr(value, "id", str(value)))
def test_a_row_speaks_just_inside_its_hours_and_not_at_their_end(row: Ingredient, sort: str, hours: object) -> None:
    found = rest(KNOWN, product(row.id), KITS[sort])
    assert found is not None
    for side, length in (("before", found.before), ("after", found.after)):
        asked = timedelta(hours=getattr(hours, side))
        if sort != "light":  # light takes a device's hours too
            assert length == asked
        assert length >= asked
        if not length:
            continue
        outside = BEGINS - length if side == "before" else ENDS + length
        inside = outside + MINUTE if side == "before" else outside - MINUTE
        assert nearness(found, outside, BEGINS, ENDS) is None
        near = nearness(found, inside, BEGINS, ENDS)
        assert near is not None
        assert (near.side, near.rule) == (side, row.id)


@pytest.mark.parametrize("row", KNOWN.ingredients.values(), ids=lambda row: row.id)
def test_beside_a_gentle_session_by_hand_nothing_keeps_any_hours(row: Ingredient) -> None:
    assert rest(KNOWN, product(row.id), GENTLE) is None


@pytest.mark.parametrize("active", ["I09", "I10", "I11", "I12", "I17"])
def test_what_asks_for_no_hours_has_none(active: str) -> None:
    for with_kit in KITS.values():
        assert rest(KNOWN, product(active), with_kit) is None


def test_of_several_actives_the_longest_hours_count_and_name_their_row() -> None:
    found = rest(KNOWN, product("I10", "I14", "I01"), BY_HAND)
    assert found is not None
    assert (found.before, found.before_rule) == (timedelta(hours=24), "I01")
    assert found.after == timedelta(hours=24)


def test_a_label_goes_first_and_may_say_none() -> None:
    said = rest(KNOWN, product("I01", session_hours=LabelHours(before=6, after=12)), WAND)
    assert said is not None
    assert (said.before, said.after, said.label, said.before_rule) == (
        timedelta(hours=6),
        timedelta(hours=12),
        True,
        "I01",
    )
    assert rest(KNOWN, product("I01", session_hours=LabelHours(before=0, after=0)), WAND) is None


@pytest.mark.parametrize(
    ("actives", "device", "gentle"),
    [
        (["I10"], None, True),
        (["I09", "I11"], None, True),
        (["I10", "I37"], None, False),
        ([], None, False),  # what nobody has entered is not known
        (["nobody-knows"], None, False),
        (["I10"], "wand", False),
    ],
)
def test_gentle_is_by_hand_with_nothing_but_gentle_actives(
    actives: list[str], device: str | None, *, gentle: bool
) -> None:
    given = diary(KNOWN, products={"p": product(*actives)})
    assert kit(given, KNOWN, "p", device).gentle is gentle


@pytest.mark.parametrize(
    ("modality", "sorts"),
    [
        ("galvanic", {"serum", "device"}),
        ("vibration", {"serum"}),
        ("led", {"serum", "device", "light"}),
        ("not_sure", {"serum", "device", "light"}),
    ],
)
def test_which_hours_hold_follows_from_the_device(modality: str, sorts: set[str]) -> None:
    wand = Device(id="wand", name="Wand", modes=[DeviceMode(modality=modality)])  # type: ignore[arg-type]
    assert kit(diary(KNOWN, devices={"wand": wand}), KNOWN, "ampoule", "wand").spaced_as == sorts


# In a whole plan


def evening(thing: Product, every: Rhythm | None = None, slot: str = "pm") -> Routine:
    step = RoutineStep(id="s", title=thing.name, product=thing.id, every=every)
    return Routine(id="r", title="Evening", slot=slot, area="face", steps=[step])  # type: ignore[arg-type]


def life(thing: Product, *, device: bool = True, slot: str = "pm", **changed: object) -> Diary:
    """The weekly galvanic course (or the same by hand) and one product on a routine."""
    base = diary(KNOWN)
    ampoule = Product(
        id="ampoule", name="Ampoule", form="ampoule", actives=["I26"], patch_test=PatchTest(state="passed")
    )
    course = base.courses["course"] if device else replace(base.courses["course"], device=None)
    whole = replace(
        base,
        products={"ampoule": ampoule, "p": thing},
        routines={"r": evening(thing, slot=slot)},
        courses={"course": course},
    )
    return replace(whole, **changed)


def ticked(day: object, wall: str = "21:30") -> StepDone:
    moment = at(day, wall)  # type: ignore[arg-type]
    return StepDone(id=step_done_id(day, "r", "s"), at=moment.at, zone=BERLIN, day=day, routine="r", step="s")  # type: ignore[arg-type]


def the_step(of: Diary, days: int, wall: str = "12:00", *, today: int | None = None) -> StepPlan:
    day = STARTS_ON + timedelta(days=days)
    now = at(STARTS_ON + timedelta(days=days if today is None else today), wall)
    ((step,),) = (r.steps for r in plan_in(Outlook(of, KNOWN, now, day), day).routines)
    return step


def the_session(of: Diary, days: int, wall: str = "20:00") -> SessionPlan:
    day = STARTS_ON + timedelta(days=days)
    (found,) = plan_in(Outlook(of, KNOWN, at(day, wall), day), day).sessions
    return found


def test_retinol_rests_two_nights_before_a_device_session_that_night_and_the_next() -> None:
    given = life(product("I01"))
    states = {n: the_step(given, n, today=-4).state for n in range(-4, 4)}
    assert states == {-4: "do", -3: "do", -2: "rest", -1: "rest", 0: "rest", 1: "rest", 2: "do", 3: "do"}


def test_a_step_that_rests_says_why_and_when_it_is_back() -> None:
    step = the_step(life(product("I01")), -1)
    assert step.until == STARTS_ON + timedelta(days=2)
    assert [(w.rule, w.strength) for w in step.why] == [("I01", "advise")]
    assert "before the session" in step.why[0].text.text


@pytest.mark.parametrize("changed", [{"medicine": True}, {"actives": ["I02"]}, {"actives": ["I18"]}])
def test_a_medicine_never_rests(changed: dict[str, object]) -> None:
    given = life(replace(product("I01"), **changed))
    assert {the_step(given, n, today=-2).state for n in range(-2, 3)} == {"do"}


def test_a_session_done_makes_what_follows_rest_by_when_it_ended() -> None:
    given = life(product("I08"), slot="am", sessions=(session(STARTS_ON),))
    assert the_step(given, 1, "06:00").state == "rest"  # twelve hours after 20:20 are not over at 07:30
    early = replace(given, sessions=(session(STARTS_ON, hour=17),))
    assert the_step(early, 1, "06:00").state == "do"


def test_a_session_waits_for_what_was_used_and_says_until_when() -> None:
    given = life(product("I01"), steps_done=(ticked(STARTS_ON - DAY),))
    found = the_session(given, 0)
    assert (found.state, [w.rule for w in found.why]) == ("too_early", ["I01"])
    assert found.earliest == at(STARTS_ON + DAY, "21:30").at


def test_an_own_decision_opens_the_session_for_that_day_and_stays_told() -> None:
    mine = Choice(
        id="c", at=at(STARTS_ON).at, zone=BERLIN, day=STARTS_ON, what="own_decision", about="course", rule="I01"
    )
    given = life(product("I01"), steps_done=(ticked(STARTS_ON - DAY),), choices=(mine,))
    found = the_session(given, 0)
    assert found.state == "due"
    assert [(w.rule, w.aside) for w in found.why] == [("I01", True)]
    other = replace(given, choices=(replace(mine, rule="I03"),))
    assert the_session(other, 0).state == "too_early"
    nameless = replace(given, choices=(replace(mine, rule=None),))
    assert the_session(nameless, 0).state == "too_early"


def test_a_step_that_is_kept_is_to_do_and_moves_the_session() -> None:
    day = STARTS_ON - DAY
    kept = Choice(id="c", at=at(day).at, zone=BERLIN, day=day, what="keep_step", about="r/s", rule="I01")
    given = life(product("I01"), choices=(kept,))
    step = the_step(given, -1)
    assert (step.state, [(w.rule, w.aside) for w in step.why]) == ("do", [("I01", True)])
    ahead = Outlook(given, KNOWN, at(day, "12:00"), day)
    assert ahead.coming("course")[0].begins == at(STARTS_ON + DAY, "21:30").at


def test_a_session_fits_between_the_doses_of_a_medicine() -> None:
    said = product("I18", session_hours=LabelHours(before=5, after=7))
    twice = {
        "am": replace(evening(said, slot="am"), id="am"),
        "pm": replace(evening(said, slot="pm"), id="pm"),
    }
    given = life(said, routines=twice)
    assert the_session(given, 0, "08:00").earliest == at(STARTS_ON, "12:30").at
    assert the_session(given, 0, "13:00").state == "due"
    evening_too_late = the_session(given, 0, "20:00")
    assert evening_too_late.state == "too_early"
    assert evening_too_late.earliest == at(STARTS_ON + DAY, "12:30").at


def test_a_session_that_fits_nowhere_beside_a_medicine_is_not_offered_and_says_what_may_be_done() -> None:
    found = the_session(life(product("I02")), 0)
    assert (found.state, found.earliest, [w.rule for w in found.why]) == ("blocked", None, ["I02"])
    assert "stays as it is" in found.why[0].text.text


def test_a_dose_skipped_by_the_person_no_longer_stands_in_the_way() -> None:
    given = life(product("I20"))
    assert the_session(given, 0).state != "due"
    skips = tuple(
        Choice(id=f"c{n}", at=at(day, "09:00").at, zone=BERLIN, day=day, what="skip_step", about="r/s", rule=None)
        for n in range(-2, 1)
        for day in [STARTS_ON + timedelta(days=n)]
    )
    assert the_session(replace(given, choices=skips), 0).state == "due"


def test_what_rests_for_an_overdue_session_comes_back_and_either_may_be_done() -> None:
    given = life(product("I01"))
    states = [the_step(given, n).state for n in range(6)]
    assert states == ["rest", "rest", "rest", "do", "do", "do"]
    assert the_session(given, 4).state == "due"
    used = replace(given, steps_done=(ticked(STARTS_ON + timedelta(days=3)),))
    waits = the_session(used, 4)
    assert (waits.state, waits.earliest) == ("too_early", at(STARTS_ON + timedelta(days=5), "21:30").at)
    assert the_step(used, 4).state == "rest"  # the session has a day again


def test_a_closed_course_makes_nothing_rest() -> None:
    given = replace(life(product("I01")), answers={})
    assert {the_step(given, n).state for n in range(-2, 3)} == {"do"}


def test_the_scalp_does_not_rest_for_the_face() -> None:
    given = life(product("I01"))
    scalp = {"r": replace(given.routines["r"], area="scalp")}
    assert the_step(replace(given, routines=scalp), 0).state == "do"


def test_a_home_peel_stays_closed_while_a_course_is_under_way() -> None:
    given = life(product("I05"))
    step = the_step(given, 3)
    assert (step.state, step.why[0].rule, step.why[0].strength) == ("closed", "I05", "advise")
    ended = replace(given.courses["course"], state="finished")
    assert the_step(replace(given, courses={"course": ended}), 3).state == "do"


def test_acidic_vitamin_c_is_no_gel_for_a_device_unless_its_label_says_so() -> None:
    def with_gel(**changed: object) -> SessionPlan:
        gel = replace(
            Product(id="ampoule", name="Vitamin C", actives=["I07"], patch_test=PatchTest(state="passed")), **changed
        )
        return the_session(diary(KNOWN, products={"ampoule": gel}), 0)

    found = with_gel()
    assert (found.state, [(w.rule, w.strength) for w in found.why]) == ("blocked", [("I07", "advise")])
    assert with_gel(device_ok=True).state == "due"
    assert [w.rule for w in with_gel(actives=["I10"], device_ok=False).why] == ["galvanic"]


def test_a_medicine_is_no_serum_for_a_session() -> None:
    tonic = Product(id="ampoule", name="Minoxidil", actives=["I18"], patch_test=PatchTest(state="passed"))
    found = the_session(diary(KNOWN, products={"ampoule": tonic}), 0)
    assert ("I18", "refuse") in [(w.rule, w.strength) for w in found.why]


def test_the_words_of_a_label_say_that_it_is_the_label() -> None:
    found = rest(KNOWN, product("I01", session_hours=LabelHours(before=6, after=12)), WAND)
    assert found is not None
    one = window(product("I01"), found, BEGINS, scheduled=False, medicine=False, leeway=timedelta())
    assert "as its label says" in session_waits(one, BEGINS + MINUTE).text.text
