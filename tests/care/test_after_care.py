"""After a session: what waits until when, which questions come, and what of a routine is done already."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.after_care import checks_to_come, counted, waits
from care.can_i_activity import judge_activity
from care.days import Moment
from care.diary import Diary
from care.outlook import Outlook
from care.plan import plan_in
from care.records import PatchTest, Product, Routine, RoutineStep, Session, SessionStep
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()
HAD = replace(session(STARTS_ON), steps=[SessionStep(id="clean_face"), SessionStep(id="moisturise")])
NOW = Moment(HAD.ended_at + timedelta(minutes=1), "Europe/Berlin")
RETINOL = Product(id="retinol", name="Night retinol", form="retinoid", areas=["face"], actives=["I01"])
EVENING = Routine(
    id="pm",
    title="Evening",
    slot="pm",
    area="face",
    steps=[
        RoutineStep(id="cleanse", title="Cleanse"),
        RoutineStep(id="s2", title="My cream", product="cream"),
        RoutineStep(id="s3", title="Serum"),
    ],
)
CREAM = Product(id="cream", name="My cream", form="moisturiser", areas=["face"])


def given(*had: Session) -> Diary:
    made = diary(KNOWN, sessions=had or (HAD,))
    products = {**made.products, "retinol": RETINOL, "cream": CREAM}
    routines = {"pm": EVENING, "am": replace(EVENING, id="am", slot="am")}
    return replace(made, products=products, routines=routines)


def outlook(of: Diary) -> Outlook:
    return Outlook(of, KNOWN, NOW, STARTS_ON)


def test_what_waits_is_the_answer_that_can_i_gives_for_each_activity() -> None:
    of = given()
    found = {Wording().say(t): w.until for w in waits(of, KNOWN, HAD, outlook(of)) for t in w.things}
    for row in KNOWN.activities.values():
        said = judge_activity(of, KNOWN, row, NOW, "face")
        if "face" in row.areas and not row.rule and said.until and said.until > NOW.at:
            assert found[row.title] == said.until, row.id
    assert "Sauna or hot bath" in found


def test_a_product_of_the_shelf_waits_as_the_outlook_says_and_the_soonest_comes_first() -> None:
    of = given()
    found = waits(of, KNOWN, HAD, outlook(of))
    assert [w.until for w in found] == sorted(w.until for w in found)
    until = next(w.until for w in found for t in w.things if Wording().say(t) == "Night retinol")
    assert until == HAD.ended_at + timedelta(hours=48)
    assert not any(Wording().say(t) == "My cream" for w in found for t in w.things)


def test_what_the_skin_reacted_to_in_its_test_is_not_said_to_wait() -> None:
    failed = replace(RETINOL, patch_test=PatchTest(state="failed"))
    of = given()
    of = replace(of, products={**of.products, "retinol": failed})
    assert not any(Wording().say(t) == "Night retinol" for w in waits(of, KNOWN, HAD, outlook(of)) for t in w.things)


def test_the_questions_to_come_leave_out_the_one_at_the_end() -> None:
    first, last = checks_to_come(given(), KNOWN, HAD, NOW)
    assert (first - HAD.ended_at, last - HAD.ended_at) == (timedelta(hours=24), timedelta(hours=72))


@pytest.mark.parametrize(
    ("steps", "counts"),
    [
        ([SessionStep(id="clean_face"), SessionStep(id="moisturise")], ["cleanse", "s2"]),
        ([SessionStep(id="clean_face", skipped=True), SessionStep(id="moisturise")], ["s2"]),
        ([], []),
    ],
)
def test_what_the_session_has_done_counts_for_the_evening_and_not_for_the_morning(
    steps: list[SessionStep], counts: list[str]
) -> None:
    of = given(replace(HAD, steps=steps))
    ahead = outlook(of)
    found = counted(of, KNOWN, of.sessions[0], plan_in(ahead, STARTS_ON), ahead)
    assert [(c.routine, c.step) for c in found] == [("pm", step) for step in counts]


def test_after_a_morning_session_it_is_the_morning_that_has_been_done() -> None:
    early = replace(HAD, started_at=at(STARTS_ON, "08:00").at, ended_at=at(STARTS_ON, "08:20").at)
    of = given(early)
    ahead = Outlook(of, KNOWN, at(STARTS_ON, "08:21"), STARTS_ON)
    found = counted(of, KNOWN, early, plan_in(ahead, STARTS_ON), ahead)
    assert {c.routine for c in found} == {"am"}
