"""What does not go together on the shelf: why, what mends it, and all the pairs of which nothing is said."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from care.conflicts import STRONG, Conflict, conflicts
from care.diary import Diary
from care.records import PatchTest, Product, Profile, Retired, Rhythm, Routine, RoutineStep
from storage.knowledge import read_knowledge

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
TODAY = date(2026, 3, 2)
ZONE = "Europe/Berlin"


def bottle(name: str, *actives: str, **fields: object) -> Product:
    return Product(id=name.lower(), name=name, areas=["face"], actives=list(actives), **fields)  # type: ignore[arg-type]


def routine(slot: str, *products: Product, area: str = "face", every: list[Rhythm | None] | None = None) -> Routine:
    turns = every or [None] * len(products)
    steps = [
        RoutineStep(id=f"s{n}", title=p.name, product=p.id, every=turn)
        for n, (p, turn) in enumerate(zip(products, turns, strict=True))
    ]
    return Routine(id=f"{slot}-{area}", title=slot, slot=slot, area=area, steps=steps)  # type: ignore[arg-type]


def found(*products: Product, routines: tuple[Routine, ...] = (), profile: Profile | None = None) -> list[Conflict]:
    diary = Diary(
        profile=profile or Profile(areas=["face", "scalp"]),
        products={p.id: p for p in products},
        routines={r.id: r for r in routines},
    )
    return list(conflicts(diary, KNOWLEDGE, TODAY, ZONE))


def said(conflict: Conflict) -> tuple[str, tuple[str, ...], str, dict[str, object]]:
    return conflict.why.rule, conflict.products, conflict.fix.text, dict(conflict.fix.values)


C, RETINOL, ACID, COPPER = bottle("C", "I07"), bottle("Retinol", "I01"), bottle("Acid", "I03"), bottle("Copper", "I12")
PEROXIDE, TRETINOIN, MINOXIDIL = bottle("Peroxide", "I06"), bottle("Tretinoin", "I02"), bottle("Minoxidil", "I18")
SCENT = bottle("Scent", "I14")
IN_TURNS = "{one} on one day, {other} on another."
BY_SLOT = "{morning} in the morning, {evening} in the evening."
BESIDE = "{medicine} stays as it is. Use {product} at another time of day, or on days without it."


@pytest.mark.parametrize(
    ("one", "other", "slots", "rule", "fix"),
    [
        (C, COPPER, "", "I12", BY_SLOT),
        (C, COPPER, "am am", "I12", BY_SLOT),
        (ACID, COPPER, "pm pm", "I12", IN_TURNS),
        (PEROXIDE, RETINOL, "", "I06", BY_SLOT),
        (PEROXIDE, RETINOL, "pm pm", "I06", BY_SLOT),
        (PEROXIDE, TRETINOIN, "pm pm", "I06", BESIDE),
        (ACID, MINOXIDIL, "", "I18", BESIDE),
        (ACID, RETINOL, "pm pm", STRONG, IN_TURNS),
        (ACID, TRETINOIN, "pm pm", STRONG, BESIDE),
        (bottle("Scrub", "I15"), bottle("Salicylic", "I04"), "am am", STRONG, IN_TURNS),
        (bottle("A retinal", "I01"), RETINOL, "pm pm", STRONG, IN_TURNS),
        (MINOXIDIL, TRETINOIN, "pm pm", "I18", "Both are medicines and stay as they are. Ask the prescriber or a "
         "pharmacist how far apart they belong."),
    ],
)  # fmt: skip
def test_what_is_kept_apart_says_why_and_what_mends_it(
    one: Product, other: Product, slots: str, rule: str, fix: str
) -> None:
    routines = tuple(routine(slot, p) for slot, p in zip(slots.split(), (one, other), strict=False))
    if slots and slots.split()[0] == slots.split()[1]:
        routines = (routine(slots.split()[0], one, other),)
    (conflict,) = found(one, other, routines=routines)
    assert conflict.why.strength == "advise"
    assert (conflict.why.rule, conflict.fix.text) == (rule, fix)
    assert set(conflict.products) == {one.id, other.id}
    assert KNOWLEDGE.row(conflict.why.rule) is not None


def test_the_fix_names_who_goes_where() -> None:
    (conflict,) = found(COPPER, C)
    assert said(conflict)[3] == {"morning": "C", "evening": "Copper"}
    (conflict,) = found(TRETINOIN, ACID, routines=(routine("pm", TRETINOIN, ACID),))
    assert said(conflict)[3] == {"medicine": "Tretinoin", "product": "Acid"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I09", "I07"), ("I09", "I08"), ("I01", "I09"), ("I01", "I10"), ("I07", "I10"), ("I01", "I11"), ("I07", "I29"),
        ("I03", "I10"), ("I12", "I09"), ("I04", "I09"), ("I13", "I09"), ("I06", "I10"), ("I07", "I17"), ("I01", "I33"),
    ],
)  # fmt: skip
def test_nothing_is_said_of_pairs_that_get_along(one: str, other: str) -> None:
    a, b = bottle("A", one), bottle("B", other)
    for slot in ("am", "pm"):
        assert found(a, b, routines=(routine(slot, a, b),)) == []


def test_strong_ones_that_take_turns_are_well() -> None:
    monday, thursday = Rhythm(weekdays=[0]), Rhythm(weekdays=[3])
    assert found(RETINOL, ACID) == []
    assert found(RETINOL, ACID, routines=(routine("pm", RETINOL), routine("am", ACID))) == []
    assert found(RETINOL, ACID, routines=(routine("pm", RETINOL, ACID, every=[monday, thursday]),)) == []
    assert len(found(RETINOL, ACID, routines=(routine("pm", RETINOL, ACID, every=[monday, None]),))) == 1
    assert len(found(RETINOL, ACID, routines=(routine("pm", RETINOL, ACID, every=[monday, monday]),))) == 1


def test_what_routines_keep_apart_already_is_not_told() -> None:
    assert found(C, COPPER, routines=(routine("am", C), routine("pm", COPPER))) == []
    assert len(found(C, COPPER, routines=(routine("am", C),))) == 1


def test_two_areas_do_not_meet() -> None:
    tonic = replace(COPPER, areas=["scalp"])
    assert found(C, tonic) == []
    assert len(found(replace(C, areas=["face", "scalp"]), tonic)) == 1
    on_scalp = routine("pm", RETINOL, area="scalp")
    assert found(RETINOL, ACID, routines=(on_scalp, routine("pm", ACID))) == []
    assert found(C, COPPER, profile=Profile(areas=["scalp"])) == []


@pytest.mark.parametrize(
    "gone",
    [{"retired": Retired(on=TODAY)}, {"expires_on": date(2026, 3, 1)}, {"patch_test": PatchTest(state="failed")}],
)
def test_what_is_not_used_any_more_conflicts_with_nothing(gone: dict[str, object]) -> None:
    assert found(C, bottle("Copper", "I12", **gone)) == []


def test_scent_is_told_to_sensitive_skin_alone() -> None:
    assert found(SCENT) == []
    (conflict,) = found(SCENT, profile=Profile(sensitive=True))
    assert (conflict.why.rule, conflict.products) == ("I14", ("scent",))
    assert found(RETINOL, profile=Profile(sensitive=True)) == []


def test_one_bottle_is_its_makers_matter() -> None:
    both = bottle("Both", "I12", "I03", "I01")
    assert found(both, routines=(routine("pm", both),)) == []


def test_a_pair_is_told_once() -> None:
    both = bottle("Both", "I12", "I01")
    assert len(found(both, ACID, routines=(routine("pm", both, ACID),))) == 1


def test_an_active_that_no_row_knows_says_nothing() -> None:
    assert found(bottle("Own", "kojic acid"), C) == []


BOTTLES = st.lists(
    st.lists(st.sampled_from([*KNOWLEDGE.ingredients, "kojic acid"]), max_size=4), min_size=2, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(BOTTLES, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_shelf_changes_nothing_and_each_rule_has_a_row(
    actives: list[list[str]], sensitive: bool, chance: object
) -> None:
    shelf = [bottle(f"P{n}", *those) for n, those in enumerate(actives)]
    profile = Profile(sensitive=sensitive, areas=["face"])
    told = found(*shelf, routines=(routine("pm", *shelf),), profile=profile)
    mixed = list(shelf)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert found(*mixed, routines=(routine("pm", *mixed),), profile=profile) == told
    assert all(c.why.strength == "advise" and KNOWLEDGE.row(c.why.rule) for c in told)
    pairs = [c.products for c in told if len(c.products) == 2]
    assert len(pairs) == len(set(pairs))


def test_every_pair_that_a_row_keeps_apart_is_told_both_ways() -> None:
    apart = {frozenset((row.id, other)) for row in KNOWLEDGE.ingredients.values() for other in row.apart_from}
    strong = {row.id for row in KNOWLEDGE.ingredients.values() if row.strong}
    for one, other in product(KNOWLEDGE.ingredients, repeat=2):
        a, b = bottle("A", one), bottle("B", other)
        told = found(a, b, routines=(routine("pm", a, b),))
        assert bool(told) == (frozenset((one, other)) in apart or {one, other} <= strong), (one, other)
