"""Finding in the whole diary: what each question finds, and the screen that asks it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.progress import Cancelled
from care.records import (
    CheckIn,
    Choice,
    Course,
    Phase,
    Product,
    Profile,
    Reaction,
    Record,
    Routine,
    RoutineStep,
    Session,
    StepDone,
)
from screens.diary_find_view import Query, find, parted, sort_words
from screens.diary_finder import PAGE
from screens.wording import Wording
from tests.headless import find as controls
from tests.headless import fire, until
from tests.screens.kept_day import KNOWN, keep
from tests.screens.opened_app import OpenedApp, opened_app
from tests.screens.snapshots import ZONE, diary_of

WORDS = Wording("en", zone=ZONE)
DAY = date(2026, 2, 2)


def on(n: int, hour: int = 9) -> dict[str, Any]:
    day = DAY + timedelta(days=n)
    return {"at": datetime(day.year, day.month, day.day, hour, tzinfo=UTC), "zone": ZONE, "day": day}


def session(n: int, **more: Any) -> Session:
    when = on(n, 19)
    ended = {"started_at": when["at"], "ended_at": when["at"] + timedelta(minutes=14), "outcome": "finished"}
    return Session(id=f"se{n}", course="c", **{**when, **ended, **more})


def tick(n: int, step: str) -> StepDone:
    when = on(n, 21)
    return StepDone(id=f"{when['day']}/r/{step}", routine="r", step=step, **when)


SIGN = next(s for s in KNOWN.signs.values() if s.severity == "monitor" and "face" in s.areas)
RECORDS: list[Record] = [
    Profile(id="profile", areas=["face"], birth_year=1990),
    Product(id="p", name="Hyaluronic ampoule", areas=["face"]),
    Product(id="q", name="Night retinol", areas=["face"]),
    Course(id="c", title="Glow", area="face", product="p", phases=[Phase(every_days=7)], starts_on=DAY),
    Routine(
        id="r", title="Evening", slot="pm",
        steps=[RoutineStep(id="s1", title="Cleanse"), RoutineStep(id="s2", title="Cream", product="q")],
    ),
    session(0, lot="A77"), session(7),
    CheckIn(id="c1", area="glow", scores={"F-GLOW": 6}, tags=["stress"], note="Windy day at the sea", **on(1)),
    CheckIn(id="c2", area="glow", scores={"F-GLOW": 5}, **on(2)),
    Reaction(id="r1", session="se7", signs=[SIGN.id], note="After the WINDY walk", **on(8)),
    Choice(id="x1", what="own_decision", about="c", rule="GAP", **on(9)),
    Choice(id="x2", what="keep_step", about="r/s2", **on(9, 10)),
    tick(3, "s1"), tick(3, "s2"), tick(4, "s1"),
]  # fmt: skip
DIARY: Diary = diary_of(*RECORDS[1:], profile=RECORDS[0])  # type: ignore[arg-type]


def keys(**asked: Any) -> list[str]:
    return [hit.key for hit in find(WORDS, KNOWN, DIARY, Query(**asked))]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, []),
        ({"text": "windy"}, ["reaction/r1", "check_in/c1"]),
        ({"text": "WINDY sea"}, ["check_in/c1"]),
        ({"text": "a77"}, ["session/se0"]),
        ({"text": SIGN.title[:12]}, ["reaction/r1"]),
        ({"text": "retinol"}, [f"steps/{DAY + timedelta(days=3)}/r"]),
        ({"text": "nowhere"}, []),
        ({"sorts": frozenset({"session"})}, ["session/se7", "session/se0"]),
        ({"sorts": frozenset({"choice"})}, ["choice/x2", "choice/x1"]),
        ({"sorts": frozenset({"note"})}, ["reaction/r1", "check_in/c1"]),
        ({"sorts": frozenset({"check_in", "note"})}, ["reaction/r1", "check_in/c2", "check_in/c1"]),
        ({"sorts": frozenset({"check_in"}), "text": "windy"}, ["check_in/c1"]),
        ({"tag": "stress"}, ["check_in/c1"]),
        ({"tag": "stress", "text": "nowhere"}, []),
        ({"product": "p"}, ["reaction/r1", "session/se7", "session/se0"]),
        ({"product": "q"}, ["choice/x2", f"steps/{DAY + timedelta(days=3)}/r"]),
        ({"product": "p", "sorts": frozenset({"reaction"})}, ["reaction/r1"]),
    ],
)
def test_each_question_finds_what_holds_all_of_it_the_latest_first(asked: dict[str, Any], wanted: list[str]) -> None:
    assert keys(**asked) == wanted


def test_daily_steps_wait_where_nobody_has_asked_for_them() -> None:
    notes = replace(DIARY, check_ins=(CheckIn(id="c9", area="glow", note="cleanse twice", **on(5)),))

    def shown(**asked: Any) -> tuple[list[str], int]:
        query = Query(**asked)
        hits, held_back = parted(query, find(WORDS, KNOWN, notes, query))
        return [hit.kind for hit in hits], held_back

    assert shown(text="cleanse") == (["check_in"], 2)
    assert shown(text="cleanse", sorts=frozenset({"steps"})) == (["steps", "steps"], 0)
    assert shown(text="evening") == (["steps", "steps"], 0), "there is nothing else"


def test_daily_steps_are_one_hit_a_day() -> None:
    hits = find(WORDS, KNOWN, DIARY, Query(sorts=frozenset({"steps"})))
    assert [(hit.day, hit.title, hit.said) for hit in hits] == [
        (DAY + timedelta(days=4), "Evening", "6 February 2026: Cleanse"),
        (DAY + timedelta(days=3), "Evening", "5 February 2026: Cleanse, Cream"),
    ]


def test_a_hit_says_first_what_was_looked_for() -> None:
    [hit] = find(WORDS, KNOWN, DIARY, Query(text="sea"))
    assert hit.said.startswith("3 February 2026: Windy day at the sea · ")


def test_every_sort_has_a_name_and_can_be_found() -> None:
    assert [said for _, said in sort_words(WORDS)] == [
        "Sessions", "Check-ins", "Skin", "Decisions", "Pictures", "Daily steps", "With a note",
    ]  # fmt: skip


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    find(WORDS, KNOWN, DIARY, Query(text="x"), lambda done, of: told.append((done, of)))
    assert told[-1] == (10, 10)
    with pytest.raises(Cancelled):
        find(WORDS, KNOWN, DIARY, Query(text="x"), None, lambda: True)


def test_sorts_of_a_long_diary_add_up_to_everything() -> None:
    whole = {
        hit.key for sort, _ in sort_words(WORDS) for hit in find(WORDS, KNOWN, DIARY, Query(sorts=frozenset({sort})))
    }
    assert len(whole) == 9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    notes = [CheckIn(id=f"n{n}", area="glow", note=f"calm {n}", **on(n % 20, 8)) for n in range(PAGE + 5)]
    keep(tmp_path, [*RECORDS, *notes])
    return tmp_path


async def asked(app: OpenedApp, words: str, shows: str) -> None:
    await app.write("Words", words)
    await app.shows(shows)


async def test_what_was_found_stays_when_its_day_is_left(folder: Path) -> None:
    async with opened_app(folder, route="/diary") as app:
        await app.press("Find in the diary")
        assert await app.follow() == "/diary/find"
        await app.shows("What are you looking for?")
        await asked(app, "windy", "2 entries found")
        await app.press("Check-ins", "One entry found")
        await app.press("Face check-in")
        assert await app.follow() == "/diary/find/2026-02-03"
        await app.shows("Windy day at the sea")
        await app.go("/diary/find")
        await app.shows("One entry found")
        assert app.fields()[0].value == "windy"
        await app.press("Begin anew", "What are you looking for?")
        assert app.fields()[0].value == ""


async def test_much_is_shown_in_pages_and_nothing_is_said_kindly(folder: Path) -> None:
    async with opened_app(folder, route="/diary/find") as app:
        await asked(app, "calm", f"{PAGE + 5} entries found")
        assert app.text().count("Face check-in") == PAGE
        await app.press("Show more")
        await until(lambda: app.text().count("Face check-in") == PAGE + 5)
        await asked(app, "nowhere at all", "Nothing in the diary says that")


async def test_a_tag_and_a_product_narrow_it(folder: Path) -> None:
    async with opened_app(folder, route="/diary/find") as app:
        await app.press("Tag and product", "Any")
        await choose(app, 0, "stress")
        await app.shows("One entry found")
        await choose(app, 0, "")
        await choose(app, 1, "q")
        await app.shows("2 entries found")


async def choose(app: OpenedApp, which: int, value: str) -> None:
    """Choose in the first or the second list, as the client reports it."""
    await fire(controls(app.view(), ft.Dropdown)[which], "select", value=value)


async def test_on_a_desktop_the_day_stands_beside_what_was_found(folder: Path) -> None:
    async with opened_app(folder, route="/diary/find", width=1280) as app:
        await app.shows("Its day stands here.")
        await asked(app, "a77", "One entry found")
        await app.press("Face session")
        await app.shows("2 February 2026")
        await app.shows("Log something for this day")
        assert "One entry found" in app.text()
