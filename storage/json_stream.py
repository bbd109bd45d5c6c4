"""Reads large JSON piece by piece, so that a file costs no more memory than its largest piece.

The standard library finds where a piece ends; nothing is kept of the pieces that were read.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

CHUNK = 1 << 18  # bytes read at a time
MOST_PIECE = 1 << 20  # characters of one value that is taken whole; no record comes near
MOST_MEMBERS = 1000  # of an object that is read member by member; lists may be long, objects are not
NUMBER_TAIL = 3  # characters; with so many behind it, it is known where a number ends
_WHITE = re.compile(r"[ \t\r\n]*")


class NotJson(Exception):
    """The text is not JSON, is cut off, or one piece of it is beyond reason large or deep."""


def _no_constant(name: str) -> Any:
    raise ValueError(name)


# NaN and Infinity are no JSON. A figure is never reckoned with here, so it stays text: none is too long.
_PIECES = json.JSONDecoder(parse_constant=_no_constant, parse_int=str, parse_float=str)


class JsonStream:
    """One JSON text. `done` tells how many bytes were read so far."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._ended = "", 0, False
        self.done = 0

    def peek(self) -> str:
        """The next character that is not white; empty at the end."""
        while True:
            self._at = _WHITE.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here. Before the next one is asked for, the value must be read."""
        self._take("{")
        if self.peek() == "}":
            self._at += 1
            return
        for _ in range(MOST_MEMBERS):
            if self.peek() != '"':
                raise NotJson
            key = json.loads(self.text())
            self._take(":")
            yield key
            if self._take(",}") == "}":
                return
        raise NotJson

    def elements(self) -> Iterator[None]:
        """Once for each element of the list that begins here. Before the next one, the element must be read."""
        self._take("[")
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield
            if self._take(",]") == "]":
                return

    def text(self) -> str:
        """The next value as its own text. Raises `NotJson` when it is none or too large."""
        self.peek()
        while True:
            try:
                _, end = _PIECES.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise NotJson from error
                continue
            if len(self._text) - end < NUMBER_TAIL and self._more():  # a number may go on: 1, 1e, 1e+
                continue
            piece = self._text[self._at : end]
            self._at = end
            return piece

    def end(self) -> None:
        """Nothing but white space may follow."""
        if self.peek():
            raise NotJson

    def _take(self, wanted: str) -> str:
        found = self.peek()
        if not found or found not in wanted:
            raise NotJson
        self._at += 1
        return found

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._text) - self._at > MOST_PIECE:
            raise NotJson
        # At least as much again as waits here, so that a large piece is not looked through over and over.
        data = self._file.read(max(CHUNK, len(self._text) - self._at))
        self.done += len(data)
        self._ended = not data
        try:
            self._text = self._text[self._at :] + self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise NotJson from error
        self._at = 0
        return True
