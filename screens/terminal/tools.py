"""What the commands are handed. They import neither storage nor reminders; `main` puts the parts together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from datetime import date as Date
from pathlib import Path
from typing import Any, Protocol

from care.changes import Changes
from care.checkup import Finding
from care.clock_doubt import ClockDoubt
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import Message
from care.plan import DayPlan
from care.progress import Progress
from care.records import Area, MissedBecause, Profile, Record
from care.verbs.restoring import Counts as RestoreCounts
from screens.wording import Wording


class CommandDoor(Protocol):
    """The companion, as commands see it."""

    knowledge: Knowledge

    def now(self) -> Moment: ...

    def today(self) -> date: ...

    def profile(self) -> Profile: ...

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary: ...

    def ratings(self) -> Diary: ...

    def plan(self, day: date | None = None) -> DayPlan: ...

    def do(self, command: object) -> Changes: ...


class RecordStore(Protocol):
    """The store, as commands see it."""

    def records(self, kind: str) -> Iterable[Record]: ...


class LocalSettings(Protocol):
    """What belongs to this installation alone."""

    def get(self, name: str, default: Any = None) -> Any: ...

    def update(self, **settings: Any) -> None: ...


class OpenVault(Protocol):
    """One data folder, open. `close` lets go of it."""

    @property
    def companion(self) -> CommandDoor: ...

    @property
    def store(self) -> RecordStore: ...

    @property
    def local(self) -> LocalSettings: ...

    def close(self) -> None: ...


class VaultOpener(Protocol):
    def __call__(self, folder: Path, *, running: bool = False) -> OpenVault:
        """Open a data folder. `running`: its clock goes on from MESODAY_NOW instead of standing still."""
        ...


class Due(Protocol):
    """One planned reminder: `slot` as planned, `at` after quiet hours in UTC, `local` the same on the wall clock of its
    zone ("2026-03-01T08:00")."""

    @property
    def reminder(self) -> str: ...

    @property
    def about(self) -> str: ...

    @property
    def title(self) -> Message: ...

    @property
    def date(self) -> Date: ...

    @property
    def slot(self) -> str: ...

    @property
    def at(self) -> datetime: ...

    @property
    def zone(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def local(self) -> str: ...

    @property
    def missed_because(self) -> MissedBecause: ...


class Notifier(Protocol):
    """Shows reminders. What it shows is named by the due's key, so that showing it again replaces it."""

    async def ring(self, dues: Sequence[Due]) -> None: ...

    async def missed(self, dues: Sequence[Due], older: int) -> None: ...

    async def doubts(self, doubt: ClockDoubt | None) -> None: ...

    def heard(self) -> bool:
        """Whether anybody would notice. What nobody notices is left to the others, and not claimed."""
        ...


class ReminderService(Protocol):
    """Reminds through a notifier: `wake` once, or from `start` until `finish`."""

    async def wake(self) -> None: ...

    async def start(self) -> None: ...

    async def finish(self) -> None: ...


class NotMapped(Protocol):
    """One sort of things in another app's file that have no place in Mesoday: how many, and whose."""

    @property
    def what(self) -> Message: ...

    @property
    def count(self) -> int: ...

    @property
    def names(self) -> tuple[str, ...]: ...


class Found(Protocol):
    """What a file holds: our own, or another app's (`foreign`)."""

    @property
    def app(self) -> str: ...

    @property
    def foreign(self) -> bool: ...

    @property
    def records(self) -> list[Record]: ...

    @property
    def not_mapped(self) -> Sequence[NotMapped]: ...

    def for_areas(self, areas: Sequence[Area]) -> Found:
        """The same for a person who cares for these areas."""
        ...


class ImportReader(Protocol):
    def __call__(self, path: Path, *, progress: Progress | None = None) -> Found:
        """Read a file of any format that can be imported; nothing is kept yet. `progress` is told bytes."""
        ...


class ExportWriter(Protocol):
    def __call__(
        self, records: Iterable[Record], exported_at: datetime, progress: Progress | None = None
    ) -> Iterable[bytes]:
        """A file in pieces. `progress` is told records."""
        ...


class Held(Protocol):
    """What a backup says of itself."""

    @property
    def counts(self) -> dict[str, int]: ...

    @property
    def deleted(self) -> int: ...

    @property
    def pictures(self) -> int: ...

    @property
    def pictures_missing(self) -> int: ...

    @property
    def first(self) -> date | None: ...

    @property
    def last(self) -> date | None: ...


class Made(Protocol):
    """A backup that was made; `sound`: nothing of the diary was damaged; `left_out` says what is not in it."""

    @property
    def path(self) -> Path: ...

    @property
    def manifest(self) -> Held: ...

    @property
    def sound(self) -> bool: ...

    @property
    def left_out(self) -> tuple[Message, ...]: ...


