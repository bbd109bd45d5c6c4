"""The backups that lie in a folder: what they are called, which there are, which are let go.

Only what was made by itself is ever let go: a backup that a person asked for stays until the person deletes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from storage.backup_form import BackupError, Manifest
from storage.backup_reader import open_backup
from storage.filesystem import FileSystem, RealFileSystem
from storage.retention import BEFORE_RESTORES, staying

_AUTOMATIC = re.compile(r"mesoday-(\d{4}-\d\d-\d\d-\d{4})(?:-\d+)?\.zip")
_BEFORE_RESTORE = re.compile(r"before-restore-(\d{4}-\d\d-\d\dT\d{6})Z(?:-(\d+))?\.zip")


class Found(Struct, frozen=True):
    """A backup that lies in a folder: what it says of itself, and its size in bytes."""

    path: Path
    size: int
    manifest: Manifest


def automatic_name(folder: Path, at: datetime, files: FileSystem) -> Path:
    """Of one that is made by itself, at a wall time. Raises `OSError`, as the others do."""
    return _free(folder, f"mesoday-{at:%Y-%m-%d-%H%M}", files)


def name_by_hand(folder: Path, at: datetime, files: FileSystem) -> Path:
    """Of one that the person asks for, at a wall time."""
    return _free(folder, f"mesoday-by-hand-{at:%Y-%m-%d-%H%M}", files)


def name_before_restore(folder: Path, at: datetime, files: FileSystem) -> Path:
    """Of what was here before a restore, at an instant."""
    return _free(folder, f"before-restore-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}", files)


def _free(folder: Path, stem: str, files: FileSystem) -> Path:
    """A name that no other file in the folder has."""
    taken = set(files.list(folder))
    names = (f"{stem}.zip" if n == 1 else f"{stem}-{n}.zip" for n in range(1, len(taken) + 2))
    return folder / next(name for name in names if name not in taken)


def find_backups(folders: Iterable[Path], files: FileSystem | None = None) -> list[Found]:
    """The backups that lie in folders, whoever made them, the newest first. Only their manifests are read."""
    files = files or RealFileSystem()
    found: dict[Path, Found] = {}
    for folder in folders:
        try:
            names = files.list(folder)
        except OSError:
            continue
        for path in (folder / name for name in names if name.endswith(".zip") and not name.startswith(".")):
            try:
                with open_backup(path, files) as backup:
                    found[path.resolve()] = Found(path, files.size(path) or 0, backup.manifest)
            except (BackupError, OSError):
                continue
    return sorted(found.values(), key=lambda one: (one.manifest.created_at, one.path.name), reverse=True)


def let_go_automatic(folder: Path, installation: str, files: FileSystem) -> list[Path]:
    """Delete what this installation made by itself and is beyond what stays; what was deleted.

    Another installation's backups in the same folder, and whatever cannot be read, are left alone.
    """
    own: dict[Path, datetime] = {}
    for path, manifest in _named(folder, _AUTOMATIC, files):
        made = _wall_time(path.name)
        if made is not None and manifest.automatic and manifest.installation == installation:
            own[path] = made
    stay = staying(own.values())
    return _delete((path for path, made in sorted(own.items()) if made not in stay), files)


def let_go_before_restores(folder: Path, newest: Path, source: Path, files: FileSystem) -> list[Path]:
    """Delete what earlier restores kept, but for the newest few; what was deleted.

    `newest` is among them even where the clock was set back, and `source`, from which was restored, stays as well.
    """

    def kept_at(path: Path) -> tuple[str, int]:
        found = _BEFORE_RESTORE.fullmatch(path.name)
        return (found[1], int(found[2] or 1)) if found else ("", 0)

    kept = [path for path, _ in _named(folder, _BEFORE_RESTORE, files)]
    spared = {newest.resolve(), source.resolve()}
    others = sorted((path for path in kept if path.resolve() not in spared), key=kept_at, reverse=True)
    return _delete(others[BEFORE_RESTORES - 1 :], files)


def _named(folder: Path, form: re.Pattern[str], files: FileSystem) -> list[tuple[Path, Manifest]]:
    """The backups with such a name that can be read."""
    found: list[tuple[Path, Manifest]] = []
    try:
        names = [name for name in files.list(folder) if form.fullmatch(name)]
    except OSError:
        return []
    for name in names:
        try:
            with open_backup(folder / name, files) as backup:
                found.append((folder / name, backup.manifest))
        except BackupError:
            continue
    return found


def _delete(paths: Iterable[Path], files: FileSystem) -> list[Path]:
    gone: list[Path] = []
    for path in paths:
        try:
            files.unlink(path)
            gone.append(path)
        except OSError:  # the next time's turn
            continue
    return gone


def _wall_time(name: str) -> datetime | None:
    """The wall time in a name, where it is one."""
    found = _AUTOMATIC.fullmatch(name)
    try:
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M") if found else None  # noqa: DTZ007 (a wall time)
    except ValueError:
        return None
