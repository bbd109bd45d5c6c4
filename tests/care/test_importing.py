"""Taking in a file: what is new, changed, the same, older; all of it or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.changes import Changes, Refused
from care.days import Moment
from care.diary import Diary
from care.records import CheckIn, Pause, Product, Profile, Record
from care.verbs import decide
from care.verbs.importing import Import, counts
from storage.knowledge import read_knowledge

KNOWN = read_knowledge(Path(__file__).parents[2] / "assets" / "knowledge")
NOW = Moment(datetime(2026, 3, 4, 12, tzinfo=UTC), "Europe/Berlin")
CREAM = Product(id="cream", name="Cream", rev=3, changed_at=1000, installation="here")


def taking(*records: Record, diary: Diary | None = None) -> Changes:
    return decide(Import(records), diary or Diary(products={"cream": CREAM}), KNOWN, NOW)


def test_what_is_not_here_is_new() -> None:
    pause = Pause(id="p", from_=date(2026, 3, 1), rev=9)
    changes = taking(Profile(id="profile"), pause)
    assert counts(changes) == {"new": 2, "changed": 0, "same": 0, "refused": 0, "older": 0}
    assert [(c.before, c.after.id) for c in changes.puts] == [(None, "profile"), (None, "p")]


def test_what_says_the_same_changes_nothing_whatever_its_bookkeeping() -> None:
    changes = taking(replace(CREAM, rev=8, changed_at=1, installation="elsewhere"))
    assert not changes
    assert counts(changes)["same"] == 1


def test_what_differs_replaces_ours_and_keeps_our_bookkeeping() -> None:
    changes = taking(Product(id="cream", name="Night cream"))
    (change,) = changes.puts
    assert change.before == CREAM
    assert change.after == replace(CREAM, name="Night cream")
    assert counts(changes)["changed"] == 1


@pytest.mark.parametrize(
    ("changed_at", "found"), [(0, "changed"), (999, "older"), (1000, "changed"), (1001, "changed")]
)
def test_ours_stays_when_the_file_is_known_to_be_older(changed_at: int, found: str) -> None:
    changes = taking(Product(id="cream", name="Night cream", changed_at=changed_at))
    assert counts(changes)[found] == 1
    assert bool(changes) == (found == "changed")


def test_a_deletion_takes_away_what_is_here_and_invents_nothing() -> None:
    gone = replace(CREAM, deleted=True)
    (change,) = taking(gone).puts
    assert change.after.deleted
    assert not taking(gone, diary=Diary())


def test_a_score_outside_its_scale_refuses_the_whole_file() -> None:
    check_in = CheckIn(id="c", at=NOW.at, day=date(2026, 3, 4), area="glow", scores={"F-GLOW": 10.5})
    with pytest.raises(Refused, match="cannot be taken in"):
        taking(Profile(id="profile"), check_in)
    assert len(taking(replace(check_in, scores={"F-GLOW": 10, "OWN": 99})).puts) == 1
