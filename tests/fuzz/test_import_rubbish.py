"""Files of every format, spoilt in every way: taken in as what they say, or refused in plain sentences.

What is taken in is always a diary that can be written out and read again. Sampled here; MESODAY_DEEP=1 runs many more.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from care.days import Moment
from care.diary import Diary
from care.records import kind_of
from care.verbs import decide
from care.verbs.importing import Import, RefusedRecords
from storage.exchange import read_exchange, write_exchange
from storage.exchange_faults import JOINERS, ExchangeError, english
from storage.importers.found import Found
from storage.importers.recognise import read_import, read_import_content
from storage.knowledge import read_knowledge
from tests.storage.foreign_files import HEAD, entry, loop_database, loop_zip, medicine, medtimer, plan, stamp

ROOT = Path(__file__).parents[2]
DEEP = os.environ.get("MESODAY_DEEP") == "1"
KNOWN = read_knowledge(ROOT / "assets" / "knowledge")
NOW = Moment(datetime(2026, 3, 4, 12, tzinfo=UTC), "Europe/Berlin")
FORMS = ("ours", "loop tables", "loop database", "medtimer", "medtimer entries")
fuzzed = settings(
    max_examples=3000 if DEEP else 120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not DEEP,
)


@cache
def sound(form: str) -> bytes:
    """A file of the form without a fault."""
    if form == "ours":
        return (ROOT / "tests" / "data" / "design-example.json").read_bytes()
    if form == "loop tables":
        return loop_zip()
    if form == "loop database":
        with tempfile.TemporaryDirectory() as folder:
            habits = [{"name": "Run", "reminder_hour": 7, "reminder_min": 5}, {"name": "Water", "type": 1}]
            marks = [(1, stamp(f"2025-03-{d:02d}"), 2, "note" if d == 3 else None) for d in range(1, 20)]
            return loop_database(Path(folder) / "l.db", habits, marks).read_bytes()
    if form == "medtimer":
        events = [entry("Iron", 1_772_600_400 - n * 86_400) for n in range(5)]
        return medtimer([medicine("Iron", plan(), plan(reminderId=2, pauseDays=1))], events)
    head = "Reminded;Name;Dosage;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)\n"
    return (head + "a;Iron;1;b;;;n;2026-03-04T06:00:00Z;2026-03-04T06:05:00Z\n" * 3).encode()


def check(content: bytes) -> Found | None:
    """Reads it, and looks at whatever comes of it."""
    refused: ExchangeError | None = None
    found: Found | None = None
    try:
        found = read_import_content(content, zone="Europe/Berlin")
    except ExchangeError as error:
        refused = error
    if found is None:
        assert refused is not None
        assert 1 <= len(refused.faults) <= 4
        for said in refused.faults:
            sentence = english(said)
            assert len(sentence) < 400
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert all(c.isprintable() or c in JOINERS for c in sentence), ascii(sentence)
        return None
    # What comes over can be written, read again as it was, and taken in.
    assert len({(kind_of(r), r.id) for r in found.records}) == len(found.records)
    written = write_exchange(found.records, NOW.at)
    again = {(kind_of(r), r.id): r for r in read_exchange(written)}
    assert again == {(kind_of(r), r.id): r for r in found.records if not r.deleted}
    for left in found.not_mapped:
        assert left.count > 0
        assert all(c.isprintable() or c in JOINERS for name in left.names for c in name)
    with contextlib.suppress(RefusedRecords):
        decide(Import(tuple(found.records), found.foreign), Diary(), KNOWN, NOW)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_without_a_fault_it_is_taken_in(form: str) -> None:
    found = check(sound(form))
    assert found is not None
    assert found.records


TOKENS = st.sampled_from(
    [
        *(
            b"\0",
            b"\xff",
            b"\xed\xa0\x80",
            b'"',
            b"\\",
            b"\\ud800",
            b"\\u0000",
            b"[",
            b"]",
            b"{",
            b"}",
            b",",
            b";",
            b":",
        ),
        *(
            b"\n",
            b"\r\n",
            b"null",
            b"true",
            b"NaN",
            b"Infinity",
            b"-",
            b"1e999",
            b"9" * 400,
            b"-1",
            b"0.5",
            b"2025-13-45",
        ),
        *(
            b"[" * 3000,
            b'{"a":' * 3000,
            b"PK\x03\x04",
            b"SQLite format 3\0",
            b"=1+1",
            b"x" * 20_000,
            b"\xf0\x9f\x92\xa7",
        ),
    ]
)


@st.composite
def spoilt(draw: st.DrawFn, form: str) -> bytes:
    content = bytearray(sound(form))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from([0, 1, 1, 2, 8, 64, 1000]))
        match draw(st.sampled_from(["cut", "flip", "put", "drop", "again", "head"])):
            case "cut":
                del content[at:]
            case "head":
                del content[: min(at, 40)]
            case "flip" if at < len(content):
                content[at] ^= 1 << draw(st.integers(0, 7))
            case "put":
                content[at : at + length] = draw(TOKENS)
            case "drop":
                del content[at : at + length]
            case "again":
                content[at:at] = content[max(0, at - length) : at]
    return bytes(content)


@pytest.mark.parametrize("form", FORMS)
def test_spoilt_bytes_are_refused_in_words_or_taken_as_what_they_say(form: str) -> None:
    @fuzzed
    @given(spoilt(form))
    def spoil(content: bytes) -> None:
        check(content)

    spoil()


ODD = st.sampled_from(
    [
        *(None, True, False, 0, -1, 1, 7, 1440, 2**31, 2**63, 2**64, 10**30, -(10**30), 0.5, -0.0, 1e308, "", "x", "0"),
        *(" ", "x" * 300, "\ud800", "\0", "=1", "2026-02-30", "2026-03-01", "2026-03-01T00:00:00Z", "Europe/Berlin"),
        *([], [[]], {}, [1], {"id": 1}, {"": ""}, [None], [True] * 9, "0001-01-01", "9999-12-31T23:59:59Z", "24:00"),
    ]
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for key, v in inner for p in places(v, (*path, key)))]


@st.composite
def rewritten(draw: st.DrawFn, form: str) -> bytes:
    """JSON that is JSON still, with other values, other members and twice the same ones."""
    whole = json.loads(sound(form))
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from([p for p in places(whole) if p]))
        holder = whole
        for key in path[:-1]:
            holder = holder[key]
        match draw(st.sampled_from(["odd", "odd", "odd", "drop", "more", "twice"])):
            case "odd":
                holder[path[-1]] = deepcopy(draw(ODD))
            case "drop":
                del holder[path[-1]]
            case "more" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["id", "kind", "mood", "changed_at", "deleted", "name"]))] = deepcopy(
                    draw(ODD)
                )
            case "twice" if isinstance(holder, list):
                holder.append(deepcopy(holder[path[-1]]))
    return json.dumps(whole, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("form", ["ours", "medtimer"])
def test_other_values_in_sound_json_are_refused_in_words_or_taken_as_what_they_say(form: str) -> None:
    @fuzzed
    @given(rewritten(form))
    def rewrite(content: bytes) -> None:
        check(content)

    rewrite()


CELLS = st.sampled_from(
    [
        *(
            "",
            "0",
            "1",
            "2",
            "-1",
            "99999999999999",
            "YES_MANUAL",
            "SKIP",
            "x",
            '"',
            '"a\nb"',
            "2025-03-04",
            "2025-02-30",
        ),
        *("=1", "\ud7ff", "NUMERICAL", "true", "9" * 200, "0001-01-01", "9999-12-31", "Run, run", "\0", "𝟚", "٢"),
    ]
)
ROWS = st.lists(st.lists(CELLS, max_size=14).map(",".join), max_size=5).map("\n".join)


@fuzzed
@given(ROWS, ROWS, st.sampled_from(["001 Run", "001", "002 x", "9999 y", "Run"]))
def test_odd_tables_are_refused_in_words_or_taken_as_what_they_say(habits: str, marks: str, folder: str) -> None:
    check(loop_zip(f"{HEAD}\n001,Run,YES_NO,,,1,1,#F,,,,false\n{habits}", {folder: f"Date,Value,Notes\n{marks}"}))
    check(loop_zip(habits, {folder: marks}))


VALUES = st.sampled_from(
    [None, 0, 1, 2, 3, -1, 127, 2**40, 2**62, -(2**62), 1.5, "", "x", "\0", b"\xff\xfe", b"", "7" * 50]
)


@fuzzed
@given(
    st.dictionaries(
        st.sampled_from(
            ["name", "freq_num", "freq_den", "archived", "reminder_hour", "reminder_min", "type", "question"]
        ),
        VALUES,
    ),
    st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), max_size=4),
)
def test_odd_values_in_a_database_are_refused_in_words_or_taken_as_what_they_say(habit, marks) -> None:
    with tempfile.TemporaryDirectory() as folder:
        marks = [(h, 0 if t is None else t, 0 if v is None else v, n) for h, t, v, n in marks]
        habit = {k: v for k, v in habit.items() if v is not None or k in ("name", "question", "reminder_hour")}
        file = loop_database(
            Path(folder) / "l.db", [{"name": "Run", **habit}], [*marks, (1, stamp("2025-03-04"), 2, "")]
        )
        content = file.read_bytes()
        found = check(content)
        if found is not None:
            assert read_import(file).records == found.records
        assert file.read_bytes() == content
