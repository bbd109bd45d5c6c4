"""Is everything working? The findings as plain sentences, what is wrong first."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from care.checkup import PARTS, TITLES, Finding, State, shareable
from screens.wording import Wording

SIGNS = {"well": "ok", "note": "-", "wrong": "!"}
RANK: dict[State, int] = {"wrong": 0, "note": 1, "well": 2}


class FoundView(Struct, frozen=True):
    """One finding; `mend` is "" where there is nothing to do."""

    state: State
    what: str
    mend: str


class PartView(Struct, frozen=True):
    """One part: its name, and what was found, the gravest first."""

    title: str
    found: tuple[FoundView, ...]


class DoctorView(Struct, frozen=True):
    """`title` and `words` say it in short; `sound`: nothing is wrong. `report` is all of it as text to share."""

    title: str
    words: str
    sound: bool
    parts: tuple[PartView, ...]
    report: str


def doctor_view(words: Wording, findings: Sequence[Finding], home: str) -> DoctorView:
    """home: the home folder, which is not named."""
    parts = tuple(
        PartView(words.say(TITLES[part]), found) for part in PARTS if (found := _found(words, findings, part, home))
    )
    wrong = sum(one.state == "wrong" for one in findings)
    notes = sum(one.state == "note" for one in findings)
    title = words.count("One thing is wrong", "{count} things are wrong", wrong)
    return DoctorView(
        title=title if wrong else words.text("Everything that Mesoday needs is working"),
        words=words.count("One thing is good to know.", "{count} things are good to know.", notes) if notes else "",
        sound=not wrong,
        parts=parts,
        report="\n".join(line for part in parts for line in _lines(part)),
    )


def _found(words: Wording, findings: Sequence[Finding], part: str, home: str) -> tuple[FoundView, ...]:
    views = [
        FoundView(
            one.state,
            shareable(words.say(one.what), home),
            shareable(words.say(one.mend), home) if one.mend is not None else "",
        )
        for one in findings
        if one.part == part
    ]
    return tuple(sorted(views, key=lambda one: RANK[one.state]))


def _lines(part: PartView) -> list[str]:
    lines = [part.title]
    for one in part.found:
        lines += [f"  {SIGNS[one.state]} {one.what}", *([f"    {one.mend}"] if one.mend else [])]
    return lines
