"""How is your skin? As plain values: the rungs for every sign, and what each sign leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from care.knowledge_rows import Sign
from care.records import Area, Cleared, Product, Reaction, Routine, RoutineStep, Session, SessionStep
from care.signs import Asked
from screens.reaction_told_view import ToldView, told_view
from screens.reaction_view import SEVERITIES, rungs, session_words, since_words
from screens.snapshot import Snapshot
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON, diary, knowledge, session
from tests.screens.snapshots import snapshot

KNOWN = knowledge()
WORDS = Wording("en", zone="Europe/Berlin")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ALL = frozenset({"serum", "galvanic", "electroporation", "ultrasound", "led"})
HAD = replace(
    session(STARTS_ON),
    lot="L7",
    level=2,
    steps=[
        SessionStep(id="forehead", site="forehead", planned_s=60, done_s=60),
        SessionStep(id="chin", site="chin", planned_s=60, done_s=0),
        SessionStep(id="nose", site="nose", planned_s=60, done_s=30, skipped=True),
    ],
)
RETINOL = Product(id="retinol", name="Night retinol", actives=["I01"], areas=["face"])
DOSE = Product(id="dose", name="Minoxidil", actives=["I18"], areas=["face"], medicine=True)
EVENING = Routine(
    id="pm", title="Evening", slot="pm", area="face", steps=[RoutineStep(id="d", title="d", product="dose")]
)


def asked(area: Area = "face", hours: float | None = 25) -> Asked:
    return Asked(frozenset({area}), ALL, hours)  # type: ignore[arg-type]


def reaction(*signs: str, **more: object) -> Reaction:
    at = HAD.ended_at + 25 * HOUR
    base = Reaction(id="r", at=at, zone=HAD.zone, day=STARTS_ON + DAY, session=HAD.id, check="first", signs=list(signs))
    return replace(base, **more)


def shot(*records: object, days: int = 1) -> Snapshot:
    known = diary(KNOWN)
    things = (known.answers, known.products, known.devices, known.courses)
    those = [r for one in things for r in one.values()]
    return snapshot(KNOWN, STARTS_ON + days * DAY, *those, HAD, RETINOL, DOSE, EVENING, *records, at="21:45")


def told(one: Reaction, *more: object, days: int = 1) -> ToldView:
    return told_view(shot(one, *more, days=days), KNOWN, one)


# The question


@pytest.mark.parametrize("sign", KNOWN.signs.values(), ids=lambda row: row.id)
def test_every_sign_stands_on_its_rung_in_its_own_words(sign: Sign) -> None:
    hours = max(sign.from_hours, 0) if sign.until_hours is None else sign.until_hours / 2
    found = rungs(WORDS, KNOWN, asked(sign.areas[0], hours), ())
    (home,) = (rung.severity for rung in found for tick in rung.signs if tick.id == sign.id)
    assert home == sign.severity
    assert [r.severity for r in found] == [s for s in SEVERITIES if s in {r.severity for r in found}]
    assert found[0].severity == "emergency"
    assert all(rung.title and all(rung.leads) and rung.means for rung in found)


@pytest.mark.parametrize("area", ["face", "scalp"])
def test_an_emergency_is_told_in_words_before_anything_is_opened(area: Area) -> None:
    first = rungs(WORDS, KNOWN, asked(area), ())[0]
    assert len(first.leads) == len(first.signs)
    assert "Trouble breathing, a swollen throat or tongue" in first.leads


@pytest.mark.parametrize("hours", [0, 25])
@pytest.mark.parametrize("area", ["face", "scalp"])
def test_no_answer_speaks_of_red_alone(area: Area, hours: float) -> None:
    words = [w for r in rungs(WORDS, KNOWN, asked(area, hours), ()) for w in (r.title, *r.leads, r.means)]
    assert not [w for w in words if "red" in w.casefold().split()]


def test_what_is_ticked_stays_even_where_it_no_longer_fits() -> None:
    shown = rungs(WORDS, KNOWN, asked("face"), ("G17",))
    (tick,) = (t for r in shown for t in r.signs if t.ticked)
    assert tick.id == "G17"
    assert [r.ticked for r in shown if r.severity == "clinician"] == [1]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "just now"), (1, "1 min after"), (59, "59 min after"), (60, "an hour after"), (1439, "23 hours after"),
     (1440, "a day after"), (4320, "3 days after")],
)  # fmt: skip
def test_how_long_ago_a_session_was(minutes: int, said: str) -> None:
    assert since_words(WORDS, HAD, HAD.ended_at + timedelta(minutes=minutes)) == said


def test_a_session_is_named_by_its_area_and_its_time() -> None:
    assert session_words(WORDS, diary(KNOWN), HAD) == "Face session, Monday 2 March, 20:00"
    nowhere = Session(id="s", at=HAD.at, day=HAD.day, started_at=HAD.at, ended_at=HAD.at, outcome="finished")
    assert session_words(WORDS, diary(KNOWN), nowhere) == "Session, Monday 2 March, 20:00"


# What was told


@pytest.mark.parametrize("sign", KNOWN.signs.values(), ids=lambda row: row.id)
def test_each_sign_leads_to_its_action_and_to_what_its_severity_closes(sign: Sign) -> None:
    view = told(reaction(sign.id))
    assert (view.severity, view.now) == (sign.severity, sign.action)
    assert view.call is (sign.severity == "emergency")
    assert view.watch is (sign.severity == "urgent" or sign.id == "G10"), "a rash can still grow"
    closed = {
        "expected": "", "monitor": "Face sessions are closed", "clinician": "Face sessions are closed",
        "urgent": "Face and scalp sessions are closed", "emergency": "Face and scalp sessions are closed",
    }[sign.severity]  # fmt: skip
    assert view.closed == closed
    assert bool(view.closes) is bool(view.opens) is (sign.severity != "expected")
    assert all(line.rule == "REACTION" for line in view.closes)
    assert view.may_clear is (sign.severity in ("clinician", "urgent", "emergency"))
    assert view.state == ("quiet" if sign.severity == "expected" else "stands")
    if sign.severity != "expected":
        assert view.rests
        assert "Night retinol" in view.rests.text
        assert any("Minoxidil stays as it is" in line.text for line in view.medicines)


def test_the_gravest_sign_says_what_to_do_and_the_others_follow() -> None:
    view = told(reaction("G11", "G10", "E4r"))
    assert view.now == KNOWN.signs["G10"].action
    assert set(view.also) == {KNOWN.signs["G11"].action, KNOWN.signs["E4r"].action}


def test_a_sign_that_nobody_knows_asks_for_a_clinician() -> None:
    view = told(reaction("Z1"))
    assert (view.severity, view.now, view.signs) == ("clinician", "Please ask a clinician.", ("Z1",))


@pytest.mark.parametrize(
    ("sign", "opens"),
    [
        ("G11", "Sessions open by themselves once you note that your skin has settled."),
        (
            "G13",
            "Sessions open when a clinician has cleared it, or 14 days after it has settled. The first one is short.",
        ),
        ("G10", "Sessions open by a clinician's word alone, which you note here."),
        ("G21", "Sessions stay closed until a clinician has cleared it, and you note that here."),
        ("G01", "Sessions stay closed until a clinician has cleared it, and you note that here."),
    ],
)
def test_it_is_said_how_what_is_closed_opens(sign: str, opens: str) -> None:
    view = told(reaction(sign))
    assert view.opens
    assert view.opens.text == opens


def test_what_has_settled_closes_nothing_more_and_says_since_when() -> None:
    settled = told(reaction("G11", resolved_at=HAD.ended_at + 26 * HOUR))
    assert (settled.state, settled.closed, settled.closes, settled.rests) == ("settled", "", (), None)
    assert settled.settled == "Settled on 3 March."


def test_a_clinicians_word_opens_and_is_told() -> None:
    word = Cleared(on=STARTS_ON + DAY, by="Dr Rose")
    view = told(reaction("G21", cleared=word))
    assert (view.closed, view.closes, view.may_clear) == ("", (), False)
    assert "Dr Rose" in view.cleared
    alone = told(reaction("G21", cleared=replace(word, for_=["serum"])))
    assert alone.closed == "Face sessions are closed"  # the face course has a wand


def test_it_leads_to_the_session_the_lot_the_level_and_the_places() -> None:
    rows = {row.title: (row.note, row.route) for row in told(reaction("G10")).trace}
    assert rows == {
        "Face session": ("Monday 2 March, 20:00", f"/diary/{STARTS_ON}"),
        "Hyaluronic ampoule": ("Lot L7", "/shelf/ampoule"),
        "Galvanic wand": ("Level 2", "/shelf/wand"),
        "Where on the skin": ("Forehead 1 min", ""),
    }


@pytest.mark.parametrize(
    ("sign", "said"),
    [("G11", "We ask again on Wednesday 4 March, 20:20."), ("G13", "We ask again on Thursday 5 March, 20:20.")],
)
def test_it_is_said_when_the_skin_is_asked_about_again(sign: str, said: str) -> None:
    assert told(reaction(sign)).next_check == said


def test_what_came_by_itself_leads_to_what_was_named_and_is_not_asked_about_again() -> None:
    alone = reaction("G10", session=None, check="", product="ampoule", areas=["face"])
    view = told(alone)
    assert [row.title for row in view.trace] == ["Hyaluronic ampoule"]
    assert (view.next_check, view.closed) == ("", "Face sessions are closed")


def test_quiet_skin_asks_nothing() -> None:
    view = told(reaction())
    assert (view.severity, view.now, view.state, view.closes) == ("expected", "All quiet. Nothing to do.", "quiet", ())


def test_a_reaction_of_long_ago_that_nobody_cleared_still_closes() -> None:
    old = replace(HAD, started_at=datetime(2026, 1, 2, tzinfo=UTC))
    view = told(reaction("G21", session=old.id), days=60)
    assert view.closed
