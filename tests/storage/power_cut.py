"""A file system that knows what would be left after the power went: only what was synced, and perhaps some more.

Content counts as kept once its file was fsynced, a name once its folder was. What was not may be kept too: each name
by itself, and of each file's unsynced bytes none, some, all, or zeros in their place, also with the end behind them.
`cut` lets a `Chooser` decide about each; the one that always chooses 0 keeps nothing that was not synced.
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

    def all_is_kept(self) -> None:
        """What is in the folder now is on the disk."""
        for path in [self.folder, *self.folder.rglob("*")]:
            if path.is_dir():
                self._kept_names[path] = self._names(path)
            else:
                self._kept_data[path.stat().st_ino] = path.read_bytes()
                self._keepers.append(path.open("rb"))

    def _step(self) -> None:
        self.operations += 1
        if 0 < self.cut_at <= self.operations:  # nothing is cleaned up after the power went
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

    def cut(self, target: Path, choose: Chooser) -> None:
        """What is found in `target` when the power is back."""
        data = {p.stat().st_ino: p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}
        self._leave(self.folder, target, data, choose)

    def _leave(self, folder: Path, target: Path, data: dict[int, bytes], choose: Chooser) -> None:
        target.mkdir(parents=True)
        names = dict(self._kept_names.get(folder, {}))
        now = self._names(folder)
        for name in sorted(names.keys() | now.keys()):
            if names.get(name, -1) != now.get(name, -1) and choose(2):
                names.pop(name, None)
                if name in now:
                    names[name] = now[name]
        for name, inode in sorted(names.items()):
            if inode is None:
                self._leave(folder / name, target / name, data, choose)
                continue
            kept = self._kept_data.get(inode, b"")
            written = data.get(inode, kept)
            found = [kept]
            if written != kept and written.startswith(kept):
                new = written[len(kept) :]
                zeros = bytes(len(new) // 2)
                found += [written, kept + new[: len(zeros)], kept + zeros + new[len(zeros) :], kept + bytes(len(new))]
            elif written != kept:
                found += [written]
            (target / name).write_bytes(found[choose(len(found)) if len(found) > 1 else 0])


class Chooser:
    """Decides what is left. Goes through all choices in turn (`again`), or draws them."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance
        self._made: list[tuple[int, int]] = []  # what was chosen, of how many
        self._next = 0

    def __call__(self, of: int) -> int:
        if self._chance is not None:
            return self._chance.randrange(of)
        if self._next == len(self._made):
            self._made.append((0, of))
        chosen, _ = self._made[self._next]
        self._next += 1
        return chosen

    def again(self) -> bool:
        """Choose otherwise from now on; whether there is a way left."""
        while self._made and self._made[-1][0] + 1 == self._made[-1][1]:
            self._made.pop()
        if not self._made:
            return False
        chosen, of = self._made[-1]
        self._made[-1] = (chosen + 1, of)
        self._next = 0
        return True


class PowerCut(BaseException):
    """Now."""


def fresh(folder: Path) -> Path:
    """An empty folder in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
