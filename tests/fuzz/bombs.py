"""Files that are made to harm: huge, nested, endless, or other than they seem. Each maker writes one file."""

from __future__ import annotations

import io
import itertools
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.storage.foreign_files import HABITS, HEAD, loop_database, loop_zip, zipped

MEBI = 1 << 20
HUGE = 200 * MEBI
ENVELOPE = b'{"format": "mesoday", "version": 1, "records": ['
EVENT_HEAD = b"Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)\n"


def repeated(*parts: bytes, size: int = HUGE, before: bytes = b"", after: bytes = b"") -> Callable[[Path], None]:
    """A file of that size: the same thing over and over."""

    def write(file: Path) -> None:
        block = b"".join(parts) * (MEBI // len(b"".join(parts)) + 1)
        with file.open("wb") as out:
            out.write(before)
            for _ in range(size // len(block)):
                out.write(block)
            out.write(after)

    return write


def entries(names: Iterable[str | zipfile.ZipInfo], content: bytes = b"") -> Callable[[Path], None]:
    def write(file: Path) -> None:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("Habits.csv", HABITS)
            for name in names:
                archive.writestr(name, content)

    return write


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def packed_bomb(name: str, line: bytes, size: int) -> Callable[[Path], None]:
    """A zip with one entry that unpacks to so many bytes."""

    def write(file: Path) -> None:
        block = line * (MEBI // len(line))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            if name != "Habits.csv":
                archive.writestr("Habits.csv", f"{HEAD}\n001,Run,YES_NO,,,1,1,#F,,,,false\n")
            with archive.open(name, "w", force_zip64=True) as entry:
                for _ in range(size // len(block)):
                    entry.write(block)

    return write


def nested_bomb(file: Path) -> None:
    """Zips within zips: each holds sixteen of the last one."""
    inner = zipped({"Habits.csv": b"\0" * (16 * MEBI)})
    for _ in range(4):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(16):
                archive.writestr(f"{n:03d} Run.zip", inner)
        inner = outer.getvalue()
    file.write_bytes(inner)


def said_smaller(file: Path) -> None:
    """An entry whose head says that it is small."""
    packed_bomb("001 Run/Checkmarks.csv", b"2025-03-04,2\n", 300 * MEBI)(file)
    content = bytearray(file.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    file.write_bytes(content)


def database(*statements: str, habits: int = 1) -> Callable[[Path], None]:
    """A backup in which something was done afterwards."""

    def write(file: Path) -> None:
        loop_database(file, [{"name": f"Run {n}"} for n in range(habits)], [(1, 0, 2, None)])
        with sqlite3.connect(file) as changed:
            for statement in statements:
                changed.execute(statement)
        changed.close()

    return write


def many_tables(file: Path) -> None:
    database()(file)
    changed = sqlite3.connect(file)
    with changed:
        for n in range(30_000):
            changed.execute(f"create table t{n} (a, b, c, d, e, f)")
    changed.close()


def circular(file: Path) -> None:
    """A table whose page names itself as the next one."""
    database(habits=3000)(file)
    content = bytearray(file.read_bytes())
    asked = sqlite3.connect(file)
    page = asked.execute("select rootpage from sqlite_master where name = 'Habits'").fetchone()[0]
    size = asked.execute("pragma page_size").fetchone()[0]
    asked.close()
    at = (page - 1) * size
    content[at + 8 : at + 12] = page.to_bytes(4, "big")
    file.write_bytes(content)


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n)"
HABIT_COLUMNS = (
    "id, 'x' as name, 1 as freq_num, 1 as freq_den, 0 as archived, null as reminder_hour, null as reminder_min"
)
AS_VIEW = f"create view Habits as {ENDLESS} select i as {HABIT_COLUMNS} from n"


def distinct(record: str, count: int) -> Iterator[bytes]:
    for n in itertools.count():
        if n == count:
            return
        yield (record % n).encode()


def many_records(file: Path) -> None:
    """Sound records, more than any diary has."""
    with file.open("wb") as out:
        out.write(ENVELOPE)
        out.write(b",".join(distinct('{"kind":"product","id":"%d","name":"x"}', 1_100_000)))
        out.write(b"]}")


# What is written, and the most MiB that refusing it may take on top of what the program takes anyway.
QUICK: dict[str, tuple[Callable[[Path], None], int]] = {
    "200 MB of brackets": (repeated(b"["), 40),
    "200 MB of empty records": (repeated(b"{},", before=ENVELOPE, after=b"{}]}"), 60),
    "200 MB in one text": (repeated(b"x", before=ENVELOPE + b'{"kind": "'), 60),
    "200 MB of unknown members": (repeated(b'"a":1,', before=b"{", after=b'"b":1}'), 60),
    "MedTimer, 200 MB of nothing": (repeated(b"null,", before=b'{"medicines":{"list":[', after=b"null]}}"), 60),
    "zip bomb in the habits": (packed_bomb("Habits.csv", b"0" * 1024, 300 * MEBI), 60),
    "zip bomb in the ticks": (packed_bomb("001 Run/Checkmarks.csv", b"2025-03-04,2\n", 300 * MEBI), 120),
    "nested zips": (nested_bomb, 60),
    "paths that climb out": (entries(["../001 Run/Checkmarks.csv"]), 30),
    "paths from the root": (entries(["/etc/cron.d/x"]), 30),
    "paths of Windows": (entries(["C:\\001 Run\\Checkmarks.csv"]), 30),
    "symlink": (entries([link("001 Meditate/Checkmarks.csv")], b"/etc/passwd"), 30),
    "a million columns": (lambda f: f.write_bytes(loop_zip("a," * 1_000_000)), 60),
    "half a million columns": (lambda f: f.write_bytes(loop_zip(HEAD + "," * 500_000 + "\n001")), 90),
    "view in place of a table": (database("drop table Habits", AS_VIEW), 30),
    "virtual table": (database("drop table Habits", "create virtual table Habits using fts5(id, name)"), 30),
    "huge blob": (database("update Habits set name = zeroblob(30000000)"), 90),
    "huge text": (database("update Habits set name = printf('%.*c', 30000000, 'x')"), 90),
    "circular database": (circular, 60),
    "UTF-16": (lambda f: f.write_bytes('{"format": "mesoday"}'.encode("utf-16")), 30),
}
SLOW: dict[str, tuple[Callable[[Path], None], int]] = {
    "200 MB of spaces": (repeated(b" " * 1024), 40),
    "200 MB of NUL": (repeated(b"\0" * 1024), 40),
    "200 MB of numbers": (repeated(b"1,", before=ENVELOPE, after=b"1]}"), 60),
    "200 MB of deep records": (repeated(b'{"kind":' * 4000, before=ENVELOPE), 60),
    "200 MB of one sound record": (repeated(b'{"kind":"profile"},', before=ENVELOPE, after=b"{}]}"), 60),
    "a million sound records": (many_records, 700),
    "MedTimer, 200 MB of entries": (
        repeated(
            b'{"medicineName":"x","remindedTimestamp":1772600400,"status":"TAKEN"},',
            before=b'{"events":{"list":[',
            after=b"]}}",
        ),
        250,
    ),
    "MedTimer, 200 MB of reminders": (
        repeated(b"{},", before=b'{"medicines":{"list":[{"medicine":{"name":"x"},"reminders":['),
        60,
    ),
    "MedTimer's table, 200 MB": (
        repeated(b"a;x;1;b;;;n;2026-03-04T06:00:00Z;2026-03-04T06:05:00Z\n", before=EVENT_HEAD),
        250,
    ),
    "MedTimer's table, one line": (repeated(b"x;", before=EVENT_HEAD), 40),
    "zip whose sizes lie": (said_smaller, 120),
    "half a million entries": (entries(f"{n:06d}/Checkmarks.csv" for n in range(500_000)), 60),
    "thirty thousand tables": (many_tables, 120),
}
