"""The report as a PDF, read back: two pages, text that can be selected, nothing off the page, nothing private."""

from __future__ import annotations

import io
import os
import random
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest
from msgspec.structs import replace
from PIL import Image

from care.days import Moment
from care.diary import Diary
from care.messages import Message
from care.progress import Cancelled
from care.records import Product, Treatment
from care.report import Asked, report
from care.report_parts import Report, said
from screens.wording import Wording
from storage.demo import make_demo
from storage.errors import StorageError
from storage.own_process import in_own_process
from storage.photos import Photos
from storage.report import Order, draw, make_report
from storage.report_ink import HEIGHT, WIDTH, Canvas
from storage.report_page import BOTTOM, Pages
from storage.report_type import Run
from tests.care.course_makers import at
from tests.care.report_makers import KNOWN, NOW, SECRET, day, diary, diary_of, photo, reacted, session

WORDS = Wording()
ARABIC = "انتهت فترة الانتظار، التغيّر"
POINTS = 72 / 25.4
DEEP = bool(os.environ.get("MESODAY_DEEP"))


def order(of: Diary | None = None, now: Moment = NOW, *, rtl: bool = False, **asked: Any) -> Order:
    made: Report[str] = said(report(of or diary(), KNOWN, Asked(**asked), now), WORDS.say)
    return Order(made, "en", rtl, now.at, {})


def pages_of(pdf: bytes) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def text_of(pdf: bytes) -> str:
    """All that can be selected, in one line."""
    return " ".join(" ".join(page.extract_text() for page in pages_of(pdf)).split())


@cache
def ten_years() -> Diary:
    return diary_of(make_demo(KNOWN, at(day(0)), years=10, seed=3))


def test_what_a_professional_needs_can_be_selected() -> None:
    text = text_of(draw(order()))
    for said_there in (
        "Report for a dermatologist", "not a diagnosis", "Hyaluronic ampoule", "lot L77", "lot L78", "level 2",
        "It stung", "to be shown to a clinician", "settled by 22 March 2026", "Adapalene gel", "cleared by Dr Weiss",
        "Ratings clearly higher", "Watching", "Page 1 of 2", "Page 2 of 2",
    ):  # fmt: skip
        assert said_there in text, said_there


def test_no_private_word_is_in_the_file_unless_it_is_asked_for() -> None:
    assert SECRET not in text_of(draw(order()))
    assert SECRET in text_of(draw(order(notes=True)))


@pytest.mark.parametrize("rtl", [False, True])
def test_ten_years_are_two_pages_and_nothing_falls_off(rtl: bool) -> None:
    whole = order(ten_years(), at(day(0)), rtl=rtl, notes=True)
    pdf = draw(whole)
    pages = pages_of(pdf)
    assert len(pages) == 2
    assert " more" in text_of(pdf)
    for page in pages:
        places: list[tuple[float, float]] = []

        def seen(text: str, _cm: Any, tm: Any, _font: Any, _size: Any, places: Any = places) -> None:
            if text.strip():
                places.append((tm[4] / POINTS, tm[5] / POINTS))

        page.extract_text(visitor_text=seen)
        assert len(places) > 40
        assert all(8 <= x <= WIDTH - 8 and 6 <= y <= HEIGHT - 8 for x, y in places)


def test_the_parts_of_a_page_do_not_lie_on_one_another() -> None:
    whole = order(ten_years(), at(day(0)), notes=True)
    pages = Pages(canvas_of(), whole.report, {})
    plan = pages.fit()
    first = sum(s.height for s in pages.sections[: plan.first]) + pages.head.height
    second = sum(s.height for s in pages.sections[plan.first :]) + pages.charts.height
    assert first <= BOTTOM
    assert second <= BOTTOM
    cut = [s for s in pages.sections if s.shown < len(s.of.rows)]
    assert cut
    assert all(s.shown >= s.of.least for s in cut), "each section keeps what is most important in it"


