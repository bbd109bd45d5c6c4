"""The write-ahead log: commits one a line, in segments named by the number of their first commit.

A commit counts once its line is complete and fsynced. An incomplete last line was never acknowledged: readers pass it
over (somebody may be writing it just now), and the next writer cuts it off. Writers hold the folder's lock.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from storage.filesystem import FileSystem, replace_file, write_all
from storage.lines import BadLine, Line, decode_line, harmed_end
from storage.migrations import MIGRATIONS, Migrations
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


def tail_of(data: bytes) -> bytes:
    """What a position remembers of the bytes before it."""
    return data[-_TAIL:]


def end_of_line(data: bytes, begin: int) -> int:
    """Where the next newline is, or the byte that was one; -1 when the line is not complete."""
    stop = data.find(b"\n", begin)
    if stop < 0 and (end := harmed_end(data[begin:])):
        return begin + end
    return stop


class LogRewritten(Exception):
    """What was read before is no longer there: begin again."""


class _Writer(Struct, frozen=True):
    """The segment written to last, left open for the next commit."""

    segment: int
    path: str
    fd: int
    identity: tuple[int, int]


class Log:
    """The segments in one folder."""

    def __init__(self, folder: Path, files: FileSystem, migrations: Migrations = MIGRATIONS) -> None:
        self.folder, self._files, self._migrations = folder, files, migrations
        self._folder = str(folder)
        self._writer: _Writer | None = None

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

    def changed(self) -> int:
        """When a segment was made or removed last, in ns, as far as the system's clock tells it; for `ends_at`."""
        mark = self._files.mark(self._folder)
        return mark.changed if mark else -1

    def ends_at(self, end: Position, listed: int) -> bool:
        """Whether nothing was written since our own last commit, without listing the folder or opening a file.

        For who holds the lock. False also when it cannot be told so cheaply. A new segment shows in the folder's
        time of change (`listed`: what `changed` said before the log was read), and, should that be too coarse, in
        its name, which is the number after ours.
        """
        writer = self._writer
        if writer is None:
            return False
        there = self._files.mark(writer.path)
        if (
            writer.segment == end.segment
            and there is not None
            and there.identity == writer.identity
            and there.size == end.offset
            and self.changed() == listed
            and self._files.mark(f"{self._folder}/{end.n + 1:06d}{_PLAIN}") is None
            and self._files.read_at(writer.fd, end.offset - len(end.tail), end.offset) == end.tail
        ):
            return True
        self.close()
        return False

    def close(self) -> None:
        """Let go of the segment that was left open."""
        if self._writer is not None:
            fd, self._writer = self._writer.fd, None
            with contextlib.suppress(OSError):
                self._files.close(fd)

    def __del__(self) -> None:
        with contextlib.suppress(BaseException):
            self.close()

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
            while (stop := end_of_line(data, begin)) >= 0:
                raw = data[begin:stop]
                if part not in raw:
                    offset, begin = offset + stop + 1 - begin, stop + 1
                    continue
                line = decode_line(raw, self._migrations)
                if line is None and (end := harmed_end(raw)):
                    raw, stop = raw[:end], begin + end
                    line = decode_line(raw, self._migrations)
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
        tail = tail_of(line)
        end = end if end.segment and not new_segment else Position(n)
        if len(line) > LARGE:
            self.close()
            self._append_as_file(n, line)
            return Position(n, len(line), n, tail)
        writer = self._opened(end)
        try:
            write_all(self._files, writer.fd, line)
            self._files.fsync(writer.fd)
            if not end.offset:
                self._files.sync_folder(self.folder)
        except BaseException:
            with contextlib.suppress(OSError):
                self._files.truncate(writer.fd, end.offset)
                if not end.offset:
                    self._files.unlink(Path(writer.path))
            self.close()
            raise
        if sys.platform == "win32":  # an open file could not be replaced there
            self.close()
        return Position(end.segment, end.offset + len(line), n, tail)

    def _opened(self, end: Position) -> _Writer:
        """The segment to write to, without the torn last line of somebody who was stopped."""
        if self._writer is not None and self._writer.segment == end.segment:
            return self._writer  # `ends_at` has just looked at it
        self.close()
        path = self.path(end.segment)
        fd = self._files.open_append(path)
        try:
            mark = self._files.mark(fd)
            if mark is None:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
            if mark.size > end.offset:
                self._files.truncate(fd, end.offset)
        except BaseException:
            with contextlib.suppress(OSError):
                self._files.close(fd)
            raise
        self._writer = _Writer(end.segment, str(path), fd, mark.identity)
        return self._writer

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
                self._files.sync_folder(self.folder)  # it must not come back after something was wiped from the other

    def replace(self, segment: int, data: bytes) -> None:
        """Put other lines in place of those of a segment. The caller holds the lock."""
        self.close()
        path, packed = self.path(segment), self.folder / f"{segment:06d}{_SQUEEZED}"
        if self._files.size(path) is not None:
            replace_file(self._files, path, data)
            if self._files.size(packed) is not None:  # both, since a packing was interrupted: it is packed again
                self._files.unlink(packed)
                self._files.sync_folder(self.folder)
        else:
            replace_file(self._files, packed, squeeze(data))
