"""What the screens are handed: the one door, this installation's settings, the doorbell. They import none of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from care.changes import Changes
from care.checkup import Finding
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message
from care.notifying import Permission
from care.photo_rows import PhotoCard
from care.plan import DayPlan
from care.records import Photo, PhotoColour, PhotoLight, Record

if TYPE_CHECKING:
    from care.report import Asked
    from screens.page_state import PageState
    from screens.wording import Wording


class Damage(Protocol):
    """Something on the disk that was found damaged. `outcome`: "mended", "held" by another copy, "lost" when what it
    held may be missing, "unread" when reading everything came to no end. `key` is the same whenever it is found."""

    @property
    def key(self) -> str: ...

    @property
    def file(self) -> str:
        """Below the data folder."""
        ...

    @property
    def what(self) -> Message: ...

    @property
    def days(self) -> tuple[date, ...]:
        """The days concerned, as far as they can be known."""
        ...

    @property
    def outcome(self) -> str: ...

    @property
    def said(self) -> Message:
        """All of it in a sentence."""
        ...


class Door(Protocol):
    """The companion, as screens see it. `do` and `undo` block on the disk: call them through `PageState.do`."""

    knowledge: Knowledge

    @property
    def version(self) -> int:
        """Grows with every change of the diary."""
        ...

    @property
    def damages(self) -> Sequence[Damage]:
        """What is known to be or to have been damaged on the disk, the gravest first."""
        ...

    def now(self) -> Moment: ...

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary: ...

    def ratings(self) -> Diary:
        """The diary as far as the trends look at it: all check-ins, and the sessions of the courses in question."""
        ...

    def plan(self, day: date | None = None) -> DayPlan: ...

    def history(self, kind: str, id: str) -> list[tuple[datetime, Record]]:
        """Every version of a record with the instant it was kept, oldest first."""
        ...

    def do(self, command: object) -> Changes: ...

    def undo(self, changes: Changes) -> Changes: ...

    def purge(self, kind: str, id: str) -> bool:
        """Remove a record and its history for good; whether there was one."""
        ...

    def listen(self, heard: Callable[[frozenset[str]], None]) -> Callable[[], None]: ...


class Settings(Protocol):
    """What belongs to this installation alone: theme, text size, drafts. Kept in local.json."""

    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


class Doorbell(Protocol):
    """Brings reminders to the pages that are open."""

    def joined(self, page: PageState, /) -> None: ...

    def left(self, page: PageState, /) -> None: ...


class Reporting(Protocol):
    """What long work is handed: it says how far it is, and asks whether it is still wanted. Called in its thread."""

    def progress(self, done: int, total: int) -> None: ...

    def cancelled(self) -> bool: ...


class BackupFound(Protocol):
    """A backup that lies in one of the folders we know; `size` in bytes."""

    @property
    def path(self) -> Path: ...

    @property
    def made_at(self) -> datetime: ...

    @property
    def size(self) -> int: ...


class BackupLook(Protocol):
    """What restoring a backup would do. `counts`: new, changed, deleted, same, newer (here). `pictures`: those missing
    here."""

    @property
    def path(self) -> Path: ...

    @property
    def made_at(self) -> datetime: ...

    @property
    def counts(self) -> dict[str, int]: ...

    @property
    def first(self) -> date | None: ...

    @property
    def last(self) -> date | None: ...

    @property
    def pictures(self) -> int: ...


class ImportLook(Protocol):
    """What taking in a file would do. `source`: whose file it is; `counts`: new, changed, same, older, refused;
    `left_out`: sentences about what has no place here."""

    @property
    def source(self) -> Message: ...

    @property
    def counts(self) -> dict[str, int]: ...

    @property
    def left_out(self) -> tuple[Message, ...]: ...

    @property
    def records(self) -> tuple[Record, ...]: ...

    @property
    def foreign(self) -> bool: ...


class Keeping(Protocol):
    """Backups, exports and imports. Everything here blocks: run it as `LongWork`. Trouble is `storage_error`."""

    def back_up(self, work: Reporting) -> Path:
        """Make a backup in the person's folder, or in the diary's own where none is chosen; where it is."""
        ...

    def backups(self) -> Sequence[BackupFound]:
        """The newest first."""
        ...

    def look_into_backup(self, file: Path, work: Reporting) -> BackupLook: ...

    def restore(self, file: Path, as_it_was: bool, work: Reporting) -> Changes:
        """All or nothing. `as_it_was`: also over what is newer here. What was here is kept in a backup of its own."""
        ...

    def export(self, form: str, work: Reporting) -> bytes:
        """Everything as one file: "json" or "csv" (a zip of tables)."""
        ...

    def report(self, asked: Asked, words: Wording, work: Reporting) -> bytes:
        """Two pages for a professional, as a PDF. Raises `Refused` for days that cannot be."""
        ...

    def look_into_file(self, content: bytes, work: Reporting) -> ImportLook: ...

    def take_in(self, records: tuple[Record, ...], foreign: bool, work: Reporting) -> Changes: ...

    def verify(self, work: Reporting) -> list[Message]:
        """One sentence for each thing that is wrong; none when all agrees."""
        ...

    def choose_folder(self, path: str) -> Path | None:
        """Let backups be made in a folder once a day; "" for none. Raises `storage_error` where nothing can be kept."""
        ...


class ExpectedFile(Protocol):
    """One file that a page is to put to `address`, which is good once."""

    @property
    def address(self) -> str: ...

    async def content(self, seconds: float) -> bytes:
        """The file once it is here; raises when it did not come, or is larger than was asked for."""
        ...

    def fail(self) -> None:
        """It will not come."""
        ...


class Uploads(Protocol):
    """Takes files from pages in a browser."""

    def expect(self, most: int) -> ExpectedFile:
        """Await a file of at most so many bytes."""
        ...


class PictureTaken(Protocol):
    """A clean picture that is not kept yet. `taken_at`: the wall time that its file named, "" for none; `moving`: the
    first of several."""

    @property
    def jpeg(self) -> bytes: ...

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def light(self) -> PhotoLight: ...

    @property
    def taken_at(self) -> str: ...

    @property
    def moving(self) -> bool: ...


class PhotoBook(Protocol):
    """The pictures of the diary. Everything here blocks: run it in a worker thread. Trouble is `storage_error`."""

    def entries(self) -> tuple[Photo, ...]:
        """Every picture, the oldest first; their bytes may be missing."""
        ...

    def look_at(self, data: bytes, mirrored: bool = False) -> PictureTaken:
        """A clean picture of bytes from anywhere; nothing is kept. `mirrored`: it shows the person as a mirror does."""
        ...

    def look_at_file(self, path: Path) -> PictureTaken: ...

    @property
    def most_bytes(self) -> int:
        """Of a picture that can be taken in."""
        ...

    def check_size(self, size: int) -> None:
        """Raises `storage_error` for a file of more bytes than that, before it is read."""
        ...

    def keep(self, taken: Any) -> str:
        """Keep a picture durably, before its entry is; its sha256."""
        ...

    def thumbnail(self, sha256: str) -> bytes:
        """A small JPEG."""
        ...

    def picture(self, sha256: str) -> bytes:
        """A JPEG within bounds."""
        ...

    def measure(
        self,
        sha256: str,
        card: PhotoCard,
        card_at: tuple[float, float],
        skin_at: tuple[float, float],
        knowledge: Knowledge,
    ) -> PhotoColour:
        """Colour at a mark on the skin against that of a card; marks as parts of the picture's width and height."""
        ...

    def sweep(self) -> int:
        """Remove the pictures that no entry has named for a while; how many."""
        ...


