"""The words of "Can I?": what is found, the sentence that answers, by area, what it would change, and the label."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.days import Moment, instant
from care.diary import Diary
from care.outlook import Outlook
from care.plan import plan_in
from care.records import Choice, LabelHours, PatchTest, Product, Profile, Retired
from screens.can_i_drafts import event_day, label_hours
from screens.can_i_find_view import asked_about, looked_for, things
from screens.can_i_view import AnswerView, answer_view, label_words
from screens.snapshot import Snapshot
from screens.wording import Wording
from tests.care.course_makers import BERLIN, STARTS_ON, answers, diary, knowledge

KNOWN = knowledge()
WORDS = Wording("en", zone=BERLIN)
DAY = timedelta(days=1)
RETINOL = Product(id="retinol", name="Night retinol", areas=["face"], actives=["I01"])


def shot(of: Diary, day: date = STARTS_ON, at: str = "18:00") -> Snapshot:
    now = Moment(instant(day, at, BERLIN), BERLIN)
    ahead = Outlook(of, KNOWN, now, day)
    return Snapshot(of, ahead, plan_in(ahead, day), now, WORDS)


def life(*products: Product, **changed: Any) -> Diary:
    """A weekly galvanic course of the face whose first session is today at 20:00."""
    kept = diary(KNOWN).products
    return diary(KNOWN, products={**kept, **{p.id: p for p in products}}, **changed)


def answered(of: Diary, asked: Any, **when: Any) -> AnswerView:
    return answer_view(shot(of, **when), KNOWN, asked)


def lead(of: Diary, asked: Any, **when: Any) -> str:
    return answered(of, asked, **when).lead


def test_what_stands_on_the_shelf_comes_first_and_what_may_have_to_wait_before_that() -> None:
    cream = Product(id="cream", name="A cream", areas=["face"])
    away = Product(id="away", name="Old", retired=Retired(on=STARTS_ON))
    found = things(shot(life(cream, RETINOL, away)), KNOWN)
    assert [t.title for t in found[:3]] == ["Night retinol", "A cream", "Hyaluronic ampoule"]
    sorts = [t.sort for t in found]
    assert list(dict.fromkeys(sorts)) == ["product", "device", "course", "activity", "template"]
    assert "Old" not in [t.title for t in found]


def test_only_what_concerns_the_persons_areas_is_found() -> None:
    face = life(profile=Profile(id="profile", areas=["face"]))
    titles = [t.title for t in things(shot(face), KNOWN)]
    assert "Self-tan" in titles
    assert "Hair dye, bleach, perm, relaxer" not in titles


@pytest.mark.parametrize(
    ("wanted", "title"), [("SHAV", "Shaving"), ("ret night", "Night retinol"), ("toxin", "Botulinum toxin")]
)
def test_things_are_found_by_any_part_of_their_name(wanted: str, title: str) -> None:
    found = looked_for(things(shot(life(RETINOL)), KNOWN), wanted)
    assert found[0].title == title
    assert found[0].route == f"/can-i/{found[0].sort}/{found[0].id}"


def test_things_are_found_by_what_is_in_them_after_those_that_are_called_so() -> None:
    cream = Product(id="cream", name="Blue cream", brand="Moonlight", areas=["face"], actives=["I02"])
    known = things(shot(life(cream)), KNOWN)
    assert "Blue cream" in [t.title for t in looked_for(known, "tretinoin")]
    assert [t.title for t in looked_for(known, "moonlight")] == ["Blue cream"]
    assert looked_for(known, "shaving")[0].title == "Shaving"
    assert "Hair dye, bleach, perm, relaxer" in [t.title for t in looked_for(known, "ppd")]


def test_what_nobody_knows_or_writes_is_not_found() -> None:
    known = things(shot(life()), KNOWN)
    assert looked_for(known, "plutonium") == looked_for(known, "  ") == ()


@pytest.mark.parametrize("sort", ["product", "device", "course", "activity", "template", "moon"])
def test_a_route_to_what_is_gone_asks_about_nothing(sort: str) -> None:
    assert asked_about(shot(life()), KNOWN, sort, "gone") is None


def test_every_thing_that_is_found_can_be_answered() -> None:
    of = shot(life(RETINOL))
    for thing in things(of, KNOWN):
        asked = asked_about(of, KNOWN, thing.sort, thing.id)
        assert asked is not None
        view = answer_view(of, KNOWN, asked)
        assert (view.title, bool(view.lead)) == (thing.title, True)
        assert all(KNOWN.row(why.rule) for why in view.whys)


def test_yes() -> None:
    of = life()
    assert lead(of, of.courses["course"]) == "Yes."
    assert answered(of, of.courses["course"]).course == "/courses/course"
    assert answered(of, of.devices["wand"]).shelf == "/shelf/wand"


def test_not_until_names_the_day_and_the_time() -> None:
    assert lead(life(RETINOL), RETINOL) == "Not until Wednesday 20:00."  # 48 hours after tonight's session
    of = life()
    assert lead(of, of.courses["course"], day=STARTS_ON - 10 * DAY) == "Not until Monday 2 March, 20:00."
    assert lead(of, of.courses["course"], at="08:00") == "Yes."


def test_later_today_and_a_day_that_begins() -> None:
    soon = Product(id="new", name="New", areas=["face"], patch_test=PatchTest(state="running", started_on=STARTS_ON))
    assert lead(life(soon), soon) == "Not until Monday 9 March."
    sauna = KNOWN.activities["A03"]
    assert lead(life(courses={}), sauna) == "Yes."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"expires_on": STARTS_ON - DAY}, "No."),
        ({"patch_test": PatchTest(state="failed")}, "No."),
        ({"use": "professional_only"}, "No."),
    ],
)
def test_what_stays_closed_is_a_no(changed: dict[str, Any], said: str) -> None:
    product = replace(RETINOL, **changed)
    view = answered(life(product), product)
    assert (view.lead, view.own) == (said, None)


def test_what_passes_is_a_not_now_and_says_how_it_opens() -> None:
    of = diary(KNOWN, answers={})
    view = answered(of, of.courses["course"])
    assert (view.lead, view.safety) == ("Not now.", "Answer safety questions")
    assert view.opens == ("Answer the safety questions; then it is known.",)


@pytest.mark.parametrize(("rule", "said"), [("K22", "Please ask first."), ("K01", "No.")])
def test_what_an_answer_closes_leads_to_the_answers(rule: str, said: str) -> None:
    of = diary(KNOWN, answers=answers(KNOWN, STARTS_ON, **{rule: "yes"}))
    view = answered(of, of.courses["course"])
    assert (view.lead, view.safety, view.own) == (said, "Your safety answers", None)
    assert answered(life(RETINOL), RETINOL).safety == ""


def test_a_failed_test_offers_no_second_one() -> None:
    product = replace(RETINOL, patch_test=PatchTest(state="failed"))
    assert answered(life(product), product).opens == ()


def test_a_treatment_is_asked_about_and_says_what_waits() -> None:
    view = answered(life(), KNOWN.activities["A15"])
    assert (view.lead, view.treatments) == ("Please ask first.", True)
    assert not answered(life(), KNOWN.activities["A05"]).treatments
    assert view.shifts == ("Glow, planned for 20:00 today, would then fit from Monday 16 March on.",)
    assert view.good_to_know == (KNOWN.activities["A15"].instead,), "its text is the reason already"


def test_it_may_depend_on_the_area() -> None:
    view = answered(life(), KNOWN.activities["A05"])
    assert (view.answer, view.lead) == ("depends", "It depends where.")
    assert view.by_area == ("Face: Not until Wednesday 20:00.", "Scalp: Yes.")
    assert view.own
    face = life(profile=Profile(id="profile", areas=["face"], birth_year=1990))
    assert lead(face, KNOWN.activities["A05"]) == "Not until Wednesday 20:00."


def test_a_step_of_tonight_says_tonight_and_one_of_the_morning_says_so() -> None:
    from care.records import Routine, RoutineStep

    cream = Product(id="cream", name="Cream", areas=["face"])
    for slot, at, said in (("pm", "18:00", "Yes, tonight."), ("am", "06:00", "Yes, this morning.")):
        routine = Routine(id="r", title="R", slot=slot, steps=[RoutineStep(id="s", title="Cream", product="cream")])  # type: ignore[arg-type]
        assert lead(life(cream, routines={"r": routine}), cream, at=at) == said


def test_what_it_would_change_is_one_sentence() -> None:
    view = answered(life(RETINOL), RETINOL)
    assert view.shifts == ("Glow, planned for 20:00 today, would then fit from Wednesday 18:00 on.",)
    assert view.own
    assert view.whys[0].rule == "I01"


def test_an_own_decision_is_seen_and_can_be_found_again() -> None:
    at = instant(STARTS_ON, "17:00", BERLIN)
    choice = Choice(id="c", at=at, day=STARTS_ON, what="own_decision", about="retinol", rule="I01")
    view = answered(life(RETINOL, choices=(choice,)), RETINOL)
    assert (view.lead, view.decided, view.own) == ("Yes, with care.", "retinol", None)
    assert view.whys[0].text.startswith("You decided this yourself")
    yesterday = replace(choice, day=STARTS_ON - DAY)
    assert answered(life(RETINOL, choices=(yesterday,)), RETINOL).decided == ""


def test_the_label_is_offered_for_what_stands_on_the_shelf_alone() -> None:
    assert answered(life(RETINOL), RETINOL).product == RETINOL
    new = asked_about(shot(life()), KNOWN, "template", next(iter(KNOWN.product_templates)))
    assert answered(life(), new).product is None
    assert answered(life(), KNOWN.activities["A05"]).product is None


def test_the_labels_hours_in_words_and_as_written() -> None:
    assert label_words(WORDS, RETINOL) == "Hours around a session that stand on it"
    said = replace(RETINOL, session_hours=LabelHours(before=12, after=0.5))
    assert label_words(WORDS, said) == "12 hours before a session, 0.5 hours after it"
    assert label_hours(WORDS, "12", "") == (LabelHours(before=12, after=0), {})
    assert label_hours(WORDS, "0", "0,5") == (LabelHours(before=0, after=0.5), {})


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [("", "", {"before"}), ("x", "1", {"before"}), ("1", "-2", {"after"}), ("1001", "nan", {"before", "after"})],
)
def test_what_is_no_number_of_hours_is_said_at_its_field(before: str, after: str, wrong: set[str]) -> None:
    hours, problems = label_hours(WORDS, before, after)
    assert (hours, set(problems)) == (None, wrong)


@pytest.mark.parametrize(
    ("written", "found", "trouble"),
    [
        ("", None, False),
        ("2026-03-02", date(2026, 3, 2), False),
        ("12.6.2026", date(2026, 6, 12), False),
        ("2026-03-01", None, True),
        ("soon", None, True),
        ("2031-01-01", None, True),
        ("2026-02-30", None, True),
    ],
)
def test_the_important_day_is_one_that_is_to_come(written: str, found: date | None, trouble: bool) -> None:
    day, problem = event_day(WORDS, written, STARTS_ON)
    assert (day, bool(problem)) == (found, trouble)
