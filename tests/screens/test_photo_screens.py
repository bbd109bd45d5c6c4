"""Pictures on a page without a client, over a real data folder: chosen, kept, compared, corrected, deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from care.records import CheckIn, Photo, Profile
from care.verbs.photo import KeepPhoto
from screens.photo_camera import Camera
from screens.photos_view import PAGE
from storage.photo_book import UNNAMED, PhotoBook
from storage.photo_intake import take_in
from tests.care.course_makers import STARTS_ON, at
from tests.headless import find, fire, walk, wire_of
from tests.screens.kept_day import HandClock, keep, lines, open_vault, page_on, said, take_back
from tests.screens.opened_app import OpenedApp
from tests.storage.picture_makers import encoded, lit, scene, with_exif
from tests.storage.test_photo_colour import CARD_AT, SKIN_AT, SKINS, picture

NOW = at(STARTS_ON, "18:00")


@asynccontextmanager
async def opened(folder: Path, route: str, records: list = [], **given: object) -> AsyncIterator[OpenedApp]:  # noqa: B006
    keep(folder, [Profile(id="profile", birth_year=1990, areas=["face", "scalp"]), *records])
    vault = open_vault(folder, HandClock())
    try:
        async with page_on(vault, route=route, **given) as app:  # type: ignore[arg-type]
            yield app
    finally:
        vault.close()


def kept(app: OpenedApp) -> tuple[Photo, ...]:
    return PhotoBook(app.vault.companion).entries()


def put(folder: Path, days: int, factor: float = 1.0, view: str = "front", data: bytes = b"") -> Photo:
    """A picture and its entry, as they would have been kept so many days ago."""
    vault = open_vault(folder, HandClock())
    book = PhotoBook(vault.companion)
    taken = take_in(data or encoded(lit(scene(300, 400), factor, factor, factor)), apart=False)
    command = KeepPhoto(
        sha256=book.keep(taken),
        view=view,
        width=taken.width,
        height=taken.height,
        light=taken.light,
        same=("no_flash",),
        at=NOW.at - timedelta(days=days),
    )
    (change,) = vault.companion.do(command).puts
    vault.close()
    assert isinstance(change.after, Photo)
    return change.after


async def choose(app: OpenedApp, data: bytes) -> None:
    """Choose a file, as the client reports it."""
    await app.shows("Choose a file")
    [picks] = [c.action for c in walk(app.view()) if isinstance(getattr(c, "action", None), ft.PickFiles)]  # type: ignore[attr-defined]
    file = {"id": 1, "name": "face.jpg", "size": len(data), "bytes": data}
    await fire(picks.file_picker, "result", {"files": [file]})


async def test_a_chosen_file_is_looked_at_kept_and_taken_back(tmp_path: Path) -> None:
    async with opened(tmp_path, "/photos") as app:
        await app.shows("No pictures yet")
        await app.press("Take the first one")
        assert await app.follow() == "/photos/take"
        await app.shows("This will be the first one.")
        await app.press("Left cheek")
        await app.press("All of these")
        await choose(app, encoded(scene(300, 400))[:3000])
        await app.shows("This picture breaks off in the middle")
        assert kept(app) == ()
        await choose(app, with_exif(scene(300, 400)))
        await app.shows("Keep")
        await app.shows("27 February 2026, as its file says")
        assert list((tmp_path / "photos").rglob("*.jpg")) == [], "nothing is kept before one says so"
        await app.press("Keep")
        await app.until(lambda: kept(app))
        [photo] = kept(app)
        assert (photo.view, photo.day.isoformat()) == ("left", "2026-02-27")
        assert "bare_skin" in photo.same
        assert "hair_dry" not in photo.same
        assert b"Exif" not in PhotoBook(app.vault.companion).picture(photo.sha256)
        await take_back(app, "The picture is kept.")
        await app.until(lambda: not kept(app))


async def test_take_again_keeps_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, "/photos/take?area=scalp") as app:
        await app.shows("Front parting")
        assert "Face, front" not in app.text()
        await choose(app, encoded(lit(scene(300, 400), 0.2, 0.2, 0.2)))
        await app.shows("It is dark.")
        await app.press("Take again", "Tick what is as last time")
        assert kept(app) == ()
        assert list((tmp_path / "photos").rglob("*.jpg")) == []


async def test_two_thousand_pictures_hold_no_more_than_are_shown(tmp_path: Path) -> None:
    shas = [put(tmp_path, n + 1, 1 - n / 100).sha256 for n in range(3)]
    entry = {"zone": "Europe/Berlin", "view": "front", "width": 300, "height": 400}
    many = [
        Photo(at=NOW.at - timedelta(days=n), day=STARTS_ON - timedelta(days=n), sha256=shas[n % 3], **entry)  # type: ignore[arg-type]
        for n in range(4, 2001)
    ]
    async with opened(tmp_path, "/photos", many) as app:
        wire = wire_of(app.page)

        async def drawn() -> list[ft.Image]:
            await app.until(lambda: len(pictures()) == PAGE)
            return pictures()

        def pictures() -> list[ft.Image]:
            return [image for image in find(app.view(), ft.Image) if isinstance(image.src, bytes)]

        await app.shows("1 to 24 of 2000")
        first = await drawn()
        assert sum(wire.sizes) < 600_000
        assert max(len(image.src) for image in first) < 25_000
        await app.press("Older", "25 to 48 of 2000")
        assert len(await drawn()) == PAGE
        for _ in range(3):
            await app.press("Older")
        await app.shows("97 to 120 of 2000")
        assert len(await drawn()) == PAGE


async def test_two_pictures_are_compared_in_each_way(tmp_path: Path) -> None:
    first, second, third = put(tmp_path, 60), put(tmp_path, 30, 0.97), put(tmp_path, 1, 0.6)
    async with opened(tmp_path, "/photos") as app:
        await app.shows("Compare")
        await app.press("Compare")
        await app.follow()
        await app.shows("59 days between them")
        await app.shows("The later one is darker.")
        assert "Not lit the same way" in app.text()
        assert "No flash" in app.text()
        await app.until(lambda: sum(isinstance(i.src, bytes) for i in find(app.view(), ft.Image)) == 2)
        [slider] = find(app.view(), ft.Slider)
        await fire(slider, "change", value=20)
        windows = [c for c in find(app.view(), ft.Container) if c.clip_behavior == ft.ClipBehavior.HARD_EDGE]
        stage = max(c.width or 0 for c in find(app.view(), ft.Image))
        assert [c.width for c in windows] == [round(stage * 0.2)]
        await app.press("Later picture: the one before", "30 days between them")
        assert "Not lit the same way" not in app.text()
        for mode in ("Side by side", "Overlay"):
            await app.press(mode)
            await app.until(lambda: sum(isinstance(i.src, bytes) for i in find(app.view(), ft.Image)) == 2)
        await app.press("Time-lapse", "1 of 3")
        await app.press("The next one", "2 of 3")
        await app.press("The one before", "1 of 3")
        await app.until(lambda: sum(isinstance(i.src, bytes) for i in find(app.view(), ft.Image)) == 1)
        assert {first.sha256, second.sha256, third.sha256} == {p.sha256 for p in kept(app)}


async def test_another_address_shows_another_view(tmp_path: Path) -> None:
    for days in (9, 1):
        put(tmp_path, days)
        put(tmp_path, days, view="part_line")
    async with opened(tmp_path, "/photos/compare?view=front", width=1200) as app:
        await app.shows("Compare: Face, front")
        await app.go("/photos/compare?view=part_line")
        await app.shows("Compare: Part line")
        await app.press("Swap them")
        await app.go("/photos/take?view=crown")
        await app.shows("The camera above the crown")


async def test_one_picture_is_no_comparison(tmp_path: Path) -> None:
    put(tmp_path, 1)
    async with opened(tmp_path, "/photos/compare?view=front") as app:
        await app.shows("There are not two pictures of this view yet.")


async def test_a_picture_is_corrected_and_deleted_and_its_bytes_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.photo.SWEEP_AFTER", 0.0)
    photo = put(tmp_path, 3)
    async with opened(tmp_path, f"/photos/{photo.id}") as app:
        await app.shows("Face, front")
        await app.press("It shows something else")
        await app.press("Left cheek")
        await app.until(lambda: kept(app)[0].view == "left")
        await app.shows("Left cheek")
        await app.press("Delete this picture")
        await app.until(lambda: not kept(app))
        assert await app.follow() == "/photos"
        await said(app, "Deleted.")
        assert list((tmp_path / "photos").rglob("*.jpg")), "it can still be taken back"
        await app.until(lambda: app.vault.local.get(UNNAMED))  # the page has looked once
        app.vault.clock.passes(16)  # type: ignore[attr-defined]
        book = PhotoBook(app.vault.companion)
        # The page looks as well: whoever has the folder's lock removes it.
        await app.until(lambda: book.sweep() >= 0 and not list((tmp_path / "photos").rglob("*.jpg")))
        assert not list((tmp_path / "thumbnails").rglob("*.jpg"))


async def test_a_picture_whose_bytes_are_gone_says_so_and_the_rest_goes_on(tmp_path: Path) -> None:
    gone, there = put(tmp_path, 3), put(tmp_path, 1, 0.9)
    for below in ("photos", "thumbnails"):
        next((tmp_path / below).rglob(f"{gone.sha256}.jpg")).unlink()
    async with opened(tmp_path, f"/photos/{gone.id}") as app:
        await app.shows("This picture is not here.")
        await app.go("/photos")
        await app.until(lambda: sum(isinstance(i.src, bytes) for i in find(app.view(), ft.Image)) == 1)
        await app.go(f"/photos/{there.id}")
        await app.until(lambda: sum(isinstance(i.src, bytes) for i in find(app.view(), ft.Image)) == 1)
        await app.go("/photos/nothing")
        await app.shows("This picture is not here")


async def test_a_check_in_takes_the_pictures_of_its_day_along(tmp_path: Path) -> None:
    photo, scalp = put(tmp_path, 0), put(tmp_path, 0, view="crown")
    async with opened(tmp_path, "/check-in/glow") as app:
        await app.shows("They go with this check-in.")
        await app.press("More: Glow", "5")
        await app.press("Save check-in")
        await app.until(lambda: app.vault.companion.diary().check_ins)
        [check_in] = app.vault.companion.diary().check_ins
        assert isinstance(check_in, CheckIn)
        assert check_in.photos == [photo.id]
        await app.go(f"/diary/{STARTS_ON}")
        await app.shows("Crown")
        await app.press(f"Crown, {photo.at.astimezone(NOW.local.tzinfo):%H:%M}")
        assert await app.follow() == f"/photos/{scalp.id}"


async def test_redness_is_measured_against_a_card_and_refused_without_one(tmp_path: Path) -> None:
    photo = put(tmp_path, 1, data=picture(SKINS["middle"], "warm"))
    async with opened(tmp_path, f"/photos/{photo.id}") as app:
        await app.shows("Redness and evenness")
        await app.press("Measure against a grey card", "The grey card of photographers.")

        async def tap(x: float, y: float) -> None:
            [marked] = find(app.view(), ft.GestureDetector)
            stage = marked.content
            assert isinstance(stage, ft.Stack)
            await fire(marked, "tap_down", {"l": {"x": x * stage.width, "y": y * stage.height}, "k": "touch"})

        await tap(0.6, 0.3)
        await app.press("Measure", "There is no even grey card at its mark")
        assert kept(app)[0].colour is None
        await app.press("Leave it", "Measure against a grey card")
        await app.press("Measure against a grey card", "The grey card of photographers.")
        await app.press("Card")
        await tap(*CARD_AT)
        await tap(*SKIN_AT)
        await app.press("Measure", "Redness (a*): ")
        [colour] = [p.colour for p in kept(app)]
        assert colour is not None
        assert abs(colour.redness - SKINS["middle"][1]) <= colour.redness_noise
        await app.shows("2 more measured pictures make your baseline.")
        await app.press("Take it out", "Measure against a grey card")
        assert kept(app)[0].colour is None


class StandIn:
    """A camera that gives what it is told to."""

    def __init__(self, data: bytes) -> None:
        self.data, self.started = data, []

    async def start(self, *, back: bool) -> None:
        self.started.append(back)

    async def take(self) -> bytes:
        return self.data


async def test_the_camera_takes_a_picture_and_where_there_is_none_files_remain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, 30)
    async with opened(tmp_path, "/photos/take") as app:
        await app.shows("Use the camera")
        await app.press("Use the camera")
        await app.shows("The camera cannot be used here just now.")  # no client, so no camera answers
        stand_in = StandIn(encoded(scene(300, 400)))
        monkeypatch.setattr(Camera, "start", lambda self, *, back: stand_in.start(back=back))
        monkeypatch.setattr(Camera, "take", lambda self: stand_in.take())
        await app.press("Use the camera", "Show the last one through")
        await app.until(lambda: stand_in.started)
        assert stand_in.started == [False], "the one at the front, for a face"
        await app.press("Take it", "Keep")
        await app.shows("Lit much like your last one.")
        await app.press("Keep")
        await app.until(lambda: len(kept(app)) == 2)
        assert "The picture is kept." in lines(app)
