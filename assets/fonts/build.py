"""Makes the font files of the app again, from two published sources.

    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0     # then unpack it: gives package/
    apt-get download fonts-noto-core                          # then dpkg -x it: gives usr/
    uv run --with fonttools --with brotli assets/fonts/build.py PACKAGE NOTO

PACKAGE is the unpacked npm folder (with `files/` and `LICENSE`), NOTO the folder that holds `NotoSans-Regular.ttf`.
Written beside this script: five weights of Atkinson Hyperlegible Next, Mesoday Numerals (the same face with figures of
one width), and small cuts of Noto Sans, Noto Sans Arabic and Noto Sans Math for what Atkinson does not draw.
Each family's licence stands beside as OFL-*.txt. Running it twice gives the same bytes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
NUMERAL_WEIGHTS = (600, 700)
NUMERALS = "Mesoday Numerals"
CHANGES = {
    "AtkinsonHyperlegibleNext-400": "Changed for Mesoday: the latin and latin-ext parts were put together.",
    "MesodayNumerals-700": "A modified version of Atkinson Hyperlegible Next: figures of one width, no kerning.",
    "NotoSans-Regular": "Changed for Mesoday: cut to the characters that it shows.",
    "NotoSansArabic-Regular": "Changed for Mesoday: cut to the characters that it shows.",
    "NotoSansMath-Regular": "Changed for Mesoday: cut to the characters that it shows.",
}
LICENCE = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://openfontlicense.org"
)
LICENCE_URL = "https://openfontlicense.org"

PUNCTUATION = [*range(0x20, 0x7F), 0xA0, 0xAB, 0xBB, 0xB7, *range(0x2010, 0x2027), 0x202F, 0x2032, 0x2033, 0x2212]
BIDI_MARKS = [0x061C, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
ARABIC = [*range(0x0600, 0x0700), 0xFDFC, 0xFDF2]
LATIN_GREEK_CYRILLIC = [
    *range(0xA0, 0x0250),
    *range(0x0300, 0x0370),
    *range(0x0370, 0x0400),
    *range(0x0400, 0x0530),
    *range(0x1E00, 0x1F00),
    *range(0x2070, 0x20C0),
    0x2116,
    0x2122,
    0x2126,
]
MATH = [0x2190, 0x2191, 0x2192, 0x2193, 0x2194, 0x2195, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265]
NOTO = {
    "NotoSans-Regular": LATIN_GREEK_CYRILLIC + PUNCTUATION,
    "NotoSans-Bold": LATIN_GREEK_CYRILLIC + PUNCTUATION,
    "NotoSansArabic-Regular": ARABIC + PUNCTUATION + BIDI_MARKS,
    "NotoSansArabic-Bold": ARABIC + PUNCTUATION + BIDI_MARKS,
    "NotoSansMath-Regular": MATH,
}


def set_name(font: TTFont, name_id: int, text: str) -> None:
    """Writes one entry of the name table, for Windows English alone, which every system reads."""
    font["name"].removeNames(nameID=name_id)
    font["name"].setName(text, name_id, 3, 1, 0x409)


def name_family(font: TTFont, family: str, style: str) -> None:
    """Names the font by the four-style rule: other weights get a family of their own and the typographic pair."""
    plain = style in ("Regular", "Bold")
    compact = family.replace(" ", "")
    set_name(font, 1, family if plain else f"{family} {style}")
    set_name(font, 2, style if plain else "Regular")
    set_name(font, 3, f"Mesoday;{compact}-{style}")
    set_name(font, 4, f"{family} {style}")
    set_name(font, 6, f"{compact}-{style}")
    for name_id in (16, 17):
        font["name"].removeNames(nameID=name_id)
    if not plain:
        set_name(font, 16, family)
        set_name(font, 17, style)
    set_name(font, 13, LICENCE)
    set_name(font, 14, LICENCE_URL)


def atkinson(package: Path, weight: int) -> TTFont:
    """One weight as TrueType, the Latin and the Latin Extended parts put together."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for part in ("latin", "latin-ext"):
            path = package / "files" / f"atkinson-hyperlegible-next-{part}-{weight}-normal.woff2"
            font = TTFont(path, recalcTimestamp=False)
            font.flavor = None
            path = Path(folder) / f"{part}.ttf"
            font.save(path)
            parts.append(str(path))
        # STAT speaks of the variable original; a file of one weight needs none.
        born = (font["head"].created, font["head"].modified)
        whole = merge.Merger(options=merge.Options(drop_tables=["STAT"])).merge(parts)
        whole["head"].created, whole["head"].modified = born
        for entry in [entry.nameID for entry in whole["name"].names if entry.nameID > 255]:
            whole["name"].removeNames(nameID=entry)
        whole["OS/2"].usWeightClass = weight
        name_family(whole, "Atkinson Hyperlegible Next", WEIGHTS[weight])
        whole.recalcTimestamp = False
        result = Path(folder) / "whole.ttf"
        whole.save(result)
        return TTFont(result, lazy=False, recalcTimestamp=False)


