"""What the report says: everything a professional needs, what followed, and no word that was private."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from care.changes import Refused
from care.days import Moment
from care.diary import Diary
from care.records import Sides
from care.report import Asked, report
from care.report_measures import MOST_DOTS
from care.report_parts import Chart, Report, Row, Section, said
from screens.wording import Wording
from tests.care.course_makers import at
from tests.care.report_makers import KNOWN, NOW, SECRET, day, diary, photo, rated, session

WORDS = Wording()


def made(of: Diary | None = None, now: Moment = NOW, **asked: object) -> Report[str]:
    return said(report(of or diary(), KNOWN, Asked(**asked), now), WORDS.say)  # type: ignore[arg-type]


def section_of(one: Report[str], title: str) -> Section[str]:
    [found] = [s for s in one.sections if s.title == title]
    return found


def words_of(row: Row[str]) -> str:
    return " · ".join(filter(None, (row.when, row.head, *row.parts)))


def chart_of(one: Report[str], title: str) -> Chart[str]:
    [found] = [c for c in one.charts if c.title == title]
    return found


def every_word(one: object) -> str:
    return repr(one)


def test_the_head_says_what_it_is_and_is_not() -> None:
    one = made()
    assert one.period == "19 January 2026 to 11 May 2026"
    assert "kept by the person themselves" in one.honest
    assert "not a diagnosis" in one.honest
    assert [(f.value, f.label) for f in one.figures] == [
        ("3", "sessions finished"),
        ("2", "entries of signs on the skin"),
        ("56", "days with ratings"),
        ("30", "days with daily care"),
    ]


def test_sessions_are_told_by_settings_and_lot() -> None:
    latest, before = section_of(made(), "Sessions, by settings and lot").rows
    assert words_of(latest) == (
        "23 March 2026 · Hyaluronic ampoule · one session · Face · Galvanic wand (Galvanic current) · level 2 · "
        "8 min · lot L78"
    )
    assert before.when == "2 March 2026 to 16 March 2026"
    assert {"3 sessions", "lot L77", "one stopped early", "because: It stung"} <= set(before.parts)


def test_a_reaction_stands_with_what_came_before_and_after_it() -> None:
    grave, usual = section_of(made(), "Skin reactions").rows
    assert grave.marked
    assert grave.when == "17 March 2026"
    told = grave.parts
    assert "to be shown to a clinician" in told
    assert "25 hours after a session" in told
    assert {"Hyaluronic ampoule", "level 2", "lot L77", "settled by 22 March 2026"} <= set(told)
    assert "sessions there were closed, and what it was blamed on" in told
    assert usual.head == "Skin checks after sessions"
    assert usual.parts[0] == "quiet once"


def test_the_grave_stands_before_the_latest() -> None:
    whole = diary()
    milder = next(s.id for s in KNOWN.signs.values() if s.severity == "monitor" and "face" in s.areas)
    late = replace(
        whole.reactions[2], id="late", day=day(60), at=whole.reactions[2].at + timedelta(days=45), signs=[milder]
    )
    rows = section_of(made(replace(whole, reactions=(*whole.reactions, late))), "Skin reactions").rows
    assert [row.marked for row in rows] == [True, False, False]
    assert "watched until calm" in rows[1].parts


def test_advice_that_was_set_aside_is_told_with_how_often() -> None:
    [row] = section_of(made(), "Advice the person set aside").rows
    assert (row.when, row.parts) == ("last on 23 March 2026", ("Glow", "2 times"))


def test_medicines_come_first_and_failed_patch_tests_are_marked() -> None:
    one = made()
    first = section_of(one, "Medicines, products and devices").rows[0]
    assert first.head == "Adapalene gel"
    assert first.parts[0] == "medicine"
    assert any(part.endswith("0.1 %") for part in first.parts)
    failed, passed = section_of(one, "Patch tests").rows
    assert failed.marked
    assert failed.head == "Acid peel"
    assert passed.parts == ("passed",)
    [treatment] = section_of(one, "Treatments by professionals").rows
    assert words_of(treatment).startswith("22 November 2025 · Peel · Face · healed by")


def test_a_safety_answer_stands_with_the_word_of_who_cleared_it() -> None:
    [row] = section_of(made(), "Safety questions not answered with no").rows
    assert row.parts[0] == "yes"
    assert row.parts[-1] == "cleared by Dr Weiss on 1 March 2026"


def test_private_notes_stay_out_unless_they_are_asked_for() -> None:
    assert SECRET not in every_word(made())
    with_notes = made(notes=True)
    assert every_word(with_notes).count(SECRET) == 3  # of a check-in, of the reaction, of the product
    assert section_of(with_notes, "Private notes, included by the person").rows


def test_only_the_main_measure_has_a_verdict_and_it_is_about_ratings() -> None:
    one = made()
    glow, redness = chart_of(one, "Glow"), chart_of(one, "Redness")
    assert glow.primary
    assert glow.verdict == "Ratings clearly higher"
    assert any("likely" in fact for fact in glow.facts)
    assert glow.likely is not None
    assert (redness.primary, redness.verdict, redness.likely, redness.band) == (False, "Watching", None, None)
    assert redness.facts == ("lower is better", "rated on 56 days")


def test_a_test_of_two_sides_is_told_by_its_sides_alone() -> None:
    course = replace(diary().courses["course"], split="left")
    ratings = tuple(
        rated(n, 5.0 + n % 3 * 0.5, sides={"F-GLOW": Sides(left=5.0 + n % 3 * 0.5 + apart, right=5.0 + n % 2 * 0.5)})
        for n in range(-42, 70, 2)
        for apart in [3.0 if n >= 0 else 0.0]
    )
    one = made(replace(diary(), courses={"course": course}, check_ins=ratings))
    glow = chart_of(one, "Glow")
    assert glow.primary
    assert glow.verdict == "Treated side rated clearly higher"
    assert "a test of two sides: the left one treated, the right one kept" in glow.facts
    assert any(fact.startswith("treated less kept, against before: 3") for fact in glow.facts)
    assert "a test of two sides: the left one treated, the right one kept" in section_of(one, "Courses").rows[0].parts
    early = chart_of(made(replace(diary(), courses={"course": course}, check_ins=ratings), at(day(20))), "Glow")
    assert early.verdict == "Too early to judge"
    assert not any("against before" in fact for fact in early.facts)


def test_before_the_first_look_there_is_no_number() -> None:
    glow = chart_of(made(now=at(day(20))), "Glow")
    assert glow.verdict == "Too early to judge"
    assert glow.likely is None
    assert not any("difference" in fact for fact in glow.facts)


def test_a_period_leaves_out_what_lies_around_it() -> None:
    one = made(first=day(10), last=day(17))
    assert one.period == "12 March 2026 to 19 March 2026"
    [row] = section_of(one, "Sessions, by settings and lot").rows
    assert row.parts[0] == "one session"
    assert section_of(one, "Skin reactions").rows[0].when == "17 March 2026"
    assert all(0 <= dot.x <= 1 for chart in one.charts for dot in chart.dots)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"first": day(5), "last": day(4)}, "The first day of the report lies after its last."),
        ({"first": day(500)}, "still to come"),
        ({"last": day(-500)}, "begins after the last day"),
    ],
)
def test_days_that_cannot_be_are_refused_in_a_sentence(asked: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        made(**asked)
    assert sentence in WORDS.say(refused.value.reason)


def test_an_empty_diary_is_no_trouble() -> None:
    one = made(replace(Diary(), profile=diary().profile))
    assert (one.sections, one.charts) == ((), ())


def test_of_many_rows_the_rest_is_counted() -> None:
    many = tuple(session(n, lot=f"L{n}") for n in range(70))
    found = section_of(made(replace(diary(), sessions=many)), "Sessions, by settings and lot")
    assert len(found.rows) + found.hidden == 70
    assert found.more[0] == f"and {found.hidden} more"
    assert found.more[-1] == "and 70 more"


def test_years_of_ratings_are_few_dots_that_keep_their_mean() -> None:
    long = tuple(rated(n, 5.0 + n % 2) for n in range(-3000, 0, 3))
    whole = replace(diary(), check_ins=long, courses={})
    glow = chart_of(made(whole), "Glow")
    assert len(glow.dots) <= MOST_DOTS + 1
    assert sum(d.y for d in glow.dots) / len(glow.dots) == pytest.approx(0.55, abs=0.01)
    assert glow.each.startswith("a dot is ")


def test_pairs_are_the_first_and_the_last_of_each_view_and_only_when_asked_for() -> None:
    photos = (photo(0, "a" * 64), photo(5, "b" * 64), photo(9, "c" * 64), photo(9, "d" * 64, "crown"))
    whole = replace(diary(), photos=photos)
    assert made(whole).pairs == ()
    [pair] = made(whole, pictures=True).pairs
    assert (pair.before.sha256, pair.after.sha256) == ("a" * 64, "c" * 64)
    assert pair.before.day == "2 March 2026"


def test_the_same_diary_gives_the_same_report() -> None:
    assert made() == made()
