"""The rows about pictures: from where they are taken, and what makes two of them comparable."""

from __future__ import annotations

from typing import Literal

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


class PhotoCheck(Row, frozen=True, kw_only=True):
    """Something that is as always when a picture is taken. `title` is short, to be ticked; `text` says it whole."""

    title: NonEmpty
    text: NonEmpty
    areas: tuple[Area, ...] = ("face", "scalp")