class WayAlive(Protocol):
    """A way in which a reminder may reach the person. `name`: "page", "terminal", "desktop", "android"."""

    @property
    def name(self) -> str: ...

    @property
    def alive(self) -> bool: ...

    @property
    def said(self) -> Message: ...


class WayHeard(Protocol):
    """One part of the way of a reminder, tried out. `ok` is None while it waits for the person."""

    @property
    def ok(self) -> bool | None: ...

    @property
    def said(self) -> Message: ...


class Reach(Protocol):
    """How reminders reach the person from this process."""

    async def all_alive(self) -> Sequence[WayAlive]:
        """What each way says when it is asked."""
        ...

    async def permission(self) -> Permission | None:
        """Whether the system lets Mesoday show notifications; None where there is nothing to ask."""
        ...

    async def ask_permission(self) -> None:
        """Let the system ask the person, and wait for the answer."""
        ...

    async def open_settings(self) -> bool:
        """Open the system's settings about notifications; whether that was possible."""
        ...

    def try_out(self) -> AsyncIterator[WayHeard]:
        """Walk the way once from end to end, finding by finding; takes up to a minute and a half."""
        ...


class Handed(Struct, frozen=True, eq=False):
    """All that a page is handed by `main`. `storage_error`: what `do` raises when something could not be kept."""

    door: Door
    settings: Settings
    folder: Path
    assets: Path
    doorbell: Doorbell
    keeping: Callable[[], Keeping]  # imported when it is first called: seldom, and then in a worker thread
    storage_error: type[Exception]
    photos: Callable[[], PhotoBook | None] = lambda: None  # None: this page has no pictures
    uploads: Uploads | None = None  # None: files are not sent over HTTP here
    reach: Callable[[], Reach | None] = lambda: None  # None: this process has not begun to remind yet
    calendar: Callable[[int, Wording], bytes] = lambda weeks, words: b""  # the coming weeks as a file; blocks
    # Is everything working? What every part finds about itself; run it as `LongWork`.
    check_up: Callable[[Reporting], Sequence[Finding]] = lambda work: ()
