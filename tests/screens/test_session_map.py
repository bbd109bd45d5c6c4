"""The map of a session's sites: it agrees with the drawings, and says in words all that it shows."""

from __future__ import annotations

import tomllib

from msgspec.structs import replace

from care import player as play
from care.records import Area
from care.session_script import Script, session_script
from screens.session_map_view import DRAWINGS, SIZES, map_view, never_views
from screens.wording import Wording
from tests.care.course_makers import STARTS_ON, at, diary, knowledge
from tests.screens.opened_app import ASSETS

KNOWN = knowledge()
WORDS = Wording()
NOW = at(STARTS_ON, "18:00").at


def script(area: Area) -> Script:
    given = diary(KNOWN)
    return session_script(given, KNOWN, replace(given.courses["course"], area=area))


def test_each_site_of_the_knowledge_has_its_drawing_and_its_mark() -> None:
    drawn = tomllib.loads((ASSETS / "drawings" / "sites.toml").read_text("utf-8"))
    marks = {site["id"]: (site["map"], *site["mark"]) for site in drawn["sites"]}
    assert set(DRAWINGS) == set(KNOWN.sites)
    for site, (drawing, *mark) in DRAWINGS.items():
        assert marks[drawing] == (KNOWN.sites[site].area, *mark)
        assert (ASSETS / "drawings" / f"site-{drawing}-ring.svg").exists()
    assert {name: tuple(one["size"]) for name, one in drawn["maps"].items()} == SIZES


def test_its_words_say_what_is_behind_what_is_now_and_what_comes() -> None:
    face = script("face")
    player = play.begin(face, NOW, {})
    assert map_view(WORDS, face, player) is None
    sites = [s for s in face.steps if s.site]
    ran = {sites[0].id: float(sites[0].seconds or 0), sites[1].id: 20.0}
    passed = (*player.passed, sites[0].id, sites[1].id)
    amid = replace(player, at=sites[2].id, ran=ran, passed=passed)
    view = map_view(WORDS, face, amid)
    assert view is not None
    assert [m.where for m in view.marks] == ["done", "part", "now", "next"]
    assert [m.time for m in view.marks] == ["0:45", "0:20 of 0:50", "0:50", "0:36"]
    assert view.twin == (
        "Face map. Now: Left cheek. Done: Forehead. Partly done: Right cheek. Still to come: Chin. "
        "As in a mirror: your left is on the left."
    )


def test_the_scalp_has_a_map_of_its_own() -> None:
    scalp = script("scalp")
    first = next(s for s in scalp.steps if s.site)
    view = map_view(WORDS, scalp, replace(play.begin(scalp, NOW, {}), at=first.id))
    assert view is not None
    assert len(view.marks) == 5
    assert view.twin.startswith("Scalp map. Now: Front.")
    assert view.twin.endswith("Seen from above: your left is on the left.")


def test_a_hand_keeps_off_the_eyes_and_a_current_off_more() -> None:
    by_hand = {n.title for n in never_views(WORDS, KNOWN, "face", ["serum"])}
    current = {n.title for n in never_views(WORDS, KNOWN, "face", ["serum", "galvanic"])}
    assert "Lips" in by_hand
    assert "Front of the neck" not in by_hand
    assert by_hand < current
    assert "Front of the neck" in current