def with_even_figures(font: TTFont, weight: int) -> TTFont:
    """Makes the tabular figures (feature `tnum`) the ones that the characters 0-9 get, and keeps digits and marks."""
    swaps: dict[str, str] = {}
    table = font["GSUB"].table
    for feature in table.FeatureList.FeatureRecord:
        if feature.FeatureTag == "tnum":
            for index in feature.Feature.LookupListIndex:
                for lookup in table.LookupList.Lookup[index].SubTable:
                    swaps.update(getattr(lookup, "ExtSubTable", lookup).mapping)
    for encoding in font["cmap"].tables:
        encoding.cmap = {code: swaps.get(glyph, glyph) for code, glyph in encoding.cmap.items()}
    # Features that would bring the uneven figures back, or build fractions in the middle of a clock, go.
    # Kerning goes too: a pair such as "1:" must not move while the seconds run.
    options = subset.Options(layout_features=["ccmp", "locl", "mark", "mkmk"], name_IDs=["*"], hinting=False)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=list(font.getBestCmap()))
    cut.subset(font)
    name_family(font, NUMERALS, WEIGHTS[weight])
    return font


def noto(source: Path, name: str) -> TTFont:
    """A small cut of a Noto font, without hinting, with every shaping rule that its letters need."""
    font = TTFont(source / f"{name}.ttf", recalcTimestamp=False)
    options = subset.Options(layout_features=["*"], name_IDs=["*"], hinting=False, notdef_outline=True)
    if name.startswith("NotoSans-"):
        # Small capitals and other alternates would treble the file and are never asked for.
        options = subset.Options(name_IDs=["*"], hinting=False, notdef_outline=True)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=NOTO[name])
    cut.subset(font)
    set_name(font, 13, LICENCE)
    set_name(font, 14, LICENCE_URL)
    return font


def write_licences(package: Path) -> None:
    """Puts the licence beside each family, under that family's own copyright notice."""
    body = (package / "LICENSE").read_text(encoding="utf-8")
    body = body[body.index("This Font Software is licensed") :].rstrip() + "\n"
    body = "\n".join(line.rstrip() for line in body.split("\n"))
    for name, change in CHANGES.items():
        notice = TTFont(HERE / f"{name}.ttf")["name"].getDebugName(0)
        (HERE / f"OFL-{name.split('-')[0]}.txt").write_text(f"{notice}\n\n{change}\n\n{body}", encoding="utf-8")


def main() -> None:
    """Reads the two source folders from the command line and writes the fonts beside this script."""
    parser = argparse.ArgumentParser(description="Makes the font files of the app again.")
    parser.add_argument("package", type=Path, help="unpacked npm package of Atkinson Hyperlegible Next")
    parser.add_argument("noto", type=Path, help="folder with the Noto fonts")
    wanted = parser.parse_args()
    for weight in WEIGHTS:
        atkinson(wanted.package, weight).save(HERE / f"AtkinsonHyperlegibleNext-{weight}.ttf")
    for weight in NUMERAL_WEIGHTS:
        with_even_figures(atkinson(wanted.package, weight), weight).save(HERE / f"MesodayNumerals-{weight}.ttf")
    for name in NOTO:
        noto(wanted.noto, name).save(HERE / f"{name}.ttf")
    write_licences(wanted.package)


if __name__ == "__main__":
    main()
