"""Our page is a copy of the one that comes with Flet, and must be made again when that one changes."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path

import flet_web

OURS = Path(__file__).parents[3] / "assets" / "index.html"
THEIRS = Path(flet_web.get_package_web_dir()) / "index.html"
MADE_FROM = "971ecd93a39b8258db024a9d9a4d48bc454bbaff342567bc7f90db4bf63fa3ee"


def test_it_was_made_from_the_page_that_is_installed() -> None:
    found = hashlib.sha256(THEIRS.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    assert found == MADE_FROM, "Flet's index.html is another one: make ours again from it, then note its hash here"
    assert f"flet_web {version('flet-web')}" in OURS.read_text("utf-8")


NOT_OURS = ("pyodideUrl", "appPackageUrl")  # Python in the browser, which Mesoday does without


def test_it_keeps_what_the_client_rests_on() -> None:
    """Every setting of theirs, and every script that it starts, is in ours as well; ours are filled in already."""
    ours, theirs = OURS.read_text("utf-8"), THEIRS.read_text("utf-8")
    settings = re.findall(r"^\s+(\w+): ", theirs.split("var flet = {")[1].split("}")[0], re.M)
    assert len(settings) > 5
    for setting in set(settings) - set(NOT_OURS):
        assert re.search(rf"^\s+{setting}: ", ours, re.M), setting
    assert "null" not in ours.split("var flet = {")[1].split("}")[0]
    assert "noCdn: true" in ours
    scripts = re.findall(r'<script src="([^"]+)"', theirs)
    assert scripts
    for kept in (*scripts, '<base href="/">', 'id="loading"'):
        assert kept in theirs or kept == 'id="loading"'
        assert kept in ours, kept


def test_the_fonts_named_at_the_start_are_there_and_no_others() -> None:
    """The engine fetches every font of its list before the first picture; formulas and other icons are not ours."""
    families = json.loads((OURS.parent / "assets" / "FontManifest.json").read_text("utf-8"))
    assert [family["family"] for family in families] == ["MaterialIcons", "Roboto"]
    for family in families:
        for font in family["fonts"]:
            assert (THEIRS.parent / "assets" / font["asset"]).is_file()
    theirs = json.loads((THEIRS.parent / "assets" / "FontManifest.json").read_text("utf-8"))
    expected = {"MaterialIcons", "packages/cupertino_icons/CupertinoIcons"}
    assert {f["family"] for f in theirs if "KaTeX" not in f["family"]} == expected, "Flet brings other fonts now"


def test_it_asks_no_other_host() -> None:
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", OURS.read_text("utf-8"))


def test_screen_readers_find_the_app_at_once() -> None:
    ours = OURS.read_text("utf-8")
    assert "flt-semantics-placeholder" in ours
    assert "MutationObserver" in ours
