"""A checkup as a whole: every part is asked, a failing one is told, and what is told names nobody."""

from __future__ import annotations

import pytest

from care.checkup import PARTS, TITLES, Check, Finding, Part, examine, shareable, sound
from care.messages import Message, message
from care.progress import Cancelled, Progress, Stop


def well(part: Part, text: str = "Well.") -> Check:
    return Check(part, lambda said, stop: [Finding(part, "well", Message(text))])


def test_findings_come_part_by_part_whatever_was_looked_at_first() -> None:
    found = examine([well("service"), well("time", "Even."), well("data"), well("time", "Known.")])
    assert [(one.part, one.what.text) for one in found] == [
        ("data", "Well."),
        ("time", "Even."),
        ("time", "Known."),
        ("service", "Well."),
    ]
    assert sound(found)
    assert set(TITLES) == set(PARTS)


def test_a_check_that_fails_is_a_finding_and_the_others_are_made() -> None:
    class Trouble(Exception):
        reason = message("The disk is gone.")

    def troubled(said: Progress, stop: Stop) -> list[Finding]:
        raise Trouble

    def broken(said: Progress, stop: Stop) -> list[Finding]:
        raise KeyError("/home/ann/secret")

    found = examine([Check("data", troubled), Check("time", broken), well("service")])
    assert [(one.state, one.what.text) for one in found] == [
        ("wrong", "The disk is gone."),
        ("wrong", "This could not be looked into ({error})."),
        ("well", "Well."),
    ]
    assert dict(found[1].what.values) == {"error": "KeyError"}, "nothing of what it was about"
    assert not sound(found)


def test_progress_goes_up_by_weight_and_ends_at_the_whole() -> None:
    told: list[tuple[int, int]] = []

    def long(said: Progress, stop: Stop) -> list[Finding]:
        said(1, 2)
        return []

    examine([Check("data", long, weight=9), well("time")], lambda done, of: told.append((done, of)))
    assert told == [(450, 1000), (900, 1000), (1000, 1000)]


def test_it_can_be_stopped() -> None:
    def stopped(said: Progress, stop: Stop) -> list[Finding]:
        raise Cancelled

    with pytest.raises(Cancelled):
        examine([well("data")], cancelled=lambda: True)
    with pytest.raises(Cancelled):
        examine([Check("data", stopped)])


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("It is in /home/ann/My diary.", "It is in ~/My diary."),
        ('chmod -R go-rwx "/home/ann/x y"', 'chmod -R go-rwx "$HOME/x y"'),
        ("/home/ann.", "~."),
        ("/home/anna/diary", "/home/anna/diary"),
        ("/home/ann: no", "~: no"),
    ],
)
def test_the_home_folder_is_not_named(text: str, shared: str) -> None:
    assert shareable(text, "/home/ann") == shareable(text, "/home/ann/") == shared
    assert shareable(text, "/") == shareable(text, "") == text
    assert shareable(r"C:\Users\Ann\diary", r"C:\Users\Ann") == r"~\diary"
