"""Every text that people read can be translated: it stands in the catalogue that Babel makes from the sources."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).parents[2]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"message": None, "count_message": (1, 2), "text": None, "count": (1, 2)}


@pytest.fixture(scope="module")
def found() -> set[str]:
    with (ROOT / "assets/locale/babel.cfg").open(encoding="utf8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    texts: set[str] = set()
    for _, _, text, _, _ in extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS):
        texts.update([text] if isinstance(text, str) else text)
    return texts


def test_code_and_rows_are_both_found(found: set[str]) -> None:
    assert "Paused until {day}." in found
    assert "Do you have a pacemaker or any other electronics in your body?" in found
    assert "{count} safety questions are not answered yet." in found


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """A text given to `message` or `text` is a literal or a row's; never an f-string, which no catalogue holds."""
    strays = []
    for file in [f for room in ("care", "reminders", "screens", "storage") for f in (ROOT / room).rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in KEYWORDS and isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
                    strays.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert not strays
