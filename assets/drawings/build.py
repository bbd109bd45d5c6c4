"""Draws the maps of face and scalp, their sites and the wordmark, from sites.toml and the fonts beside.

    uv run --with fonttools assets/drawings/build.py

The icons (face, scalp, drop, ampoule-*, bottle) and logo-*.svg are drawn by hand and are not touched. Words become
outlines, and dashes and hatching become plain lines, so that every renderer shows the same picture.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
Point = tuple[float, float]


@dataclass(frozen=True)
class Inks:
    """The colours of one theme, as in the palette of the app."""

    line: str
    shade: str
    keep_off: str
    hatch: str
    word: str
    logo: str


THEMES = {
    "light": Inks("#34433F", "#EBF1ED", "#E2EAE5", "#64736E", "#34433F", "#12201D"),
    "dark": Inks("#BAC9C3", "#121D1A", "#182521", "#8A9A94", "#BAC9C3", "#E6EFEB"),
}


def number(value: float) -> str:
    """A coordinate with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def outlined(text: str, font: TTFont, size: float, at: Point, *, centred: bool) -> str:
    """The text as path data; `at` is the middle of a centred text, or the start of the base line."""
    glyphs, names = font.getGlyphSet(), [font.getBestCmap()[ord(letter)] for letter in text]
    scale = size / font["head"].unitsPerEm
    width = sum(glyphs[name].width for name in names) * scale
    x = at[0] - width / 2 if centred else at[0]
    y = at[1] + (font["OS/2"].sCapHeight * scale / 2 if centred else 0)
    pen = SVGPathPen(glyphs, ntos=number)
    for name in names:
        record = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(record)
        record.replay(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        x += glyphs[name].width * scale
    return pen.getCommands()


def hatching(ellipse: list[float], gap: float = 6.4) -> str:
    """Rising lines across an ellipse (cx, cy, rx, ry), on one grid for the whole map so that neighbours line up."""
    cx, cy, rx, ry = ellipse
    parts = []
    # A line is x + y = c. Within the ellipse, c differs from its middle by at most hypot(rx, ry).
    reach = math.hypot(rx, ry)
    for step in range(math.ceil((cx + cy - reach) / gap), math.floor((cx + cy + reach) / gap) + 1):
        offset = step * gap - cx - cy
        a, b, c = 1 / rx**2 + 1 / ry**2, -2 * offset / ry**2, offset**2 / ry**2 - 1
        root = b * b - 4 * a * c
        if root <= 0 or math.sqrt(root) / a < 4:  # nothing, or a speck at the rim
            continue
        ends = [(-b + sign * math.sqrt(root)) / (2 * a) for sign in (-1, 1)]
        parts.append("".join(f"{m}{number(cx + x)} {number(cy + offset - x)}" for m, x in zip("ML", ends, strict=True)))
    return "".join(parts)


def flattened(path: str, pieces: int = 24) -> list[Point]:
    """The first contour of SVG path data as points of a closed line."""
    record = RecordingPen()
    parse_path(path, record)
    points: list[Point] = []
    for command, args in record.value:
        if command in ("moveTo", "lineTo"):
            points.append(args[0])
        elif command == "curveTo":
            p0, (p1, p2, p3) = points[-1], args
            for t in (step / pieces for step in range(1, pieces + 1)):
                k = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                points.append(tuple(sum(f * p[i] for f, p in zip(k, (p0, p1, p2, p3), strict=True)) for i in (0, 1)))
    return [*points, points[0]]


def dashed(path: str, dash: float = 6, gap: float = 6) -> str:
    """The outline cut into dashes; the pattern is stretched a little so that it closes without a seam."""
    points = flattened(path)
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    total = sum(lengths)
    period = total / round(total / (dash + gap))
    on = period * dash / (dash + gap)

    def at(distance: float) -> Point:
        for ((ax, ay), (bx, by)), length in zip(pairwise(points), lengths, strict=True):
            if distance <= length and length:
                return ax + (bx - ax) * distance / length, ay + (by - ay) * distance / length
            distance -= length
        return points[-1]

    parts = []
    for index in range(round(total / period)):
        start = index * period
        marks = [start, *(start + on * step / 3 for step in (1, 2, 3))]
        parts.append("M" + "L".join(f"{number(x)} {number(y)}" for x, y in map(at, marks)))
    return "".join(parts)


def inset(path: str, by: float = 6) -> str:
    """The outline drawn smaller, about `by` units inside, for the ring of the site that is worked on now."""
    points = flattened(path)[:-1]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    # About the centre of gravity, not of the box, so that the ring keeps off the tip of a pointed site.
    slices = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in pairwise([*points, points[0]])]
    x, y = (sum((a[i] + b[i]) * area for a, b, area in slices) / 3 / sum(area for *_, area in slices) for i in (0, 1))
    across, down = 1 - 2 * by / (right - left), 1 - 2 * by / (bottom - top)
    return "M" + "L".join(f"{number(x + (px - x) * across)} {number(y + (py - y) * down)}" for px, py in points) + "Z"


