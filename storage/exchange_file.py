"""Reads a file that the person names, and writes one whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from care.messages import message
from storage.exchange_faults import ExchangeError
from storage.filesystem import FileSystem, RealFileSystem
from storage.new_file import NewFile

MOST_BYTES = 512 * 1024 * 1024


@contextlib.contextmanager
def open_file(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """A file to read from, and its size in bytes. Raises `ExchangeError`, also for trouble while it is read."""
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise ExchangeError(message("There is no file called {file}.", file=str(path))) from error
    except IsADirectoryError as error:
        raise ExchangeError(message("{file} is a folder, not a file.", file=str(path))) from error
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise _unreadable(path, error) from error
    with file:
        try:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise ExchangeError(message("{file} is too large to be a diary.", file=str(path)))
            yield file, size
        except OSError as error:
            raise _unreadable(path, error) from error


def read_file(path: Path) -> bytes:
    """All of a file. Raises `ExchangeError` where there is none, or it cannot be read or is beyond reason large."""
    with open_file(path) as (file, _):
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:  # a pipe has no size
        raise ExchangeError(message("{file} is too large to be a diary.", file=str(path)))
    return content


def write_file(path: Path, content: bytes | Iterable[bytes], files: FileSystem | None = None) -> None:
    """Put a file in place, over an older one of that name, in one step; only its owner may read it.

    The content may come in pieces. Raises `ExchangeError`; what stood there before is then untouched.
    """
    pieces = (content,) if isinstance(content, bytes) else content
    try:
        if path.is_dir():
            raise ExchangeError(message("{file} is a folder, not a file.", file=str(path)))
        if path.exists() and not path.is_file():  # a pipe, a terminal: nothing to replace
            with path.open("wb") as open_end:
                open_end.writelines(pieces)
            return
        _replace(files or RealFileSystem(), path.resolve(), pieces)
    except (OSError, ValueError) as error:
        raise ExchangeError(
            message("{file} cannot be written: {reason}.", file=str(path), reason=_reason(error))
        ) from error


def _replace(files: FileSystem, path: Path, pieces: Iterable[bytes]) -> None:
    file = NewFile(path, files)
    try:
        for piece in pieces:
            file.write(piece)
        file.finish()
        file.put_in_place()
    except BaseException:
        file.discard()
        raise


def _unreadable(path: Path, error: OSError | ValueError) -> ExchangeError:
    return ExchangeError(message("{file} cannot be read: {reason}.", file=str(path), reason=_reason(error)))


def _reason(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said[:1].lower() + said[1:]