class Looked(Protocol):
    """What a restore would do, or did."""

    @property
    def counts(self) -> RestoreCounts: ...

    @property
    def made_at(self) -> datetime: ...

    @property
    def app(self) -> str: ...

    @property
    def installation(self) -> str: ...

    @property
    def first(self) -> date | None: ...

    @property
    def last(self) -> date | None: ...

    @property
    def pictures(self) -> int: ...

    @property
    def pictures_new(self) -> int: ...

    @property
    def changes_anything(self) -> bool: ...


class Restored(Protocol):
    """`kept_in` is the backup of what was there before."""

    @property
    def preview(self) -> Looked: ...

    @property
    def kept_in(self) -> Path | None: ...


class ServiceMade(Protocol):
    """What installing a service did: the files made or renewed, whether it runs now, and what else is to be known."""

    @property
    def written(self) -> tuple[Path, ...]: ...

    @property
    def now(self) -> bool: ...

    @property
    def said(self) -> tuple[Message, ...]: ...


class ServiceStanding(Protocol):
    """How a service stands. `running` is None when the system cannot be asked; `fits`: it is just what would be
    installed now."""

    @property
    def installed(self) -> bool: ...

    @property
    def folder(self) -> Path | None: ...

    @property
    def places(self) -> tuple[Path, ...]: ...

    @property
    def fits(self) -> bool: ...

    @property
    def running(self) -> bool | None: ...

    @property
    def since(self) -> datetime | None: ...


class LoginService(Protocol):
    """`remind` as a service of this system."""

    def install(self) -> ServiceMade: ...

    def remove(self) -> tuple[Path, ...]:
        """What was there before."""
        ...

    def standing(self) -> ServiceStanding: ...


@dataclass(frozen=True)
class AppOptions:
    """How the app itself was asked for."""

    data: Path
    web: bool = False
    window: bool = False
    host: str | None = None
    port: int | None = None
    open_browser: bool = True


@dataclass(frozen=True, kw_only=True)
class Tools:
    """The callables behind the commands. `trouble` are the exceptions whose `reason`, or `faults`, are sentences for
    the person; they mean that nothing was changed. Backups, restores and verifying also take `progress` and
    `cancelled`, and raise `Cancelled`."""

    open_app: Callable[[AppOptions], int]
    data_folder: Callable[[Path | None, Mapping[str, str]], Path]  # the one named, else that of the environment
    open_vault: VaultOpener
    wording: Callable[[str, str], Wording]  # language, zone
    trouble: tuple[type[Exception], ...]
    write_file: Callable[[Path, bytes | Iterable[bytes]], None]
    read_import: ImportReader
    write_exchange: ExportWriter
    write_csv: ExportWriter
    within: Callable[[Iterable[Record], date | None, date | None], Iterable[Record]]
    schema: Callable[[], dict[str, Any]]
    make_demo: Callable[[Knowledge, Moment, float, int], list[Record]]  # years, seed
    due: Callable[[OpenVault, datetime, datetime], Sequence[Due]]  # from, inclusive; to, exclusive
    calendar: Callable[[OpenVault, int, Wording], bytes]  # weeks
    report: Callable[..., bytes]  # vault, care.report.Asked, words; also takes `progress`
    verify: Callable[..., list[Message]]  # folder; a sentence for each thing that is wrong; opens and mends nothing
    verify_backup: Callable[..., list[Message]]  # file
    make_backup: Callable[..., Made]  # folder, goal
    look_into_backup: Callable[..., Looked]  # folder, file, as_it_was
    restore: Callable[..., Restored]  # vault, file, as_it_was
    reminding: Callable[[OpenVault, Notifier], ReminderService]
    login_service: Callable[[Path], LoginService]  # for a data folder
    service_finding: Callable[[ServiceStanding, Path], Finding]  # what to say of it, to who asks about a data folder
    silent_service: Callable[[Path], Message | None]  # what to say where a service has no way to call the person
    check_up: Callable[..., Sequence[Finding]]  # folder; opens nothing for writing
    zone: Callable[[Path], str]  # the one that the environment names, or the system's

    def words(self, vault: OpenVault) -> Wording:
        """The wording in the language and the zone of the person whose folder it is."""
        return self.wording(vault.companion.profile().language, vault.companion.now().zone)

    def usual_words(self, env: Mapping[str, str], zone: str = "UTC") -> Wording:
        """The wording where no folder is open: in the language of the system."""
        named = (env.get("LANGUAGE") or env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or "").split(
            ":"
        )[0]
        language = named.split(".")[0].split("_")[0]
        return self.wording(language if language.isalpha() and language != "C" else "en", zone)

    def local_words(self, env: Mapping[str, str], folder: Path) -> Wording:
        """The same, with instants on the local clock."""
        return self.usual_words(env, self.zone(folder))
