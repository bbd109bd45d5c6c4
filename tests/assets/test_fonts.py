"""The shipped fonts load, hold what the texts need, and carry their names and licences."""

from __future__ import annotations

import ast
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts"
FILES = sorted(path.name for path in FONTS.glob("*.ttf"))
TEXT_WEIGHTS = (400, 500, 600, 700, 800)
READING = [f"AtkinsonHyperlegibleNext-{weight}.ttf" for weight in TEXT_WEIGHTS]
NUMERALS = [name for name in FILES if name.startswith("MesodayNumerals-")]
ARABIC_TEXT = "انتهت فترة الانتظار، متوقف حتى ٠١٢٣٤٥٦٧٨٩؟ التغيّر"
ARABIC = ["NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"]
EUROPEAN = "Ä ö ß é ñ ç ø å ł ş ğ ı İ ő ţ ż š č – — … „ “ ” ‘ ’ « » • · × ÷ ± ° ½ ² % €"


@cache
def letters(name: str) -> frozenset[int]:
    """The characters a font file draws."""
    return frozenset(TTFont(FONTS / name).getBestCmap())


def missing(text: str, name: str) -> str:
    return "".join(sorted({letter for letter in text if letter.isprintable() and ord(letter) not in letters(name)}))


def strings_in(source: str) -> str:
    """Every string constant of a Python source that is not a docstring."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docstrings)
    return "".join(node.value for node in constants if isinstance(node.value, str))


def shown_texts() -> dict[Path, str]:
    """What the app may show: strings of the code, knowledge, articles and translations."""
    texts = {
        path: strings_in(path.read_text("utf-8"))
        for folder in ("care", "screens", "reminders", "storage")
        for path in (ROOT / folder).rglob("*.py")
    }
    for pattern in ("knowledge/**/*.toml", "learn/**/*.md", "locale/**/*.po"):
        texts |= {path: path.read_text("utf-8") for path in (ROOT / "assets").glob(pattern)}
    return texts


def test_the_fonts_of_the_design_are_there() -> None:
    assert set(READING) <= set(FILES)
    assert {"MesodayNumerals-700.ttf", "NotoSans-Regular.ttf", *ARABIC} <= set(FILES)


def test_every_font_that_the_screens_name_is_a_file() -> None:
    named = {
        name
        for path in (ROOT / "screens").rglob("*.py")
        for name in re.findall(r"fonts/([\w-]+\.ttf)", path.read_text("utf-8"))
    }
    assert named <= set(FILES), f"named but not shipped: {sorted(named - set(FILES))}"


@pytest.mark.parametrize("name", FILES)
def test_a_font_loads_whole(name: str) -> None:
    font = TTFont(FONTS / name, lazy=False)
    for tag in font.keys():  # noqa: SIM118 - a TTFont is no mapping
        assert font[tag] is not None
    order = font.getGlyphOrder()
    assert len(order) == len(set(order)) == font["maxp"].numGlyphs
    assert set(font.getBestCmap().values()) <= set(order)
    assert font["OS/2"].fsType == 0, "the font must be allowed to be embedded"


@pytest.mark.parametrize("name", FILES)
def test_a_font_carries_its_names_and_licence(name: str) -> None:
    names = TTFont(FONTS / name)["name"]
    assert names.getDebugName(1)
    assert "Open Font License" in names.getDebugName(13)
    licence = (FONTS / f"OFL-{name.split('-')[0]}.txt").read_text("utf-8")
    assert licence.startswith(names.getDebugName(0))
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("weight", TEXT_WEIGHTS)
def test_the_reading_face_says_its_weight_and_draws_european_text(weight: int) -> None:
    name = f"AtkinsonHyperlegibleNext-{weight}.ttf"
    assert TTFont(FONTS / name)["OS/2"].usWeightClass == weight
    assert missing(EUROPEAN + "".join(map(chr, range(0x20, 0x7F))), name) == ""


@pytest.mark.parametrize("name", NUMERALS)
def test_figures_of_the_numerals_have_one_width_and_never_move(name: str) -> None:
    font = TTFont(FONTS / name)
    glyphs = font.getBestCmap()
    assert len({font["hmtx"][glyphs[ord(figure)]][0] for figure in "0123456789"}) == 1
    assert len({glyphs[ord(figure)] for figure in "0123456789"}) == 10
    assert missing("0123456789:.,-−–+/% hmins", name) == ""
    features = {
        record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
    }
    assert features.isdisjoint({"kern", "pnum", "frac"})
    assert font["name"].getBestFamilyName() == "Mesoday Numerals"


@pytest.mark.parametrize("name", ARABIC)
def test_arabic_is_drawn_and_joined(name: str) -> None:
    assert missing(ARABIC_TEXT, name) == ""
    joins = {record.FeatureTag for record in TTFont(FONTS / name)["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina"} <= joins


def test_every_letter_of_our_texts_is_drawn_by_a_shipped_font() -> None:
    drawn = frozenset().union(*(letters(name) for name in FILES))
    # Controls, joiners and direction marks take no ink; a lone surrogate or private letter is no text.
    inkless = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co"}
    for path, text in shown_texts().items():
        lost = {letter for letter in text if ord(letter) not in drawn and unicodedata.category(letter) not in inkless}
        assert not lost, f"{path.relative_to(ROOT)}: no shipped font draws {sorted(lost)}"


def test_the_fonts_stay_small() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir() if path.is_file()) < 900_000
