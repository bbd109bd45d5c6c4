"""Walking the welcome as a newcomer does: what is entered becomes records, and nothing that was entered is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screens.welcome_draft import DRAFT
from tests.screens.opened_app import OpenedApp, opened_app


async def to_kit(app: OpenedApp) -> None:
    await app.shows("Steady care for face and scalp. An honest record.")
    await app.press("Begin", "What do you care for?")
    await app.press("Face", "Dull look")
    await app.press("Dull look")
    await app.press("Continue", "What do you use in a session?")


async def answer_all_with_no(app: OpenedApp) -> None:
    while "Safety questions" in app.text():
        before = app.text()
        await app.press("None of these")
        from tests.headless import until

        await until(lambda before=before: app.text() != before)


async def test_a_newcomer_walks_to_today_in_few_steps(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await to_kit(app)
        await app.press("Hyaluronic serum", "Is it patch-tested?")
        await app.press("Used at least four weeks without trouble", "Device")
        await app.press("Continue", "Safety questions")
        await answer_all_with_no(app)
        await app.shows("Nothing stands in the way")
        await app.press("Continue", "A course of sessions")
        await app.press("Continue", "Your daily care")
        await app.press("Finish")
        await app.follow()
        await app.shows("A face session is due.")

        diary = app.vault.companion.diary(whole=True)
        assert diary.profile.areas == ["face"]
        assert diary.profile.concerns == ["dullness"]
        [product] = diary.products.values()
        assert (product.name, product.patch_test.state) == ("Hyaluronic serum", "tolerated")
        assert not diary.devices
        [course] = diary.courses.values()
        assert (course.title, course.product, course.device) == ("Glow, by hand", product.id, None)
        assert (course.starts_on, course.time) == (date(2026, 3, 2), "20:00")
        assert sorted(r.title for r in diary.routines.values()) == ["Evening, face", "Morning, face"]
        assert diary.answers
        assert {a.answer for a in diary.answers.values()} == {"no"}
        [session] = app.vault.companion.plan().sessions
        assert session.state == "due"
        assert app.state.settings.get(DRAFT) is None


async def test_a_device_of_ones_own_has_all_the_modes_that_were_ticked(tmp_path: Path) -> None:
    async with opened_app(tmp_path) as app:
        await to_kit(app)
        await app.press("Hyaluronic serum", "Is it patch-tested?")
        await app.press("Used at least four weeks without trouble", "Device")
        await app.press("Another device", "What does it do?")
        await app.write("The device's name", "Glow 3-in-1")
        for mode in ("Microcurrent", "Ultrasound", "Not sure what it does", "Galvanic current", "Light (LED)"):
            await app.press(mode)
        await app.press("Continue", "Safety questions")
        await answer_all_with_no(app)
        await app.press("Continue", "A course of sessions")
        await app.press("Continue", "Your daily care")
        await app.press("Finish")
        await app.follow()
        [device] = app.vault.companion.diary().devices.values()
        assert (device.name, [m.modality for m in device.modes]) == ("Glow 3-in-1", ["galvanic", "led"])
