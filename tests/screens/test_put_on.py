"""What I put on: what was used in the last 14 days, on a page, as text, and as a picture that is really drawn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import flet as ft
import pytest
from msgspec.structs import replace
from PIL import Image

from care.records import PatchTest, Product, Reaction, Routine, RoutineStep, SessionStep, StepDone, step_done_id
from screens import put_on
from screens.put_on_picture import MARGIN, WIDTH, NoPictures, picture
from screens.put_on_view import Entry, PutOnView, put_on_view
from screens.snapshot import Snapshot
from tests.care.course_makers import diary, knowledge
from tests.care.course_makers import session as done_session
from tests.headless import find, wire_of
from tests.screens.kept_day import HandClock, course_records, keep, open_vault, page_on, said
from tests.screens.opened_app import ASSETS
from tests.screens.snapshots import snapshot

KNOWN = knowledge()
DAY = date(2026, 3, 2)
SITES = [SessionStep(id="forehead", site="forehead", planned_s=60, done_s=60)]
HAD = replace(done_session(DAY), id="had", lot="L7", level=2, steps=SITES, product="ampoule", device="wand")
RETINOL = Product(
    id="retinol", name="Night retinol", brand="Own", form="retinoid", actives=["I01", "oat extract"],
    strengths={"I01": 0.3}, lot="R9", expires_on=date(2026, 9, 1), opened_at=datetime(2026, 1, 5, 9, tzinfo=UTC),
)  # fmt: skip
CREAM = Product(id="cream", name="Barrier cream")
EVENING = Routine(id="pm", title="Evening", slot="pm", steps=[RoutineStep(id="r", title="Retinol", product="retinol")])


def tick(days: int, step: str = "r") -> StepDone:
    day = DAY - timedelta(days=days)
    at = datetime(day.year, day.month, day.day, 20, 40, tzinfo=UTC)
    return StepDone(id=step_done_id(day, "pm", step), at=at, zone="Europe/Berlin", day=day, routine="pm", step=step)


def rash(days: int = 0, **more: object) -> Reaction:
    at = HAD.ended_at - timedelta(days=days)
    one = Reaction(id=f"r{days}", at=at, day=DAY, session="had", signs=["G10"], note="Left cheek only")
    return replace(one, **more)


def shown(*records: object, at: str = "23:00") -> PutOnView:
    known = diary(KNOWN)
    things = (known.products, known.devices, known.courses)
    those = [r for one in things for r in one.values()]
    return put_on_view(snapshot(KNOWN, DAY, *those, RETINOL, CREAM, EVENING, *records, at=at), KNOWN)


def part(view: PutOnView, title: str) -> tuple[Entry, ...]:
    (found,) = (p.entries for p in view.parts if p.title == title)
    return found


def test_products_are_told_with_what_is_in_them_their_lot_and_how_often() -> None:
    first, second = part(shown(HAD, tick(1), tick(3), tick(0)), "Products")
    assert first == Entry(
        "Night retinol, Own",
        (
            f"In it: {KNOWN.ingredients['I01'].title} 0.3 %, oat extract",
            "Lot R9",
            "Opened on 5 January 2026",
            "Good until 1 September 2026",
            "Used 3 times, last Monday 2 March, 21:40",
        ),
    )
    assert (second.title, second.lines[-1]) == ("Hyaluronic ampoule", "Used once, Monday 2 March, 20:00")


def test_what_was_only_tried_on_a_small_place_is_told_with_what_the_skin_did() -> None:
    at = HAD.ended_at - timedelta(days=2)
    readings = [
        {"at": at.isoformat()},
        {"at": (at + timedelta(hours=12)).isoformat(), "skin": "clear", "kind": "looked"},
    ]
    tried = replace(CREAM, patch_test=PatchTest(state="failed", started_on=DAY, readings=readings))
    [one] = part(shown(tried), "Products")
    assert (one.title, one.lines) == (
        "Barrier cream",
        ("Tried on a small place once, Saturday 28 February, 20:20", "The skin reacted in the patch test"),
    )


def test_a_medicine_is_said_to_be_one() -> None:
    [one] = part(put_on_view(medicine_shot(), KNOWN), "Products")
    assert one.lines[0] == "A medicine"


def medicine_shot() -> Snapshot:
    return snapshot(KNOWN, DAY, replace(RETINOL, medicine=True), EVENING, tick(1), at="23:00")


def test_what_stands_on_the_shelf_and_was_not_used_is_not_told() -> None:
    assert [e.title for e in part(shown(tick(1)), "Products")] == ["Night retinol, Own"]


@pytest.mark.parametrize(("days", "told"), [(13, True), (15, False)])
def test_it_reaches_back_fourteen_days(days: int, told: bool) -> None:
    had = replace(HAD, started_at=HAD.started_at - timedelta(days=days))
    view = shown(had, tick(days), rash(days), at="20:30")
    for title in ("Products", "Devices", "Sessions", "What the skin did"):
        assert bool(part(view, title)) is told
    assert view.span == "From 16 February 2026, 20:30 to 2 March 2026, 20:30"


def test_a_session_is_told_with_lot_level_and_places() -> None:
    [one] = part(shown(HAD), "Sessions")
    assert one.title == "Face session, Monday 2 March, 20:00"
    assert one.lines == ("Hyaluronic ampoule, Lot L7, Galvanic wand, Level 2", "Forehead 1 min")
    [stopped] = part(shown(replace(HAD, outcome="stopped", steps=[])), "Sessions")
    assert stopped.lines[-1] == "Stopped early"


def test_a_device_is_told_with_what_it_does_and_its_levels() -> None:
    [one] = part(shown(HAD, replace(HAD, id="h2", level=3)), "Devices")
    assert one.title == "Galvanic wand"
    assert one.lines[1:] == ("Level 2, 3", "Used 2 times, last Monday 2 March, 20:00")


def test_signs_are_told_first_with_the_note_and_quiet_answers_are_not() -> None:
    view = shown(HAD, rash(), rash(1, signs=[]))
    assert view.parts[0].title == "What the skin did"
    [one] = view.parts[0].entries
    assert one == Entry("Monday 2 March, 20:20", (KNOWN.signs["G10"].title, "Left cheek only"))


def test_an_empty_list_says_so_part_by_part() -> None:
    view = shown()
    assert all(not p.entries and p.nothing for p in view.parts)
    assert view.text.count("was noted.") == 4


def test_as_text_it_holds_every_line() -> None:
    view = shown(HAD, tick(1), rash())
    for one in view.parts:
        assert one.title in view.text
        for entry in one.entries:
            assert entry.title in view.text
            assert all(line in view.text for line in entry.lines)


# As a picture


def drawn(view: PutOnView) -> Image.Image:
    image = Image.open(BytesIO(picture(view, ASSETS / "fonts")))
    image.load()
    return image


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box that holds all that is not white."""
    box = image.point(lambda value: 255 - value).getbbox()
    assert box
    return box


