"""The checklists and their summary as plain values: who is asked what, what a tick opens, and what is said of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.records import Answer, Area, Cleared, Product, Profile, Retired
from care.verbs.screening import Details, Reply
from screens.safety_draft import Telling, details_of, reply_of, telling_of, telling_problems
from screens.safety_on_file_view import answer_lines, cleared, look_again, yeses
from screens.safety_summary_view import SummaryView, summary_view
from screens.safety_view import PageView, Sheet, TileView, asked, page_ids, page_view
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON as TODAY
from tests.care.course_makers import answers, knowledge

KNOWN = knowledge()
WORDS = Wording()
DAY = timedelta(days=1)
BOTH: tuple[Area, ...] = ("face", "scalp")
EVERY = ("serum", "galvanic", "electroporation", "ultrasound", "led")


def living(**given: Any) -> Diary:
    """Every question answered with no, but for those given as replies or whole answers."""
    replies = {rule: one for rule, one in given.items() if isinstance(one, str)}
    whole = {rule: one for rule, one in given.items() if isinstance(one, Answer)}
    file = {**answers(KNOWN, TODAY, **replies), **whole}
    return Diary(profile=Profile(id="profile", areas=list(BOTH), birth_year=1990), answers=file)


def yes(rule: str, **more: Any) -> Answer:
    return Answer(id=rule, rule=rule, **{"answer": "yes", "answered_on": TODAY, **more})


def rules(kits: dict[Area, tuple[str, ...]], diary: Diary | None = None) -> set[str]:
    return {row.id for row in asked(diary or living(), KNOWN, kits, TODAY)}


# Who is asked what


def test_a_face_by_hand_meets_nothing_of_devices_or_of_the_scalp() -> None:
    found = rules({"face": ("serum",)})
    assert found.isdisjoint({"K01", "K02", "K03", "K28", "K37", "K05", "K08", "K45", "K42", "K43", "K44"})
    assert {"K09", "K12", "K14", "K34", "K35", "K21"} <= found


def test_a_scalp_alone_meets_nothing_of_the_face_alone() -> None:
    found = rules({"scalp": EVERY})
    assert found.isdisjoint({"K30", "K31", "K41"})
    assert {"K42", "K43", "K44"} <= found


@pytest.mark.parametrize(
    ("modality", "met", "spared"),
    [
        ("galvanic", {"K01", "K02", "K03", "K28", "K38"}, {"K05", "K08"}),
        ("led", {"K05", "K06", "K07", "K08", "K41", "K01"}, {"K02", "K28", "K03", "K38"}),
        ("vibration", {"K12"}, {"K01", "K05", "K45"}),
        ("not_sure", {"K01", "K05", "K08", "K38"}, set()),
    ],
)
def test_a_device_brings_its_own_questions(modality: str, met: set[str], spared: set[str]) -> None:
    found = rules({"face": ("serum", modality)})
    assert met <= found
    assert found.isdisjoint(spared)


def test_vibration_asks_what_the_hands_ask() -> None:
    assert rules({"face": ("serum", "vibration")}) == rules({"face": ("serum",)})


@pytest.mark.parametrize("kit", [EVERY, ("serum", "not_sure"), ("serum",), ("serum", "galvanic", "led")])
def test_nobody_meets_more_than_nine_screens(kit: tuple[str, ...]) -> None:
    diary = replace(living(), profile=Profile(id="profile", areas=list(BOTH)))
    assert len(page_ids(asked(diary, KNOWN, {"face": kit, "scalp": kit}, TODAY))) <= 9


def test_the_age_is_asked_only_where_the_year_leaves_it_open() -> None:
    for born, met in ((None, True), (TODAY.year - 30, False), (TODAY.year - 15, False), (TODAY.year - 18, True)):
        diary = replace(living(), profile=Profile(id="profile", areas=["face"], birth_year=born))
        assert ("K11" in rules({"face": ("serum",)}, diary)) is met


# What a tick opens beneath it


def page_of(rule: str, reply: Reply, telling: Telling | None = None, **more: Any) -> PageView:
    given: dict[str, Any] = {"areas": BOTH, "diary": living(), **more}
    rows = asked(given["diary"], KNOWN, dict.fromkeys(BOTH, EVERY), TODAY)
    sheet = Sheet({rule: reply}, {rule: telling or Telling()}, given.get("problems", {}))
    return page_view(WORDS, KNOWN, given["diary"], KNOWN.screening[rule].page, rows, given["areas"], sheet)


def tile(rule: str, reply: Reply, telling: Telling | None = None, **more: Any) -> TileView:
    return next(t for t in page_of(rule, reply, telling, **more).tiles if t.rule == rule)


def opened(one: TileView) -> set[str]:
    return {name for name in ("eased", "where", "since", "until", "names", "more_names") if getattr(one, name)}


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ("K09", {"eased"}),
        ("K10", set()),
        ("K07", {"until"}),
        ("K12", set()),
        ("K14", {"where"}),
        ("K20", {"eased"}),
        ("K31", {"since"}),
        ("K32", {"where", "since"}),
        ("K34", {"more_names"}),
        ("K42", {"eased"}),
        ("K44", {"since"}),
        ("K01", set()),
    ],
)
def test_a_tick_opens_what_its_row_needs_and_no_more(rule: str, asks: set[str]) -> None:
    assert opened(tile(rule, "yes")) == asks
    assert opened(tile(rule, "no")) == set()
    assert opened(tile(rule, "unsure")) == asks & {"where", "more_names"}, "who is not sure knows no day"


def test_who_stopped_the_tablets_may_say_when() -> None:
    assert opened(tile("K20", "yes", Telling(eased=True))) == {"eased", "since"}


def test_where_is_asked_only_of_those_with_both_areas() -> None:
    assert not tile("K14", "yes", areas=("face",)).where
    assert tile("K14", "yes", Telling(areas=("scalp",))).where == "scalp"
    assert tile("K14", "yes").where == "both"


def test_an_allergy_may_name_what_is_on_the_shelf_and_in_it() -> None:
    serum = Product(id="p", name="Vitamin C ampoule", actives=["I07"])
    gone = Product(id="old", name="Old serum", actives=["I10"], retired=Retired(on=TODAY))
    diary = replace(living(), products={"p": serum, "old": gone})
    one = tile("K34", "yes", Telling(about=("I07", "I14")), diary=diary)
    assert {n.id: n.chosen for n in one.names} == {"p": False, "I07": True, "I14": True}
    assert {n.id for n in one.more_names} == set(KNOWN.ingredients) - {"I07", "I14"}


def test_not_sure_is_told_how_to_find_out_and_yes_what_it_changes() -> None:
    row = KNOWN.screening["K22"]
    assert tile("K22", "unsure").effect == row.find_out
    assert tile("K22", "yes").effect == row.reason
    assert tile("K22", "no").effect == ""
    assert page_of("K22", "no").none_ticked
    assert not page_of("K22", "unsure").none_ticked


# What is kept of it


def test_only_what_the_answer_asks_is_kept() -> None:
    all_of_it = Telling(eased=True, areas=("face",), about=("I07",), since="2026-02-20", until="2026-05-01")
    since, until = date(2026, 2, 20), date(2026, 5, 1)

    def kept(rule: str, reply: Reply = "yes") -> Details:
        return details_of(KNOWN.screening[rule], reply, all_of_it)

    assert kept("K32") == Details(areas=("face",), since=since)
    assert kept("K32", "unsure") == Details(areas=("face",))
    assert kept("K07") == Details(ends_on=until)
    assert kept("K09") == Details(eased=True)
    assert kept("K34") == Details(about=("I07",))
    assert kept("K12") == kept("K01") == Details()


def test_a_day_that_cannot_be_is_said_at_its_field() -> None:
    rows = [KNOWN.screening[rule] for rule in ("K31", "K07", "K44")]

    def wrong(**days: str) -> list[str]:
        tellings = {
            "K31": Telling(since=days.get("since", "")),
            "K07": Telling(until=days.get("until", "")),
        }
        return list(telling_problems(WORDS, rows, {"K31": "yes", "K07": "yes"}, tellings, TODAY))

    assert wrong() == wrong(since="1.3.2026", until="2027-01-01") == []
    assert wrong(since="last week", until="soon") == ["since/K31", "until/K07"]
    assert wrong(since=(TODAY + DAY).isoformat()) == ["since/K31"]
    assert telling_problems(WORDS, rows, {"K31": "no"}, {"K31": Telling(since="x")}, TODAY) == {}


def test_an_answer_on_file_comes_back_as_it_was_told_and_keeps_its_day() -> None:
    row = KNOWN.screening["K31"]
    filler = yes("K31")
    assert telling_of(row, filler).since == TODAY.isoformat(), "so that the days are not begun anew"
    assert details_of(row, "yes", telling_of(row, filler)).since == TODAY
    over = TODAY + timedelta(days=60)
    assert reply_of(living(), row, filler, TODAY) == "yes"
    assert reply_of(living(), row, filler, over) == "no"
    assert telling_of(KNOWN.screening["K20"], yes("K20")).since == "", "tablets still taken"


# The summary


def summary(diary: Diary, *kit: str) -> SummaryView:
    return summary_view(WORDS, diary, KNOWN, {"face": ("serum", *kit)}, TODAY)


def states(view: SummaryView) -> list[str]:
    return [one.state for one in view.outcomes]


@pytest.mark.parametrize(
    ("given", "headline", "open_or_not", "opens"),
    [
        ({}, "Nothing stands in the way", ["open", "open"], ""),
        ({"K01": "yes"}, "Sessions by hand are open", ["open", "closed"], "This stays closed."),
        ({"K09": "yes"}, "Sessions by hand are open", ["open", "closed"], "when this no longer holds"),
        ({"K17": "yes"}, "Sessions by hand are open", ["open", "closed"], "when a professional has cleared it"),
        ({"K21": "yes"}, "Sessions wait for now", ["closed", "closed"], "when a professional has cleared it"),
        ({"K12": "yes"}, "Sessions wait for now", ["closed", "closed"], "healed or passed"),
        ({"K31": yes("K31", since=TODAY)}, "Sessions by hand are open", ["open", "closed"], "It opens on 30 March"),
        ({"K22": "unsure"}, "Sessions by hand are open", ["open", "closed"], "Your pharmacist can look"),
    ],
)
def test_it_says_what_is_open_and_how_the_closed_opens(
    given: dict[str, Any], headline: str, open_or_not: list[str], opens: str
) -> None:
    view = summary(living(**given), "galvanic")
    assert (view.headline, states(view)) == (headline, open_or_not)
    if opens:
        closed = next(one for one in view.outcomes if one.state == "closed" and one.reasons)
        assert opens in closed.reasons[0].opens


def test_what_goes_on_meanwhile_is_said() -> None:
    device = summary(living(K01="yes"), "galvanic").outcomes[1]
    assert (device.note, device.instead) == ("Stays closed", "Sessions by hand stay open.")
    by_hand = summary(living(K12="yes")).outcomes[0]
    assert (by_hand.note, by_hand.instead) == ("Closed for now", "Daily care goes on.")


def test_a_professionals_word_is_offered_only_where_it_opens() -> None:
    def clearable(**given: Any) -> bool:
        return summary(living(**given), "galvanic").outcomes[1].reasons[0].clearable

    assert clearable(K24="yes")
    assert clearable(K27="yes")
    assert not clearable(K01="yes")
    assert not clearable(K09="yes")
    assert clearable(K09=yes("K09", eased=True))


def test_products_that_rest_and_medicines_to_talk_about_are_told() -> None:
    cream = Product(id="c", name="Night retinol", actives=["I01"])
    medicine = Product(id="m", name="Tretinoin", actives=["I02"], medicine=True)
    acid = Product(id="s", name="Acid toner", actives=["I04"], strengths={"I04": 2})
    diary = replace(living(K09="yes"), products={p.id: p for p in (cream, medicine, acid)})
    told = {one.name: one for one in summary(diary).products}
    assert (told["Night retinol"].closed, told["Night retinol"].reason.rule) == (True, "P02")
    assert not told["Night retinol"].reason.clearable
    assert (told["Tretinoin"].closed, told["Tretinoin"].reason.rule) == (False, "P02")
    assert (told["Acid toner"].reason.clearable, told["Acid toner"].reason.answer) == (True, "K09")
    allergic = replace(living(K34=yes("K34", about=["I01"])), products={"c": cream})
    assert [(p.name, p.reason.rule) for p in summary(allergic).products] == [("Night retinol", "K34")]


def test_cautions_are_told_once_and_places_that_nothing_touches_are_named() -> None:
    view = summary(living(K06="yes", K41="yes", K38="yes"), "galvanic")
    assert sorted(one.rule for one in view.cautions) == ["K06", "K38", "K41"]
    assert not summary(living(K09="yes"), "galvanic").cautions, "it is said with what it closes"
    assert [one.rule for one in summary(living(K09="yes")).cautions] == ["K09"]
    assert "Front of the neck" in view.never
    assert "Lips" in summary(living()).never
    assert "Front of the neck" not in summary(living()).never


# What is on file


def test_words_on_file_are_shown_with_what_for_until_when_and_by_whom() -> None:
    word = Cleared(on=TODAY, until=TODAY + DAY, by="Dr. Example", for_=["galvanic"])
    [shown] = cleared(WORDS, living(K24=yes("K24", cleared=word)), KNOWN, TODAY)
    assert shown.said == "Cleared by Dr. Example on 2 March 2026 for: Galvanic current. Until 3 March 2026."
    assert not shown.over
    [later] = cleared(WORDS, living(K24=yes("K24", cleared=word)), KNOWN, TODAY + 2 * DAY)
    assert later.over


def test_what_was_ticked_is_listed_with_what_was_told_of_it() -> None:
    diary = living(K14=yes("K14", areas=["scalp"]), K22="unsure", K31=yes("K31", since=TODAY - 40 * DAY))
    rows = asked(diary, KNOWN, dict.fromkeys(BOTH, EVERY), TODAY)
    assert {one.rule: one.note for one in yeses(WORDS, diary, KNOWN, rows, TODAY)} == {
        "K14": "Yes, on the scalp", "K22": "Not sure",
    }  # fmt: skip
    notes = {line.page: line.note for line in answer_lines(WORDS, KNOWN, rows, diary)}
    assert notes["medicines"] == "One ticked"
    assert notes["body"] == "None of these"


def test_answers_grown_old_are_asked_in_words_with_their_grace() -> None:
    kits = {"face": ("serum",)}
    days, grace = (timedelta(days=KNOWN.figure(name)) for name in ("answers_days", "answers_grace_days"))
    by = WORDS.date(TODAY + days + grace)
    assert look_again(WORDS, living(), KNOWN, kits, TODAY + days) == ""  # type: ignore[arg-type]
    asks = look_again(WORDS, living(), KNOWN, kits, TODAY + days + DAY)  # type: ignore[arg-type]
    assert f"by {by}. Nothing closes before." in asks
    late = look_again(WORDS, living(), KNOWN, kits, TODAY + days + grace + DAY)  # type: ignore[arg-type]
    assert "Sessions wait" in late
