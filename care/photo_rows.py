"""The rows about pictures: from where they are taken, and what makes two of them comparable."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from care.knowledge_rows import NonEmpty, Row
from care.records import Area

Guide = Literal["oval", "line", "ring"]


class PhotoView(Row, frozen=True, kw_only=True):
    """From where a picture is taken. `how`: how to hold the camera; `guide`: what is drawn over its preview: an oval
    for a face, a line for a parting, a ring for a place; `across`: two of them lie one above the other, so that the
    line runs through both."""

    title: NonEmpty
    area: Area
    how: NonEmpty
    guide: Guide
    across: bool = False


class PhotoCard(Row, frozen=True, kw_only=True):
    """A card whose grey is known. `reflectance`: the part of the light that its grey gives back; `how`: what of it is
    to fill the mark."""

    title: NonEmpty
    reflectance: Annotated[float, Meta(gt=0.02, lt=0.95)]
    how: NonEmpty


class PhotoCheck(Row, frozen=True, kw_only=True):
    """Something that is as always when a picture is taken. `title` is short, to be ticked; `text` says it whole."""

    title: NonEmpty
    text: NonEmpty
    areas: tuple[Area, ...] = ("face", "scalp")
