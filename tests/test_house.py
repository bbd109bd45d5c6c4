"""The arrows of the house: who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("care", "storage", "reminders", "screens")


def imports(file: Path) -> Iterator[str]:
    """The top-level names of all modules a file imports, wherever the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize(
    ("room", "ours"),
    [
        ("care", {"care"}),
        ("storage", {"care", "storage"}),
        ("reminders", {"care", "reminders"}),
        ("screens", {"care", "screens"}),
        ("companion.py", {"care", "storage", "reminders", "companion"}),
        ("checkup.py", {"care", "storage", "reminders", "screens", "companion"}),
    ],
)
def test_the_arrows_point_inwards(room: str, ours: set[str]) -> None:
    files = [ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py"))
    assert files
    all_of_ours = {*ROOMS, "companion", "main", "tests"}
    strays = {(str(f.relative_to(ROOT)), m) for f in files for m in imports(f) if m in all_of_ours and m not in ours}
    assert not strays


def test_the_core_needs_nothing_but_the_standard_library_and_msgspec() -> None:
    impure = {"os", "io", "pathlib", "time", "random", "secrets", "socket", "subprocess", "threading", "asyncio"}
    strays = {
        (str(f.relative_to(ROOT)), m)
        for f in sorted((ROOT / "care").rglob("*.py"))
        for m in imports(f)
        if m != "care" and m != "msgspec" and (m not in sys.stdlib_module_names or m in impure)
    }
    assert not strays


def test_import_linter_agrees() -> None:
    # In a process of its own: it sets logging up anew, which would silence the loggers of other tests.
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    found = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_no_module_keeps_state_of_its_own() -> None:
    """No `global` statement anywhere: a vault is handed down, and a process may hold several."""
    files = [f for room in ROOMS for f in (ROOT / room).rglob("*.py")] + [
        ROOT / n for n in ("companion.py", "checkup.py", "main.py")
    ]
    strays = [
        str(f.relative_to(ROOT))
        for f in files
        if any(isinstance(n, ast.Global) for n in ast.walk(ast.parse(f.read_text(encoding="utf8"))))
    ]
    assert not strays
