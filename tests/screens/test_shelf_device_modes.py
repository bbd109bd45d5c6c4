"""Devices with several modes: each with its own figures; added, removed, put back, and kept."""

from __future__ import annotations

from pathlib import Path

from care.records import Device, DeviceMode
from screens.shelf_device_form import MOST_MODES, DeviceForm
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON as TODAY
from tests.care.course_makers import at, knowledge
from tests.screens.kept_day import KNOWN, course_records, keep, open_vault, page_on, said, take_back
from tests.screens.opened_app import OpenedApp

WORDS, KNOWLEDGE = Wording(), knowledge()
THREE = Device(
    id="three",
    name="Three modes",
    modes=[
        DeviceMode(modality="galvanic", minutes=8, level=2),
        DeviceMode(modality="led"),
        DeviceMode(modality="vibration", minutes=5),
    ],
)


def test_three_modes_are_read_as_they_were() -> None:
    form = DeviceForm(THREE)
    assert not form.edited
    kept = form.read(WORDS, KNOWLEDGE)
    assert kept == THREE


def test_a_mode_is_added_written_removed_and_put_back_where_it_stood() -> None:
    form = DeviceForm(THREE)
    form.add_mode()
    form.write_mode(3, "modality", "ultrasound")
    form.write_mode(3, "level", "4")
    form.remove_mode(1)
    assert form.removed is not None
    kept = form.read(WORDS, KNOWLEDGE)
    assert kept is not None
    assert [m.modality for m in kept.modes] == ["galvanic", "vibration", "ultrasound"]
    assert kept.modes[2].level == 4
    form.put_back()
    assert [m.modality for m in form.modes] == ["galvanic", "led", "vibration", "ultrasound"]
    assert form.removed is None


def test_a_current_has_a_polarity_as_its_manual_says_and_a_light_has_none() -> None:
    form = DeviceForm(THREE)
    form.write_mode(0, "polarity", "negative")
    form.write_mode(1, "polarity", "positive")
    kept = form.read(WORDS, KNOWLEDGE)
    assert kept is not None
    assert [m.polarity for m in kept.modes] == ["negative", None, None]
    assert DeviceForm(kept).read(WORDS, KNOWLEDGE) == kept
    form.write_mode(0, "polarity", "")
    unsure = form.read(WORDS, KNOWLEDGE)
    assert unsure is not None
    assert unsure.modes[0].polarity is None


def test_the_last_mode_stays_and_there_are_not_endlessly_many() -> None:
    form = DeviceForm(Device(id="d", name="Wand"))
    form.remove_mode(0)
    assert [m.modality for m in form.modes] == ["not_sure"], "a device of which nothing is known is not sure"
    for _ in range(20):
        form.add_mode()
    assert len(form.modes) == MOST_MODES


def test_each_mode_is_asked_about_its_own_unusual_minutes_once() -> None:
    form = DeviceForm(THREE)
    form.write_mode(1, "minutes", "25")
    form.write_mode(2, "level", "two")
    assert form.read(WORDS, KNOWLEDGE) is None
    assert set(form.problems) == {"level-2"}
    form.write_mode(2, "level", "2")
    assert form.read(WORDS, KNOWLEDGE) is None
    assert set(form.problems) == {"minutes-1"}
    kept = form.read(WORDS, KNOWLEDGE)
    assert kept is not None
    assert (kept.modes[1].minutes, kept.modes[2].level) == (25, 2)


def test_what_was_noted_elsewhere_meanwhile_is_not_overwritten() -> None:
    form = DeviceForm(THREE)
    form.write("note", "for the bathroom")
    noted = Device(id="three", name="Three modes", modes=THREE.modes, cleaned_at=at(TODAY).at)
    form.stands(noted)
    kept = form.read(WORDS, KNOWLEDGE)
    assert kept is not None
    assert (kept.cleaned_at, kept.note) == (noted.cleaned_at, "for the bathroom")


def modes(app: OpenedApp) -> list[str]:
    return [m.modality for m in app.vault.companion.diary().devices["three"].modes]


async def test_on_the_page_they_are_added_removed_put_back_kept_and_undone(tmp_path: Path) -> None:
    keep(tmp_path, [*course_records(), THREE])
    async with page_on(open_vault(tmp_path), route="/shelf/three") as app:
        await app.shows("With several modes the strictest of them holds for a session.")
        names = [KNOWN.modalities[m.modality].title for m in THREE.modes]
        await app.press(f"Remove {names[1]}", f"Put {names[1]} back")
        await app.press(f"Put {names[1]} back", f"Remove {names[1]}")
        await app.press(f"Remove {names[2]}")
        await app.press("Add another mode", f"Remove {KNOWN.modalities['not_sure'].title}")
        await app.press("Save")
        await app.until(lambda: modes(app) == ["galvanic", "led", "not_sure"])
        await take_back(app, "Kept.")
        await app.until(lambda: modes(app) == ["galvanic", "led", "vibration"])
        await said(app, "Taken back.")
