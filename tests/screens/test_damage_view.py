"""What is told of damage, as tables: the title, the sentences, the days, and what stays away once it was read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from care.messages import message
from screens.damage_view import SAID, damage_view, unread_damage
from screens.settings_view import where_line
from screens.wording import Wording
from storage.errors import Damage, Outcome
from tests.care.course_makers import knowledge
from tests.screens.snapshots import snapshot

DAY = date(2026, 3, 2)
WORDS = Wording("en")
SHOT = snapshot(knowledge(), DAY)


def damage(outcome: Outcome, file: str = "log/000001", *days: date, mark: str = "") -> Damage:
    return Damage(file, message("It is so."), 7, days, outcome, mark)


LINE = damage("lost", "log/000001", DAY, DAY - timedelta(days=1))
TABLE = damage("mended", "tables/catalog.json")
OTHER = damage("mended", "tables/care/2026-03.json")
HELD = damage("held", "log/000002", DAY)
PICTURE = damage("lost", "photos/ab/ab12.jpg", DAY - timedelta(days=40))
UNREAD = Damage("", message("Mesoday cannot read it."), outcome="unread")


@pytest.mark.parametrize(
    ("damages", "title", "grave", "backups", "lines"),
    [
        (
            [LINE],
            "Something in your diary may be missing",
            True,
            True,
            [
                "Part of it cannot be read any more",
                "As far as can be read, it concerns 1 March 2026, 2 March 2026.",
                "A backup may still hold",
            ],
        ),
        (
            [PICTURE],
            "Something in your diary may be missing",
            True,
            True,
            [
                "One picture is damaged. It is left as it is",
                "As far as can be read, it concerns 21 January 2026.",
                "A backup may still hold",
            ],
        ),
        (
            [damage("lost", "log")],
            "Something in your diary may be missing",
            True,
            True,
            ["Part of it", "Which days it concerns cannot be told.", "A backup may still hold"],
        ),
        (
            [HELD],
            "Something on the disk is damaged",
            False,
            True,
            ["Each entry stands in two places", "A backup made now"],
        ),
        (
            [TABLE],
            "Something was damaged, and is mended",
            False,
            False,
            ["One file of the diary was damaged. It has been made again from the log. Nothing", "There is"],
        ),
        (
            [TABLE, OTHER],
            "Something was damaged, and is mended",
            False,
            False,
            ["2 files of", "There is nothing"],
        ),
        ([UNREAD], "Your diary could not be read through", False, False, ["Mesoday cannot read it."]),
        (
            [LINE, PICTURE, UNREAD, HELD, TABLE],
            "Something in your diary may be missing",
            True,
            True,
            [
                *(
                    "Part of it",
                    "One picture is damaged",
                    "As far as can be read, it concerns 21 January 2026, 1 March 2026, 2 March 2026.",
                ),
                *("Each entry stands", "One file of", "Mesoday cannot read it.", "A backup may still hold"),
            ],
        ),
    ],
)
def test_what_is_told(damages: list[Damage], title: str, grave: bool, backups: bool, lines: list[str]) -> None:
    view = damage_view(WORDS, damages)
    assert view is not None
    assert (view.title, view.grave, view.backups) == (title, grave, backups)
    assert len(view.lines) == len(lines)
    for told, begin in zip(view.lines, lines, strict=True):
        assert told.startswith(begin)
    assert view.keys == tuple(one.key for one in damages)
    assert len(view.each) == min(len(damages), SAID + 1)


def test_nothing_is_told_of_nothing() -> None:
    assert damage_view(WORDS, []) is None
    assert unread_damage(SHOT) is None
    assert where_line(SHOT) == "In a folder on this device, not encrypted"


def test_each_is_named_with_its_place_and_days_and_many_are_counted() -> None:
    view = damage_view(WORDS, [LINE])
    assert view is not None
    assert view.each == ("log/000001: It is so. Days: 2026-03-02, 2026-03-01.",)
    week = damage_view(WORDS, [damage("lost", "log", *(DAY + timedelta(days=n) for n in range(7)))])
    assert week is not None
    assert week.each[0].endswith("2026-03-05, 2026-03-06 and 2 more.")
    many = [damage("lost", f"log/{n:06d}", DAY - timedelta(days=n)) for n in range(14)]
    view = damage_view(WORDS, many)
    assert view is not None
    assert (len(view.each), view.each[-1]) == (SAID + 1, "And 10 more.")
    assert view.lines[1].endswith("21 February 2026 and 9 more days.")


def test_what_was_read_stays_away_until_something_new_is_found() -> None:
    read = replace(SHOT, damages=(LINE, TABLE), damages_read=frozenset({LINE.key, TABLE.key}))
    assert unread_damage(read) is None
    assert where_line(read) == "Something was found damaged"
    seen = unread_damage(replace(read, damages=(LINE, TABLE, OTHER)))
    assert seen is not None
    assert (seen.title, seen.keys) == ("Something was damaged, and is mended", (OTHER.key,))


def test_the_same_damage_has_the_same_key_and_another_one_another() -> None:
    again = Damage(LINE.file, message("Said otherwise."), LINE.offset, (), "held", LINE.mark)
    assert again.key == LINE.key
    assert len({d.key for d in (LINE, TABLE, OTHER, HELD, PICTURE, UNREAD, damage("lost", mark="x"))}) == 7
