"""The exchange format: what a person may write by hand, what is refused and in which words, and the way back."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.records import KINDS, CheckIn, Profile, Record, Session, StepDone, from_builtins, kind_of, to_builtins
from storage.exchange import read_exchange, schema, within, write_exchange
from storage.exchange_faults import ExchangeError
from storage.exchange_file import read_file, write_file

EXAMPLE = (Path(__file__).parents[1] / "data" / "design-example.json").read_bytes()
EXPORTED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def file_of(*records: dict[str, Any], **head: Any) -> bytes:
    return json.dumps({"format": "mesoday", "version": 1, "records": list(records), **head}).encode()


def fault_of(content: bytes) -> str:
    with pytest.raises(ExchangeError) as caught:
        read_exchange(content)
    return str(caught.value)


def a_check_in(**changed: Any) -> dict[str, Any]:
    plain = {"kind": "check_in", "area": "glow", "at": "2026-03-03T06:10:00Z", "day": "2026-03-03"}
    return {**plain, "scores": {"F-GLOW": 5}, **changed}


def test_the_file_written_by_hand_comes_back_with_all_that_it_said() -> None:
    records = read_exchange(EXAMPLE)
    again = read_exchange(write_exchange(records, EXPORTED_AT))
    assert {(kind_of(r), r.id): r for r in again} == {(kind_of(r), r.id): r for r in records}
    by_hand = sorted(json.loads(EXAMPLE)["records"], key=own_key)
    written = sorted(json.loads(write_exchange(records, EXPORTED_AT))["records"], key=own_key)
    assert includes(written, by_hand)
    assert not includes(by_hand, written)


def own_key(record: dict[str, Any]) -> tuple[str, str]:
    return record["kind"], "" if record["kind"] in ("profile", "answer") else record["id"]


def includes(ours: Any, theirs: Any) -> bool:
    """Whether everything that stands in `theirs` stands in `ours`, which may hold defaults besides."""
    if isinstance(theirs, dict):
        return all(k in ours and includes(ours[k], v) for k, v in theirs.items())
    if isinstance(theirs, list):
        return len(ours) == len(theirs) and all(includes(o, t) for o, t in zip(ours, theirs, strict=True))
    return bool(ours == theirs)


def test_the_order_of_the_records_does_not_change_the_file() -> None:
    records = read_exchange(EXAMPLE)
    shuffled = records[:]
    random.Random(4).shuffle(shuffled)
    assert shuffled != records
    assert write_exchange(shuffled, EXPORTED_AT) == write_exchange(records, EXPORTED_AT)


def test_each_record_stands_on_a_line_of_its_own() -> None:
    records = read_exchange(EXAMPLE)
    lines = write_exchange(records, EXPORTED_AT).decode().splitlines()
    kinds = [json.loads(line.strip().rstrip(","))["kind"] for line in lines[1:-1]]
    assert kinds == [kind_of(r) for r in records]


def test_deleted_records_are_not_written() -> None:
    records = [from_builtins({**to_builtins(r), "deleted": True}) for r in read_exchange(EXAMPLE)]
    assert read_exchange(write_exchange(records, EXPORTED_AT)) == []


def test_ids_follow_from_the_key_or_the_content_so_that_they_are_the_same_every_time() -> None:
    step = {"kind": "step_done", "at": "2026-03-03T06:10:00Z", "day": "2026-03-03", "routine": "r", "step": "s"}
    content = file_of({"kind": "profile"}, {**step, "id": "anything"}, a_check_in(), a_check_in(note="other"))
    profile, done, one, other = read_exchange(content)
    assert (profile.id, done.id) == ("profile", "2026-03-03/r/s")
    assert len(one.id) == 26
    assert one.id != other.id
    assert one.id[:10] == other.id[:10]  # the time of the event
    assert read_exchange(content)[2].id == one.id
    assert read_exchange(file_of(a_check_in(rev=7, changed_at=9, installation="x")))[0].id == one.id


def test_the_same_record_twice_counts_once_and_two_that_differ_are_refused() -> None:
    one = a_check_in(id="A")
    assert len(read_exchange(file_of(one, one))) == 1
    assert "Record 2 (check_in), field id" in fault_of(file_of(one, {**one, "note": "other"}))


def test_instants_are_kept_in_utc() -> None:
    (record,) = read_exchange(file_of(a_check_in(at="2026-03-03T07:10:00+01:00")))
    assert isinstance(record, CheckIn)
    assert record.at == datetime(2026, 3, 3, 6, 10, tzinfo=UTC)
    assert record.at.utcoffset() == EXPORTED_AT.utcoffset()
    assert b'"at":"2026-03-03T06:10:00Z"' in write_exchange([record], EXPORTED_AT)


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert len(read_exchange(b"\xef\xbb\xbf" + EXAMPLE)) == 10


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"kind": "profile", "birth_year": "1990"}, "Record 1 (profile), field birth_year: must be a whole number"),
        ({"kind": "tattoo"}, "Record 1 (tattoo) is of a kind that Mesoday does not know."),
        ({"name": "Cream"}, "Record 1 (without a kind), field kind: is missing."),
        ({"kind": "answer", "rule": "K09", "answer": "maybe", "answered_on": "2026-03-01"}, "field answer: cannot be"),
        ({"kind": "answer", "rule": "K09", "answer": "no"}, "field answered_on: is missing."),
        ({"kind": "answer", "rule": "K09", "answer": "no", "answered_on": "2026-02-30"}, "is not a date like"),
        (a_check_in(at="2026-03-03T06:10:00"), "field at: needs its zone"),
        (a_check_in(at="yesterday"), "field at: is not an instant like"),
        (a_check_in(at="1850-03-03T06:10:00Z"), "field at: lies outside the years 1900 to 2200."),
        (a_check_in(day="2201-01-01"), "field day: lies outside the years 1900 to 2200."),
        (a_check_in(zone="Mars/Olympus"), "field zone: is not a time zone such as Europe/Berlin."),
        (a_check_in(zone="../etc/passwd"), "field zone: is not a time zone"),
        (a_check_in(zone=""), "field zone: is not a time zone"),
        (a_check_in(scores={"F-GLOW": "good"}), "field scores[...]: must be a number, not text."),
        (a_check_in(mood="fine"), "field mood: is not a field that Mesoday knows."),
        (a_check_in(changed_at=10**30), "field changed_at: lies outside"),
        (a_check_in(id="x" * 201), "field id: is longer than 200."),
        ({"kind": "product", "name": ""}, "field name: is too short or empty."),
        ({"kind": "product", "name": "Toner", "retired": {"on": "0999-01-01"}}, "field retired.on: lies outside"),
        ({"kind": "reminder", "title": "Water", "times": ["8:00"]}, "field times[0]: is not a time like 08:00."),
        ({"kind": "reminder", "title": "Water", "times": ["08:00"], "zone": "Nowhere"}, 'is neither "local" nor'),
        (
            {"kind": "routine", "title": "A", "slot": "am", "steps": [{"id": "s", "title": "t", "every": {"n": 0}}]},
            "field steps[0].every.n: must not be less than 1.",
        ),
        (
            {
                "kind": "session",
                "at": "2026-03-03T20:00:00Z",
                "day": "2026-03-03",
                "started_at": "2026-03-03T20:00:00Z",
                "ended_at": "2026-03-03T19:00:00Z",
                "outcome": "finished",
            },
            "field ended_at: lies before the start.",
        ),
    ],
)
def test_a_fault_is_one_sentence_with_number_kind_and_field(record: dict[str, Any], words: str) -> None:
    said = fault_of(file_of(record))
    assert words in said
    assert said.count("\n") == 0


def test_many_faults_are_counted_rather_than_listed() -> None:
    with pytest.raises(ExchangeError) as caught:
        read_exchange(file_of({"kind": "profile"}, *({"kind": "tattoo"} for _ in range(50))))
    assert len(caught.value.faults) == 4
    assert str(caught.value).endswith("Refused: 50 of 51 records. Nothing was changed.")
    assert caught.value.refused == 50


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b'{"format": "mesoday", "version": 1, "records": [', "not JSON"),
        (b"[" * 200_000, "no object"),
        (b'{"format":' * 200_000, "not JSON"),
        (b"[]", "no object"),
        (b'{"records": []}', "its format must be mesoday"),
        (file_of(format="other"), "its format must be mesoday"),
        (file_of(version=2), "version 2, which needs a newer Mesoday"),
        (file_of(version="1"), "version must be 1"),
        (file_of(version=True), "version must be 1"),
        (file_of(version=0), "version must be 1"),
        (b'{"format": "mesoday", "version": 1}', "records"),
        (file_of(records="none"), "outer part"),
        (file_of(exported_at="today"), "outer part"),
        (file_of(extra=1), "extra"),
    ],
)
def test_a_file_of_another_kind_is_refused_as_a_whole(content: bytes, words: str) -> None:
    assert words in fault_of(content)


def test_a_stretch_of_time_takes_the_catalogue_and_its_events_only() -> None:
    records = read_exchange(EXAMPLE)
    kept = {kind_of(r) for r in within(records, date(2026, 3, 3), date(2026, 3, 3))}
    assert kept == {kind_of(r) for r in records} - {"session"}
    assert list(within(records, None, None)) == records


def test_the_schema_names_every_kind_and_fits_the_example() -> None:
    made = schema()
    defs = made["$defs"]
    by_kind = {d["properties"]["kind"]["enum"][0]: d for d in defs.values() if "kind" in d["properties"]}
    assert set(by_kind) == set(KINDS)
    outer = defs[made["$ref"].rsplit("/", 1)[1]]
    assert set(outer["required"]) == {"format", "version", "records"}
    for record in json.loads(EXAMPLE)["records"]:
        shape = by_kind[record["kind"]]
        assert set(shape["required"]) <= set(record) <= set(shape["properties"])
    json.dumps(made)


NAMES = st.text(max_size=20).filter(lambda t: not any(0xD800 <= ord(c) < 0xE000 for c in t))
INSTANTS = st.datetimes(min_value=datetime(1901, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2199, 1, 1))


@st.composite
def some_records(draw: st.DrawFn) -> list[Record]:
    at, day = draw(INSTANTS), draw(DAYS)
    scores = draw(st.dictionaries(NAMES, st.floats(allow_nan=False, allow_infinity=False), max_size=3))
    return [
        Profile(id="profile", skin_type=draw(NAMES)),
        CheckIn(id="c", at=at, day=day, area="scalp", scores=scores, note=draw(NAMES), tags=[draw(NAMES)]),
        Session(id="s", at=at, day=day, started_at=at, ended_at=at, outcome="stopped", precheck={"a": draw(NAMES)}),
        StepDone(id=f"{day}/r/{(step := draw(NAMES))}", at=at, day=day, routine="r", step=step),
    ]


@given(some_records())
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_read_as_it_was(records: list[Record]) -> None:
    assert read_exchange(write_exchange(records, EXPORTED_AT)) == sorted(
        records, key=lambda r: (list(KINDS).index(kind_of(r)), r.id)
    )


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
@settings(max_examples=150, deadline=None)
def test_rubbish_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(ExchangeError):
        read_exchange(content)


def test_a_written_file_takes_the_place_of_the_older_one_and_is_its_owners_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("older")
    write_file(out, EXAMPLE)
    assert read_file(out) == EXAMPLE
    assert out.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_what_cannot_be_read_or_written_is_said_with_its_name(tmp_path: Path) -> None:
    for act in (lambda: read_file(tmp_path / "none.json"), lambda: read_file(tmp_path)):
        with pytest.raises(ExchangeError, match=str(tmp_path)):
            act()
    for out in (tmp_path, tmp_path / "none" / "out.json", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(ExchangeError):
            write_file(out, b"")
    assert list(tmp_path.iterdir()) == []