def test_the_picture_is_black_on_white_and_within_its_margins() -> None:
    image = drawn(shown(HAD, tick(1), rash()))
    assert (image.format, image.mode, image.width) == ("PNG", "L", WIDTH)
    left, top, right, bottom = ink(image)
    assert left >= MARGIN - 4
    assert right <= WIDTH - MARGIN + 4
    assert top > 0
    assert bottom < image.height
    assert {value for _, value in image.getcolors(256) or []} >= {0, 255}


def test_a_longer_list_makes_a_taller_picture_and_long_words_are_broken() -> None:
    short, long = drawn(shown(HAD)), drawn(shown(HAD, *(tick(n) for n in range(9)), *(rash(n) for n in range(9))))
    assert long.height > short.height
    wide = drawn(shown(HAD, rash(note="x" * 400)))
    assert ink(wide)[2] <= WIDTH - MARGIN + 4


def test_from_right_to_left_it_begins_at_the_right() -> None:
    view = PutOnView("ما وضعته على بشرتي", "Night retinol و مصل", (), "من Mesoday", rtl=True)
    left, _, right, _ = ink(drawn(view))
    assert right > WIDTH - MARGIN - 8
    assert left > WIDTH / 3
    boxes = PutOnView("□□□", "□", (), "□", rtl=True)
    assert picture(view, ASSETS / "fonts") != picture(boxes, ASSETS / "fonts")


# On the page


async def test_it_opens_over_what_led_to_it_is_saved_and_copied(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), HAD, rash()])
    vault = open_vault(tmp_path, HandClock("2026-03-02T23:00:00+01:00"))
    async with page_on(vault, route="/reactions/r0") as app:
        await app.press("What I put on")
        assert await app.follow() == "/put-on"
        await app.shows("Hyaluronic ampoule, Lot L7, Galvanic wand, Level 2")
        assert len(find(app.view(), ft.SelectionArea)) == 5
        wire = wire_of(app.page)
        wire.replies["save_file"] = None
        await app.press("Save as a picture")
        await app.until(lambda: [name for name, _ in wire.calls if name == "save_file"])
        [saved] = [arguments for name, arguments in wire.calls if name == "save_file"]
        assert saved["file_name"] == "what-i-put-on-2026-03-02.png"
        assert saved["src_bytes"].startswith(b"\x89PNG")
        await app.press("Copy the text")
        await app.until(lambda: [a for name, a in wire.calls if name == "set"])
        [copied] = [arguments for name, arguments in wire.calls if name == "set"]
        assert "Lot L7" in str(copied)
        await app.press("Close the list")
        assert await app.follow() == "/reactions/r0"


async def test_without_pillow_the_text_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*_: object) -> bytes:
        raise NoPictures

    monkeypatch.setattr(put_on, "picture", cannot)
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path, HandClock()), route="/put-on") as app:
        await app.press("Save as a picture")
        await said(app, "This device cannot draw pictures. The text can be copied.")
