"""JSON read piece by piece says what JSON read at once says, wherever the pieces are cut."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import json_stream
from storage.json_stream import JsonStream, NotJson

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def whole(stream: JsonStream) -> Any:
    """Everything, taken apart as far as it goes."""
    match stream.peek():
        case "{":
            return {name: whole(stream) for name in stream.members()}
        case "[":
            return [whole(stream) for _ in stream.elements()]
    return json.loads(stream.text())


def read(content: bytes) -> Any:
    stream = JsonStream(io.BytesIO(content))
    found = whole(stream)
    stream.end()
    return found


@given(VALUES, st.integers(1, 9), st.sampled_from([None, 2]))
@settings(max_examples=150, deadline=None)
def test_it_reads_what_was_written_however_it_is_cut(value: Any, chunk: int, indent: int | None) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_stream, "CHUNK", chunk)
        for ascii_only in (True, False):
            assert read(json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()) == value


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  ",
        b"{",
        b"[1,",
        b"[1 2]",
        b'{"a" 1}',
        b'{"a":1,}',
        b"{1:2}",
        b"[1],",
        b'"open',
        b"[NaN]",
        b"[-Infinity]",
        b"[truth]",
        b"\xff\xfe[\x00",
        b'["\xff"]',
        b"[" + b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_what_is_no_json_is_told_from_it(content: bytes) -> None:
    with pytest.raises((NotJson, RecursionError)):
        read(content)


def test_a_value_beyond_reason_large_is_refused_and_many_small_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MOST_PIECE", 1000)
    monkeypatch.setattr(json_stream, "CHUNK", 64)
    assert read(json.dumps(["x" * 500] * 100).encode()) == ["x" * 500] * 100
    with pytest.raises(NotJson):
        read(json.dumps(["x" * 5000]).encode())


def test_it_tells_how_many_bytes_were_read() -> None:
    content = json.dumps(list(range(200_000))).encode()
    stream, told = JsonStream(io.BytesIO(content)), []
    for _ in stream.elements():
        stream.text()
        told.append(stream.done)
    assert told == sorted(told)
    assert told[0] == json_stream.CHUNK
    stream.end()
    assert stream.done == len(content)
