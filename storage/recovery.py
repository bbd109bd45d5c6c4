"""What to do about unreadable things: set them aside, make tables again from the log, and say so."""

from __future__ import annotations

from pathlib import Path

from care.messages import message
from care.records import kind_of
from storage.errors import Damage, digest
from storage.filesystem import FileSystem
from storage.findings import note
from storage.lines import BadLine, Line
from storage.local import Local
from storage.log import Log, Position
from storage.partitions import partition_of
from storage.places import LOG, QUARANTINE, TABLES
from storage.quarantine import set_aside
from storage.tables import Put


class Recovery:
    """Collects the damages of one opening. With `keep_copies` unreadable bytes go to the quarantine."""

    def __init__(self, folder: Path, files: FileSystem, log: Log, *, keep_copies: bool) -> None:
        self._folder, self._files, self._log, self._keep_copies = folder, files, log, keep_copies
        self.damages: list[Damage] = []
        self._noted = 0

    @property
    def not_noted(self) -> list[Damage]:
        """What stands in memory alone."""
        return self.damages[self._noted :]

    def note(self, local: Local) -> None:
        """Keep what was found since in local.json. The caller holds the folder's lock. Raises `StorageError`."""
        if fresh := self.not_noted:
            note(local, fresh)
            self._noted += len(fresh)

    def report(self, damage: Damage) -> None:
        """Note a damage, once."""
        if damage not in self.damages:
            self.damages.append(damage)

    def again_from_log(self, name: str, through: int) -> list[Put]:
        """What the log holds for a table file, up to a commit."""
        puts: list[Put] = []
        expected, gap = 1, False
        for line, position in self._log.read_on(Position()):
            if position.n > through:
                break
            if isinstance(line, Line):
                if line.n > expected and not gap:
                    self.missing_commits(expected, line.n - 1)
                expected, gap = line.n + 1, False
                for purge in line.purges:
                    puts = [put for put in puts if not purge.names(kind_of(put[1]), put[1].id)]
                puts += [(line.n, r) for r in line.puts if partition_of(r) == name]
            elif line is not None:
                gap = True
                self.bad_line(line)
        return puts

    def bad_table(self, name: str) -> None:
        """A table whose checksum is wrong: the log has to say what was in it."""
        raw = self._files.read(self._folder / TABLES / name)
        self._copy(f"tables-{name.replace('/', '-')}", raw)
        what = message("A file of the diary was damaged; it is set aside and has been made again from the log.")
        self.report(Damage(f"{TABLES}/{name}", what, outcome="mended", mark=digest(raw)))

    def missing_table(self, name: str) -> None:
        what = message("A file of the diary was missing and has been made again from the log.")
        self.report(Damage(f"{TABLES}/{name}", what, outcome="mended"))

    def bad_line(self, line: BadLine) -> None:
        """A commit that cannot be read. The tables may hold what it said."""
        segment = f"{line.segment:06d}"
        self._copy(f"log-{segment}-{line.offset}", line.raw)
        what = message("A line of the log is damaged and set aside; what it held may be missing from the diary.")
        self.report(Damage(f"{LOG}/{segment}", what, line.offset, line.days, mark=digest(line.raw)))

    def missing_commits(self, first: int, last: int) -> None:
        """Lines that are not there where they should be, while a table is made again from them."""
        what = message("Commits {first} to {last} are missing in the log.", first=first, last=last)
        self.report(Damage(LOG, what, mark=f"{first}-{last}"))

    def unreadable_puts(self, n: int) -> None:
        self.report(Damage(LOG, message("An entry in the log cannot be read; it is left there as it is."), n))

    def short_log(self) -> None:
        what = message("The end of the log is missing; the diary is as it was when its files were last written.")
        self.report(Damage(LOG, what))

    def _copy(self, name: str, data: bytes) -> None:
        if self._keep_copies:
            set_aside(self._files, self._folder / QUARANTINE, name, data)
