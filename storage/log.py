"""The write-ahead log: commits one a line, in segments named by the number of their first commit.

A commit counts once its line is complete and fsynced. An incomplete last line was never acknowledged: readers pass it
over (somebody may be writing it just now), and the next writer cuts it off. Writers hold the folder's lock.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from storage.filesystem import FileSystem, replace_file, write_all
from storage.lines import BadLine, Line, decode_line
from storage.squeeze import squeeze, unsqueeze

LARGE = 1 << 20  # bytes; a longer line becomes a segment of its own, and a longer segment is followed by a new one
_TAIL = 35  # bytes at the end of a line that tell it from others: its checksum and what follows
_PLAIN, _SQUEEZED = ".jsonl", ".jsonl.gz"


class Position(Struct, frozen=True):
    """How far the log was read: the segment's first n, the offset after its last complete line, and that line's n.

    `tail` are the last bytes before the offset; when they differ, the log is another than the one that was read.
    """

    segment: int = 0
    offset: int = 0
    n: int = 0
    tail: bytes = b""


class LogRewritten(Exception):
    """What was read before is no longer there: begin again."""


class Log:
    """The segments in one folder."""

    def __init__(self, folder: Path, files: FileSystem) -> None:
        self.folder, self._files = folder, files

    def segments(self) -> list[int]:
        """The first n of each segment, in order."""
        firsts = {
            int(name.partition(".")[0])
            for name in self._files.list(self.folder)
            if name.endswith((_PLAIN, _SQUEEZED)) and name.partition(".")[0].isdecimal()
        }
        return sorted(firsts)

    def path(self, segment: int) -> Path:
        return self.folder / f"{segment:06d}{_PLAIN}"

    def end(self) -> tuple[int, int]:
        """The newest segment and its size: changes whenever somebody writes."""
        segments = self.segments()
        return (segments[-1], self._files.size(self.path(segments[-1])) or 0) if segments else (0, 0)

    def read(self, segment: int, start: int = 0) -> bytes:
        """The bytes of a segment, unpacked, from an offset on."""
        try:
            return self._files.read(self.path(segment), start)
        except FileNotFoundError:
            packed = self._files.read(self.folder / f"{segment:06d}{_SQUEEZED}")
        return unsqueeze(packed)[start:]

    def read_on(self, start: Position, part: bytes = b"") -> Iterator[tuple[Line | BadLine | None, Position]]:
        """Every complete line after the position, and the position behind it; only lines with `part` in them.

        Where a segment begins it yields None, so that the position is always in the newest one. Raises `LogRewritten`.
        """
        segments = self.segments()  # listed first: what a listed later segment follows is complete by then
        if start.segment and start.segment not in segments:
            raise LogRewritten
        n, bad = start.n, 0
        for segment in segments:
            if segment < start.segment:
                continue
            offset = start.offset if segment == start.segment else 0
            tail = start.tail if offset else b""
            data = self.read(segment, offset - len(tail))
            if not data.startswith(tail):
                raise LogRewritten
            if segment != start.segment:
                yield None, Position(segment, 0, n + bad)
            begin = len(tail)
            while (stop := data.find(b"\n", begin)) >= 0:
                raw = data[begin:stop]
                if part not in raw:
                    offset, begin = offset + stop + 1 - begin, stop + 1
                    continue
                line = decode_line(raw)
                if line is None or line.n <= n:
                    found: Line | BadLine = BadLine(segment, offset, raw)
                    bad += 1  # it was some commit: its number is not given out again
                else:
                    found, n, bad = line, line.n, 0
                offset += stop + 1 - begin
                begin = stop + 1
                yield found, Position(segment, offset, n + bad, data[max(0, begin - _TAIL) : begin])

    def append(self, end: Position, n: int, line: bytes, *, new_segment: bool = False) -> Position:
        """Add the line of commit n behind the end of the log and make it durable.

        On any error the log is put back as it was, and the error is raised; nothing is retried, because after a
        failed fsync a second one may report success for data that the system has dropped.
        """
        tail = line[-_TAIL:]
        end = end if end.segment and not new_segment else Position(n)
        if len(line) > LARGE:
            self._append_as_file(n, line)
            return Position(n, len(line), n, tail)
        path = self.path(end.segment)
        fd = self._files.open_append(path)
        try:
            if (self._files.size(path) or 0) > end.offset:
                self._files.truncate(fd, end.offset)  # a torn last line
            try:
                write_all(self._files, fd, line)
                self._files.fsync(fd)
                if not end.offset:
                    self._files.sync_folder(self.folder)
            except BaseException:
                with contextlib.suppress(OSError):
                    self._files.truncate(fd, end.offset)
                    if not end.offset:
                        self._files.unlink(path)
                raise
        finally:
            with contextlib.suppress(OSError):
                self._files.close(fd)
        return Position(end.segment, end.offset + len(line), n, tail)

    def _append_as_file(self, n: int, line: bytes) -> None:
        path = self.path(n)
        try:
            replace_file(self._files, path, line)
        except BaseException:
            with contextlib.suppress(OSError):
                self._files.unlink(path)
            raise

    def squeeze_closed(self) -> None:
        """Pack the segments that nobody writes to any more. The caller holds the lock."""
        names = self._files.list(self.folder)
        for segment in self.segments()[:-1]:
            path = self.path(segment)
            if path.name in names:
                packed = self.folder / f"{segment:06d}{_SQUEEZED}"
                replace_file(self._files, packed, squeeze(self._files.read(path)))
                self._files.unlink(path)
