"""What a check-in asks, on which day, and in which words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from care.days import instant
from care.records import CheckIn, Course, Phase, Profile
from screens.check_in_draft import asked_for
from screens.check_in_view import bars_together, check_in_form, tag_words
from screens.snapshot import Snapshot
from storage.knowledge import read_knowledge
from tests.screens.snapshots import snapshot

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
TODAY = date(2026, 3, 2)


def shot(*records: object, today: date = TODAY) -> Snapshot:
    return snapshot(KNOWLEDGE, today, *records)


def asked(taken: Snapshot, area: str) -> list[str]:
    return [m.id for m in check_in_form(taken, KNOWLEDGE, area, {}).measures]  # type: ignore[arg-type]


def rated(day: date, **scores: float) -> CheckIn:
    named = {measure.replace("_", "-"): score for measure, score in scores.items()}
    area = "glow" if next(iter(named)).startswith("F") else "scalp"
    return CheckIn(id=f"c{day}", at=instant(day, "08:00", "UTC"), day=day, area=area, scores=named)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days_ago", "measure", "wanted"),
    [
        (1, "F_GLOW", True),  # often: offered at each check-in
        (3, "H_ITCH", False),  # weekly: not yet
        (7, "H_ITCH", True),
        (1, "H_FLAKE", True),  # on each wash day
        (20, "H_60", False),  # monthly
        (31, "H_60", True),
    ],
)
def test_a_measure_is_asked_when_its_time_has_come_round(days_ago: int, measure: str, wanted: bool) -> None:
    taken = shot(rated(TODAY - timedelta(days=days_ago), **{measure: 2}))
    area = "glow" if measure.startswith("F") else "scalp"
    assert (measure.replace("_", "-") in asked(taken, area)) is wanted


def test_an_optional_measure_is_asked_where_a_course_is_judged_by_it() -> None:
    course = Course(id="c", title="Tone", area="face", phases=[Phase(every_days=7)], starts_on=TODAY, primary="F-TONE")
    assert "F-TONE" not in asked(shot(), "glow")
    assert "F-TONE" in asked(shot(course), "glow")


def test_what_does_not_apply_is_not_asked_and_can_be_asked_again() -> None:
    form = check_in_form(shot(Profile(id="profile", not_asked=["H-WASH", "F-RED", "gone"])), KNOWLEDGE, "scalp", {})
    assert "H-WASH" not in [m.id for m in form.measures]
    assert form.left_out == (("H-WASH", "Hairs at a wash"),)


def test_what_belongs_to_a_wash_is_asked_on_wash_days() -> None:
    dry = check_in_form(shot(), KNOWLEDGE, "scalp", {}, wash_day=False)
    assert not {"H-FLAKE", "H-WASH"} & {m.id for m in dry.measures}
    assert dry.wash_day is False
    without = Profile(id="profile", not_asked=["H-FLAKE", "H-WASH"])
    assert check_in_form(shot(without), KNOWLEDGE, "scalp", {}).wash_day is None
    assert check_in_form(shot(), KNOWLEDGE, "glow", {}).wash_day is None


def test_how_a_measure_is_taken_is_told_with_it() -> None:
    methods = {m.id: m.method for m in check_in_form(shot(), KNOWLEDGE, "scalp", {}).measures}
    assert "three mornings in a row" in methods["H-60"]
    assert "60 seconds" in methods["H-60"]
    assert "towel" in methods["H-FLAKE"]


@pytest.mark.parametrize(
    ("level", "days", "said"),
    [
        (2, 2, "2 days since the last wash in your diary: about 10 to 25 a day."),
        (4, 4, "4 days since the last wash in your diary: about 25 or more a day."),
        (3, 1, "A day since the last wash in your diary: 51 to 100 a day."),
        (0, 2, ""),
        (2, 0, ""),
    ],
)
def test_hairs_at_a_wash_are_told_by_the_day(level: float, days: int, said: str) -> None:
    taken = shot(*([rated(TODAY - timedelta(days=days), H_FLAKE=1)] if days else []))
    form = check_in_form(taken, KNOWLEDGE, "scalp", {"H-WASH": level})
    assert next(m for m in form.measures if m.id == "H-WASH").note == said


def test_a_correction_shows_what_was_rated_whether_or_not_it_is_due() -> None:
    taken = shot(rated(TODAY, H_60=9))
    assert "H-60" not in asked(taken, "scalp")
    form = check_in_form(taken, KNOWLEDGE, "scalp", {"H-60": 9}, also=["H-60"])
    assert next(m for m in form.measures if m.id == "H-60").shown == "9"


def test_earlier_scores_are_nowhere_in_the_form() -> None:
    form = check_in_form(shot(rated(TODAY, F_GLOW=7.5, F_HYD=6.5)), KNOWLEDGE, "glow", {})
    assert {m.shown for m in form.measures} == {"not rated"}
    assert "7.5" not in repr(form)


def test_the_first_scale_of_the_face_is_the_vessel_and_bars_stand_together() -> None:
    face = check_in_form(shot(), KNOWLEDGE, "glow", {"F-GLOW": 5.5})
    assert [[m.kind for m in group] for group in bars_together(face.measures)] == [["vessel"], ["bar", "bar"]]
    assert face.measures[0].shown == "5.5"
    scalp = check_in_form(shot(), KNOWLEDGE, "scalp", {})
    assert [m.kind for m in bars_together(scalp.measures)[0]] == ["bar", "bar"]


def test_conditions_are_asked_of_the_face_and_hair_tags_of_the_scalp() -> None:
    face, scalp = (check_in_form(shot(), KNOWLEDGE, area, {}) for area in ("glow", "scalp"))  # type: ignore[arg-type]
    assert "before_products" in dict(face.conditions)
    assert scalp.conditions == ()
    assert "hair_dye" not in dict(face.tags)
    assert next(iter(dict(scalp.tags))) in ("hair_dye", "haircut", "tight_hair")
    assert "self_tan" not in dict(scalp.tags)


def test_tags_are_read_again_in_words() -> None:
    words = shot().wording
    assert [tag_words(words, KNOWLEDGE, t) for t in ("poor_sleep", "window_light", "unknown")] == [
        "Slept badly",
        "Window light",
        "unknown",
    ]


@pytest.mark.parametrize(
    ("route", "wanted"),
    [
        ("/check-in/glow", (None, "/")),
        ("/check-in/glow?from=trends", (None, "/trends")),
        ("/check-in/glow?from=//elsewhere", (None, "/")),
        ("/check-in/glow?day=2026-02-27", (date(2026, 2, 27), "/diary/2026-02-27")),
        ("/check-in/glow?day=yesterday", (None, "/")),
    ],
)
def test_a_route_names_the_day_and_the_way_back(route: str, wanted: tuple[date | None, str]) -> None:
    assert asked_for(route) == wanted
