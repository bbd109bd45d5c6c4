"""Long exports and imports: how far they are, how they are stopped, and what memory they take."""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from care.diary import Diary
from care.progress import Cancelled
from care.records import CheckIn, Record
from care.verbs import decide
from care.verbs.importing import Import
from storage.exchange import exchange_pieces, read_exchange, read_exchange_file, write_exchange
from storage.exchange_csv import csv_pieces
from storage.exchange_faults import ExchangeError
from storage.exchange_file import write_file
from tests.storage.peak_memory import peak
from tests.storage.store_makers import FAILURES, Crash, FailingFiles

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
MANY: list[Record] = [
    CheckIn(id=f"c{n:05d}", area="glow", at=AT, day=date(2026, 3, 1), scores={"F-GLOW": n % 10}) for n in range(5000)
]


class Watch:
    """Notes the progress; asks to stop when that was told so often."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_after = stop_after

    def progress(self, done: int, of: int) -> None:
        self.told.append((done, of))

    def cancelled(self) -> bool:
        return self._stop_after is not None and len(self.told) >= self._stop_after

    def check(self, of: int) -> None:
        assert len(self.told) > 4
        assert self.told == sorted(self.told)
        assert {all for _, all in self.told} == {of}
        assert self.told[-1] == (of, of)


def long_work() -> Iterator[tuple[str, int, object]]:
    content = write_exchange(MANY, AT)
    yield "reading", len(content), lambda w: read_exchange(content, w.progress, w.cancelled)
    yield "writing", len(MANY), lambda w: write_exchange(MANY, AT, w.progress, w.cancelled)
    yield "tables", len(MANY), lambda w: b"".join(csv_pieces(MANY, AT, w.progress, w.cancelled))

    def compare(watch: Watch) -> object:
        from tests.care.test_importing import KNOWN, NOW

        return decide(Import(tuple(MANY), progress=watch.progress, cancelled=watch.cancelled), Diary(), KNOWN, NOW)

    yield "comparing", len(MANY), compare


@pytest.mark.parametrize(("name", "of", "work"), [pytest.param(*w, id=w[0]) for w in long_work()])
def test_it_tells_how_far_it_is_and_stops_when_asked(name: str, of: int, work) -> None:
    watch = Watch()
    assert work(watch)
    watch.check(of)
    for stop_after in (0, 3):
        watch = Watch(stop_after)
        with pytest.raises(Cancelled, match=r"Nothing was changed\."):
            work(watch)
        assert len(watch.told) == stop_after
    assert work(Watch()) == work(Watch())


def test_the_pieces_are_small_and_together_the_file() -> None:
    pieces = list(exchange_pieces(MANY, AT))
    assert max(map(len, pieces)) < 1 << 17
    assert len(pieces) > 5
    assert b"".join(pieces) == write_exchange(MANY, AT)
    assert read_exchange_file(io.BytesIO(b"".join(pieces)), 1) == MANY


def test_an_export_that_is_stopped_or_fails_leaves_the_older_file(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("older")
    watch = Watch(3)
    with pytest.raises(Cancelled):
        write_file(out, exchange_pieces(MANY, AT, watch.progress, watch.cancelled))
    assert out.read_text() == "older"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("number", [*FAILURES.values(), errno.EROFS], ids=str)
def test_at_every_operation_that_fails_a_whole_file_stands_there(tmp_path: Path, number: int | None) -> None:
    content = write_exchange(MANY[:900], AT)
    k = 0
    while True:
        k += 1
        out = tmp_path / str(k) / "out.json"
        out.parent.mkdir()
        out.write_text("older")
        files = FailingFiles(k, number)
        raised: BaseException | None = None
        try:
            write_file(out, exchange_pieces(MANY[:900], AT), files)
        except (ExchangeError, Crash) as error:
            raised = error
        assert out.read_bytes() in (b"older", content)
        if isinstance(raised, ExchangeError):
            assert "out.json cannot be written: " in str(raised)
            assert [p.name for p in out.parent.iterdir()] == ["out.json"]
        if raised is None:
            assert files.count < k
            assert out.read_bytes() == content
            break
    assert k > 6


PREPARE = """
from datetime import UTC, datetime
from pathlib import Path
from care.days import Moment
from care.diary import Diary
from care.records import Photo
from care.verbs import decide
from care.verbs.importing import Import
from storage.demo import make_demo
from storage.exchange import exchange_pieces
from storage.exchange_csv import csv_pieces
from storage.exchange_file import write_file
from storage.importers.recognise import read_import
from storage.knowledge import read_knowledge
known = read_knowledge(Path("assets/knowledge"))
now = Moment(datetime(2026, 11, 1, 12, tzinfo=UTC), "Europe/Berlin")
"""
DEMO = """
records = make_demo(known, now, years=years)
records += [
    Photo(id=f"P{n:025d}", at=now.at, day=now.at.date(), sha256=f"{n:064x}", view="front", width=3000, height=4000)
    for n in range(photos)
]
"""
EXPORT = "write_file(Path(file), exchange_pieces(records, now.at)); told = len(records)"
TABLES = "write_file(Path(file + '.zip'), csv_pieces(records, now.at))"
READ = "told = len(read_import(Path(file)).records)"
COMPARE = "told = len(decide(Import(records), Diary(), known, now).puts)"
LOADED = "records = tuple(read_import(Path(file)).records)"


def test_ten_years_are_never_held_many_times_over_and_photos_cost_next_to_nothing(tmp_path: Path) -> None:
    file = str(tmp_path / "out.json")
    took: dict[int, list[float]] = {}
    for photos in (0, 2000):
        given = {"file": file, "years": 10, "photos": photos}
        export, _, count = peak(PREPARE + DEMO, EXPORT, **given)
        size = Path(file).stat().st_size / 2**20
        tables, _, _ = peak(PREPARE + DEMO, TABLES, **given)
        reading, _, read = peak(PREPARE, READ, file=file)
        comparing, _, new = peak(PREPARE + LOADED, COMPARE, file=file)
        assert read == new == count > 20_000
        assert size > 5
        # Writing holds the places of the records; reading the records themselves; comparing what it is to keep.
        assert export < 0.8 * size
        assert tables < 0.8 * size
        assert reading < 2.5 * size
        assert comparing < 1.5 * size
        took[photos] = [export, tables, reading, comparing]
    for without, with_photos in zip(took[0], took[2000], strict=True):
        assert with_photos - without < 3  # MiB: the records of two thousand photos, and none of their bytes
