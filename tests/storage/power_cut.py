"""A file system that knows what would be left after the power went: only what was synced, and perhaps some more.

Content counts as kept once its file was fsynced, a name once its folder was. What was not may be kept too, in part:
`cut` chooses by the given randomness, or keeps nothing of it.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from storage.filesystem import RealFileSystem


class PowerCutFiles(RealFileSystem):
    """Everything below one folder, which must be empty at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[int, Path] = {}  # descriptor -> path
        self._kept_names: dict[Path, dict[str, int | None]] = {}  # folder -> name -> inode, None for a folder
        self._kept_data: dict[int, bytes] = {}
        self._keepers: list[object] = []  # open descriptors, so that no inode number comes again
        self.operations = 0
        self.cut_at = 0
        self.sync_folder(folder)
        self.operations = 0

    def _step(self) -> None:
        self.operations += 1
        if self.operations == self.cut_at:
            raise PowerCut

    def open_append(self, path: Path) -> int:
        self._step()
        fd = super().open_append(path)
        self._files[fd] = path
        return fd

    def open_new(self, path: Path) -> int:
        self._step()
        fd = super().open_new(path)
        self._files[fd] = path
        self._keepers.append(path.open("rb"))
        return fd

    def write(self, fd: int, data: bytes | memoryview) -> int:
        self._step()
        return super().write(fd, data)

    def fsync(self, fd: int) -> None:
        self._step()
        path = self._files[fd]
        self._kept_data[path.stat().st_ino] = path.read_bytes()

    def truncate(self, fd: int, length: int) -> None:
        self._step()
        super().truncate(fd, length)

    def replace(self, source: Path, target: Path) -> None:
        self._step()
        super().replace(source, target)

    def unlink(self, path: Path) -> None:
        self._step()
        self._keepers.append(path.open("rb"))
        super().unlink(path)

    def mkdir(self, folder: Path) -> bool:
        self._step()
        return super().mkdir(folder)

    def sync_folder(self, folder: Path) -> None:
        self._step()
        self._kept_names[folder] = self._names(folder)

    @staticmethod
    def _names(folder: Path) -> dict[str, int | None]:
        return {p.name: None if p.is_dir() else p.stat().st_ino for p in folder.iterdir()}

    def cut(self, target: Path, chance: random.Random | None) -> None:
        """What is found in `target` when the power is back; without `chance` the least that can be."""
        data = {p.stat().st_ino: p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}
        self._leave(self.folder, target, data, chance)

    def _leave(self, folder: Path, target: Path, data: dict[int, bytes], chance: random.Random | None) -> None:
        target.mkdir(parents=True)
        names = dict(self._kept_names.get(folder, {}))
        if chance is not None:
            now = self._names(folder)
            for name in sorted(names.keys() | now.keys()):
                if chance.random() < 0.5:
                    names.pop(name, None)
                    if name in now:
                        names[name] = now[name]
        for name, inode in names.items():
            if inode is None:
                self._leave(folder / name, target / name, data, chance)
                continue
            kept = self._kept_data.get(inode, b"")
            written = data.get(inode, kept)
            if chance is not None and written.startswith(kept):
                kept = written[: chance.randint(len(kept), len(written))]
            elif chance is not None and chance.random() < 0.5:
                kept = written
            (target / name).write_bytes(kept)


class PowerCut(BaseException):
    """Now."""


def fresh(folder: Path) -> Path:
    """An empty folder in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
