"""What a rule says to people: its words, its strength, how well it is known, and its sources."""

from __future__ import annotations

import re

import pytest

from care.knowledge import SPEAKING
from screens.why_view import WhyView, known_words, rule_groups, why_view
from screens.wording import Wording
from tests.screens.kept_day import KNOWN

WORDS = Wording("en")
ALL = [rule for table in SPEAKING for rule in getattr(KNOWN, table)]


def view_of(rule: str) -> WhyView:
    view = why_view(WORDS, KNOWN, rule)
    assert view is not None
    return view


def facts(rule: str) -> dict[str, str]:
    return {one.title: one.words for one in view_of(rule).said.facts}


@pytest.mark.parametrize("rule", ALL)
def test_every_rule_says_something_whole_and_names_what_it_rests_on(rule: str) -> None:
    view = view_of(rule)
    assert view.title
    assert view.said.paragraphs or view.said.facts
    assert view.sources
    assert all(source.title for source in view.sources)
    assert {one.rule for one in view.related} == set(view.said.related), "each leads somewhere"
    read = [view.title, *view.said.paragraphs, *(f"{one.title} {one.words}" for one in view.said.facts)]
    read += [view.speaks, view.go_on, view.known, view.known_note]
    assert not [text for text in read if re.search(r"[{}]|  |\bNone\b", text)]


def test_a_rule_of_no_table_is_none() -> None:
    assert why_view(WORDS, KNOWN, "K99") is None
    assert why_view(WORDS, KNOWN, "") is None
    assert why_view(WORDS, KNOWN, "M14") is None, "a source is no rule"


def test_how_well_it_is_known_is_said_in_plain_words() -> None:
    assert known_words(WORDS, "seen") == "Seen at the source"
    assert known_words(WORDS, "second_hand") == "Known second-hand"
    assert known_words(WORDS, "prior") == "Prior knowledge, still to be verified"
    assert known_words(WORDS, "default") == "Our cautious default: no source fixes this figure"
    assert view_of("I18").known == "Seen at the source"
    assert "Its hours are our cautious default" in view_of("I18").known_note
    assert view_of("K10").known_note == "Part of it is our own cautious choice."
    assert view_of("K01").known_note == view_of("K15").known_note == ""


@pytest.mark.parametrize(
    ("rule", "strength"),
    [
        ("K01", "refuse"), ("K28", "ask"), ("K15", ""), ("R2", "refuse"), ("I01", "advise"), ("I10", ""),
        ("I34", "refuse"), ("G07", "ask"), ("G11", ""), ("E1r", ""), ("P02", "refuse"), ("P03", "ask"), ("P17", ""),
        ("A05", "advise"), ("A11", ""), ("A13", "refuse"), ("A15", "ask"), ("GAP", "advise"), ("GATE", ""),
        ("EXPIRED", "refuse"), ("galvanic", "advise"), ("temples", "refuse"), ("gap_hours", "advise"),
        ("acid_sun_days", ""),
    ],
)  # fmt: skip
def test_each_sort_of_rule_speaks_as_strongly_as_it_does_in_a_plan(rule: str, strength: str) -> None:
    assert view_of(rule).said.strength == strength


def test_advice_names_both_ways_to_decide_otherwise_and_nothing_else_does() -> None:
    for rule in ALL:
        view = view_of(rule)
        offered = "My label says" in view.go_on and "I decide this myself" in view.go_on
        assert offered == (view.said.strength == "advise" and view.said.medicine != "all"), rule


def test_a_medicine_is_never_moved_or_closed_in_words() -> None:
    for rule in ("I02", "I18", "P09", "P10"):
        assert view_of(rule).speaks == "It speaks of a medicine", rule
        assert "never moves or stops a medicine" in view_of(rule).go_on, rule
    assert "talk to the prescriber" in view_of("P02").go_on, "some of what it names is a medicine"
    assert "medicine" not in view_of("P07").go_on


def test_what_holds_always_says_so() -> None:
    assert (
        view_of("R1").go_on == view_of("eyelids").go_on == "This holds for everybody, always. Everything else goes on."
    )
    assert "always" not in view_of("K01").go_on


def test_a_safety_question_tells_what_it_closes_for_whom_and_how_it_ends() -> None:
    said = facts("K09")
    assert said["Closed"] == "Galvanic current, Electroporation booster, Ultrasound, Light (LED)"
    assert said["Open, with care"] == "Serum by hand"
    assert said["You are trying, and you are not pregnant."].startswith("Only after a professional's word: Galvanic")
    assert facts("K28")["Never over it"] == "Galvanic current, Electroporation booster, Ultrasound"
    assert facts("K23")["Never on the scar"] == "Galvanic current, Electroporation booster, Ultrasound"
    assert facts("K38") == {
        "The question": "Do you have a thyroid condition, a narrowed neck artery, or have you had a stroke?",
        "Never on the neck": "Galvanic current, Electroporation booster, Ultrasound",
        "How it ends": "It stays for as long as the answer is yes.",
        "If you are not sure": "Your doctor, or your medical records, can tell you.",
    }
    assert facts("K30")["How it ends"] == "14 days after the day that you name."
    assert facts("K32")["How it ends"] == "When it has healed, and not before 14 days have gone by."
    assert "Closed with that product" in facts("K34")
    assert "Closed on the scalp" in facts("K42")


def test_hours_are_told_as_they_stand_in_the_rows() -> None:
    assert facts("I02") == {
        "Around a session by hand": "48 h before it, 48 h after it",
        "Around a session with a device": "168 h before it, 72 h after it",
    }
    assert facts("I07")["Around a session by hand"] == "12 h after it"
    assert facts("I25") == {"Around a session with light": "24 h before it, 24 h after it"}
    assert facts("A05") == facts("I15"), "shaving takes the hours of hair removal"
    assert [one.rule for one in view_of("A05").related] == ["I15"]


def test_sources_keep_their_titles_and_say_how_they_were_read() -> None:
    first, last = view_of("I03").sources[0], view_of("I03").sources[-1]
    assert first.title == KNOWN.sources["F6"].title
    assert first.addresses == tuple(KNOWN.sources["F6"].addresses)
    assert first.read == "Looked up there"
    assert (last.title, last.addresses) == ("Our own cautious choice, where no source gives a figure", ())


def test_the_list_of_all_holds_every_rule_once() -> None:
    groups = rule_groups(WORDS, KNOWN)
    assert [line.rule for group in groups for line in group.rules] == ALL
    assert [group.table for group in groups] == list(SPEAKING)
    first = groups[0]
    assert first.title == "Safety questions"
    seen = sum(row.status == "seen" for row in KNOWN.screening.values())
    assert first.note == f"46 rules, {seen} of them seen at their source"


def test_a_rule_names_the_article_that_tells_more() -> None:
    article = view_of("PATCH").article
    assert article is not None
    assert article.id == "patch-testing"
    galvanic = view_of("galvanic").article
    assert galvanic is not None, "a kind of session, by its name"
    assert view_of("PAUSE").article is None
