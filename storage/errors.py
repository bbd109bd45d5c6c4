"""What can go wrong with the folder, said in a sentence."""

from __future__ import annotations

import errno
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from msgspec import Struct

from care.messages import Message, count_message, message


class StorageError(Exception):
    """Something could not be kept or read. `reason` is one sentence for the person; what was kept before is safe."""

    def __init__(self, reason: Message | str) -> None:
        self.reason = reason if isinstance(reason, Message) else message(reason)
        super().__init__(
            self.reason.text.format(**dict(self.reason.values)) if self.reason.values else self.reason.text
        )


class Stale(StorageError):
    """A record was changed by somebody else since it was read. Nothing was written; decide again."""


class Encrypted(StorageError):
    """Something in the folder is encrypted in a way that this version does not know. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            message("This diary is encrypted, and this Mesoday cannot open it; nothing was changed, please update it.")
        )


Outcome = Literal["mended", "held", "lost", "unread"]
DAYS_SAID = 5


class Damage(Struct, frozen=True):
    """Something that was found damaged, and what became of it.

    `file` is relative to the data folder ("" for the folder itself), `offset` a place in it in bytes; `days` are the
    days concerned, as far as they can be known. `outcome`: "mended" from the other side of log and tables; "held" by
    the other side, as far as can be seen; "lost" when what it held may be missing; "unread" when reading everything
    came to no end. `mark` tells it from another one at the same place: a digest of the damaged bytes, or a record.
    """

    file: str
    what: Message
    offset: int | None = None
    days: tuple[date, ...] = ()
    outcome: Outcome = "lost"
    mark: str = ""

    @property
    def key(self) -> str:
        """16 hexadecimal digits: the same for the same damage, whenever and by whom it is found."""
        return digest(f"{self.file}\0{self.offset}\0{self.mark}".encode())

    @property
    def said(self) -> Message:
        """All of it in a sentence."""
        if not self.file:
            return self.what
        if not self.days:
            return message("{file}: {what}", file=self.file, what=self.what)
        days, rest = ", ".join(str(day) for day in self.days[:DAYS_SAID]), len(self.days) - DAYS_SAID
        if rest > 0:
            return count_message(
                "{file}: {what} Days: {days} and one more.",
                "{file}: {what} Days: {days} and {count} more.",
                rest,
                file=self.file,
                what=self.what,
                days=days,
            )
        return message("{file}: {what} Days: {days}.", file=self.file, what=self.what, days=days)


def digest(damaged: bytes) -> str:
    """16 hexadecimal digits of bytes that cannot be read."""
    return blake2b(damaged, digest_size=8).hexdigest()


def write_failed(error: OSError, folder: Path) -> StorageError:
    """The sentence for a write that the system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(
            message(
                "The disk is full, so this was not kept; everything kept before is safe, "
                "please free some space and try again."
            )
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return StorageError(
            message(
                "Mesoday may not write to {folder}, so nothing was changed; please allow it or choose another folder.",
                folder=str(folder),
            )
        )
    return StorageError(
        message(
            "The disk reported an error ({error}), so this was not kept; everything kept before is safe, "
            "please check the disk and try again.",
            error=error.strerror or type(error).__name__,
        )
    )


def checkpoint_failed(error: OSError) -> StorageError:
    """The sentence for tables that could not be written: the log has it all."""
    return StorageError(
        message(
            "The files of the diary could not be brought up to date ({error}); every entry is safe in its log, "
            "please look after the disk and try again.",
            error=error.strerror or type(error).__name__,
        )
    )


def purge_unfinished(error: StorageError) -> StorageError:
    """The sentence for a record that is gone from the diary, while its bytes may still lie on the disk."""
    return StorageError(
        message(
            "It is gone from the diary, but could not be wiped from the disk yet ({error}); "
            "Mesoday does that the next time it brings its files up to date.",
            error=str(error.__cause__ or error),
        )
    )


def read_failed(error: OSError, folder: Path) -> StorageError:
    """The sentence for a folder that cannot be read."""
    return StorageError(
        message(
            "Mesoday cannot read {folder} ({error}); nothing was changed, please check the folder and try again.",
            folder=str(folder),
            error=error.strerror or type(error).__name__,
        )
    )


def busy() -> StorageError:
    """The sentence for a lock that another process does not let go."""
    return StorageError(
        message("Another Mesoday is writing to the same diary; nothing was changed, please try again in a moment.")
    )
