"""What became of a record, in its versions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from care.history import Edit, versions
from care.records import PatchTest, Product

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
FIRST = Product(id="p", rev=1, name="Serum", form="serum", actives=["I10"])


def kept(*records: Product) -> list[tuple[datetime, Product]]:
    return [(START + timedelta(hours=n), record) for n, record in enumerate(records)]


def test_each_version_says_what_it_changed_newest_first() -> None:
    renamed = replace(FIRST, rev=2, name="Night serum", expires_on=date(2026, 9, 1))
    found = versions(kept(FIRST, renamed))
    assert [v.what for v in found] == ["changed", "made"]
    assert found[0].edits == (Edit("name", "Serum", "Night serum"), Edit("expires_on", None, date(2026, 9, 1)))
    assert found[0].at == START + timedelta(hours=1)
    assert found[1].edits == ()


def test_parts_are_told_as_plain_values() -> None:
    tested = replace(FIRST, patch_test=PatchTest(state="passed", started_on=date(2026, 2, 1)))
    [edit] = versions(kept(FIRST, tested))[0].edits
    assert edit.field == "patch_test"
    assert edit.after["state"] == "passed"


def test_deleted_and_brought_back_are_told_as_such() -> None:
    gone = replace(FIRST, rev=2, deleted=True)
    back = replace(FIRST, rev=3)
    assert [v.what for v in versions(kept(FIRST, gone, back))] == ["brought_back", "deleted", "made"]


def test_what_says_nothing_new_is_left_out() -> None:
    """A record that was only moved, or synced, has another revision and the same content."""
    assert len(versions(kept(FIRST, replace(FIRST, rev=2, changed_at=5)))) == 1
    assert versions([]) == ()
