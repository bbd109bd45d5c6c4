"""Skin checks: when they are asked, what an answer changes, and how quiet skin is left in peace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.changes import Refused
from care.diary import Diary
from care.records import Reaction, Session
from care.skin_checks import coming_checks, open_checks, skin_checks
from care.verbs import decide
from care.verbs.reaction import TellSkin
from tests.care.course_makers import STARTS_ON, at, diary, knowledge, session
from tests.care.random_lives import with_record

KNOWN = knowledge()
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
HAD = session(STARTS_ON)  # ends at 19:20 UTC
ID = HAD.id


def told(given: Diary, command: TellSkin, hours: float) -> Diary:
    now = replace(at(STARTS_ON), at=HAD.ended_at + hours * HOUR)
    for number, change in enumerate(decide(command, given, KNOWN, now).puts):
        record = change.after if change.after.id else replace(change.after, id=f"{now.at.isoformat()}/{number}")
        given = with_record(given, record)
    return given


def asked(given: Diary, hours: float) -> list[str]:
    now = replace(at(STARTS_ON), at=HAD.ended_at + hours * HOUR)
    return [c.kind for c in open_checks(given, KNOWN, now)]


HAD_ONE = diary(KNOWN, sessions=(HAD,))


@pytest.mark.parametrize(
    ("hours", "kinds"),
    [
        (-0.1, []), (0, ["end"]), (23.9, ["end"]), (24, ["first"]), (71.9, ["first"]), (72, ["last"]), (167, ["last"]),
        (169, []),
    ],
)  # fmt: skip
def test_one_question_at_a_time_at_its_hour(hours: float, kinds: list[str]) -> None:
    assert asked(HAD_ONE, hours) == kinds


def test_after_two_days_only_where_the_first_day_said_monitor() -> None:
    monitor = told(HAD_ONE, TellSkin(session=ID, check="first", signs=("G11",)), 25)
    assert asked(monitor, 30) == []
    assert asked(monitor, 48) == ["monitor"]
    calm = told(HAD_ONE, TellSkin(session=ID, check="first"), 25)
    assert asked(calm, 48) == []
    grave = told(HAD_ONE, TellSkin(session=ID, check="first", signs=("G13",)), 25)
    assert asked(grave, 48) == []
    assert asked(grave, 72) == ["last"]


def test_what_was_answered_is_not_asked_again() -> None:
    answered = told(HAD_ONE, TellSkin(session=ID, check="end"), 0.2)
    assert asked(answered, 1) == []
    assert asked(answered, 24) == ["first"]


def quiet(number: int) -> tuple[list[Session], list[Reaction]]:
    had = [replace(session(STARTS_ON - n * 7 * DAY), product="ampoule") for n in range(1, number + 1)]
    calm = [Reaction(id=f"q{n}", at=s.ended_at, day=s.day, session=s.id, check="first") for n, s in enumerate(had)]
    return had, calm


@pytest.mark.parametrize(("number", "silent"), [(2, False), (3, True), (5, True)])
def test_after_three_quiet_sessions_one_silent_question_is_left(number: int, silent: bool) -> None:
    had, calm = quiet(number)
    given = diary(KNOWN, sessions=(*had, HAD), reactions=tuple(calm))
    kinds = [(c.kind, c.silent) for c in skin_checks(given, KNOWN, HAD)]
    assert (kinds == [("first", True)]) is silent
    assert (
        bool([c for c in coming_checks(given, KNOWN, HAD.ended_at, HAD.ended_at + 3 * DAY) if not c.silent])
        is not silent
    )


def test_one_that_was_not_quiet_or_not_answered_breaks_the_row() -> None:
    had, calm = quiet(3)
    for broken in ([replace(calm[0], signs=["G11"]), *calm[1:]], calm[1:]):
        given = diary(KNOWN, sessions=(*had, HAD), reactions=tuple(broken))
        assert len(skin_checks(given, KNOWN, HAD)) == 3


def test_another_product_begins_anew() -> None:
    had, calm = quiet(3)
    given = diary(KNOWN, sessions=(*had, replace(HAD, product="other")), reactions=tuple(calm))
    assert len(skin_checks(given, KNOWN, given.sessions[-1])) == 3


def test_an_answer_given_again_corrects_the_first() -> None:
    once = told(HAD_ONE, TellSkin(session=ID, check="first", signs=("G01",)), 25)
    twice = told(once, TellSkin(session=ID, check="first", signs=()), 25.1)
    assert [(r.signs, r.at) for r in twice.reactions] == [([], HAD.ended_at + 25 * HOUR)]


def test_a_quiet_answer_settles_what_was_told_of_the_session_before() -> None:
    sore = told(HAD_ONE, TellSkin(session=ID, check="first", signs=("G11",)), 25)
    calm = told(sore, TellSkin(session=ID, check="monitor"), 49)
    settled = {r.check: r.resolved_at for r in calm.reactions}
    assert settled == {"first": HAD.ended_at + 49 * HOUR, "monitor": None}
    worse = told(sore, TellSkin(session=ID, check="monitor", signs=("G12",)), 49)
    assert all(r.resolved_at is None for r in worse.reactions)


def test_all_quiet_that_was_a_mis_tap_has_settled_nothing() -> None:
    def settled(given: Diary) -> dict[str, object]:
        return {r.check: r.resolved_at for r in given.reactions}

    quiet, sore_still = TellSkin(session=ID, check="last"), TellSkin(session=ID, check="last", signs=("G13",))
    sore = told(HAD_ONE, TellSkin(session=ID, check="first", signs=("G13",)), 25)
    mistaken = told(sore, quiet, 73)
    assert settled(mistaken) == {"first": HAD.ended_at + 73 * HOUR, "last": None}
    assert settled(told(mistaken, sore_still, 74)) == {"first": None, "last": None}
    by_hand = HAD.ended_at + 60 * HOUR  # settled by the person, before the answer
    before = replace(sore, reactions=(replace(sore.reactions[0], resolved_at=by_hand),))
    assert settled(told(told(before, quiet, 73), sore_still, 74)) == {"first": by_hand, "last": None}


def test_the_answer_knows_what_was_used_and_where() -> None:
    (one,) = told(HAD_ONE, TellSkin(session=ID, check="end", signs=("G09",)), 0.1).reactions
    assert (one.product, one.device, one.areas) == ("ampoule", "wand", ["face"])


@pytest.mark.parametrize("command", [TellSkin(signs=("G99",)), TellSkin(session="gone", check="end")])
def test_what_makes_no_sense_is_refused(command: TellSkin) -> None:
    with pytest.raises(Refused):
        decide(command, HAD_ONE, KNOWN, at(STARTS_ON))
