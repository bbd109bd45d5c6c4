"""The drawings are well formed, tintable where they should be, and match what the build script draws."""

from __future__ import annotations

import importlib.util
import re
import struct
import sys
import tomllib
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).resolve().parents[2] / "assets"
DRAWINGS = ASSETS / "drawings"
TINTED = ["face", "scalp", "drop", "ampoule-full", "ampoule-next", "ampoule-empty", "bottle"]
PLAN = tomllib.loads((DRAWINGS / "sites.toml").read_text("utf-8"))
SITES = {site["id"]: site for site in PLAN["sites"]}
ALL = sorted(path.name for path in DRAWINGS.glob("*.svg"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The build script of the drawings, loaded from its file."""
    spec = importlib.util.spec_from_file_location("drawings_build", DRAWINGS / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up by name while the class is made
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ALL)
def test_a_drawing_is_plain_svg(name: str) -> None:
    root = ET.fromstring((DRAWINGS / name).read_text("utf-8"))
    assert len(root.attrib["viewBox"].split()) == 4
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    # Text would follow the reader's fonts; styles, patterns and masks are drawn differently by each renderer.
    assert kinds <= {"svg", "path", "circle", "ellipse"}


@pytest.mark.parametrize("name", [f"{name}.svg" for name in TINTED] + [f"site-{site}-line.svg" for site in SITES])
def test_a_tinted_drawing_has_one_colour(name: str) -> None:
    text = (DRAWINGS / name).read_text("utf-8")
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}", text)) == {"#000"}
    if not name.startswith("site-"):
        assert 'viewBox="0 0 24 24"' in text


def test_the_generated_drawings_are_what_the_script_draws(builder: ModuleType) -> None:
    bold, black = (TTFont(ASSETS / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf") for weight in (700, 800))
    for theme, inks in builder.THEMES.items():
        for head, plan in PLAN["maps"].items():
            assert (DRAWINGS / f"{head}-map-{theme}.svg").read_text("utf-8") == builder.site_map(plan, inks, bold)
            assert (DRAWINGS / f"{head}-map-bare-{theme}.svg").read_text("utf-8") == builder.site_map(plan, inks, None)
        assert (DRAWINGS / f"wordmark-{theme}.svg").read_text("utf-8") == builder.wordmark(theme, inks, black)


@pytest.mark.parametrize("site", SITES)
def test_a_site_lies_on_its_map_and_off_what_is_kept_off(site: str, builder: ModuleType) -> None:
    plan = PLAN["maps"][SITES[site]["map"]]
    outline = builder.flattened(plan["outline"])
    points = builder.flattened(SITES[site]["path"])
    assert all(inside(point, outline) for point in points)
    assert inside(tuple(SITES[site]["mark"]), points)
    for cx, cy, rx, ry in (area["ellipse"] for area in plan["keep_off"]):
        assert all(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 > 1 for x, y in points), "a site touches a keep-off area"
    drawn = {
        style: (DRAWINGS / f"site-{site}-{style}.svg").read_text("utf-8") for style in ("fill", "line", "ring", "dash")
    }
    assert SITES[site]["path"] in drawn["fill"]
    assert SITES[site]["path"] in drawn["line"]
    assert builder.inset(SITES[site]["path"]) in drawn["ring"]
    assert builder.dashed(SITES[site]["path"]) in drawn["dash"]


def inside(point: tuple[float, float], line: list[tuple[float, float]]) -> bool:
    """Whether a point lies in a closed line, by counting crossings to its right."""
    x, y = point
    crossings = (
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in pairwise(line)
    )
    return sum(crossings) % 2 == 1


def test_left_is_left_in_the_mirror() -> None:
    for pair in ("cheek", "side"):
        assert SITES[f"{pair}-left"]["mark"][0] < SITES[f"{pair}-right"]["mark"][0]
    assert {word["text"]: word["at"][0] for word in PLAN["maps"]["face"]["words"]} == {"L": 17, "R": 303}


def test_the_logo_stays_in_its_frame() -> None:
    for theme in ("light", "dark"):
        for path in re.findall(r' d="([^"]+)"', (DRAWINGS / f"logo-{theme}.svg").read_text("utf-8")):
            pen = ControlBoundsPen(None)
            parse_path(path, pen)
            assert pen.bounds[0] >= -0.01
            assert pen.bounds[1] >= -0.01
            assert pen.bounds[2] <= 96.01
            assert pen.bounds[3] <= 72.01


@pytest.mark.parametrize(
    ("name", "side", "alpha"),
    [
        ("icon.png", 1024, True),
        ("icon_android.png", 1024, True),
        ("icon_ios.png", 1024, False),
        ("icon_macos.png", 1024, True),
        ("favicon.png", 64, True),
        ("splash.png", 768, True),
        ("splash_dark.png", 768, True),
        ("icons/icon-192.png", 192, True),
        ("icons/icon-512.png", 512, True),
        ("icons/icon-maskable-192.png", 192, False),
        ("icons/icon-maskable-512.png", 512, False),
        ("icons/apple-touch-icon-192.png", 192, False),
    ],
)
def test_an_icon_has_the_size_and_ground_that_its_system_wants(name: str, side: int, alpha: bool) -> None:
    head = (ASSETS / name).read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height, _depth, colour = struct.unpack(">IIBB", head[16:26])
    assert (width, height) == (side, side)
    assert colour == (6 if alpha else 2)


def test_the_windows_icon_holds_every_size() -> None:
    data = (ASSETS / "icon_windows.ico").read_bytes()
    _reserved, kind, count = struct.unpack("<HHH", data[:6])
    assert kind == 1
    assert sorted(data[6 + 16 * index] or 256 for index in range(count)) == [16, 24, 32, 48, 64, 128, 256]
