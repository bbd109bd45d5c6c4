"""The tables for spreadsheets: what a cell may not begin with, and that they are whole."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from datetime import UTC, date, datetime

import pytest

from care.records import CheckIn, Product, Record, Routine, RoutineStep
from storage.exchange_csv import csv_pieces, write_csv

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def table(packed: bytes, kind: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        text = archive.read(f"{kind}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def product(note: str) -> Product:
    return Product(id="p", name="Cream", note=note)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
@pytest.mark.parametrize("before", ["", " ", "   ", "\t", "\r", "\n", "\r\n", "\u00a0", "\u3000", "\v", "\x1c"])
def test_no_cell_begins_as_a_formula_does(sign: str, before: str) -> None:
    note = f"{before}{sign}HYPERLINK(1)"
    (row,) = table(write_csv([product(note)], AT), "product")
    assert row["note"] == f"'{note}"


@pytest.mark.parametrize("note", ["\tplain", "\rplain", "\nplain"])
def test_what_may_end_the_cell_is_quoted_too(note: str) -> None:
    assert table(write_csv([product(note)], AT), "product")[0]["note"] == f"'{note}"


@pytest.mark.parametrize("note", ["a=1", "1-2", "'=1", "# 1", "(+)", "Zeile\n=zwei", "a\t=b"])
def test_what_only_holds_such_a_sign_stays_as_it_is(note: str) -> None:
    assert table(write_csv([product(note)], AT), "product")[0]["note"] == note


def test_numbers_and_lists_are_no_formulas_and_heads_are_names() -> None:
    check_in = CheckIn(id="c", area="glow", at=AT, day=date(2026, 3, 1), scores={"F": -1.5}, tags=["=1"])
    routine = Routine(id="-r", title="+A", slot="am", steps=[RoutineStep(id="=s", title="@t")])
    packed = write_csv([check_in, routine], AT)
    (row,) = table(packed, "check_in")
    assert (row["scores"], row["tags"], row["photos"]) == ('{"F": -1.5}', '["=1"]', "")
    (row,) = table(packed, "routine")
    assert (row["id"], row["title"]) == ("'-r", "'+A")
    assert row["steps"].startswith("[{")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for name in archive.namelist():
            head = archive.read(name).decode("utf-8-sig").splitlines()[0]
            assert all(column.isidentifier() for column in head.split(","))


def test_every_record_stands_in_its_table_in_whatever_pieces_they_come() -> None:
    chance = random.Random(3)  # what is alike packs too well
    records: list[Record] = [
        CheckIn(id=f"c{n:05d}", area="glow", at=AT, day=date(2026, 3, 1), note=f"é{chance.randbytes(40).hex()}")
        for n in range(5000)
    ]
    gone = [Product(id="gone", name="Gone", deleted=True)]
    pieces = list(csv_pieces([*reversed(records), *gone], AT))
    assert len(pieces) > 1
    rows = table(b"".join(pieces), "check_in")
    assert [(r["id"], r["note"]) for r in rows] == [(r.id, r.note) for r in records]  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.namelist() == ["check_in.csv"]
