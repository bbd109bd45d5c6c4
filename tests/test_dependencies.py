"""The dependencies stand where they belong, each with its reason, and nothing names where they come from."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf8")
PROJECT = tomllib.loads(TEXT)


@pytest.mark.parametrize("system", ["linux", "macos", "windows"])
def test_what_a_desktop_needs_is_the_same_for_the_packaged_app(system: str) -> None:
    assert PROJECT["tool"]["flet"][system]["dependencies"] == PROJECT["dependency-groups"]["desktop"]


def test_each_dependency_says_why() -> None:
    listed = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["desktop"]]
    for requirement in listed:
        line = next(line for line in TEXT.splitlines() if line.strip().startswith(f'"{requirement}",'))
        assert re.search(r"#\s+\w+ \w+", line), requirement


def test_every_installed_version_is_pinned() -> None:
    pinned = {line.split("==")[0].lower() for line in PROJECT["tool"]["uv"]["constraint-dependencies"]}
    names = {re.split(r"[<>=!~\[ ]", r)[0].lower() for r in PROJECT["project"]["dependencies"]}
    exact = {r.split("==")[0] for r in PROJECT["project"]["dependencies"] if "==" in r}
    assert names - exact <= pinned


def test_no_lock_file_is_kept() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not {"uv.lock", "package-lock.json"} & {Path(name).name for name in tracked}
