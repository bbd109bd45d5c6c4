"""Is everything working, in the settings: what is found, in which order, and that the page looks by itself."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from care.checkup import Finding
from care.messages import message
from care.progress import Cancelled
from checkup import Checkup
from screens.ports import Reporting
from screens.settings_doctor_view import doctor_view
from screens.wording import Wording
from tests.headless import wire_of
from tests.screens.kept_day import course_records, keep, open_vault, page_on

ROUTE = "/settings/doctor"
FOUND = [
    Finding("data", "well", message("All that is kept was read and agrees.")),
    Finding("data", "wrong", message("{folder} is open.", folder="/home/ann/d"), message('Close "/home/ann/d".')),
    Finding("service", "note", message("No service is installed.")),
]


def test_the_gravest_comes_first_and_the_rest_is_counted() -> None:
    view = doctor_view(Wording("en"), FOUND, "/home/ann")
    assert (view.title, view.words, view.sound) == ("One thing is wrong", "One thing is good to know.", False)
    assert [part.title for part in view.parts] == ["Your diary", "Reminding from login on"]
    assert [one.state for one in view.parts[0].found] == ["wrong", "well"]
    assert view.parts[0].found[0].what == "~/d is open."
    assert view.report.splitlines()[:3] == ["Your diary", "  ! ~/d is open.", '    Close "$HOME/d".']
    sound = doctor_view(Wording("en"), FOUND[:1], "/home/ann")
    assert (sound.title, sound.words, sound.sound) == ("Everything that Mesoday needs is working", "", True)


async def test_the_real_findings_of_a_real_folder_are_shown(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    vault = open_vault(tmp_path)
    looks = Checkup(tmp_path, {}, Path(__file__).parents[2] / "main.py")
    async with page_on(vault, check_up=lambda work: looks.findings(work.progress, work.cancelled, vault)) as app:
        await app.go("/settings")
        await app.press("Is everything working?")
        await app.follow()
        await app.shows("All that is kept was read and agrees.")
        for title in ("Zone and clock", "Reminders", "Notifications", "Reminding from login on", "What can be added"):
            await app.shows(title)
        (tmp_path / "log").chmod(0o755)
        await app.press("Look again", "Other accounts of this device may open one file or folder of the diary.")
        assert "wrong" in app.text()
        assert str(Path.home()) not in app.text()
        (tmp_path / "log").chmod(0o700)
        await app.press("Look again")
        await app.until(lambda: "Other accounts" not in app.text())
    vault.close()


async def test_it_is_copied_as_text(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    async with page_on(open_vault(tmp_path), check_up=lambda work: FOUND) as app:
        await app.go(ROUTE)
        await app.shows("One thing is wrong")
        wire_of(app.page).replies["set"] = None
        await app.press("Copy it to share")
        await app.until(lambda: [name for name, _ in wire_of(app.page).calls if name == "set"])
        [given] = [arguments for name, arguments in wire_of(app.page).calls if name == "set"]
        assert "No service is installed." in str(given)


async def test_looking_takes_its_time_and_can_be_stopped(tmp_path: Path) -> None:
    keep(tmp_path, course_records())
    begun = threading.Event()

    def slow(work: Reporting) -> Sequence[Finding]:
        work.progress(300, 1000)
        begun.set()
        while not work.cancelled():
            threading.Event().wait(0.005)
        raise Cancelled

    async with page_on(open_vault(tmp_path), check_up=slow) as app:
        await app.go(ROUTE)
        await app.until(begun.is_set)
        await app.shows("30 % done")
        await app.press("Cancel")
        await app.until(lambda: "30 % done" not in app.text())
        assert "Your diary" not in app.text()