def picture(size: list[int], body: list[str]) -> str:
    """One SVG file around its elements."""
    lines = "\n".join(f"  {element}" for element in body)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}">\n{lines}\n</svg>\n'


def stroke(path: str, ink: str, width: float) -> str:
    """A line element with round ends."""
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<path fill="none" stroke="{ink}" stroke-width="{width}" {ends} d="{path}"/>'


def site_map(plan: dict[str, Any], inks: Inks, font: TTFont | None) -> str:
    """A head without sites; with a font its words are written on it."""
    body = []
    for path in plan["shaded"]:
        body += [f'<path fill="{inks.shade}" d="{path}"/>', stroke(path, inks.line, 2)]
    for area in plan["keep_off"]:
        cx, cy, rx, ry = area["ellipse"]
        body.append(f'<ellipse fill="{inks.keep_off}" cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}"/>')
        body.append(stroke(hatching(area["ellipse"]), inks.hatch, 1.2))
    body.append(stroke(plan["outline"], inks.line, 2.4))
    body += [stroke(path, inks.line, 2.4) for path in plan["lines"]]
    if font:
        for word in plan["words"]:
            path = outlined(word["text"], font, 22, tuple(word["at"]), centred=True)
            body.append(f'<path fill="{inks.word}" d="{path}"/>')
    return picture(plan["size"], body)


def wordmark(theme: str, inks: Inks, font: TTFont) -> str:
    """The two vessels and the name beside them."""
    logo = (HERE / f"logo-{theme}.svg").read_text(encoding="utf-8").splitlines()[1:-1]
    name = outlined("mesoday", font, 62, (116, 54), centred=False)
    return picture([386, 72], [*(line.strip() for line in logo), f'<path fill="{inks.logo}" d="{name}"/>'])


def main() -> None:
    """Writes every generated drawing beside this script."""
    plan = tomllib.loads((HERE / "sites.toml").read_text(encoding="utf-8"))
    bold, black = (TTFont(FONTS / f"AtkinsonHyperlegibleNext-{weight}.ttf") for weight in (700, 800))
    for theme, inks in THEMES.items():
        for name, head in plan["maps"].items():
            (HERE / f"{name}-map-{theme}.svg").write_text(site_map(head, inks, bold), encoding="utf-8")
            (HERE / f"{name}-map-bare-{theme}.svg").write_text(site_map(head, inks, None), encoding="utf-8")
        (HERE / f"wordmark-{theme}.svg").write_text(wordmark(theme, inks, black), encoding="utf-8")
    for site in plan["sites"]:
        size = plan["maps"][site["map"]]["size"]
        for style, element in {
            "fill": f'<path d="{site["path"]}"/>',
            "line": stroke(site["path"], "#000", 2.6),
            "ring": stroke(inset(site["path"]), "#000", 1.6),
            "dash": stroke(dashed(site["path"]), "#000", 2.6),
        }.items():
            (HERE / f"site-{site['id']}-{style}.svg").write_text(picture(size, [element]), encoding="utf-8")


if __name__ == "__main__":
    main()
