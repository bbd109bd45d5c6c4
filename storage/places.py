"""Where things lie: the data folder, and the names below it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

LOCK = ".lock"
LOG = "log"
TABLES = "tables"
QUARANTINE = "quarantine"
PHOTOS = "photos"
THUMBNAILS = "thumbnails"
BACKUPS = "backups"
LOCAL = "local.json"


def data_folder(named: str | Path | None, environment: Mapping[str, str]) -> Path:
    """The data folder: the one named (`--data`), else MESODAY_DATA, else Flet's, else the system's for user data."""
    for folder in (named, environment.get("MESODAY_DATA"), environment.get("FLET_APP_STORAGE_DATA")):
        if folder:
            return Path(folder).expanduser().absolute()
    from platformdirs import user_data_path  # a phone names its folder, and never needs this

    return user_data_path("Mesoday", appauthor=False)


def check_writable(folder: Path) -> None:
    """Make the data folder if need be, and raise `StorageError` in one sentence when nothing can be kept in it."""
    from storage.errors import write_failed

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(folder / LOCK, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        raise write_failed(error, folder) from error
