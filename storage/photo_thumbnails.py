"""The small pictures for lists: a cache beside the pictures, never backed up, made anew where one is missing."""

from __future__ import annotations

import contextlib
from io import BytesIO
from pathlib import Path

from storage.filesystem import FileSystem, replace_file
from storage.photo_form import MOST_KEPT_BYTES, MOST_SIDE
from storage.photo_intake import take_in
from storage.photos import Photos, picture_name
from storage.places import PHOTOS, THUMBNAILS


class Thumbnails:
    """Those of one data folder. Methods block on the disk."""

    def __init__(self, folder: Path, files: FileSystem, photos: Photos) -> None:
        self._folder, self._files, self._photos = folder, files, photos

    def keep(self, sha256: str, thumbnail: bytes) -> None:
        """Keep one; a cache that cannot be written is no trouble to anybody."""
        path = self._path(sha256)
        with contextlib.suppress(OSError):
            for folder in (path.parent.parent, path.parent):
                self._files.mkdir(folder)
            replace_file(self._files, path, thumbnail, sync_folder=False)

    def get(self, sha256: str) -> bytes:
        """The thumbnail of a picture, made from it if need be. Raises `StorageError` where it cannot be shown."""
        with contextlib.suppress(OSError):
            if self._files.size(self._path(sha256)):
                return self._files.read(self._path(sha256))
        data = self._photos.read(sha256)
        made = _of_our_own(data) or take_in(data).thumbnail
        self.keep(sha256, made)
        return made

    def drop_strays(self) -> None:
        """Remove those of pictures that are no longer here. Raises `OSError`."""
        for below in self._files.list(self._folder / THUMBNAILS):
            for name in self._files.list(self._folder / THUMBNAILS / below):
                path = self._folder / THUMBNAILS / below / name
                try:
                    stray = self._photos.path(path.stem) is None
                except ValueError:  # no thumbnail at all
                    stray = True
                if stray:
                    self._files.unlink(path)

    def _path(self, sha256: str) -> Path:
        return self._folder / THUMBNAILS / picture_name(sha256, ".jpg").removeprefix(f"{PHOTOS}/")


def is_our_own(data: bytes) -> bool:
    """Whether bytes are as we write them: a JPEG within bounds, by its header. Backups may bring others."""
    if len(data) > MOST_KEPT_BYTES or not data.startswith(b"\xff\xd8\xff"):
        return False
    try:
        from PIL import Image

        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            return max(image.size) <= MOST_SIDE
    except Exception:  # whatever a decoder finds wrong
        return False


def _of_our_own(data: bytes) -> bytes | None:
    """Made here and now, which is cheap; None for what others wrote, or what cannot be read."""
    if not is_our_own(data):
        return None
    from PIL import Image

    from storage.photo_form import THUMBNAIL
    from storage.photo_reading import thumbnail_of

    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            image.draft("RGB", (THUMBNAIL, THUMBNAIL))
            return thumbnail_of(image.convert("RGB"))
    except Exception:
        return None
