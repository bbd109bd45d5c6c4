"""Makes the report of `care.report` a PDF: two pages, our own fonts, text that can be selected, nothing fetched.

The same diary and the same moment give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec import Struct

from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message
from care.progress import Progress, Steps, Stop
from care.report import Asked, report
from care.report_parts import Report, said
from storage.errors import StorageError
from storage.own_process import ROOT, can_start_python
from storage.own_process import in_own_process as drawn_apart
from storage.photos import Photos

FONTS = ROOT / "assets" / "fonts"
STEPS = 3


class Wording(Protocol):
    """The person's language."""

    language: str

    @property
    def rtl(self) -> bool: ...

    @property
    def say(self) -> Callable[[Message], str]: ...


class Order(Struct, frozen=True):
    """All that drawing needs: the report with its sentences finished, their language and direction, when it is
    made, and the pictures as they are kept, by checksum."""

    report: Report[str]
    language: str
    rtl: bool
    made_at: datetime
    pictures: dict[str, bytes]


def make_report(
    diary: Diary,
    knowledge: Knowledge,
    asked: Asked,
    now: Moment,
    words: Wording,
    *,
    photos: Photos,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
    in_own_process: bool | None = None,
) -> bytes:
    """The PDF of a whole diary. Blocks for a second or two.

    `in_own_process`: drawn in one; left out, wherever that is possible. Raises `Refused` for days that cannot be,
    `Cancelled`, and `StorageError` when the drawing came to no good end.
    """
    steps = Steps(STEPS, progress, cancelled)
    steps.at(0)
    made: Report[str] = said(report(diary, knowledge, asked, now), words.say)
    steps.at(1)
    order = Order(made, words.language, words.rtl, now.at, _kept(made, photos))
    steps.at(2)
    if can_start_python() if in_own_process is None else in_own_process:
        pdf = drawn_apart("storage.report", "draw_encoded", msgspec.msgpack.encode(order), cancelled)
    else:
        pdf = draw(order)
    steps.end()
    return pdf


def _kept(made: Report[str], photos: Photos) -> dict[str, bytes]:
    """The pictures that are here and sound; for others a word stands in the report."""
    found: dict[str, bytes] = {}
    for pair in made.pairs:
        for picture in (pair.before, pair.after):
            try:
                found[picture.sha256] = photos.read(picture.sha256)
            except StorageError:
                continue
    return found


def draw_encoded(order: bytes) -> bytes:
    """The PDF of an encoded order, for a process of its own."""
    return draw(msgspec.msgpack.decode(order, type=Order))


def draw(order: Order) -> bytes:
    """The PDF."""
    from fpdf import FPDF

    from storage.report_ink import Canvas
    from storage.report_page import Pages
    from storage.report_pictures import for_paper

    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title(order.report.title)
    pdf.set_lang(order.language)
    pdf.set_producer("Mesoday")
    pdf.set_creation_date(order.made_at)
    pictures = {sha256: small for sha256, kept in order.pictures.items() if (small := for_paper(kept)) is not None}
    Pages(Canvas(pdf, FONTS, rtl=order.rtl), order.report, pictures).draw()
    return bytes(pdf.output())
