"""How Mesoday says dates, times, numbers and sentences, and what it falls back to."""

from __future__ import annotations

import gettext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from care.messages import WallTimeText, count_message, message
from screens.wording import DOMAIN, Wording

TUESDAY = date(2026, 11, 24)
EVENING = datetime(2026, 11, 24, 17, 40, tzinfo=UTC)
ENGLISH = Wording("en", zone="Europe/Berlin")


def catalogue(folder: Path, language: str, texts: dict[str | tuple[str, str], str | tuple[str, ...]]) -> Path:
    """A folder of translations with one language in it."""
    kept = Catalog(locale=language)
    for source, translation in texts.items():
        kept.add(source, translation)
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / f"{DOMAIN}.mo").open("wb") as file:
        write_mo(file, kept)
    return folder


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (ENGLISH.date(TUESDAY), "24 November"),
        (ENGLISH.long_date(TUESDAY), "Tuesday 24 November"),
        (ENGLISH.weekday(TUESDAY), "Tuesday"),
        (ENGLISH.weekday_short(TUESDAY), "Tue"),
        (ENGLISH.dated(TUESDAY), "24 November 2026"),
        (ENGLISH.month(TUESDAY), "November 2026"),
        (ENGLISH.time(EVENING), "18:40"),
        (ENGLISH.time("07:05"), "07:05"),
        (ENGLISH.moment(EVENING), "Tuesday 24 November, 18:40"),
        (Wording("en", zone="Asia/Tokyo").moment(EVENING), "Wednesday 25 November, 02:40"),
        (Wording("de").date(TUESDAY), "24. November"),
        (Wording("de").weekday(TUESDAY), "Dienstag"),
        (Wording("de").dated(TUESDAY), "24. November 2026"),
    ],
)
def test_dates_and_times(said: str, expected: str) -> None:
    assert said == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (-3, "0 s"),
        (45, "45 s"),
        (60, "1 min"),
        (14 * 60 + 20, "14 min"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
    ],
)
def test_durations(seconds: float, expected: str) -> None:
    assert ENGLISH.duration(seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-1, "0:00"), (0.4, "0:00"), (9, "0:09"), (90, "1:30"), (720, "12:00")]
)
def test_the_clock_of_a_step(seconds: float, expected: str) -> None:
    assert ENGLISH.clock(seconds) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(5, "5"), (5.0, "5"), (5.5, "5.5"), (4.625, "4.62"), (0.0, "0"), (10, "10")]
)
def test_numbers_without_needless_digits(value: float, expected: str) -> None:
    assert ENGLISH.number(value) == expected


def test_numbers_of_another_language() -> None:
    assert Wording("de").number(1234.5) == "1.234,5"


@pytest.mark.parametrize(("count", "expected"), [(0, "0 steps left"), (1, "One step left"), (2, "2 steps left")])
def test_the_number_chooses_the_words(count: int, expected: str) -> None:
    assert ENGLISH.count("One step left", "{count} steps left", count) == expected


def test_values_are_said_in_the_same_language() -> None:
    inner = count_message("one step", "{count} steps", 3)
    said = message(
        "{a}; {b}; {c}; {d}; {e}", a=TUESDAY, b=timedelta(minutes=14), c=inner, d=WallTimeText("07:30"), e=5.5
    )
    assert ENGLISH.say(said) == "24 November; 14 min; 3 steps; 07:30; 5.5"


def test_braces_in_what_a_person_wrote_are_left_alone() -> None:
    assert ENGLISH.text("{name} was put away", name="Serum {x} 100 %") == "Serum {x} 100 % was put away"
    assert ENGLISH.text("No values, {so} nothing is replaced") == "No values, {so} nothing is replaced"


def test_a_translation_is_said_with_its_own_plural_forms(tmp_path: Path) -> None:
    folder = catalogue(
        tmp_path,
        "pl",
        {
            "Done at {time}": "Zrobione o {time}",
            ("One step", "{count} steps"): ("{count} krok", "{count} kroki", "{count} kroków"),
        },
    )
    words = Wording("pl", locale_folder=folder)
    assert words.text("Done at {time}", time="07:12") == "Zrobione o 07:12"
    forms = [words.count("One step", "{count} steps", n) for n in (1, 3, 5)]
    assert forms == ["1 krok", "3 kroki", "5 kroków"]
    assert words.text("Not translated yet") == "Not translated yet"


@pytest.mark.parametrize("broken", ["Fertig um {zeit}", "Fertig um {0}", "Fertig um {time", "Fertig um }"])
def test_a_broken_translation_falls_back_to_english(tmp_path: Path, broken: str) -> None:
    words = Wording("de", locale_folder=catalogue(tmp_path, "de", {"Done at {time}": broken}))
    assert words.text("Done at {time}", time="07:12") == "Done at 07:12"


def test_a_broken_plural_falls_back_to_the_right_english_form(tmp_path: Path) -> None:
    texts: dict = {("One step", "{count} steps"): ("{zahl} Schritt", "{zahl} Schritte")}
    words = Wording("de", locale_folder=catalogue(tmp_path, "de", texts))
    assert words.count("One step", "{count} steps", 1) == "One step"
    assert words.count("One step", "{count} steps", 3) == "3 steps"


@pytest.mark.parametrize("language", ["xx", "tlh", "not a language", "", "e", "en_XX_yy_zz"])
def test_an_unknown_language_is_english(language: str, tmp_path: Path) -> None:
    words = Wording(language, locale_folder=tmp_path)
    assert words.text("Done at {time}", time="07:12") == "Done at 07:12"
    assert words.dated(TUESDAY) == "24 November 2026"


@pytest.mark.parametrize(
    ("language", "rtl"),
    [
        ("ar", True),
        ("ar_EG", True),
        ("fa-IR", True),
        ("he", True),
        ("ur", True),
        ("en", False),
        ("de", False),
        ("arn", False),
    ],
)
def test_which_languages_are_written_from_the_right(language: str, rtl: bool) -> None:
    assert Wording(language).rtl is rtl


def test_two_languages_at_once_do_not_mix(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, "de", {"Undo": "Zurück"})
    german, english = Wording("de", locale_folder=folder), Wording("en", locale_folder=folder)
    assert (german.text("Undo"), english.text("Undo"), german.text("Undo")) == ("Zurück", "Undo", "Zurück")
    assert gettext.gettext("Undo") == "Undo"
