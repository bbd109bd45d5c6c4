"""Reactions on Today: which questions about the skin stand there, and what a reaction keeps closed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.records import Cleared, Occurrence, Reaction
from care.verbs.reaction import TellSkin
from screens.today_reactions_view import ReactionsView, reactions_view
from tests.care.course_makers import diary, knowledge
from tests.care.course_makers import session as done_session
from tests.screens.kept_day import HandClock, course_records, keep, open_vault, page_on, take_back
from tests.screens.snapshots import snapshot

KNOWN = knowledge()
DAY = date(2026, 3, 2)
HAD = replace(done_session(DAY), id="had", product="ampoule")  # ends at 20:20 in Berlin


def told(*signs: str, **more: object) -> Reaction:
    at = HAD.ended_at + timedelta(hours=25)
    one = Reaction(id="r", at=at, zone=HAD.zone, day=DAY + timedelta(days=1), session="had", signs=list(signs))
    return replace(one, **more)


def view(*records: object, days: int = 1, at: str = "21:45") -> ReactionsView:
    known = diary(KNOWN)
    things = (known.answers, known.products, known.devices, known.courses)
    those = [r for one in things for r in one.values()]
    return reactions_view(snapshot(KNOWN, DAY + timedelta(days=days), *those, HAD, *records, at=at), KNOWN)


@pytest.mark.parametrize(
    ("days", "at", "kinds"),
    [(0, "20:19", []), (0, "20:20", ["end"]), (1, "20:19", ["end"]), (1, "20:20", ["first"]), (3, "20:20", ["last"]),
     (9, "20:20", [])],
)  # fmt: skip
def test_the_question_that_is_open_stands_on_today(days: int, at: str, kinds: list[str]) -> None:
    assert [card.kind for card in view(days=days, at=at).checks] == kinds


def test_it_says_which_session_it_is_about() -> None:
    [card] = view().checks
    assert (card.title, card.about, card.area) == ("How is your skin?", "Face session, a day after", "face")


def test_a_silent_question_stands_there_too() -> None:
    weeks = [timedelta(days=7 * n) for n in (1, 2, 3)]
    had = [replace(HAD, id=f"s{w.days}", started_at=HAD.started_at - w, ended_at=HAD.ended_at - w) for w in weeks]
    calm = [told(id=f"q{s.id}", session=s.id, at=s.started_at, check="first") for s in had]
    assert [card.kind for card in view(*had, *calm).checks] == ["first"]
    assert view(*had, *calm, days=0).checks == ()


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("G11", "Face sessions are closed"),
        ("G13", "Face sessions are closed"),
        ("G01", "Face and scalp sessions are closed"),
    ],
)
def test_a_reaction_stands_as_long_as_it_closes_something(sign: str, said: str) -> None:
    [card] = view(told(sign)).standing
    assert (card.title, card.said) == ("Your skin reacted on 3 March", said)
    assert card.sign == KNOWN.signs[sign].title
    assert card.severity == KNOWN.signs[sign].severity


@pytest.mark.parametrize(
    "over",
    [
        told(),
        told("E2r"),
        told("G11", resolved_at=HAD.ended_at + timedelta(hours=25)),
        told("G21", cleared=Cleared(on=DAY + timedelta(days=1), by="Dr Rose"),
             resolved_at=HAD.ended_at + timedelta(hours=25)),
    ],
)  # fmt: skip
def test_what_closes_nothing_any_more_is_not_shown(over: Reaction) -> None:
    assert view(over).standing == ()


async def test_all_quiet_is_one_tap_on_today_and_taken_back_it_asks_again(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), HAD])
    vault = open_vault(tmp_path, HandClock("2026-03-03T21:00:00+01:00"))
    async with page_on(vault) as app:
        await app.shows("How is your skin?")
        await app.press("All quiet")
        await app.until(lambda: "How is your skin?" not in app.text())
        [one] = vault.companion.diary().reactions
        assert (one.signs, one.check) == ([], "first")
        await take_back(app, "Noted. All quiet.")
        await app.shows("How is your skin?")


async def test_look_closer_leads_to_the_question_and_the_card_to_the_reaction(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), HAD])
    vault = open_vault(tmp_path, HandClock("2026-03-03T21:00:00+01:00"))
    async with page_on(vault) as app:
        await app.shows("Look closer")
        await app.press("Look closer")
        assert await app.follow() == "/reaction/had"
        await app.go("/")
        vault.companion.do(TellSkin(signs=("G13",), session="had", check="first"))
        await app.shows("Your skin reacted on 3 March")
        await app.press("Your skin reacted on 3 March")
        [one] = vault.companion.diary().reactions
        assert await app.follow() == f"/reactions/{one.id}"


async def test_a_reaction_that_comes_by_itself_is_told_from_the_menu(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    vault = open_vault(tmp_path, HandClock("2026-03-03T21:00:00+01:00"))
    async with page_on(vault) as app:
        await app.press("My skin reacted")
        assert await app.follow() == "/reaction/new"


@pytest.mark.parametrize("state", ["delivered", "missed_shown"])
async def test_a_skin_check_that_rings_or_did_not_leads_to_the_question(tmp_path: Path, state: str) -> None:
    due = HAD.ended_at + timedelta(days=1)
    key = "2026-03-03/20:20/reaction/had/first"
    row = Occurrence(
        id=key,
        reminder="reaction/had/first",
        date=due.date(),
        slot="20:20",
        due_at=due,
        state=state,  # type: ignore[arg-type]
    )
    keep(tmp_path, [*course_records(), HAD, row])
    vault = open_vault(tmp_path, HandClock("2026-03-03T20:40:00+01:00"))
    async with page_on(vault) as app:
        await app.press("Check now")
        assert await app.follow() == "/reaction/had"
        vault.companion.do(TellSkin(session="had", check="first"))
        await app.go("/")
        await app.until(lambda: "Check now" not in app.text())
