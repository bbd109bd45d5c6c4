"""The map of a session's sites, drawn from the line drawings; for a screen reader it is one sentence."""

from __future__ import annotations

import flet as ft

from care.records import Side
from screens.look import type as text
from screens.look.colours import HAIRLINE, PAPER, TEXT_SOFT, tone_of
from screens.look.marks import drawing
from screens.look.surfaces import column
from screens.look.surroundings import Look
from screens.session_map_view import MIDDLE, SIZES, VEIL, KeptView, SiteMapView, SiteMark
from screens.wording import Wording

MARK = 30
THICK, WORD = 0.72, 24
BESIDE_MAP = 29  # of the map's own units: where its letters stand


def site_map(look: Look, words: Wording, view: SiteMapView, height: float) -> ft.Control:
    """The map, `height` dp high. Left stays left, also where writing runs from right to left: it is a mirror."""
    wide, high = SIZES[view.area]
    scale = height / high
    tone = tone_of(view.area)
    layers: list[ft.Control] = [_layer(f"{view.area}-map-{'dark' if look.dark else 'light'}", wide, high, scale)]
    if view.kept is not None:
        layers += _kept(view, view.kept, scale)
    for mark in view.marks:
        kinds = {
            "done": (("fill", tone.liquid), ("line", tone.strong)),
            "part": (("line", tone.strong),),
            "now": (("fill", tone.strong), ("ring", tone.strong)),
            "next": (("dash", tone.strong),),
        }[mark.where]
        drawn = [_layer(f"site-{mark.drawing}-{kind}", wide, high, scale, color) for kind, color in kinds]
        layers += [_half(one, mark.half, wide * scale, height) for one in drawn] if mark.half else drawn
        layers.append(_mark(mark, scale, tone.strong, tone.on_strong, tone.on_container))
    picture = ft.Stack(layers, width=wide * scale, height=height)
    return ft.Semantics(content=picture, label=view.twin, image=True, container=True, exclude_semantics=True)


def _layer(file: str, wide: int, high: int, scale: float, color: ft.Colors | None = None) -> ft.Control:
    return drawing(file, wide * scale, high * scale, color=color)


def _half(drawn: ft.Control, side: Side, width: float, height: float) -> ft.Control:
    """What of a drawing lies on one side of the middle."""
    inner = ft.Container(content=drawn, width=width, height=height, left=0 if side == "left" else -width / 2, top=0)
    clipped = ft.Stack([inner], width=width / 2, height=height, clip_behavior=ft.ClipBehavior.HARD_EDGE)
    return ft.Container(content=clipped, left=0 if side == "left" else width / 2, top=0)


def _kept(map: SiteMapView, view: KeptView, scale: float) -> list[ft.Control]:
    """The side that is kept, under a veil, up to a line along the middle. The letters beside the map stay clear."""
    wide, (top, bottom), (first, last) = SIZES[map.area][0], MIDDLE[map.area], VEIL[map.area]
    middle, reach, thin = wide / 2 * scale, (wide / 2 - BESIDE_MAP) * scale, ft.Colors.with_opacity(THICK, PAPER)
    veil = ft.Container(bgcolor=thin, width=reach, height=(last - first) * scale, top=first * scale)
    veil.left = middle if view.side == "right" else middle - reach
    line = ft.Container(
        bgcolor=TEXT_SOFT, width=1.5, height=(bottom - top) * scale, left=middle - 0.75, top=top * scale
    )
    word = ft.Container(
        content=text.label(view.word, color=TEXT_SOFT),
        width=reach,
        height=WORD,
        left=view.x * scale - reach / 2,
        top=view.y * scale - WORD / 2,
        alignment=ft.Alignment.CENTER,
    )
    return [veil, line, word]


def _mark(mark: SiteMark, scale: float, strong: ft.Colors, on_strong: ft.Colors, ink: ft.Colors) -> ft.Control:
    size = max(14, MARK * scale)
    inside: ft.Control
    if mark.where == "done":
        inside = ft.Icon(ft.Icons.CHECK, size=size, color=ink)
    elif mark.where == "now":
        inside = ft.Icon(ft.Icons.CIRCLE, size=size / 2, color=on_strong)
    elif mark.where == "part":
        inside = ft.Icon(ft.Icons.TIMELAPSE, size=size, color=strong)
    else:
        inside = text.numerals(str(mark.number), size * 0.8, color=strong, align=ft.TextAlign.CENTER, spoken="")
    return ft.Container(
        content=inside,
        width=size * 1.4,
        height=size,
        left=mark.x * scale - size * 0.7,
        top=mark.y * scale - size / 2,
        alignment=ft.Alignment.CENTER,
    )


def site_card(look: Look, words: Wording, view: SiteMapView, height: float, keep_off: ft.Control) -> ft.Control:
    """The map on paper, with the way to the places that are never touched."""
    picture = ft.Row([site_map(look, words, view, height)], alignment=ft.MainAxisAlignment.CENTER)
    seen = words.text("Mirror view") if view.area == "face" else words.text("Seen from above")
    foot = ft.Row(
        [keep_off, text.small(seen, color=TEXT_SOFT)],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        wrap=look.large_text,
    )
    return ft.Container(
        content=ft.Column([picture, foot], spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=PAPER,
        border_radius=look.shape_of(view.area),
        padding=ft.Padding(left=14, right=14, top=10, bottom=0),
    )


def site_rows(look: Look, view: SiteMapView) -> list[ft.Control]:
    """The sites as a list: what is done of each, and what it will take."""
    icons = {
        "done": ft.Icons.CHECK_CIRCLE,
        "part": ft.Icons.TIMELAPSE,
        "now": ft.Icons.TIMELAPSE,
        "next": ft.Icons.CIRCLE_OUTLINED,
    }
    tone = tone_of(view.area)
    rows: list[ft.Control] = []
    for mark in view.marks:
        name = (text.label if mark.where == "now" else text.body)(mark.name, expand=True)
        if look.large_text:
            told: list[ft.Control] = [column(name, text.body(mark.time), gap=0)]
            told[0].expand = True
        else:
            told = [name, text.body(mark.time)]
        row = ft.Row([ft.Icon(icons[mark.where], color=tone.strong, size=26), *told], spacing=12)
        rows.append(ft.MergeSemantics(content=ft.Container(content=row, padding=ft.Padding.symmetric(vertical=8))))
        rows.append(ft.Divider(height=1, thickness=1, color=HAIRLINE))
    return rows[:-1]
