"""Own decisions: an advice set aside for a day, told all the same, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.changes import Changes
from care.diary import Diary
from care.messages import message
from care.own_decisions import rules_set_aside, weigh
from care.records import Choice
from care.verbs import decide
from care.verbs.choice import Choose, SetAside, TakeBack
from care.why import Strength, Why
from tests.care.course_makers import STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
NOW = at(STARTS_ON, "20:00")


def after(given: Diary, command: object) -> Diary:
    found: Changes = decide(command, given, KNOWN, NOW)
    kept = [replace(c.after, id=c.after.id or f"{c.after.what}-{c.after.rule}") for c in found.puts]  # type: ignore[attr-defined]
    gone = {r.id for r in kept if r.deleted}
    new = [r for r in kept if isinstance(r, Choice) and not r.deleted]
    return replace(given, choices=(*(c for c in given.choices if c.id not in gone), *new))


def test_several_advices_are_set_aside_at_once_and_each_once() -> None:
    decided = after(diary(KNOWN), SetAside("course", ("I01", "GAP", "I01")))
    assert rules_set_aside(decided, "course", STARTS_ON) == {"I01", "GAP"}
    assert len(decided.choices) == 2
    assert not decide(SetAside("course", ("GAP",)), decided, KNOWN, NOW)


def test_a_decision_holds_for_its_course_and_its_day() -> None:
    decided = after(diary(KNOWN), SetAside("course", ("I01",)))
    assert not rules_set_aside(decided, "other", STARTS_ON)
    assert not rules_set_aside(decided, "course", STARTS_ON + timedelta(days=1))


def test_taking_back_lets_the_advice_hold_again_and_leaves_other_choices() -> None:
    decided = after(after(diary(KNOWN), SetAside("course", ("I01",))), Choose("not_today", "course"))
    back = after(decided, TakeBack("course"))
    assert [c.what for c in back.choices] == ["not_today"]
    kept = after(diary(KNOWN), Choose("keep_step", "r/s", "I01"))
    assert not after(kept, TakeBack("r/s")).choices


@pytest.mark.parametrize("strength", ["refuse", "ask", ""])
def test_only_advice_can_be_set_aside(strength: Strength) -> None:
    why = Why("K01", message("Closed."), strength)
    assert weigh([why], frozenset({"K01"})) == ((why,), ())
    advice = replace(why, strength="advise")
    assert weigh([advice], frozenset({"K01"})) == ((), (replace(advice, aside=True),))
    assert weigh([advice], frozenset({"K02"})) == ((advice,), ())
