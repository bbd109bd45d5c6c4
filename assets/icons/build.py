"""Makes the app icons, the favicon and the splash pictures from drawings/logo-light.svg and logo-dark.svg.

    uv run --with fonttools --with pillow assets/icons/build.py

Written to assets/: icon*.png, icon_windows.ico, splash*.png, favicon.png. Written beside this script: what a web
manifest names. The mark always keeps inside the circle that launchers may cut (80 % of the width).
"""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
ASSETS = HERE.parent
FINE = 4  # drawn this many times larger, then reduced, for smooth edges
LIGHT = "#F3F7F4"
LOGO_WIDTH, LOGO_HEIGHT = 96, 72


class Outline(BasePen):
    """Collects the contours of a path as lists of points."""

    def __init__(self) -> None:
        super().__init__(None)
        self.contours: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.contours.append([pt])

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.contours[-1].append(pt)

    def _curveToOne(self, p1: tuple[float, float], p2: tuple[float, float], p3: tuple[float, float]) -> None:
        p0 = self.contours[-1][-1]
        for step in range(1, 49):
            t = step / 48
            k = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(f * p[i] for f, p in zip(k, (p0, p1, p2, p3), strict=True)) for i in (0, 1))
            self.contours[-1].append((x, y))


def mark(theme: str) -> list[tuple[str, list[tuple[float, float]]]]:
    """The filled shapes of a logo: colour and points, in units of the drawing (96 by 72)."""
    text = (ASSETS / "drawings" / f"logo-{theme}.svg").read_text(encoding="utf-8")
    shapes = []
    for ink, path in re.findall(r'<path fill="(#[0-9A-F]{6})" d="([^"]+)"', text):
        pen = Outline()
        parse_path(path, pen)
        shapes += [(ink, contour) for contour in pen.contours]
    return shapes


def draw(
    size: int, share: float, *, tile: str | None = None, corner: float = 0, inset: float = 0, theme: str = "light"
) -> Image.Image:
    """A square picture of `size` pixels. `share` is the mark's part of the width; `tile` the ground's colour or none,
    with corners of `corner` and a margin of `inset`, both parts of the width."""
    full = size * FINE
    # The transparent ground has the colour of the tile, so that reduced edges carry no dark fringe.
    image = Image.new("RGBA", (full, full), (*bytes.fromhex((tile or LIGHT)[1:]), 0))
    canvas = ImageDraw.Draw(image)
    if tile:
        edge = inset * full
        canvas.rounded_rectangle((edge, edge, full - 1 - edge, full - 1 - edge), corner * full, fill=tile)
    scale = share * full / LOGO_WIDTH
    left, top = (full - LOGO_WIDTH * scale) / 2, (full - LOGO_HEIGHT * scale) / 2
    for ink, points in mark(theme):
        canvas.polygon([(left + x * scale, top + y * scale) for x, y in points], fill=ink)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    """Writes every icon."""
    tile = draw(1024, 0.56, tile=LIGHT, corner=0.22)
    tile.save(ASSETS / "icon.png", optimize=True)
    draw(1024, 0.46).save(ASSETS / "icon_android.png", optimize=True)
    draw(1024, 0.56, tile=LIGHT).convert("RGB").save(ASSETS / "icon_ios.png", optimize=True)
    draw(1024, 0.45, tile=LIGHT, corner=0.18, inset=0.098).save(ASSETS / "icon_macos.png", optimize=True)
    sizes = (256, 128, 64, 48, 32, 24, 16)
    frames = [draw(size, 0.96 if size < 64 else 0.7, tile=None if size < 64 else LIGHT, corner=0.22) for size in sizes]
    frames[0].save(ASSETS / "icon_windows.ico", append_images=frames[1:], sizes=[(size, size) for size in sizes])
    draw(64, 1).save(ASSETS / "favicon.png", optimize=True)
    draw(768, 0.4).save(ASSETS / "splash.png", optimize=True)
    draw(768, 0.4, theme="dark").save(ASSETS / "splash_dark.png", optimize=True)
    for size in (192, 512):
        draw(size, 0.62, tile=LIGHT, corner=0.22).save(HERE / f"icon-{size}.png", optimize=True)
        draw(size, 0.52, tile=LIGHT).convert("RGB").save(HERE / f"icon-maskable-{size}.png", optimize=True)
    draw(192, 0.56, tile=LIGHT).convert("RGB").save(HERE / "apple-touch-icon-192.png", optimize=True)
    draw(400, 0.6).save(HERE / "loading-animation.png", optimize=True)


if __name__ == "__main__":
    main()
