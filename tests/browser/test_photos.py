"""Pictures in a real browser: two files chosen and kept, compared under the slider; nothing of them has an address."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import EVENING
from tests.browser.person import PATIENCE, Person
from tests.browser.served import TOKEN, Served
from tests.storage.picture_makers import encoded, lit, lying, scene, with_exif


def test_two_pictures_are_chosen_kept_and_compared(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path, tmp_path: Path
) -> None:
    first, second, broken = tmp_path / "first.jpg", tmp_path / "second.png", tmp_path / "broken.jpg"
    first.write_bytes(with_exif(lying(scene(900, 1200), 6), 6))
    second.write_bytes(encoded(lit(scene(600, 800), 0.6, 0.6, 0.6), "PNG"))
    broken.write_bytes(first.read_bytes()[:9000])
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    asked: list[str] = []
    somebody.page.on("request", lambda request: asked.append(request.url))

    def choose(file: Path) -> None:
        with somebody.page.expect_file_chooser() as choosing:
            somebody.tap("Choose a file")
        choosing.value.set_files(file)

    somebody.visit(f"{served.address}/diary?token={TOKEN}")
    somebody.tap("Pictures")
    somebody.tap("Take the first one")
    choose(broken)
    somebody.reads("This picture breaks off in the middle")
    choose(first)
    somebody.reads("27 February 2026, as its file says")
    somebody.tap("Keep")
    somebody.reads("The picture is kept.")
    somebody.sees("button", "Face, front, 27 February 2026")
    somebody.tap("Take a picture")
    choose(second)
    somebody.reads("It is darker than your last one of this view.")
    assert somebody.unnamed() == []
    somebody.tap("Keep")
    somebody.sees("button", "Face, front, 2 March 2026")
    somebody.tap("Compare")
    somebody.reads("3 days between them")
    somebody.reads("The later one is darker.")
    expect(somebody.find("img", "Face, front, 2 March 2026")).to_be_attached(timeout=PATIENCE)
    assert somebody.unnamed() == []

    kept = list((demo / "photos").rglob("*.jpg"))
    assert len(kept) == 2
    for picture in kept:
        assert b"Exif" not in picture.read_bytes()
        assert not any(picture.stem in url for url in asked), "a picture was asked for by an address"
    assert somebody.foreign == []
    assert "Model 9" not in json.dumps((demo / "local.json").read_text("utf-8"))
