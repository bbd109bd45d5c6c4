"""The commands of a patch test: what they refuse, what an entry counts as, and what is told before one begins."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.changes import Refused
from care.days import Moment
from care.diary import Diary
from care.patch_advice import advices, closed_to_testing
from care.patch_test import readings_of
from care.records import Answer, Device, PatchTest, Product, Reaction, Retired
from care.verbs import decide
from care.verbs.patch_test import BeginPatchTest, CorrectPatchTest, LogPatchTest, SetTolerated, StopPatchTest
from tests.care.course_makers import STARTS_ON, at, diary, knowledge

KNOWN = knowledge()
DAY = timedelta(days=1)
CREAM = Product(id="cream", name="Cream", actives=["I27"])
NOW = at(STARTS_ON, "08:00")


def home(*things: Product | Device, **changed: Any) -> Diary:
    return replace(
        diary(KNOWN),
        products={p.id: p for p in things if isinstance(p, Product)},
        devices={d.id: d for d in things if isinstance(d, Device)},
        **changed,
    )


def after(given: Diary, command: object, now: Moment = NOW) -> Diary:
    """The diary once the command is kept."""
    for change in decide(command, given, KNOWN, now).puts:
        table = "products" if isinstance(change.after, Product) else "devices"
        given = replace(given, **{table: {**getattr(given, table), change.after.id: change.after}})  # type: ignore[arg-type]
    return given


def its_test(given: Diary, which: str = "cream") -> PatchTest:
    found = (given.products.get(which) or given.devices[which]).patch_test
    assert found is not None
    return found


def test_it_is_begun_entered_and_once_more_nothing_is_begun() -> None:
    begun = after(home(CREAM), BeginPatchTest("cream"))
    assert (its_test(begun).state, its_test(begun).started_on) == ("running", STARTS_ON)
    assert not decide(BeginPatchTest("cream"), begun, KNOWN, NOW)
    entered = after(begun, LogPatchTest("cream"))
    assert [(r.kind, r.skin) for r in readings_of(its_test(entered))] == [("applied", "none")]
    with pytest.raises(Refused, match="Nothing is to be done before"):
        decide(LogPatchTest("cream"), entered, KNOWN, NOW)


def test_a_spot_that_is_not_calm_is_left_alone_this_time() -> None:
    def kinds(*actives: str, skin: Any) -> list[str]:
        begun = after(home(replace(CREAM, actives=list(actives))), BeginPatchTest("cream"))
        return [r.kind for r in readings_of(its_test(after(begun, LogPatchTest("cream", skin))))]

    assert kinds("I27", skin="mild") == ["looked"]
    assert kinds("I01", skin="mild") == ["applied"], "retinol stings by itself"
    assert kinds("I01", skin="clear") == ["looked"]


def test_something_seen_between_two_times_can_be_told_at_once() -> None:
    begun = after(after(home(CREAM), BeginPatchTest("cream")), LogPatchTest("cream"))
    sore = after(begun, LogPatchTest("cream", "clear"), at(STARTS_ON, "11:00"))
    assert its_test(sore).state == "failed"
    with pytest.raises(Refused, match="No patch test"):
        decide(LogPatchTest("cream"), sore, KNOWN, at(STARTS_ON + DAY))
    mended = after(sore, CorrectPatchTest("cream", at(STARTS_ON, "11:00").at, None))
    assert its_test(mended).state == "running"


def test_an_ampoule_is_taken_from_the_box_for_its_test_once() -> None:
    box = replace(CREAM, single_use=True, count=10)
    begun = after(after(home(box), BeginPatchTest("cream")), LogPatchTest("cream"))
    assert (begun.products["cream"].count, begun.products["cream"].opened_at) == (9, NOW.at)
    later = at(STARTS_ON, "15:00")
    twice = after(begun, LogPatchTest("cream", again=True), later)
    assert (twice.products["cream"].count, len(its_test(twice).readings)) == (9, 2)
    with pytest.raises(Refused):
        decide(LogPatchTest("cream", again=True), twice, KNOWN, later)
    open_one = after(home(replace(box, opened_at=NOW.at)), BeginPatchTest("cream"))
    assert after(open_one, LogPatchTest("cream")).products["cream"].count == 10


def test_a_label_may_ask_for_its_own_hours() -> None:
    begun = after(home(CREAM), BeginPatchTest("cream", label_hours=48))
    assert its_test(begun).label_hours == 48
    with pytest.raises(Refused):
        decide(BeginPatchTest("cream", label_hours=0), home(CREAM), KNOWN, NOW)


def test_tolerated_stopped_and_taken_back() -> None:
    used = after(home(CREAM), SetTolerated("cream"))
    assert its_test(used).state == "tolerated"
    assert after(used, SetTolerated("cream", tolerated=False)).products["cream"].patch_test is None
    begun = after(home(CREAM), BeginPatchTest("cream"))
    assert after(begun, StopPatchTest("cream")).products["cream"].patch_test is None
    assert not decide(StopPatchTest("cream"), used, KNOWN, NOW)
    failed = home(replace(CREAM, patch_test=PatchTest(state="failed")))
    with pytest.raises(Refused, match="not tried again"):
        decide(SetTolerated("cream"), failed, KNOWN, NOW)


ALLERGY = {"K34": Answer(id="K34", rule="K34", answer="yes", answered_on=STARTS_ON, about=["I27"])}
RASH = Reaction(id="r", at=NOW.at - DAY, day=STARTS_ON - DAY, product="cream", areas=["face"], signs=["G10"])


@pytest.mark.parametrize(
    ("thing", "changed", "says"),
    [
        (replace(CREAM, patch_test=PatchTest(state="failed")), {}, "not tried again"),
        (replace(CREAM, expires_on=STARTS_ON - DAY), {}, "was good until"),
        (replace(CREAM, retired=Retired(on=STARTS_ON)), {}, "was put away"),
        (replace(CREAM, actives=["I02"]), {}, "whoever prescribed it"),
        (replace(CREAM, medicine=True), {}, "whoever prescribed it"),
        (replace(CREAM, name="Dermapen serum"), {}, ""),
        (replace(CREAM, use="professional_only"), {}, ""),
        (CREAM, {"answers": ALLERGY}, "named"),
        (CREAM, {"reactions": (RASH,)}, "reacted after"),
        (Device(id="cream", name="Dermaroller"), {}, ""),
    ],
)
def test_what_is_closed_is_not_tried_either(thing: Product | Device, changed: dict[str, Any], says: str) -> None:
    given = home(thing, **changed)
    closed = closed_to_testing(thing, given, KNOWN, NOW)
    assert closed is not None
    assert closed.strength in ("refuse", "ask")
    with pytest.raises(Refused) as refused:
        decide(BeginPatchTest("cream"), given, KNOWN, NOW)
    assert says in refused.value.reason.text


def test_what_may_be_tried_is_not_closed() -> None:
    assert closed_to_testing(CREAM, home(CREAM), KNOWN, NOW) is None
    wand = Device(id="wand", name="Wand")
    assert closed_to_testing(wand, home(wand), KNOWN, NOW) is None
    assert its_test(after(home(wand), BeginPatchTest("wand")), "wand").state == "running"
    with pytest.raises(Refused, match="no longer on the shelf"):
        decide(BeginPatchTest("gone"), home(wand), KNOWN, NOW)


def told(thing: Product | Device, *others: Product | Device, now: Moment = NOW) -> list[str]:
    return [why.rule for why in advices(thing, home(thing, *others), KNOWN, now)]


@pytest.mark.parametrize(
    ("state", "began", "advised"),
    [("running", 0, True), ("running", 30, True), ("passed", 4, True), ("passed", 7, False), ("failed", 2, False)],
)
def test_one_new_thing_at_a_time(state: Any, began: int, advised: bool) -> None:
    other = Product(id="other", name="Other", patch_test=PatchTest(state=state, started_on=STARTS_ON - began * DAY))
    assert ("new_product_days" in told(CREAM, other)) is advised


def test_shampoos_and_tablets_are_told_of_and_a_device_comes_after_its_serum() -> None:
    assert told(CREAM) == ["PATCH"]
    assert told(replace(CREAM, form="shampoo")) == ["PATCH", "PATCH"]
    whole = diary(KNOWN)
    wand = whole.devices["wand"]
    assert len(list(advices(wand, whole, KNOWN, NOW))) == 1
    untested = replace(whole.products["ampoule"], patch_test=None)
    waits = replace(whole, products={"ampoule": untested})
    assert "First the serum" in next(advices(wand, waits, KNOWN, NOW)).text.text
