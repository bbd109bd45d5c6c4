"""Reads a file that the person names, and writes one whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from care.messages import message
from storage.exchange_faults import ExchangeError

MOST_BYTES = 512 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """All of a file. Raises `ExchangeError` where there is none, or it cannot be read or is beyond reason large."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ExchangeError(message("There is no file called {file}.", file=str(path))) from error
    except IsADirectoryError as error:
        raise ExchangeError(message("{file} is a folder, not a file.", file=str(path))) from error
    except (OSError, ValueError) as error:
        raise ExchangeError(
            message("{file} cannot be read: {reason}.", file=str(path), reason=_reason(error))
        ) from error
    if len(content) > MOST_BYTES:
        raise ExchangeError(message("{file} is too large to be a diary.", file=str(path)))
    return content


def write_file(path: Path, content: bytes) -> None:
    """Put a file in place, over an older one of that name, in one step; only its owner may read it.

    Raises `ExchangeError`; what stood there before is then untouched.
    """
    try:
        if path.is_dir():
            raise ExchangeError(message("{file} is a folder, not a file.", file=str(path)))
        if path.exists() and not path.is_file():  # a pipe, a terminal: nothing to replace
            path.write_bytes(content)
            return
        _replace(path.resolve(), content)
    except (OSError, ValueError) as error:
        raise ExchangeError(
            message("{file} cannot be written: {reason}.", file=str(path), reason=_reason(error))
        ) from error


def _replace(path: Path, content: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)  # 0600
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _reason(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said[:1].lower() + said[1:]
