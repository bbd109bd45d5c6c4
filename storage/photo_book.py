"""The pictures of an open diary, as screens use them: looked at, kept, shown, and swept when no entry names them.

Everything here blocks and belongs in a worker thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from care.knowledge import Knowledge
from care.photo_rows import PhotoCard
from care.photos import by_time
from care.ports import Clock
from care.records import Photo, PhotoColour
from storage.due import is_over, remembered
from storage.errors import StorageError, read_failed
from storage.filesystem import FileSystem, RealFileSystem
from storage.photo_colour import Asked, Mark
from storage.photo_form import PictureRefused, Taken
from storage.photo_intake import measure_in, take_in
from storage.photo_thumbnails import Thumbnails, is_our_own
from storage.photos import MOST_BYTES, SWEPT_AT, Photos
from storage.places import LOCK, PHOTOS
from storage.store import Store

UNNAMED = "photos_unnamed"  # the setting: pictures that no entry names, and since when that is known
EVERY = timedelta(days=1)
AFTER_DELETING = timedelta(seconds=15)  # a deletion can be taken back for ten
AFTER_NOTHING = timedelta(hours=1)  # a picture is on the disk before its entry; a restore may take its time


class Companion(Protocol):
    """The one door, as far as pictures concern it."""

    store: Store
    clock: Clock

    def refresh(self) -> bool: ...


class PhotoBook:
    """The pictures of one open diary."""

    def __init__(self, companion: Companion, files: FileSystem | None = None) -> None:
        self._companion = companion
        self._folder, self._files = companion.store.folder, files or RealFileSystem()
        self._photos = Photos(self._folder, self._files)
        self._thumbnails = Thumbnails(self._folder, self._files, self._photos)

    def entries(self) -> tuple[Photo, ...]:
        """Every picture of the diary, the oldest first; their bytes may be missing."""
        return by_time(self._companion.store.records("photo"))  # type: ignore[arg-type]

    def look_at(self, data: bytes, mirrored: bool = False) -> Taken:
        """A clean picture of bytes from anywhere; nothing is kept. `mirrored`: it shows the person as a mirror does.
        Raises `PictureRefused`."""
        return take_in(data, mirrored=mirrored)

    @property
    def most_bytes(self) -> int:
        """Of a picture that can be taken in."""
        return MOST_BYTES

    def check_size(self, size: int) -> None:
        """Raises `PictureRefused` for a file of more bytes than that, before it is read."""
        if size > MOST_BYTES:
            raise PictureRefused("large")

    def look_at_file(self, path: Path) -> Taken:
        """The same of a file. Raises `StorageError`."""
        try:
            self.check_size(path.stat().st_size)
            return take_in(path.read_bytes())
        except OSError as error:
            raise read_failed(error, path.parent) from error

    def keep(self, taken: Taken) -> str:
        """Keep a picture durably, before its entry is; its sha256. Raises `StorageError`."""
        sha256 = self._photos.keep(taken.jpeg)
        self._thumbnails.keep(sha256, taken.thumbnail)
        return sha256

    def thumbnail(self, sha256: str) -> bytes:
        """A small JPEG. Raises `StorageError` where the picture is missing or damaged."""
        return self._thumbnails.get(sha256)

    def picture(self, sha256: str) -> bytes:
        """A JPEG within bounds, checked. Raises `StorageError` where the picture is missing or damaged."""
        data = self._photos.read(sha256)
        return data if is_our_own(data) else take_in(data).jpeg

    def measure(self, sha256: str, card: PhotoCard, card_at: Mark, skin_at: Mark, knowledge: Knowledge) -> PhotoColour:
        """Colour at a mark on the skin against that of a card. Raises `StorageError`: a card that is none, a picture
        that is missing."""
        asked = Asked(
            card=card.id,
            reflectance=card.reflectance,
            card_at=card_at,
            skin_at=skin_at,
            redness_noise=knowledge.figure("photo_redness_noise"),
            evenness_noise=knowledge.figure("photo_evenness_noise"),
        )
        return measure_in(self.picture(sha256), asked)

    def sweep(self) -> int:
        """Remove the pictures that no entry names and none has named for a while; how many. Raises `StorageError`.

        A picture goes when it was found unnamed twice, fifteen seconds apart where its entry was deleted, an hour where
        none ever was. Backups that were made before keep it.
        """
        try:
            with FileLock(self._folder / LOCK, timeout=0, mode=0o600):  # nobody commits an entry meanwhile
                return self._sweep()
        except Timeout:
            return 0  # somebody is writing; there will be another time
        except OSError as error:
            raise read_failed(error, self._folder) from error

    def look_after(self) -> None:
        """The same once a day, and as long as some wait to be removed. Raises `StorageError`."""
        local, now = self._companion.store.local, self._companion.clock.now()
        if local.get(UNNAMED) or is_over(remembered(local, SWEPT_AT), EVERY, now):
            self.sweep()
            local.update(**{SWEPT_AT: now.isoformat()})

    def _sweep(self) -> int:
        companion, store = self._companion, self._companion.store
        if store.read_only_reason is not None or next(self._photos.all(), None) is None:
            return 0
        companion.refresh()
        harmed = any(not damage.file.startswith(f"{PHOTOS}/") for damage in store.found)
        if store.behind() or harmed:  # an entry that cannot be read may name any of them
            return 0
        named = {photo.sha256 for photo in self.entries()}
        deleted = {photo.sha256 for photo in store.deleted("photo")}  # type: ignore[attr-defined]
        unnamed = {path.stem: path for path in self._photos.all() if path.stem not in named}
        before, now = _instants(store.local.get(UNNAMED)), companion.clock.now()
        since = {sha256: min(before.get(sha256, now), now) for sha256 in unnamed}
        over = list(_over(since, deleted, now))
        for sha256 in over:
            self._files.unlink(unnamed[sha256])
            self._files.sync_folder(unnamed[sha256].parent)
        self._thumbnails.drop_strays()
        kept = {sha256: at.isoformat() for sha256, at in since.items() if sha256 not in over}
        if kept != store.local.get(UNNAMED, {}):
            with contextlib.suppress(StorageError):
                store.local.revise(lambda _: {UNNAMED: kept or None}, locked=True)
        return len(over)


def _over(since: Mapping[str, datetime], deleted: Collection[str], now: datetime) -> Iterator[str]:
    for sha256, at in since.items():
        if now - at >= (AFTER_DELETING if sha256 in deleted else AFTER_NOTHING):
            yield sha256


def _instants(kept: Any) -> dict[str, datetime]:
    """What was remembered; what is no instant is forgotten."""
    found: dict[str, datetime] = {}
    for sha256, at in (kept if isinstance(kept, dict) else {}).items():
        with contextlib.suppress(ValueError, TypeError):
            found[sha256] = datetime.fromisoformat(at)
    return found
