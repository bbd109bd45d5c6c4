"""The gate, row by row: what each condition closes, how strongly, what narrows it, and how it ends."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.allergy import product_closed_by_answers
from care.diary import Diary
from care.gate import Gate, gate, rows_asked, rows_told
from care.pauses import healing
from care.plan import plan_day
from care.records import Answer, Area, Cleared, Product, Profile, Treatment
from tests.assets.test_knowledge_rows import ACTIONS, COLUMNS
from tests.care.course_makers import STARTS_ON as TODAY
from tests.care.course_makers import at, knowledge
from tests.care.course_makers import diary as course_diary

KNOWN = knowledge()
DAY = timedelta(days=1)
STRENGTHS = {"B": "refuse", "A": "ask"}
SCALP_ONLY = ("K42", "K43", "K44")
ALL = ("serum", "galvanic", "electroporation", "ultrasound", "led")


def answered(**given: Answer | str) -> Diary:
    """A diary in which every question is answered with no today, but for those given."""
    answers = {rule: Answer(id=rule, rule=rule, answer="no", answered_on=TODAY) for rule in KNOWN.screening}
    for rule, one in given.items():
        answers[rule] = one if isinstance(one, Answer) else replace(answers[rule], answer=one)  # type: ignore[arg-type]
    return Diary(profile=Profile(id="profile", areas=["face", "scalp"]), answers=answers)


def yes(rule: str, **more: Any) -> Answer:
    return Answer(id=rule, rule=rule, **{"answer": "yes", "answered_on": TODAY, **more})


def seen(diary: Diary, *kit: str, area: Area | None = None, day: date = TODAY, **more: Any) -> Gate:
    return gate(diary, KNOWN, area or "face", kit or ALL, day, more.pop("today", TODAY), **more)


def closed(diary: Diary, *kit: str, **more: Any) -> list[str]:
    return [one.why.rule for one in seen(diary, *kit, **more).closed]


def cleared(*kinds: str, on: date = TODAY, until: date | None = None) -> Cleared:
    return Cleared(on=on, until=until, for_=list(kinds) or "all")


@pytest.mark.parametrize("column", range(5))
@pytest.mark.parametrize("rule", sorted(ACTIONS))
def test_each_row_speaks_on_its_case_and_not_on_its_neighbour(rule: str, column: int) -> None:
    letter = ACTIONS[rule][column]
    if rule == "K38":
        letter = "C" if letter == "B" else letter  # the neck is kept off anyway: a caution
    area: Area = "scalp" if rule in SCALP_ONLY else "face"
    for reply in ("yes", "unsure"):
        found = seen(answered(**{rule: reply}), COLUMNS[column], area=area)
        assert [(c.why.rule, c.why.strength) for c in found.closed] == (
            [(rule, STRENGTHS[letter])] if letter in STRENGTHS else []
        )
        assert [w.rule for w in found.cautions] == ([rule] if letter == "C" else [])
    for reply in ("no", "not_applicable"):
        assert seen(answered(**{rule: reply}), COLUMNS[column], area=area) == Gate()


@pytest.mark.parametrize("rule", sorted(ACTIONS))
def test_a_row_of_the_other_area_stays_out_of_it(rule: str) -> None:
    for area in ("face", "scalp"):
        if area not in KNOWN.screening[rule].areas:
            assert seen(answered(**{rule: "yes"}), area=area) == Gate()


def test_without_an_answer_what_decides_is_asked_and_what_only_cautions_is_not_missed() -> None:
    nothing = Diary(profile=Profile(id="profile", areas=["face"]))
    assert set(seen(nothing, "serum").unanswered) == {row.id for row, _ in rows_asked(KNOWN, "face", ["serum"])}
    [asked] = seen(nothing, "serum").whys
    assert (asked.rule, asked.strength) == ("GATE", "ask")
    told = {row.id for row in rows_told(KNOWN, "face", ["serum"])}
    assert {"K09", "K46"} <= told - set(seen(nothing, "serum").unanswered)


def test_a_caution_says_what_to_mind_and_never_over_the_metal_whoever_cleared_it() -> None:
    metal = yes("K28", cleared=cleared("galvanic"))
    found = seen(answered(K28=metal), "serum", "galvanic")
    assert (found.closed, [w.rule for w in found.cautions]) == ((), ["K28"])
    assert "Never work over the metal" in found.cautions[0].text.text


# What narrows a yes


@pytest.mark.parametrize(("rule", "kit", "area"), [
    ("K09", ("galvanic",), "face"), ("K09", ("led",), "face"), ("K09", ("ultrasound",), "scalp"),
    ("K20", ("led",), "face"), ("K42", ("serum",), "scalp"), ("K42", ("serum", "galvanic"), "scalp"),
])  # fmt: skip
def test_the_milder_form_asks_where_the_row_would_refuse(rule: str, kit: tuple[str, ...], area: Area) -> None:
    def strength(answer: Answer) -> str:
        [one] = seen(answered(**{rule: answer}), *kit, area=area).closed
        return one.why.strength

    assert strength(yes(rule)) == "refuse"
    assert strength(yes(rule, eased=True)) == "ask"
    assert strength(yes(rule, answer="unsure", eased=True)) == "refuse", "who is not sure has not said so"
    word = cleared(*kit)
    assert not closed(answered(**{rule: yes(rule, eased=True, cleared=word)}), *kit, area=area)


def test_a_cold_sore_on_the_face_leaves_the_scalp_open_and_fever_nothing() -> None:
    for reply in ("yes", "unsure"):
        sore = answered(K14=yes("K14", answer=reply, areas=["face"]))
        assert closed(sore, "serum", area="face") == ["K14"]
        assert closed(sore, "serum", area="scalp") == []
    fever = answered(K12=yes("K12", areas=["face"]))
    assert closed(fever, "serum", area="scalp") == ["K12"], "a fever is not in one place"


SERUM = Product(id="mine", name="Vitamin C ampoule", actives=["I07"])
OTHER = Product(id="other", name="Hyaluronic ampoule", actives=["I10"])


@pytest.mark.parametrize("named", ["mine", "I07"])
def test_an_allergy_that_names_something_closes_only_what_holds_it(named: str) -> None:
    allergic = answered(K34=yes("K34", about=[named]))
    assert closed(allergic, "serum", product=SERUM) == ["K34"]
    assert closed(allergic, "serum", product=OTHER) == []
    assert closed(allergic, "serum") == []
    said = product_closed_by_answers(allergic, KNOWN, SERUM, TODAY)
    assert said is not None
    assert (said.rule, said.strength) == ("K34", "refuse")
    assert product_closed_by_answers(allergic, KNOWN, OTHER, TODAY) is None


def test_an_allergy_that_names_nothing_closes_all_sessions_and_no_step() -> None:
    allergic = answered(K34="yes")
    assert closed(allergic, "serum", product=OTHER) == ["K34"]
    assert product_closed_by_answers(allergic, KNOWN, OTHER, TODAY) is None


# How it ends


@pytest.mark.parametrize("rule", [r for r, row in KNOWN.screening.items() if any(
    a in "AB" for a in ACTIONS[r]) and r != "K38"])  # fmt: skip
def test_a_yes_ends_only_as_its_row_says(rule: str) -> None:
    row, area = KNOWN.screening[rule], "scalp" if rule in SCALP_ONLY else "face"
    far = TODAY + timedelta(days=3650)

    def open_on(day: date, **more: Any) -> bool:
        return not closed(answered(**{rule: yes(rule, **more)}), area=area, day=day)

    by_days = row.clears == "date" and row.days is not None and not row.eased_when
    assert open_on(far) is by_days
    assert open_on(far, answer="unsure") is False, "not sure never ends by itself"
    assert open_on(far, ends_on=TODAY) is (row.clears in ("date", "healed")), "a day ends what has an end"
    by_word = open_on(far, cleared=cleared())
    actions = {letter for letter in ACTIONS[rule] if letter in "AB"}
    assert by_word is (by_days or row.clears == "professional" or actions == {"A"})


@pytest.mark.parametrize("rule", ["K30", "K31", "K33", "K44"])
def test_days_count_from_the_day_of_it_else_from_the_answer(rule: str) -> None:
    row, area = KNOWN.screening[rule], "scalp" if rule in SCALP_ONLY else "face"
    days = timedelta(days=row.days or 0)
    since = TODAY - DAY

    def first_open(**more: Any) -> date:
        diary = answered(**{rule: yes(rule, **more)})
        return next(d for d in (TODAY + n * DAY for n in range(400)) if not closed(diary, area=area, day=d))

    assert first_open() == TODAY + days + DAY
    assert first_open(since=since) == since + days
    assert first_open(since=since, ends_on=TODAY + days) == TODAY + days + DAY, "the later of both"
    [one] = seen(answered(**{rule: yes(rule, since=since)}), area=area).closed
    assert (one.opening.how, one.opening.on) == ("date", since + days)


def test_tablets_that_are_still_taken_are_not_counted_down() -> None:
    far = TODAY + timedelta(days=400)
    assert closed(answered(K20="yes"), day=far) == ["K20"]
    stopped = answered(K20=yes("K20", eased=True, since=TODAY - timedelta(days=100)))
    assert closed(stopped, day=TODAY + timedelta(days=82)) == ["K20"]
    assert closed(stopped, day=TODAY + timedelta(days=83)) == []


def test_what_has_to_heal_is_not_open_before_its_days_though_it_healed_early() -> None:
    healed = answered(K32=yes("K32", since=TODAY, ends_on=TODAY + 4 * DAY))
    assert closed(healed, day=TODAY + 13 * DAY) == ["K32"]
    assert closed(healed, day=TODAY + 14 * DAY) == []
    late = answered(K32=yes("K32", since=TODAY, ends_on=TODAY + 20 * DAY))
    assert closed(late, day=TODAY + 20 * DAY) == ["K32"]
    assert closed(late, day=TODAY + 21 * DAY) == []
    [one] = seen(answered(K32=yes("K32", since=TODAY))).closed
    assert (one.opening.how, one.opening.on) == ("healed", TODAY + 14 * DAY)


def test_a_treatment_in_the_diary_and_the_answer_about_it_tell_the_same_day() -> None:
    for what, rule in (("peel", "K32"), ("filler", "K31"), ("toxin", "K30")):
        on = TODAY - 5 * DAY
        over = on + timedelta(days=KNOWN.screening[rule].days or 0)
        treatment = Treatment(id="t", what=what, areas=["face"], on=on, healed_on=over if rule == "K32" else None)  # type: ignore[arg-type]
        diary = replace(answered(**{rule: "yes"}), treatments=(treatment,))
        for day in (over - DAY, over):
            by_diary = healing(diary, KNOWN, "face", day, kit=ALL, today=TODAY)
            assert bool(by_diary) is bool(closed(diary, day=day)), (what, day)


def test_a_treatment_and_the_answer_about_it_are_told_once() -> None:
    given = course_diary(KNOWN, treatments=(Treatment(id="t", what="peel", areas=["face"], on=TODAY),))
    told = replace(given, answers={**given.answers, "K32": yes("K32", areas=["face"])})
    for diary in (given, told):
        [session] = plan_day(diary, KNOWN, TODAY, at(TODAY, "21:00")).sessions
        assert [w.rule for w in session.why] == ["K32"]


def test_a_yes_of_later_is_not_about_a_treatment_long_over() -> None:
    old = Treatment(id="t", what="filler", areas=["face"], on=TODAY - timedelta(days=60))
    diary = replace(answered(K31="yes"), treatments=(old,))
    assert closed(diary) == ["K31"]
    healed = Treatment(id="t", what="peel", areas=["face"], on=TODAY - 9 * DAY, healed_on=TODAY - DAY)
    assert closed(replace(answered(K32="yes"), treatments=(healed,)), day=TODAY + 30 * DAY) == ["K32"]


def test_a_clearance_is_for_what_it_names_from_its_day_until_its_last() -> None:
    word = cleared("galvanic", on=TODAY + DAY, until=TODAY + 3 * DAY)
    diary = answered(K24=yes("K24", cleared=word))
    states = [closed(diary, "serum", "galvanic", day=TODAY + n * DAY) for n in range(5)]
    assert states == [["K24"], [], [], [], ["K24"]]
    assert closed(diary, "serum", "ultrasound", day=TODAY + DAY) == ["K24"]
    assert closed(answered(K24=yes("K24", cleared=Cleared(on=TODAY, for_=[]))), "galvanic") == ["K24"]


def test_a_clearance_need_not_name_what_the_row_leaves_open() -> None:
    pump = answered(K02=yes("K02", cleared=cleared("galvanic")))
    assert closed(pump, "serum", "galvanic", "led") == [], "light was never closed by it"
    assert closed(pump, "serum", "galvanic", "ultrasound") == ["K02"]


def test_of_what_refuses_only_a_row_that_a_professional_can_end_takes_a_word() -> None:
    opened = {"K01": ("led",), "K27": ("serum", "galvanic"), "K09": (), "K16": ("serum", "led")}
    for rule, kit, opens in ((rule, kit, kit in kits) for rule, kits in opened.items() for kit in ("galvanic", *kits)):
        diary = answered(**{rule: yes(rule, cleared=cleared())})
        assert bool(closed(diary, kit)) is not opens, (rule, kit)


# Asking again


def test_answers_are_asked_again_and_what_does_not_apply_is_not() -> None:
    days, grace = KNOWN.figure("answers_days"), KNOWN.figure("answers_grace_days")
    late = TODAY + timedelta(days=days + grace + 1)
    diary = answered(K09="not_applicable", K24="yes")
    found = seen(diary, day=late, today=late)
    assert "K09" not in found.unanswered
    assert {"K12", "K24"} <= set(found.unanswered)
    assert "K24" in [c.why.rule for c in found.closed], "an old yes goes on closing"
    due = TODAY + timedelta(days=days + 1)
    assert seen(answered(), day=due, today=due).ask_by == TODAY + timedelta(days=days + grace)
    assert seen(answered(), day=TODAY + timedelta(days=days), today=due).ask_by is None
    assert not seen(answered(), day=late).whys, "a forecast takes today's answers to hold"


def test_under_age_by_birth_year_opens_with_age_and_says_so() -> None:
    diary = answered()
    young = replace(diary, profile=replace(diary.profile, birth_year=TODAY.year - 15))
    [one] = seen(young, "serum", "galvanic").closed
    assert (one.why.rule, one.why.strength, one.opening.how) == ("K11", "refuse", "change")
    [by_hand] = seen(young, "serum").closed
    assert by_hand.why.strength == "ask"
    word = replace(young, answers={**young.answers, "K11": yes("K11", cleared=cleared("serum"))})
    assert not closed(word, "serum")
    assert closed(word, "galvanic") == ["K11"]


# Whatever the answers are

DATES = st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))
AREAS: tuple[Area, ...] = ("face", "scalp")
LISTS = st.lists(st.sampled_from(AREAS), max_size=2, unique=True)
CLEARED = st.builds(
    Cleared,
    on=DATES,
    until=st.none() | DATES,
    for_=st.just("all") | st.lists(st.sampled_from(ALL), max_size=3, unique=True),
)


@st.composite
def lives(draw: st.DrawFn) -> Diary:
    """Answers of every sort, some missing, and treatments."""
    given: dict[str, Answer] = {}
    for rule in draw(st.lists(st.sampled_from(sorted(KNOWN.screening)), max_size=5, unique=True)):
        given[rule] = Answer(
            id=rule,
            rule=rule,
            answer=draw(st.sampled_from(["yes", "unsure", "not_applicable"])),
            answered_on=draw(DATES),
            cleared=draw(st.none() | CLEARED),
            eased=draw(st.booleans()),
            areas=draw(LISTS),
            about=draw(st.lists(st.sampled_from(["mine", "I07"]), max_size=1)),
            since=draw(st.none() | DATES),
            ends_on=draw(st.none() | DATES),
        )
    treatments = draw(
        st.lists(
            st.builds(
                Treatment,
                id=st.sampled_from("abc"),
                what=st.sampled_from(["peel", "filler", "toxin", "other"]),
                areas=LISTS,
                on=DATES,
                healed_on=st.none() | DATES,
            ),
            max_size=3,
            unique_by=lambda t: t.id,
        )
    )
    return replace(answered(**given), treatments=tuple(treatments))


KITS = st.lists(st.sampled_from(ALL), min_size=1, unique=True).map(tuple)


@settings(max_examples=400, deadline=None)
@given(lives(), KITS, st.sampled_from(["face", "scalp"]), DATES)
def test_nothing_is_open_over_a_yes_that_has_neither_ended_nor_been_cleared(
    diary: Diary, kit: tuple[str, ...], area: Area, day: date
) -> None:
    found = {c.why.rule for c in seen(diary, *kit, area=area, day=day).closed}
    for row, _ in rows_asked(KNOWN, area, [KNOWN.modalities[m].columns[0] for m in kit]):
        answer = diary.answers[row.id]
        if answer.answer not in ("yes", "unsure") or row.id in found:
            continue
        narrowed = (row.by_area and answer.areas and area not in answer.areas) or (row.id == "K34" and answer.about)
        word = answer.cleared is not None and answer.cleared.on <= day and day <= (answer.cleared.until or day)
        dated = row.clears in ("date", "healed") and answer.answer == "yes"
        eased = answer.eased and answer.answer == "yes" and bool(row.eased_when)
        assert narrowed or word or dated or eased, row.id
        if row.clears == "never" and not narrowed and not word:
            raise AssertionError(row.id)


@settings(max_examples=200, deadline=None)
@given(lives(), KITS, st.sampled_from(["face", "scalp"]), DATES, st.integers(0, 999))
def test_the_order_of_the_records_does_not_matter(
    diary: Diary, kit: tuple[str, ...], area: Area, day: date, seed: int
) -> None:
    mixed = random.Random(seed)
    answers, treatments = list(diary.answers.items()), list(diary.treatments)
    mixed.shuffle(answers)
    mixed.shuffle(treatments)
    other = replace(diary, answers=dict(answers), treatments=tuple(treatments))
    assert seen(diary, *kit, area=area, day=day) == seen(other, *kit, area=area, day=day)


@settings(max_examples=200, deadline=None)
@given(lives(), KITS, st.sampled_from(["face", "scalp"]), DATES, st.sampled_from(sorted(KNOWN.screening)))
def test_one_more_yes_never_opens_anything(
    diary: Diary, kit: tuple[str, ...], area: Area, day: date, rule: str
) -> None:
    more = replace(diary, answers={**diary.answers, rule: yes(rule)})
    before = {c.why.rule for c in seen(diary, *kit, area=area, day=day).closed}
    assert before - {rule} <= {c.why.rule for c in seen(more, *kit, area=area, day=day).closed}
