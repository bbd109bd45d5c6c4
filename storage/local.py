"""What belongs to this installation alone: its id, and settings such as theme and text size. Never exported."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from care.messages import message
from care.ports import Ids
from storage.errors import StorageError, busy, write_failed
from storage.filesystem import FileSystem, RealFileSystem, replace_file
from storage.places import LOCAL, LOCK, QUARANTINE
from storage.quarantine import set_aside

_INSTALLATION = "installation"
_PATIENCE = 30.0


class Local:
    """local.json in memory; `update` puts it on disk."""

    def __init__(self, folder: Path, files: FileSystem, values: dict[str, Any], read_only: bool) -> None:
        self._folder, self._files, self._values, self._read_only = folder, files, values, read_only

    @classmethod
    def open(cls, folder: Path, *, ids: Ids, files: FileSystem | None = None, read_only: bool = False) -> Local:
        """Read the file, or make it with a new installation id; a damaged one is set aside. Raises `OSError`."""
        files = files or RealFileSystem()
        found = _read(files, folder / LOCAL)
        local = cls(folder, files, found or {_INSTALLATION: ids.new()}, read_only)
        if found is None and not read_only:
            with local._locked():
                again = _read(files, folder / LOCAL)  # another process may have been first
                if again is not None:
                    local._values = again
                else:
                    if files.size(folder / LOCAL) is not None:
                        set_aside(files, folder / QUARANTINE, LOCAL, files.read(folder / LOCAL))
                    local._write()
        return local

    @property
    def installation(self) -> str:
        """The ULID of this installation."""
        return self._values[_INSTALLATION]

    def get(self, name: str, default: Any = None) -> Any:
        """A setting (a JSON value)."""
        return self._values.get(name, default)

    def read_on(self) -> None:
        """Take in what other processes have changed since. What cannot be read leaves everything as it is."""
        if self._read_only:
            self._values = _read(self._files, self._folder / LOCAL) or self._values
            return
        with contextlib.suppress(OSError, StorageError), self._locked():
            self._values = _read(self._files, self._folder / LOCAL) or self._values

    def update(self, **settings: Any) -> None:
        """Change settings at once and durably; None takes one away. Raises `StorageError`; nothing changed then."""
        self.revise(lambda _: settings)

    def revise(self, change: Callable[[Mapping[str, Any]], Mapping[str, Any]], *, locked: bool = False) -> None:
        """The same with settings that follow from those on disk, which other processes may have changed.

        `locked`: the caller holds the folder's lock, which would otherwise be waited for.
        """
        if self._read_only:
            raise StorageError(message("Mesoday was opened for reading only; nothing was changed."))
        before = self._values
        try:
            with contextlib.nullcontext() if locked else self._locked():
                now = _read(self._files, self._folder / LOCAL) or before
                self._values = {k: v for k, v in {**now, **change(now)}.items() if v is not None}
                self._write()
        except OSError as error:
            self._values = before
            raise write_failed(error, self._folder) from error
        except BaseException:
            self._values = before
            raise

    def _write(self) -> None:
        replace_file(self._files, self._folder / LOCAL, msgspec.json.format(msgspec.json.encode(self._values)) + b"\n")

    @contextlib.contextmanager
    def _locked(self):
        try:
            with FileLock(self._folder / LOCK, timeout=_PATIENCE, mode=0o600):
                yield
        except Timeout as error:
            raise busy() from error


def _read(files: FileSystem, path: Path) -> dict[str, Any] | None:
    try:
        values = msgspec.json.decode(files.read(path))
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    usable = isinstance(values, dict) and isinstance(values.get(_INSTALLATION), str) and values[_INSTALLATION]
    return values if usable else None
