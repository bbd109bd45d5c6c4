"""Pauses and professional treatments: which home sessions they close, until when, and what opens them again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from care.diary import Diary
from care.messages import Message
from care.pauses import concerns, healing, paused, rest_after
from care.records import Answer, Cleared, Pause, Treatment
from tests.care.course_makers import STARTS_ON as ON
from tests.care.course_makers import knowledge

KNOWN = knowledge()
DAY = timedelta(days=1)


def treated(what: str, *, areas: Any = ("face",), healed_on: date | None = None, **more: Any) -> Diary:
    treatment = Treatment(id="t", what=what, areas=list(areas), on=ON, healed_on=healed_on)  # type: ignore[arg-type]
    return Diary(treatments=(treatment,), **more)


def closed_by(diary: Diary, day: date, *, area: str = "face", **asked: Any) -> str | None:
    why = healing(diary, KNOWN, area, day, **asked)  # type: ignore[arg-type]
    return why.rule if why else None


@pytest.mark.parametrize(("what", "rule"), [
    ("toxin", "K30"), ("filler", "K31"), ("peel", "K32"), ("laser", "K32"), ("injectable_mesotherapy", "K32"),
    ("other", "K32"),
])  # fmt: skip
def test_a_treatment_closes_the_days_of_its_row(what: str, rule: str) -> None:
    diary, days = treated(what), KNOWN.screening[rule].days or 0
    assert closed_by(diary, ON - DAY) is None
    assert {closed_by(diary, ON + n * DAY) for n in range(days)} == {rule}
    assert closed_by(diary, ON + days * DAY) is None


def test_skin_that_heals_late_stays_closed_until_that_is_said() -> None:
    diary = treated("peel")
    over = rest_after(KNOWN, diary.treatments[0]).until
    assert closed_by(diary, over, today=over - DAY) is None, "a forecast takes it to have healed in time"
    assert closed_by(diary, over + 40 * DAY, today=over) == "K32"
    assert closed_by(treated("peel", healed_on=over + 3 * DAY), over + 2 * DAY, today=over + 2 * DAY) == "K32"
    assert closed_by(treated("peel", healed_on=over + 3 * DAY), over + 3 * DAY, today=over + 3 * DAY) is None


def test_healing_early_does_not_shorten_the_days() -> None:
    assert closed_by(treated("laser", healed_on=ON + 2 * DAY), ON + 13 * DAY, today=ON + 13 * DAY) == "K32"


def test_toxin_and_filler_end_by_their_days_alone() -> None:
    for what in ("toxin", "filler"):
        assert closed_by(treated(what), ON + 60 * DAY, today=ON + 60 * DAY) is None


def test_a_row_closes_what_it_speaks_against_and_not_the_hands() -> None:
    diary = treated("toxin")
    assert closed_by(diary, ON, kit=("serum",)) is None
    assert closed_by(diary, ON, kit=("serum", "galvanic")) == "K30"
    assert closed_by(treated("peel"), ON, kit=("serum",)) == "K32"


def test_refuse_and_ask_follow_the_row() -> None:
    def strength(what: str, *kit: str) -> str:
        why = healing(treated(what), KNOWN, "face", ON, kit=kit)
        assert why is not None
        return why.strength

    assert strength("peel", "serum") == "ask"
    assert strength("peel", "serum", "galvanic") == "refuse"
    assert strength("filler", "serum", "galvanic") == "ask"
    assert strength("filler", "serum", "ultrasound") == "refuse"
    assert strength("filler") == "refuse", "where the kit is not known, the strictest is said"


def test_a_professionals_word_after_it_opens_what_is_to_be_asked() -> None:
    def cleared(on: date, for_: Any = "all", until: date | None = None) -> dict[str, Any]:
        word = Cleared(on=on, until=until, for_=for_)
        return {"answers": {"K32": Answer(id="K32", rule="K32", answer="yes", answered_on=on, cleared=word)}}

    said = ON + 2 * DAY
    by_hand, device = ("serum",), ("serum", "galvanic")
    assert closed_by(treated("peel", **cleared(said)), said, kit=by_hand) is None
    assert closed_by(treated("peel", **cleared(said)), said - DAY, kit=by_hand) == "K32"
    assert closed_by(treated("peel", **cleared(said)), said, kit=device) == "K32", "what is blocked stays so"
    assert closed_by(treated("peel", **cleared(said, until=said)), said + DAY, kit=by_hand) == "K32"
    assert closed_by(treated("peel", **cleared(ON - DAY)), said, kit=by_hand) == "K32", "a word from before it"
    assert closed_by(treated("toxin", **cleared(said)), said, kit=device) == "K30", "a word about something else"


def test_a_treatment_concerns_its_areas_or_those_of_its_row() -> None:
    def those(what: str, *areas: str) -> list[str]:
        [treatment] = treated(what, areas=areas).treatments
        return [area for area in ("face", "scalp") if concerns(KNOWN, treatment, area)]  # type: ignore[arg-type]

    assert those("peel") == ["face", "scalp"]
    assert those("toxin") == ["face"]
    assert those("toxin", "scalp") == ["scalp"]
    assert closed_by(treated("toxin", areas=["scalp"]), ON, area="scalp", kit=("serum", "galvanic")) == "K30"
    assert closed_by(treated("peel"), ON, area="scalp") is None


def test_it_says_until_when() -> None:
    why = healing(treated("peel"), KNOWN, "face", ON)
    assert why is not None
    assert dict(why.text.values) == {"what": Message("Peel"), "on": ON, "until": ON + 14 * DAY}


def test_a_pause_covers_its_days_and_areas() -> None:
    pause = Pause(id="p", areas=["face"], from_=ON, to=ON + 2 * DAY)
    days = [bool(paused(Diary(pauses=(pause,)), "face", ON + n * DAY)) for n in range(-1, 4)]
    assert days == [False, True, True, True, False]
    assert not paused(Diary(pauses=(pause,)), "scalp", ON)
    assert paused(Diary(pauses=(Pause(id="p", from_=ON),)), "scalp", ON + 400 * DAY)
