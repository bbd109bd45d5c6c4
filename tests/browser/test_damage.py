"""Bytes really flipped in the files of a diary, and what its person is told of it, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import EVENING
from tests.browser.person import Person
from tests.browser.served import Served

MENDED, MISSING = "Something was damaged, and is mended", "Something in your diary may be missing"


def flip(path: Path, at: int) -> None:
    """One bit of a file is another one."""
    raw = bytearray(path.read_bytes())
    raw[at] ^= 4
    path.write_bytes(raw)


def gone(person: Person, words: str) -> None:
    expect(person.page.get_by_text(words)).to_have_count(0)


def test_damage_is_told_by_itself_once_and_stands_in_the_settings(
    serve: Callable[..., Served], person: Callable[..., Person], demo: Path
) -> None:
    table = demo / "tables" / "check_ins" / "2026.json"
    flip(table, table.stat().st_size // 2)
    served, somebody = serve(demo, MESODAY_NOW=EVENING), person()
    somebody.visit(served.entrance)
    somebody.reads(MENDED)
    somebody.reads("Nothing is lost")
    assert not somebody.unnamed()
    somebody.tap("What was found")
    somebody.reads("tables/check_ins/2026.json: A file of the diary was damaged")
    somebody.visit(served.address)
    somebody.tap("I have read this")
    gone(somebody, MENDED)
    somebody.tap("Wash", "checkbox")
    somebody.reads("5 of 8 steps done")
    served.kill()

    [log] = (demo / "log").glob("*.jsonl")
    flip(log, log.stat().st_size - 20)  # in the line of that tick, which no table has taken in
    again, later = serve(demo, MESODAY_NOW=EVENING), person()
    later.visit(again.entrance)
    later.reads(MISSING)
    later.reads("it concerns 2 March 2026")
    later.reads("4 of 8 steps done")
    gone(later, MENDED)  # the same damage as before, which was read
    later.tap("I have read this")
    gone(later, MISSING)
    later.visit(f"{again.address}/settings")
    later.look_for("button", "Where your diary is")
    later.reads("Something was found damaged")
    later.tap("Where your diary is")
    later.reads(MISSING)
    later.reads("One file of the diary was damaged")
    later.tap("Backups")
    later.reads("Back up now")
    assert not later.unnamed()
    assert not later.foreign
