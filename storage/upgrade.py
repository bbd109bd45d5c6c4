"""Table files of an older schema stay beside those that replace them, until the next good start.

``care/2026-11.json.before`` is the file as the older Mesoday left it. The catalogue's is written first and removed
last: where there is none, there are no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from storage.checkpoint import TableDamaged, decode_table
from storage.filesystem import FileSystem, replace_file
from storage.partitions import CATALOG, FOLDERS

BEFORE = ".before"


def keep_before(files: FileSystem, tables: Path, names: Iterable[str]) -> None:
    """Copy table files that a checkpoint is about to replace. The caller holds the lock. Raises `OSError`."""
    wanted = [CATALOG, *sorted(set(names) - {CATALOG})]
    for name in wanted:
        path = tables / name
        if files.size(path) is not None:
            replace_file(files, _beside(path), files.read(path))


def were_kept(files: FileSystem, tables: Path) -> bool:
    """Whether the files of an older schema still lie there."""
    return files.size(_beside(tables / CATALOG)) is not None


def let_go(files: FileSystem, tables: Path, schema: int) -> bool:
    """Remove what `keep_before` kept, if every table file is sound and none is older; whether that was so.

    The caller holds the lock. Raises `OSError`.
    """
    listed = [f"{sub}/{name}" for sub in FOLDERS for name in files.list(tables / sub)]
    for name in [CATALOG, *(n for n in listed if n.endswith(".json"))]:
        try:
            header, _ = decode_table(files.read(tables / name))
        except (TableDamaged, FileNotFoundError):
            return False
        if header.schema < schema:
            return False
    remove_before(files, tables)
    return True


def remove_before(files: FileSystem, tables: Path) -> None:
    """Remove the files of an older schema, whatever the newer ones are like. Raises `OSError`."""
    if not were_kept(files, tables):
        return
    listed = [tables / sub / name for sub in FOLDERS for name in files.list(tables / sub) if name.endswith(BEFORE)]
    for path in [*listed, _beside(tables / CATALOG)]:
        files.unlink(path)
    for folder in dict.fromkeys(p.parent for p in listed):
        files.sync_folder(folder)
    files.sync_folder(tables)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + BEFORE)
