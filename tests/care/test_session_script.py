"""The steps of a session: the person's kit decides what is in it, and for how long."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from care.diary import Diary
from care.records import Device, DeviceMode, Product
from care.session_script import Script, session_script
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON, at, diary, knowledge, session

KNOWN = knowledge()


def script(of: Diary) -> Script:
    return session_script(of, KNOWN, of.courses["course"])


def wand(minutes: float | None, modality: str = "galvanic") -> dict[str, Device]:
    mode = DeviceMode(modality=modality, minutes=minutes)  # type: ignore[arg-type]
    return {"wand": Device(id="wand", name="Wand", modes=[mode])}


def test_a_device_session_passes_over_every_site_of_the_face_and_none_of_the_scalp() -> None:
    found = script(diary(KNOWN))
    sites = [s.site for s in found.steps if s.site]
    assert sites == [s.id for s in KNOWN.sites.values() if s.area == "face"]
    assert next(s.id for s in found.steps) == "wash_hands"
    assert not any(s.id.startswith("by_hand") or s.id == "light" for s in found.steps)


def test_the_first_session_is_short_and_the_next_is_not() -> None:
    first = script(diary(KNOWN))
    later = script(diary(KNOWN, sessions=(session(STARTS_ON),)))
    assert (first.device_seconds, first.shortened) == (180, True)
    assert (later.device_seconds, later.shortened) == (600, False)


def test_sensitive_skin_has_three_short_ones() -> None:
    calm = diary(KNOWN)
    gentle = replace(calm, profile=replace(calm.profile, sensitive=True), sessions=(session(STARTS_ON),))
    assert script(gentle).shortened


@pytest.mark.parametrize(("minutes", "seconds"), [(8, 480), (15, 900)])
def test_the_manuals_minutes_win(minutes: float, seconds: int) -> None:
    found = script(diary(KNOWN, devices=wand(minutes), sessions=(session(STARTS_ON),)))
    assert (found.device_seconds, found.manual) == (seconds, True)


def test_light_has_goggles_and_one_timer() -> None:
    found = script(diary(KNOWN, devices=wand(10, "led"), sessions=(session(STARTS_ON),)))
    ids = [s.id for s in found.steps]
    assert ids.index("goggles_on") < ids.index("light")
    assert next(s.seconds for s in found.steps if s.id == "light") == 600


def test_by_hand_needs_no_device_steps() -> None:
    given = diary(KNOWN)
    by_hand = replace(given, courses={"course": replace(given.courses["course"], device=None)})
    found = script(by_hand)
    assert not any(s.device for s in found.steps)
    assert found.device_seconds == 0


def test_a_bottle_is_not_opened_like_an_ampoule() -> None:
    serum = {"ampoule": Product(id="ampoule", name="Serum", form="serum")}
    assert not any("ampoule" in s.id for s in script(diary(KNOWN, products=serum)).steps)


def test_sunscreen_is_part_of_a_session_by_day_only() -> None:
    given = diary(KNOWN)
    for wall, there in (("08:00", True), ("22:00", False), ("05:30", False)):
        found = session_script(given, KNOWN, given.courses["course"], at(STARTS_ON, wall))
        assert any(s.id == "sunscreen" for s in found.steps) is there, wall


def notes(found: Script, step: str) -> list[str]:
    return [Wording().say(note) for s in found.steps if s.id == step for note in s.notes]


def test_its_notes_say_the_persons_own_serum_mode_level_and_time() -> None:
    product = replace(diary(KNOWN).products["ampoule"], lot="A7", single_use=True, count=3, expires_on=STARTS_ON)
    device = Device(id="wand", name="Wand", modes=[DeviceMode(modality="galvanic", minutes=8, level=2)])
    given = diary(KNOWN, products={"ampoule": product}, devices={"wand": device}, sessions=(session(STARTS_ON),))
    found = script(given)
    assert notes(found, "set_device") == ["Galvanic current, level 2", "8 min in all, as its manual says."]
    assert notes(found, "apply") == ["Hyaluronic ampoule", "Enough of it for the wand to glide."]
    poled = replace(device, modes=[replace(device.modes[0], polarity="negative")])
    told = notes(script(replace(given, devices={"wand": poled})), "set_device")
    assert told[1] == "Polarity: negative (−), as its manual or label says."
    assert "Lot A7." in notes(found, "check_product")
    clock = "Its clock starts now: 24 hours, our cautious default."
    assert notes(found, "open_ampoule") == ["Lot A7 is noted with this session.", clock]
    uncounted = script(replace(given, products={"ampoule": replace(product, count=None, lot="")}))
    assert notes(uncounted, "open_ampoule") == []
    first = script(replace(given, sessions=()))
    assert notes(first, "set_device")[-1] == "3 min in all: shorter this time, so that skin can get used to it."


def test_where_neither_we_nor_the_manual_know_a_time_the_sites_wait_for_the_person() -> None:
    found = script(diary(KNOWN, devices=wand(None, "radiofrequency"), sessions=(session(STARTS_ON),)))
    assert {s.seconds for s in found.steps if s.site} == {None}
