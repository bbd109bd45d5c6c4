"""The verbs: what each command changes, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from care.changes import Refused
from care.records import (
    Answer,
    CheckIn,
    Cleared,
    Course,
    Device,
    Phase,
    Product,
    Profile,
    Reminder,
    Rhythm,
    Routine,
    RoutineStep,
    StepDone,
)
from care.verbs import decide
from care.verbs.catalogue import Delete, Save
from care.verbs.check_in import AskMeasure, ChangeCheckIn, SaveCheckIn
from care.verbs.choice import Choose
from care.verbs.profile import SetProfile
from care.verbs.routine import Tick, TickAll
from care.verbs.screening import AnswerQuestions, Details
from care.verbs.session import LogSession, StartSession
from tests.care.course_makers import BERLIN, STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()
NOW = at(STARTS_ON, "21:00")
ROUTINE = Routine(
    id="r",
    title="Evening",
    slot="pm",
    steps=[RoutineStep(id="a", title="Cleanse"), RoutineStep(id="b", title="Retinol", every=Rhythm(weekdays=[6]))],
)


def test_a_tick_is_the_same_record_on_every_device() -> None:
    given = diary(KNOWN, routines={"r": ROUTINE})
    (change,) = decide(Tick("r", "a", STARTS_ON), given, KNOWN, NOW).puts
    assert change.after == StepDone(id=f"{STARTS_ON}/r/a", at=NOW.at, zone=BERLIN, day=STARTS_ON, routine="r", step="a")
    ticked = replace(given, steps_done=(change.after,))
    assert not decide(Tick("r", "a", STARTS_ON), ticked, KNOWN, NOW)
    (back,) = decide(Tick("r", "a", STARTS_ON, done=False), ticked, KNOWN, NOW).puts
    assert back.after.deleted


def test_a_tick_of_a_step_that_is_gone_is_refused() -> None:
    with pytest.raises(Refused):
        decide(Tick("r", "nothing", STARTS_ON), diary(KNOWN, routines={"r": ROUTINE}), KNOWN, NOW)


def test_did_all_ticks_only_what_is_open_that_day() -> None:
    changes = decide(TickAll(("r", "unknown"), STARTS_ON), diary(KNOWN, routines={"r": ROUTINE}), KNOWN, NOW)
    assert [c.after.step for c in changes.puts] == ["a"]  # type: ignore[attr-defined]


def test_the_inverse_takes_everything_back() -> None:
    changes = decide(TickAll(("r",), STARTS_ON), diary(KNOWN, routines={"r": ROUTINE}), KNOWN, NOW)
    (undone,) = changes.inverse().puts
    assert undone.before == changes.puts[0].after
    assert undone.after.deleted
    twice = changes.inverse().inverse().puts[0]
    assert twice.after == changes.puts[0].after


def test_a_session_keeps_its_kit_and_its_care_day() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight in Berlin
    command = LogSession(course="course", started_at=late, ended_at=late + timedelta(minutes=9))
    (change,) = decide(command, diary(KNOWN), KNOWN, at(STARTS_ON + timedelta(days=1))).puts
    kept = change.after
    assert (kept.product, kept.device, kept.day) == ("ampoule", "wand", STARTS_ON)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("start", "end"), [(1, 2), (-1, -2)])
def test_a_session_in_the_future_or_backwards_is_refused(start: int, end: int) -> None:
    command = LogSession(
        course="course", started_at=NOW.at + timedelta(hours=start), ended_at=NOW.at + timedelta(hours=end)
    )
    with pytest.raises(Refused):
        decide(command, diary(KNOWN), KNOWN, NOW)


def test_a_blocked_session_does_not_start() -> None:
    assert not decide(StartSession("course"), diary(KNOWN), KNOWN, NOW)
    with pytest.raises(Refused, match="not answered"):
        decide(StartSession("course"), diary(KNOWN, answers={}), KNOWN, NOW)
    with pytest.raises(Refused):
        decide(StartSession("course"), diary(KNOWN, sessions=(session(STARTS_ON, hour=10),)), KNOWN, NOW)


def test_missing_ratings_stay_missing() -> None:
    (change,) = decide(SaveCheckIn(area="glow", scores={"F-GLOW": 5.5}), diary(KNOWN), KNOWN, NOW).puts
    assert change.after.scores == {"F-GLOW": 5.5}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "command",
    [
        SaveCheckIn(area="glow", scores={}),
        SaveCheckIn(area="glow", scores={"F-GLOW": 11}),
        SaveCheckIn(area="glow", scores={"F-NOTHING": 1}),
        SaveCheckIn(area="glow", scores={"F-GLOW": 5}, at=NOW.at + timedelta(minutes=1)),
    ],
)
def test_a_check_in_that_cannot_be_true_is_refused(command: SaveCheckIn) -> None:
    with pytest.raises(Refused):
        decide(command, diary(KNOWN), KNOWN, NOW)


def test_a_correction_keeps_day_zone_and_pictures_and_what_no_row_knows() -> None:
    before = CheckIn(
        id="c",
        at=at(STARTS_ON, "20:30").at,  # half past four there: by the beginning of days then, still of the day before
        zone="Asia/Tokyo",
        day=STARTS_ON,
        area="glow",
        scores={"F-GLOW": 5, "X-OLD": 99},
        photos=["p"],
    )
    given = diary(KNOWN, check_ins=(before,))
    command = ChangeCheckIn(before=before, scores={"F-GLOW": 6, "X-OLD": 99}, note=" calm ", photos=("p",))
    (change,) = decide(command, given, KNOWN, NOW).puts
    assert change.before == before
    assert change.after == replace(before, scores={"F-GLOW": 6, "X-OLD": 99}, note="calm")
    same = ChangeCheckIn(before=before, scores=before.scores, photos=("p",))
    assert not decide(same, given, KNOWN, NOW)
    for wrong in ({"F-GLOW": 11}, {"X-OLD": 98}, {}):
        with pytest.raises(Refused):
            decide(ChangeCheckIn(before=before, scores=wrong), given, KNOWN, NOW)
    with pytest.raises(Refused):
        decide(replace(command, at=NOW.at + timedelta(minutes=1)), given, KNOWN, NOW)


def test_what_does_not_apply_stands_in_the_profile_until_it_is_asked_again() -> None:
    (change,) = decide(AskMeasure("H-WASH", asked=False), diary(KNOWN), KNOWN, NOW).puts
    left_out = diary(KNOWN, profile=change.after)
    assert change.after.not_asked == ["H-WASH"]  # type: ignore[attr-defined]
    assert not decide(AskMeasure("H-WASH", asked=False), left_out, KNOWN, NOW)
    (back,) = decide(AskMeasure("H-WASH", asked=True), left_out, KNOWN, NOW).puts
    assert back.after.not_asked == []  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        decide(AskMeasure("H-NOTHING", asked=False), diary(KNOWN), KNOWN, NOW)


def test_an_optional_measure_is_asked_where_it_is_wanted_and_then_no_more() -> None:
    (change,) = decide(AskMeasure("F-TONE", asked=True), diary(KNOWN), KNOWN, NOW).puts
    wanting = diary(KNOWN, profile=change.after)
    assert (change.after.also_asked, change.after.not_asked) == (["F-TONE"], [])  # type: ignore[attr-defined]
    (back,) = decide(AskMeasure("F-TONE", asked=False), wanting, KNOWN, NOW).puts
    assert (back.after.also_asked, back.after.not_asked) == ([], [])  # type: ignore[attr-defined]


def test_a_choice_is_kept_once_a_day() -> None:
    (change,) = decide(Choose("not_today", "course"), diary(KNOWN), KNOWN, NOW).puts
    again = diary(KNOWN, choices=(change.after,))
    assert not decide(Choose("not_today", "course"), again, KNOWN, NOW)


def test_an_answer_given_again_is_asked_again_and_a_clearance_goes_with_another_answer() -> None:
    cleared = Answer(
        id="K24", rule="K24", answer="yes", answered_on=STARTS_ON - timedelta(days=9), cleared=Cleared(on=STARTS_ON)
    )
    given = diary(KNOWN, answers={"K24": cleared})
    (same,) = decide(AnswerQuestions({"K24": "yes"}), given, KNOWN, NOW).puts
    assert (same.after.answered_on, same.after.cleared) == (STARTS_ON, cleared.cleared)  # type: ignore[attr-defined]
    (other,) = decide(AnswerQuestions({"K24": "no"}), given, KNOWN, NOW).puts
    assert other.after.cleared is None  # type: ignore[attr-defined]


def answered(before: Answer, **more: object) -> Answer:
    """What an answer on file becomes when it is given again today."""
    command = AnswerQuestions({before.rule: before.answer}, **more)  # type: ignore[arg-type]
    (change,) = decide(command, diary(KNOWN, answers={before.rule: before}), KNOWN, NOW).puts
    return change.after  # type: ignore[return-value]


def test_what_a_yes_adds_is_kept_with_it_and_goes_with_it() -> None:
    face = Details(areas=("face",), since=STARTS_ON, eased=True)
    (told,) = decide(AnswerQuestions({"K32": "yes"}, {"K32": face}), diary(KNOWN, answers={}), KNOWN, NOW).puts
    kept: Answer = told.after  # type: ignore[assignment]
    assert (kept.areas, kept.since, kept.eased) == (["face"], STARTS_ON, True)
    assert answered(replace(kept, answered_on=STARTS_ON - timedelta(days=90))).areas == ["face"]
    (gone,) = decide(
        AnswerQuestions({"K32": "no"}, {"K32": face}), diary(KNOWN, answers={"K32": kept}), KNOWN, NOW
    ).puts
    assert (gone.after.areas, gone.after.since) == ([], None)  # type: ignore[attr-defined]


def test_saying_it_again_does_not_begin_its_days_anew() -> None:
    old = STARTS_ON - timedelta(days=20)
    filler = Answer(id="K31", rule="K31", answer="yes", answered_on=old, cleared=Cleared(on=old))
    again = answered(filler)
    assert (again.answered_on, again.since, again.cleared) == (STARTS_ON, old, filler.cleared)
    assert answered(Answer(id="K20", rule="K20", answer="yes", answered_on=old)).since is None, "still taken"


@pytest.mark.parametrize(
    "changed", [Details(areas=("scalp",)), Details(eased=True), Details(about=("I07",)), Details(since=STARTS_ON)]
)
def test_a_clearance_is_about_what_was_told_then(changed: Details) -> None:
    earlier = STARTS_ON - timedelta(days=9)
    cleared = Answer(
        id="K21", rule="K21", answer="yes", answered_on=earlier, since=earlier, cleared=Cleared(on=earlier)
    )
    assert answered(cleared, details={"K21": changed}).cleared is None
    same = answered(cleared, details={"K21": Details(since=earlier, ends_on=STARTS_ON)})
    assert same.cleared == cleared.cleared
    assert answered(cleared, anew=True).cleared is None, "something new has come up"


def test_a_day_that_lies_ahead_is_refused() -> None:
    tomorrow = AnswerQuestions({"K44": "yes"}, {"K44": Details(since=STARTS_ON + timedelta(days=1))})
    with pytest.raises(Refused, match="lies ahead"):
        decide(tomorrow, diary(KNOWN), KNOWN, NOW)


@pytest.mark.parametrize("name", ["Derma roller", "0.5 mm dermapen", "Hyaluron pen", "Mesogun"])
@pytest.mark.parametrize("kind", [Product, Device])
def test_needles_and_pens_are_refused_when_they_are_added(kind: type, name: str) -> None:
    with pytest.raises(Refused):
        decide(Save(kind(name=name)), diary(KNOWN), KNOWN, NOW)


@pytest.mark.parametrize(
    "record",
    [
        Course(title="Empty", area="face", phases=[Phase(every_days=7)], starts_on=STARTS_ON),
        Course(title="No phase", area="face", product="ampoule", phases=[], starts_on=STARTS_ON),
        Reminder(title="Wipe", times=["08:00"], zone="Mars/Olympus"),
        Reminder(title="Wipe", times=["25:00"]),
        Product(name=""),
    ],
)
def test_a_record_that_no_file_may_hold_is_refused(record: object) -> None:
    with pytest.raises(Refused):
        decide(Save(record), diary(KNOWN), KNOWN, NOW)  # type: ignore[arg-type]


def test_saving_without_a_change_changes_nothing_and_deleting_keeps_the_content() -> None:
    given = diary(KNOWN)
    ampoule = given.products["ampoule"]
    assert not decide(Save(replace(ampoule, rev=9), ampoule), given, KNOWN, NOW)
    (gone,) = decide(Delete(ampoule), given, KNOWN, NOW).puts
    assert gone.after.deleted
    assert replace(gone.after, deleted=False) == ampoule


def test_the_profile_is_one_record() -> None:
    fresh = replace(diary(KNOWN), profile=Profile())
    (first,) = decide(SetProfile(Profile(areas=["face"])), fresh, KNOWN, NOW).puts
    assert (first.before, first.after.id) == (None, "profile")
    known = replace(fresh, profile=replace(first.after, rev=3))
    (second,) = decide(SetProfile(Profile(areas=["scalp"])), known, KNOWN, NOW).puts
    assert (second.after.rev, second.after.areas) == (3, ["scalp"])  # type: ignore[attr-defined]
