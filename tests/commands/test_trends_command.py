"""trends, run as a process."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.commands.running import done, refused

KEYS = {
    "measure",
    "primary",
    "verdict",
    "why",
    "look",
    "baseline",
    "now",
    "difference",
    "interval",
    "noise",
    "weeks",
}
COURSE = "01K00000000000000000000007"
STARTS_ON = date(2026, 1, 12)


def rated(folder: Path, before: float, after: float) -> Path:
    """A diary of glow ratings around a value before a course that began on 12 January, and around another since."""
    records: list[dict[str, object]] = [
        {"kind": "profile", "areas": ["face"]},
        {
            "kind": "course",
            "id": COURSE,
            "title": "Glow",
            "area": "face",
            "product": "01K00000000000000000000004",
            "phases": [{"every_days": 7, "sessions": 8}],
            "starts_on": STARTS_ON.isoformat(),
            "primary": "F-GLOW",
        },
    ]
    for n in range(-28, 52, 2):
        day = STARTS_ON + timedelta(days=n)
        score = (before if n < 0 else after) + (n % 8 - 3) / 4
        at = f"{day}T07:00:00Z"
        scores = {"F-GLOW": round(score * 2) / 2, "F-RED": 2}
        records.append({"kind": "check_in", "area": "glow", "at": at, "day": f"{day}", "scores": scores})
    file = folder / "in.json"
    file.write_text(json.dumps({"format": "mesoday", "version": 1, "records": records}))
    done("import", file, "--data", folder / "d")
    return folder / "d"


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [(4, 8, "clearly_better"), (8, 4, "clearly_worse"), (5, 5, "no_clear_change")],
)
def test_a_verdict_comes_as_one_object(tmp_path: Path, before: float, after: float, verdict: str) -> None:
    (found,) = done("trends", "F-GLOW", "--json", "--data", rated(tmp_path, before, after)).objects
    assert set(found) == KEYS
    assert (found["measure"], found["primary"], found["verdict"]) == ("F-GLOW", True, verdict)
    assert found["look"] == {"week": 6, "next_on": "2026-04-06"}
    assert set(found["baseline"]) == set(found["now"]) == {"from", "to", "n", "n_eff", "mean"}
    low, high = found["interval"]
    assert low <= found["difference"] <= high
    assert all(set(w) == {"week", "n", "mean"} for w in found["weeks"])
    assert "{" not in found["why"]


def test_every_measure_with_ratings_has_an_object_on_a_line_of_its_own(tmp_path: Path) -> None:
    folder = rated(tmp_path, 5, 5)
    assert [(t["measure"], t["verdict"]) for t in done("trends", "--json", "--data", folder).objects] == [
        ("F-GLOW", "no_clear_change"),
        ("F-RED", "watching"),
    ]
    early = done("trends", "F-GLOW", "--json", "--data", folder, MESODAY_NOW="2026-02-01T12:00:00Z").objects
    assert (early[0]["verdict"], early[0]["look"]) == ("too_early", {"week": None, "next_on": "2026-02-23"})


def test_for_people_the_verdict_comes_first(tmp_path: Path) -> None:
    lines = done("trends", "--data", rated(tmp_path, 4, 8)).out.splitlines()
    assert lines[0].endswith("(F-GLOW)")
    assert lines[1].split() == ["Verdict", "your", "ratings", "are", "clearly", "higher"]
    assert "serum did it" in " ".join(lines)
    assert max(map(len, lines)) <= 100


def test_an_unknown_measure_is_refused_and_no_ratings_are_no_fault(tmp_path: Path) -> None:
    assert 'no measure called "X-GLOW"' in refused("trends", "X-GLOW", "--data", tmp_path / "d")
    assert done("trends", "--json", "--data", tmp_path / "d").out == ""
    assert done("trends", "--data", tmp_path / "d").out == "There are no ratings yet.\n"
    (found,) = done("trends", "F-GLOW", "--json", "--data", tmp_path / "d").objects
    assert found["verdict"] == "watching"
