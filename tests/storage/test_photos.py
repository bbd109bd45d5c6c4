"""Pictures: kept once under their checksum, read checked, never half."""

from __future__ import annotations

import errno
import hashlib
import random
import threading
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.filesystem import RealFileSystem
from storage.photos import MOST_BYTES, Photos
from tests.storage.power_cut import PowerCut, PowerCutFiles, fresh
from tests.storage.store_makers import FailingFiles

PICTURE = b"\xff\xd8 a picture \xff\xd9" * 100
SHA = hashlib.sha256(PICTURE).hexdigest()


class CountedFiles(RealFileSystem):
    """How many files were put in place."""

    def __init__(self) -> None:
        self.placed = 0

    def replace(self, source: Path, target: Path) -> None:
        self.placed += 1
        super().replace(source, target)


def test_a_picture_lies_under_its_checksum_and_is_read_again(tmp_path: Path) -> None:
    photos = Photos(tmp_path)
    assert not photos.exists(SHA)
    assert photos.keep(PICTURE) == SHA
    path = tmp_path / "photos" / SHA[:2] / f"{SHA}.jpg"
    assert path.read_bytes() == PICTURE == photos.read(SHA)
    assert path.stat().st_mode & 0o777 == 0o600
    assert photos.exists(SHA)
    assert photos.path(SHA) == path
    assert photos.size(SHA) == len(PICTURE)


def test_the_same_picture_again_is_no_second_file_and_is_not_written(tmp_path: Path) -> None:
    files = CountedFiles()
    photos = Photos(tmp_path, files)
    photos.keep(PICTURE, ".png")
    assert photos.keep(PICTURE, ".png") == Photos(tmp_path, files).keep(PICTURE, ".jpg") == SHA
    assert files.placed == 1
    assert [p.suffix for p in photos.all()] == [".png"]


def test_a_damaged_picture_is_not_shown_and_is_mended_by_the_same_one(tmp_path: Path) -> None:
    photos = Photos(tmp_path)
    photos.keep(PICTURE)
    path = photos.path(SHA)
    assert path is not None
    path.write_bytes(PICTURE[:-1] + b"!")
    assert not photos.sound(SHA)
    with pytest.raises(StorageError, match="damaged"):
        photos.read(SHA)
    photos.keep(PICTURE)
    assert photos.read(SHA) == PICTURE
    (aside,) = (tmp_path / "quarantine").iterdir()
    assert aside.read_bytes() == PICTURE[:-1] + b"!"


def test_a_picture_that_is_not_here_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="not here"):
        Photos(tmp_path).read(SHA)


@pytest.mark.parametrize("name", ["", "a" * 63, "A" * 64, "../" + "a" * 61, "/etc/passwd", "a" * 64 + "\n"])
def test_only_checksums_name_pictures(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no picture"):
        Photos(tmp_path).exists(name)
    with pytest.raises(ValueError, match="no picture"):
        Photos(tmp_path).keep(PICTURE, "/../x")


def test_a_picture_beyond_reason_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="larger than 64 MB"):
        Photos(tmp_path).keep(bytes(MOST_BYTES + 1))
    assert list(tmp_path.iterdir()) == []


def test_what_a_crash_left_is_in_nobodys_way(tmp_path: Path) -> None:
    path = tmp_path / "photos" / SHA[:2] / f".{SHA}.jpg.tmp"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half")
    photos = Photos(tmp_path)
    assert list(photos.all()) == []
    photos.keep(PICTURE)
    assert [p.name for p in path.parent.iterdir()] == [f"{SHA}.jpg"]


def test_threads_that_keep_the_same_picture_keep_one(tmp_path: Path) -> None:
    wrong: list[bool] = []

    def keep() -> None:
        for turn in range(10):
            data = PICTURE + bytes([turn])
            sha = Photos(tmp_path).keep(data)
            wrong.append(Photos(tmp_path).read(sha) != data)

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == [False] * 40
    assert len(list(Photos(tmp_path).all())) == 10
    assert not list(tmp_path.rglob("*.tmp"))


def test_an_acknowledged_picture_outlives_the_power(tmp_path: Path) -> None:
    """Cut before every operation, whatever of the unsynced is left; and once more after it was acknowledged."""
    chance = random.Random(3)
    cut_at = 0
    while True:
        cut_at += 1
        place = fresh(tmp_path / "disk")
        files = PowerCutFiles(place)
        files.cut_at = cut_at
        acknowledged = False
        try:
            Photos(place, files).keep(PICTURE)
            acknowledged = True
        except PowerCut:
            pass
        for how in (lambda n: 0, *(chance.randrange for _ in range(4))):
            left = tmp_path / "left"
            fresh(left).rmdir()
            files.cut(left, how)
            photos = Photos(left)
            if acknowledged:
                assert photos.read(SHA) == PICTURE, cut_at
            assert photos.sound(SHA) or not photos.exists(SHA), cut_at
        if acknowledged:
            break
    assert cut_at > 7


def test_a_second_attempt_makes_the_name_last(tmp_path: Path) -> None:
    """The first one put the file in place and failed to sync the folder: the second may not just find it there."""

    class NoFolderSync(PowerCutFiles):
        failing = True

        def sync_folder(self, folder: Path) -> None:
            if self.failing and folder != self.folder:
                raise OSError(errno.EIO, "bad disk")
            super().sync_folder(folder)

    place = fresh(tmp_path / "disk")
    files = NoFolderSync(place)
    photos = Photos(place, files)
    with pytest.raises(StorageError, match="reported an error"):
        photos.keep(PICTURE)
    files.failing = False
    photos.keep(PICTURE)
    files.cut(tmp_path / "left", lambda n: 0)
    assert Photos(tmp_path / "left").read(SHA) == PICTURE


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_refused_write_leaves_nothing_half(tmp_path: Path, number: int) -> None:
    k, kept = 0, False
    while not kept:
        k += 1
        place = tmp_path / str(k)
        place.mkdir()
        files = FailingFiles(k, number)
        try:
            Photos(place, files).keep(PICTURE)  # type: ignore[arg-type]
            kept = True
        except StorageError:
            assert not list(place.rglob("*.tmp"))
        photos = Photos(place)
        assert photos.sound(SHA) or not photos.exists(SHA)
        photos.keep(PICTURE)
        assert photos.read(SHA) == PICTURE
    assert k > 7
