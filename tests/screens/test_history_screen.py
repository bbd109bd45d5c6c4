"""Each record shows its history, and can be again as it was."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from care.records import CheckIn, Product, Profile
from care.verbs.catalogue import Delete, Save
from screens.history import history_route
from tests.screens.kept_day import KNOWN, HandClock, keep, open_vault, page_on, said, take_back

SERUM = Product(id="serum", name="Serum", form="serum", areas=["face"], actives=["I10"])


def known(folder: Path) -> HandClock:
    keep(folder, [Profile(areas=["face"], birth_year=1990), SERUM])
    return HandClock()


async def test_a_change_is_shown_and_taken_back_from_the_history(tmp_path: Path) -> None:
    clock = known(tmp_path)
    async with page_on(open_vault(tmp_path, clock)) as app:
        clock.passes(3600)
        now = app.state.snapshot.diary.products["serum"]
        await app.state.do(Save(replace(now, name="Night serum", lot="L7"), now))
        await app.go("/shelf/serum")
        await app.press("History")
        await app.follow()
        await app.shows("Name: Serum became Night serum")
        await app.shows("Lot: nothing became L7")
        assert app.text().index("Changed") < app.text().index("Noted"), "the newest stands first"
        await app.press("Back to this version")
        await said(app, "It is again as it was then.")
        assert app.state.snapshot.diary.products["serum"].name == "Serum"
        await app.shows("Name: Night serum became Serum")
        await take_back(app, "It is again as it was then.")
        await app.until(lambda: app.state.snapshot.diary.products["serum"].lot == "L7")


async def test_a_deleted_record_comes_back_from_its_history(tmp_path: Path) -> None:
    clock = known(tmp_path)
    async with page_on(open_vault(tmp_path, clock)) as app:
        clock.passes(60)
        await app.state.do(Delete(app.state.snapshot.diary.products["serum"]))
        await app.go(history_route("product", "serum"))
        await app.shows("Deleted")
        await app.press("Back to this version")
        await app.until(lambda: "serum" in app.state.snapshot.diary.products)
        await app.shows("Brought back")


async def test_an_entry_of_the_diary_leads_to_its_history(tmp_path: Path) -> None:
    clock = known(tmp_path)
    vault = open_vault(tmp_path, clock)
    async with page_on(vault) as app:
        day = app.state.snapshot.today
        entry = CheckIn(area="glow", scores={"F-GLOW": 5.0}, at=clock.now(), zone="Europe/Berlin", day=day)
        kept = await app.state.do(Save(entry))
        assert kept is not None
        before = kept.puts[0].after
        clock.passes(60)
        await app.state.do(Save(replace(before, scores={"F-GLOW": 6.5}), before))  # type: ignore[call-arg]
        await app.go(f"/diary/{day.isoformat()}")
        await app.shows("Face check-in")
        await app.press("Face check-in")
        await app.follow()
        glow = KNOWN.measures["F-GLOW"].title
        await app.shows(f"Ratings: {glow} 5 became {glow} 6.5")
        await app.press("Close the history")
        assert await app.follow() == f"/diary/{day.isoformat()}"


async def test_what_was_never_there_is_said_to_be_so(tmp_path: Path) -> None:
    async with page_on(open_vault(tmp_path, known(tmp_path))) as app:
        for route in (history_route("product", "none"), history_route("nonsense", "a/b")):
            await app.go(route)
            await app.shows("Nothing was kept")


async def test_what_is_deleted_is_wiped_for_good_after_one_more_question(tmp_path: Path) -> None:
    clock = known(tmp_path)
    vault = open_vault(tmp_path, clock)
    async with page_on(vault) as app:
        await app.go(history_route("product", "serum"))
        await app.shows("Noted")
        assert "Delete for good" not in app.text(), "only what is deleted already"
        await app.state.do(Delete(app.state.snapshot.diary.products["serum"]))
        await app.shows("Delete for good")
        await app.press("Delete for good", "This cannot be taken back.")
        await app.press("Keep it")
        await app.until(lambda: "This cannot be taken back." not in app.text())
        await app.press("Delete for good", "This cannot be taken back.")
        await app.press("Delete for good")
        await said(app, "It is gone for good.")
        assert vault.companion.history("product", "serum") == []
    vault.close()
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"Serum" in file.read_bytes()]
