"""What something on the shelf has done to the skin: its sessions and reactions, on its page and from the diary."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.records import Reaction, Session
from screens.shelf_trace_view import ShelfTraceView, shelf_trace_view
from screens.wording import Wording
from tests.care.course_makers import diary, knowledge
from tests.care.course_makers import session as done_session
from tests.screens.kept_day import HandClock, course_records, keep, open_vault, page_on

KNOWN = knowledge()
DAY = date(2026, 3, 2)
WEEK = timedelta(days=7)
HAD = replace(done_session(DAY), id="had", lot="L7", level=2)
BEFORE = replace(HAD, id="before", day=DAY - WEEK, started_at=HAD.started_at - WEEK, at=HAD.at - WEEK, lot="")
BY_HAND = replace(HAD, id="hand", course=None, product="ampoule", device=None, level=None)


def told(*signs: str, session: str | None = "had", **more: object) -> Reaction:
    one = Reaction(id="r", at=HAD.ended_at, day=DAY, session=session, signs=list(signs))
    return replace(one, **more)


def trace(thing: str, *records: Session | Reaction) -> ShelfTraceView:
    sessions = tuple(r for r in records if isinstance(r, Session))
    reactions = tuple(r for r in records if isinstance(r, Reaction))
    return shelf_trace_view(
        Wording("en", zone="Europe/Berlin"), KNOWN, diary(KNOWN, sessions=sessions, reactions=reactions), thing
    )


def test_a_product_shows_its_sessions_newest_first_with_lot_and_level() -> None:
    view = trace("ampoule", BEFORE, HAD)
    assert [(line.title, line.note, line.route) for line in view.sessions] == [
        ("Face session", "2 March 2026, 20:00, Lot L7, Level 2", "/diary/2026-03-02"),
        ("Face session", "23 February 2026, 20:00, Level 2", "/diary/2026-02-23"),
    ]
    assert view.summary == "In 2 sessions, without a reaction."


def test_a_device_shows_only_its_own() -> None:
    assert [line.id for line in trace("wand", HAD, BY_HAND).sessions] == ["had"]
    assert {line.id for line in trace("ampoule", HAD, BY_HAND).sessions} == {"had", "hand"}
    assert trace("other", HAD).summary == "It was in no session yet, and no reaction was told."


@pytest.mark.parametrize(("thing", "shown"), [("ampoule", True), ("wand", True), ("other", False)])
def test_a_reaction_after_a_session_leads_to_its_page(thing: str, shown: bool) -> None:
    view = trace(thing, HAD, told("G10"))
    lines = [(line.title, line.note, line.route, line.severity) for line in view.reactions]
    sign = KNOWN.signs["G10"].title
    assert lines == [(sign, "2 March 2026, 20:20", "/reactions/r", "clinician")] * shown


def test_what_came_by_itself_stands_with_what_was_named() -> None:
    alone = told("G10", session=None, product="cream")
    assert trace("cream", HAD, alone).summary == "In no session, one reaction."
    assert trace("ampoule", HAD, alone).reactions == ()


def test_what_is_usual_is_shown_and_not_counted_as_a_reaction() -> None:
    view = trace("ampoule", HAD, told("E2r"))
    assert len(view.reactions) == 1
    assert view.summary == "In one session, without a reaction."
    assert trace("ampoule", HAD, told()).reactions == ()


@pytest.mark.parametrize("route", ["/shelf/ampoule", "/shelf/wand"])
async def test_its_page_leads_to_the_reaction(tmp_path: Path, route: str) -> None:
    keep(tmp_path, [*course_records(), HAD, told("G10")])
    async with page_on(open_vault(tmp_path, HandClock("2026-03-03T21:00:00+01:00")), route=route) as app:
        await app.shows("In one session, one reaction.")
        await app.press(KNOWN.signs["G10"].title)
        assert await app.follow() == "/reactions/r"
        await app.shows("Face sessions are closed")
        await app.press("Hyaluronic ampoule")
        assert await app.follow() == "/shelf/ampoule"


async def test_of_many_the_newest_are_shown_until_all_are_asked_for(tmp_path: Path) -> None:
    many = [replace(BEFORE, id=f"s{n}", started_at=HAD.started_at - n * WEEK) for n in range(1, 9)]
    keep(tmp_path, [*course_records(), *many])
    async with page_on(open_vault(tmp_path, HandClock("2026-03-03T21:00:00+01:00")), route="/shelf/wand") as app:
        await app.shows("In 8 sessions, without a reaction.")
        assert app.text().count("Face session") == 5
        await app.press("Show all 8")
        assert app.text().count("Face session") == 8


async def test_a_reaction_of_the_diary_leads_to_its_page_also_years_later(tmp_path: Path) -> None:
    old = told("G11", resolved_at=HAD.ended_at)
    keep(tmp_path, [*course_records(), HAD, old])
    async with page_on(open_vault(tmp_path, HandClock("2028-03-03T21:00:00+01:00")), route="/diary/2026-03-02") as app:
        await app.shows("Skin reaction")
        await app.press("Skin reaction")
        assert await app.follow() == "/reactions/r"
        await app.shows("Settled on 2 March.")
        assert "Lot L7" in app.text()
