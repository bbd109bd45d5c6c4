"""The pictures of an open diary: kept before their entry, shown checked, swept when nothing names them any more."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from care.verbs.catalogue import Delete
from care.verbs.photo import KeepPhoto
from companion import Vault
from storage.backup import make_backup
from storage.errors import StorageError
from storage.photo_book import UNNAMED, PhotoBook
from storage.photo_form import THUMBNAIL
from storage.photos import Photos
from storage.restore import restore
from storage.upkeep import Upkeep
from storage.verify import verify, verify_backup
from tests.screens.kept_day import HandClock, open_vault
from tests.storage.picture_makers import encoded, scene, with_exif

DATA = with_exif(scene())


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def vault(tmp_path: Path, clock: HandClock) -> Iterator[Vault]:
    opened = open_vault(tmp_path / "data", clock)
    yield opened
    opened.close()


@pytest.fixture
def book(vault: Vault) -> PhotoBook:
    return PhotoBook(vault.companion)


def kept(vault: Vault, book: PhotoBook, data: bytes = DATA) -> str:
    """A picture with its entry, as the screen keeps it."""
    taken = book.look_at(data)
    sha256 = book.keep(taken)
    command = KeepPhoto(sha256=sha256, view="front", width=taken.width, height=taken.height, light=taken.light)
    vault.companion.do(command)
    return sha256


def files(vault: Vault, of: str) -> set[str]:
    return {path.stem for path in (vault.folder / of).rglob("*.jpg")}


def test_a_picture_is_on_the_disk_before_its_entry_and_is_shown_small_and_large(vault: Vault, book: PhotoBook) -> None:
    taken = book.look_at(DATA)
    assert files(vault, "photos") == files(vault, "thumbnails") == set()
    sha256 = book.keep(taken)
    assert files(vault, "photos") == files(vault, "thumbnails") == {sha256}
    assert book.entries() == ()
    assert book.picture(sha256) == taken.jpeg
    assert hashlib.sha256(taken.jpeg).hexdigest() == sha256
    assert max(Image.open(BytesIO(book.thumbnail(sha256))).size) == THUMBNAIL


def test_a_thumbnail_that_is_gone_or_cannot_be_written_is_made_anew(vault: Vault, book: PhotoBook) -> None:
    sha256 = kept(vault, book)
    path = next((vault.folder / "thumbnails").rglob("*.jpg"))
    path.unlink()
    assert max(Image.open(BytesIO(book.thumbnail(sha256))).size) == THUMBNAIL
    assert path.exists()
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"in the way")
    assert max(Image.open(BytesIO(book.thumbnail(sha256))).size) == THUMBNAIL


def test_what_a_backup_brought_is_shown_as_cleanly_as_what_was_taken_here(vault: Vault, book: PhotoBook) -> None:
    for data, suffix in ((encoded(scene(), "PNG"), ".png"), (with_exif(scene(2500, 600), quality=60), ".jpg")):
        sha256 = Photos(vault.folder).keep(data, suffix)
        shown = Image.open(BytesIO(book.picture(sha256)))
        assert shown.format == "JPEG"
        assert max(shown.size) <= 2400
        assert not shown.getexif()
        assert max(Image.open(BytesIO(book.thumbnail(sha256))).size) == THUMBNAIL
    sha256 = Photos(vault.folder).keep(b"no picture at all")
    for show in (book.picture, book.thumbnail):
        with pytest.raises(StorageError):
            show(sha256)


def test_a_deleted_picture_goes_when_it_can_no_longer_be_taken_back(
    vault: Vault, book: PhotoBook, clock: HandClock
) -> None:
    sha256 = kept(vault, book)
    (entry,) = book.entries()
    deleted = vault.companion.do(Delete(entry))  # type: ignore[arg-type]
    assert book.sweep() == 0
    clock.passes(10)
    assert book.sweep() == 0
    vault.companion.undo(deleted)
    clock.passes(3600)
    assert book.sweep() == 0
    assert book.picture(sha256)
    (entry,) = book.entries()
    vault.companion.do(Delete(entry))  # type: ignore[arg-type]
    assert book.sweep() == 0
    clock.passes(16)
    assert book.sweep() == 1
    assert files(vault, "photos") == files(vault, "thumbnails") == set()
    assert vault.local.get(UNNAMED) is None
    assert verify(vault.folder) == []


def test_a_picture_that_never_got_an_entry_goes_after_an_hour_and_no_sooner(
    vault: Vault, book: PhotoBook, clock: HandClock
) -> None:
    book.keep(book.look_at(DATA))
    assert book.sweep() == 0
    clock.passes(3000)
    assert book.sweep() == 0
    clock.passes(700)
    assert book.sweep() == 1
    assert files(vault, "photos") == set()


def test_what_two_entries_name_stays_for_the_other(vault: Vault, book: PhotoBook, clock: HandClock) -> None:
    sha256 = kept(vault, book)
    assert kept(vault, book) == sha256
    first, _ = book.entries()
    vault.companion.do(Delete(first))  # type: ignore[arg-type]
    for _ in range(3):
        assert book.sweep() == 0
        clock.passes(4000)
    assert book.picture(sha256)


def test_nothing_is_swept_while_an_entry_cannot_be_read_or_somebody_writes(
    tmp_path: Path, vault: Vault, book: PhotoBook, clock: HandClock
) -> None:
    kept(vault, book)
    book.keep(book.look_at(encoded(scene(500, 400))))
    vault.store.checkpoint()
    vault.close()
    (log,) = (vault.folder / "log").iterdir()
    log.write_bytes(log.read_bytes().replace(b'"kind":"photo"', b'"kind":"phot0"'))
    for table in (vault.folder / "tables" / "care").iterdir():
        table.write_bytes(b"broken")
    again = open_vault(vault.folder, clock)
    other = PhotoBook(again.companion)
    for _ in range(3):
        clock.passes(4000)
        assert other.entries() == ()
        assert other.sweep() == 0
    assert len(files(again, "photos")) == 2
    again.close()


def test_upkeep_looks_once_a_day_and_until_all_that_waits_is_gone(
    vault: Vault, book: PhotoBook, clock: HandClock
) -> None:
    upkeep = Upkeep(vault.folder, vault.local, clock, lambda: lambda said: said.text, book.look_after)
    kept(vault, book)
    upkeep.look_after()
    (entry,) = book.entries()
    vault.companion.do(Delete(entry))  # type: ignore[arg-type]
    clock.passes(3600)
    upkeep.look_after()
    assert len(files(vault, "photos")) == 1, "it has looked today, and knows of nothing that waits"
    for _ in range(2):
        clock.passes(24 * 3600 + 1)
        upkeep.look_after()
    assert files(vault, "photos") == set()


def test_the_bytes_of_a_picture_that_was_deleted_for_good_go_within_two_hours(
    vault: Vault, book: PhotoBook, clock: HandClock
) -> None:
    upkeep = Upkeep(vault.folder, vault.local, clock, lambda: lambda said: said.text, book.look_after)
    kept(vault, book)
    upkeep.look_after()
    (entry,) = book.entries()
    vault.companion.do(Delete(entry))  # type: ignore[arg-type]
    assert vault.companion.purge("photo", entry.id)
    for _ in range(2):
        clock.passes(3600)
        upkeep.look_after()
    assert files(vault, "photos") == set()


def test_pictures_go_into_a_backup_and_come_back_but_thumbnails_do_not(
    tmp_path: Path, vault: Vault, book: PhotoBook, clock: HandClock
) -> None:
    sha256 = kept(vault, book)
    goal = tmp_path / "all.zip"
    make_backup(vault.folder, goal, clock=clock)
    with zipfile.ZipFile(goal) as archive:
        assert [n for n in archive.namelist() if n.endswith(".jpg")] == [f"photos/{sha256[:2]}/{sha256}.jpg"]
    assert verify_backup(goal) == []
    other = open_vault(tmp_path / "other", clock)
    restore(other.companion, goal)
    theirs = PhotoBook(other.companion)
    assert [photo.sha256 for photo in theirs.entries()] == [sha256]
    assert theirs.picture(sha256) == book.picture(sha256)
    assert max(Image.open(BytesIO(theirs.thumbnail(sha256))).size) == THUMBNAIL
    clock.passes(timedelta(days=1).total_seconds())
    assert theirs.sweep() == 0
    assert verify(other.folder) == []
    other.close()
