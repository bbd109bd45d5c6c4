"""Labels read: what is inside, how strong, what nobody knows, and what is only talked about."""

from __future__ import annotations

import os
import random
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.label import read_label
from care.label_marks import Marks
from care.label_text import words_of
from storage.knowledge import read_knowledge

KNOWLEDGE = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
LABELS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "labels.toml").read_text("utf-8"))["labels"]
NAMES = [(name, row.id) for row in KNOWLEDGE.ingredients.values() for name in row.names]
DEEP = os.environ.get("MESODAY_DEEP") == "1"
read_over = settings(max_examples=5000 if DEEP else 100, deadline=None)
STRANGERS = [
    "Carbomer",
    "Xanthan Gum",
    "Phenoxyethanol",
    "Cetyl Alcohol",
    "Disodium EDTA",
    "PEG-40 Stearate",
    "CI 77491",
]
SEPARATORS = [", ", "; ", ",", " • ", "·", "\n", ",\n", " / ", " | ", ". "]


@pytest.mark.parametrize("label", LABELS, ids=[label["name"] for label in LABELS])
def test_a_label_is_read_as_its_conventions_say(label: dict[str, Any]) -> None:
    read = read_label(label["text"], KNOWLEDGE)
    marks = {k: v for k, v in msgspec.structs.asdict(read.marks).items() if v not in (False, None, "")}
    assert list(read.actives) == label.get("actives", [])
    assert read.strengths == label.get("strengths", {})
    assert list(read.unknown) == label.get("unknown", [])
    assert list(read.sentences) == label.get("sentences", [])
    assert marks == label.get("marks", {})


def test_there_are_sixty_labels_and_more_in_four_languages() -> None:
    assert len(LABELS) >= 60
    assert len({label["text"] for label in LABELS}) == len(LABELS)


@pytest.mark.parametrize(("name", "row"), NAMES, ids=[name for name, _ in NAMES])
def test_each_name_of_a_row_is_read_as_that_row(name: str, row: str) -> None:
    if name == "bha":
        name = "bha 2%"  # alone it may be a preservative
    for text in (name, name.upper(), f"Aqua, {name.title()}, Carbomer"):
        assert read_label(text, KNOWLEDGE).actives == (row,)


def test_a_name_belongs_to_one_row_however_it_is_spelt() -> None:
    by_letters: dict[str, set[str]] = {}
    for name, row in NAMES:
        by_letters.setdefault("".join(words_of(name)), set()).add(row)
    assert {letters: rows for letters, rows in by_letters.items() if len(rows) > 1} == {}


@read_over
@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read = read_label(text, KNOWLEDGE)
    assert set(read.strengths) <= set(read.actives) <= set(KNOWLEDGE.ingredients)
    assert all(0 < percent <= 100 for percent in read.strengths.values())


@read_over
@given(st.text(alphabet="aqru ,;:.()[]{}%/+&-*·•0159\n\tEXPLOT", max_size=300))
def test_any_mixture_of_signs_is_read_without_an_error(text: str) -> None:
    assert set(read_label(text, KNOWLEDGE).actives) <= set(KNOWLEDGE.ingredients)


@read_over
@given(st.text(alphabet=" \n\t,;.:()[]·•*-/", max_size=60))
def test_nothing_comes_of_nothing(text: str) -> None:
    assert read_label(text, KNOWLEDGE).empty


ITEMS = st.lists(st.sampled_from([*NAMES, *((stranger, "") for stranger in STRANGERS)]), min_size=1, max_size=12)


@read_over
@given(ITEMS, st.sampled_from(SEPARATORS), st.randoms(use_true_random=False))
def test_case_and_separators_change_nothing_and_the_order_is_the_labels(
    items: list[tuple[str, str]], separator: str, chance: random.Random
) -> None:
    items = [item for item in items if item[0] not in ("bha", "alcohol denat.", "alcool denat.", "alkohol denat.")]
    rows = list(dict.fromkeys(row for _, row in items if row))
    strangers = list(dict.fromkeys(words_of(name) for name, row in items if not row))
    cased = [chance.choice((str.upper, str.lower, str.title, str))(name) for name, _ in items]
    read = read_label(separator.join(cased), KNOWLEDGE)
    assert list(read.actives) == rows
    assert [words_of(piece) for piece in read.unknown] == strangers


def test_two_names_on_two_lines_are_two_also_where_one_may_describe_the_other() -> None:
    assert read_label("Retinol\nSunscreen", KNOWLEDGE).actives == ("I01", "I17")


@read_over
@given(ITEMS, st.data())
def test_each_percentage_stays_with_its_own_ingredient(items: list[tuple[str, str]], data: st.DataObject) -> None:
    items = [item for item in items if item[0] != "spf"]
    stated: dict[str, float] = {}
    written = []
    for name, row in items:
        percent = data.draw(st.none() | st.integers(1, 99), label=name)
        written.append(
            data.draw(st.sampled_from((f"{percent}% {name}", f"{name} {percent} %", f"{name} ({percent}%)")))
        )
        if percent is None:
            written[-1] = name
        elif row:
            stated[row] = max(percent, stated.get(row, 0))
    if any(name == "bha" and text == "bha" for (name, _), text in zip(items, written, strict=True)):
        return
    assert read_label(", ".join(written), KNOWLEDGE).strengths == stated


@pytest.mark.parametrize(
    "denial", ["free from", "without", "no", "do not use with", "sans", "ohne", "frei von", "avoid"]
)
@pytest.mark.parametrize("name", ["retinol", "glycolic acid", "parfum"])
def test_what_is_denied_is_not_inside(denial: str, name: str) -> None:
    read = read_label(f"Aqua, Panthenol. {denial.capitalize()} {name}, menthol and salicylic acid.", KNOWLEDGE)
    assert read.actives == ("I10",)
    assert len(read.sentences) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "(",
        ")",
        "(a)",
        "(a and b) ",
        " ",
        "\n",
        "1",
        "%",
        "1%",
        ",",
        ".",
        "-\n",
        "a-\n",
        "a, ",
        "/ ",
        "exp ",
        "not ",
        "a and ",
    ],
)
def test_long_repetitions_are_read_to_their_end(piece: str) -> None:
    """Whoever pastes waits: what takes time that grows with the square of the text would show here at once."""
    assert read_label(piece * (9_900 // len(piece)) + "\n\nRetinol", KNOWLEDGE).actives == ("I01",)


def test_no_label_says_anything_by_itself() -> None:
    assert read_label("", KNOWLEDGE).marks == Marks()