def test_as_much_stands_there_as_there_is_room_for() -> None:
    whole = order(ten_years(), at(day(0)), notes=True)
    pages = Pages(canvas_of(), whole.report, {})
    pages.fit()
    for section in pages.sections:
        if section.shown < len(section.rows):
            section.shown += 1
            assert not pages.plan().fits
            section.shown -= 1


def canvas_of(*, rtl: bool = False) -> Canvas:
    from fpdf import FPDF

    from storage.report import FONTS

    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(False)
    pdf.add_page()
    return Canvas(pdf, FONTS, rtl=rtl)


def test_whatever_is_written_the_report_is_two_pages_at_most() -> None:
    dice = random.Random(7)
    letters = "aW ß م ا ل ّ 語 \U0001f9f4 ‏ \u200d()«»"
    for _ in range(60 if DEEP else 2):
        name = "".join(dice.choices(letters, k=180)).strip() or "x"
        products = {
            f"p{n}": Product(id=f"p{n}", name=f"{name} {n}"[:200], note="n " * 900, brand="W" * 300, lot="9" * 300)
            for n in range(dice.randrange(1, 90))
        }
        several = tuple(session(n, lot="L" * 90 + str(n), stop_reason=name * 9, outcome="stopped") for n in range(70))
        reactions = tuple(reacted(n, "G08c", "nobody knows this", note=name * 20) for n in range(50))
        treatments = tuple(Treatment(id=f"t{n}", what="laser", on=day(-n)) for n in range(40))
        whole = replace(diary(), products=products, sessions=several, reactions=reactions, treatments=treatments)
        assert len(pages_of(draw(order(whole, notes=True, pictures=True)))) <= 2


def test_the_same_diary_at_the_same_moment_gives_the_same_bytes() -> None:
    assert draw(order()) == draw(order())
    assert draw(order()) != draw(order(now=Moment(NOW.at + timedelta(days=1), NOW.zone)))


