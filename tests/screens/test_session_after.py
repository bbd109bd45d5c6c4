"""A session's last page: the device is clean and one ampoule is used, each noted with one tap and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from care.records import Device, Product, Record, Routine, RoutineStep, SessionStep
from screens.session_after import after_view
from tests.care.course_makers import STARTS_ON, at, diary, session
from tests.screens.kept_day import KNOWN, course_records, keep, open_vault, page_on, take_back
from tests.screens.opened_app import OpenedApp
from tests.screens.snapshots import snapshot

COURSE = diary(KNOWN).courses["course"]
BOX = Product(id="ampoule", name="Ampoule", single_use=True, count=6)
WAND = Device(id="wand", name="Wand")


def had(*steps: str, skipped: bool = False) -> Any:
    made = [SessionStep(id=one, done_s=20, skipped=skipped) for one in steps]
    return replace(session(STARTS_ON, hour=15), steps=made)


@pytest.mark.parametrize(
    ("steps", "skipped", "box", "device", "product"),
    [
        (("open_ampoule", "device_pass/chin"), False, BOX, "wand", "ampoule"),
        (("open_ampoule", "device_pass/chin", "clean_device"), False, BOX, "", "ampoule"),
        (("device_pass/chin",), False, BOX, "wand", ""),
        (("open_ampoule",), True, BOX, "", ""),
        (("open_ampoule",), False, replace(BOX, count=None), "", ""),
        (("open_ampoule",), False, replace(BOX, single_use=False), "", ""),
        (("open_ampoule",), False, replace(BOX, opened_at=at(STARTS_ON, "09:00").at), "", ""),
    ],
)
def test_it_offers_what_is_left_to_note(
    steps: tuple[str, ...], skipped: bool, box: Product, device: str, product: str
) -> None:
    shot = snapshot(KNOWN, STARTS_ON, COURSE, box, WAND, had(*steps, skipped=skipped))
    view = after_view(shot, KNOWN, "course")
    assert (view.device, view.product) == (device, product)
    assert not after_view(shot, KNOWN, "another").device


def kit() -> list[Record]:
    ampoule = replace(diary(KNOWN).products["ampoule"], single_use=True, count=6)
    return [ampoule if record.id == "ampoule" else record for record in course_records()]


def count(app: OpenedApp) -> int | None:
    return app.vault.companion.diary().products["ampoule"].count


def opened_at(app: OpenedApp) -> Any:
    return app.vault.companion.diary().products["ampoule"].opened_at


async def test_at_the_end_of_a_session_both_are_noted(tmp_path: Path) -> None:
    keep(tmp_path, kit())
    async with page_on(open_vault(tmp_path), route="/session/course") as app:
        await app.press("None of these, start", "Stop now")
        while "Clean the device" not in app.text():
            await app.press("Next" if "Next step" not in app.text() else "Next step")
        await app.press("Stop now")
        await app.press("I was interrupted", "Stopped and kept.")
        assert count(app) == 5, "opening it took it from the box"
        assert "Hyaluronic ampoule: one stands open. It keeps until Tuesday 3 March, 18:00 at most." in app.text()
        await app.press("It is thrown away")
        await app.until(lambda: opened_at(app) is None)
        await app.until(lambda: "It is thrown away" not in app.text())
        await take_back(app, "Noted. The open one is gone.")
        await app.until(lambda: opened_at(app) is not None)
        assert count(app) == 5


async def test_after_it_one_reads_what_waits_what_comes_and_ticks_what_is_done_already(tmp_path: Path) -> None:
    evening = Routine(
        id="pm",
        title="Evening",
        slot="pm",
        area="face",
        steps=[RoutineStep(id="cleanse", title="Cleanse"), RoutineStep(id="night", title="Night retinol", product="r")],
    )
    retinol = Product(id="r", name="Night retinol", form="retinoid", areas=["face"], actives=["I01"])
    keep(tmp_path, [*kit(), evening, retinol])
    async with page_on(open_vault(tmp_path), route="/session/course") as app:
        await app.press("None of these, start", "Stop now")
        while "Forehead" not in app.text().splitlines():
            await app.press("Next")
        await app.press("Stop now")
        await app.press("I was interrupted", "Stopped and kept.")
        assert "Let these wait" in app.text()
        assert "Until Wednesday 4 March, 18:00" in app.text()
        assert "Today rests for it: Night retinol." in app.text()
        assert "Mesoday asks how your skin is: Tuesday 3 March, 18:00; Thursday 5 March, 18:00" in app.text()
        assert "The next session is planned for Thursday 5 March." in app.text(), "stopped or not, skin rests first"
        await app.press("Tick them")
        await app.until(lambda: "Tick them" not in app.text())
        assert [s.step for s in app.vault.companion.diary().steps_done] == ["cleanse"]