def test_the_fonts_are_ours_and_in_the_file() -> None:
    fonts = {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in pages_of(draw(order()))
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert fonts
    for name, font in fonts.items():
        assert "Atkinson" in name or "Noto" in name
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor
        assert "/ToUnicode" in font


def named(name: str, *, rtl: bool = False) -> bytes:
    whole = diary()
    products = {**whole.products, "ampoule": replace(whole.products["ampoule"], name=name)}
    return draw(order(replace(whole, products=products), rtl=rtl))


@pytest.mark.parametrize("rtl", [False, True])
def test_arabic_can_be_selected_letter_by_letter(rtl: bool) -> None:
    text = text_of(named(ARABIC, rtl=rtl))
    for word in ARABIC.replace("،", "").split():
        assert word in text


def test_arabic_letters_are_joined_and_hold_their_marks() -> None:
    canvas = canvas_of()
    faces = canvas.type._faces[False]
    font = faces.cells("ب")[0].face

    def glyphs(text: str) -> list[str]:
        cells = faces.cells(text)
        codes = {code: glyph.glyph_name for glyph, code in font.font.subset.items() if glyph is not None}
        return [codes[cell.code] for cell in cells]

    alone = font.glyph("ب")
    first, middle, last = (font.forms[form][alone] for form in ("init", "medi", "fina"))
    assert glyphs("ب") == [alone]
    assert glyphs("ببب") == [first, middle, last]
    assert glyphs("بَبَب") == [first, middle, last], "a mark does not part what is joined"
    assert glyphs("داب") == [font.glyph("د"), font.glyph("ا"), alone], "these letters join to nothing after them"
    assert len(glyphs("لا")) == 1, "lam and alef are one"
    assert glyphs("ب\u200cب") == [alone, alone], "a non-joiner parts them"
    after, between = (faces.cells(text)[0].marks[-1] for text in ("لاً", "لًا"))
    assert after.x != between.x, "each part of a ligature holds its own marks"
    [marked] = faces.cells("يّ")
    assert marked.marks[0].y != 0, "the mark stands where the font says"


def test_a_letter_that_no_font_draws_is_a_box_that_can_be_selected() -> None:
    assert "日本" in text_of(named("Serum 日本"))


def test_lines_are_never_wider_than_their_column() -> None:
    canvas = canvas_of()
    dice = random.Random(3)
    for _ in range(60):
        text = "".join(dice.choices("abcdefg WM. ÄÖ شسيبل", k=dice.randrange(1, 200)))
        width, size = dice.uniform(8, 90), dice.uniform(5, 20)
        lines = canvas.lines([Run(text), Run(text, True)], size, width)
        space = canvas.type.width_of(" ", False)
        for line in lines:
            used = (sum(w.width for w in line) + space * (len(line) - 1)) * size
            assert used <= width + 1e-6 or (len(line) == 1 and len(line[0].text) == 1)
        assert "".join(w.text for line in lines for w in line) == "".join((text + text).split())


def jpeg(colour: str) -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = SECRET
    Image.new("RGB", (1200, 1600), colour).save(made, "JPEG", exif=exif, comment=SECRET)
    return made.getvalue()


def test_pictures_go_in_small_and_without_what_their_files_say(tmp_path: Path) -> None:
    photos = Photos(tmp_path)
    kept = [photos.keep(jpeg(colour)) for colour in ("red", "blue")]
    missing = "f" * 64
    whole = replace(
        diary(), photos=(photo(0, kept[0]), photo(9, kept[1]), photo(1, kept[0], "crown"), photo(8, missing, "crown"))
    )
    plain = make(whole, photos, Asked())
    pdf = make(whole, photos, Asked(pictures=True))
    images = [image.image for page in pages_of(pdf) for image in page.images]
    assert {image.size for image in images if image} == {(675, 900)}
    assert [image for page in pages_of(plain) for image in page.images] == []
    assert SECRET.encode() not in pdf
    assert "This picture is not here." in text_of(pdf)


def make(whole: Diary, photos: Photos, asked: Asked, **more: Any) -> bytes:
    return make_report(whole, KNOWN, asked, NOW, WORDS, photos=photos, **{"in_own_process": False, **more})


def test_in_a_process_of_its_own_it_is_the_same(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    photos = Photos(tmp_path)
    there = make(diary(), photos, Asked(), in_own_process=True, progress=lambda done, of: told.append((done, of)))
    assert there == make(diary(), photos, Asked())
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


def test_it_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        make(diary(), Photos(tmp_path), Asked(), cancelled=lambda: True)
    asked: list[bool] = []

    def second_thought() -> bool:
        asked.append(True)
        return True

    with pytest.raises(Cancelled):
        in_own_process("tests.storage.test_report", "sleeping", b"", second_thought)
    assert asked


def sleeping(_: bytes) -> bytes:
    import time

    time.sleep(60)
    return b""


def failing(_: bytes) -> bytes:
    raise RuntimeError


def slow_to_read(data: bytes) -> bytes:
    return str(len(data)).encode()


def test_much_is_handed_over_whole_however_slowly_it_is_read() -> None:
    # The module that is imported first takes longer than the first look, and the pipe is full meanwhile.
    assert in_own_process("tests.storage.test_report", "slow_to_read", b"x" * 5_000_000) == b"5000000"


def test_work_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(StorageError, match="It could not be made"):
        in_own_process("tests.storage.test_report", "sleeping", b"", patience=0.1)


def test_work_that_breaks_off_is_said_in_one_sentence() -> None:
    with pytest.raises(StorageError, match="It could not be made"):
        in_own_process("tests.storage.test_report", "failing", b"")


def test_every_sentence_is_said_before_it_is_drawn() -> None:
    def left(made: Any) -> bool:
        if isinstance(made, Message):
            return True
        if isinstance(made, msgspec.Struct):
            return any(left(getattr(made, name)) for name in made.__struct_fields__)
        return any(left(one) for one in made) if isinstance(made, tuple) else False

    assert not left(order(notes=True).report)
