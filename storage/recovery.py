"""What to do about unreadable things: set them aside, make tables again from the log, and say so."""

from __future__ import annotations

from pathlib import Path

from care.messages import message
from care.records import kind_of
from storage.errors import Damage
from storage.filesystem import FileSystem
from storage.lines import BadLine, Line
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

    def report(self, damage: Damage) -> None:
        """Note a damage, once."""
        if damage not in self.damages:
            self.damages.append(damage)

    def again_from_log(self, name: str, through: int) -> list[Put]:
        """What the log holds for a table file, up to a commit."""
        puts: list[Put] = []
        for line, position in self._log.read_on(Position()):
            if position.n > through:
                break
            if isinstance(line, Line):
                for purge in line.purges:
                    puts = [put for put in puts if not purge.names(kind_of(put[1]), put[1].id)]
                puts += [(line.n, r) for r in line.puts if partition_of(r) == name]
            elif line is not None:
                self.bad_line(line)
        return puts

    def bad_table(self, name: str) -> None:
        """A table whose checksum is wrong: the log has to say what was in it."""
        self._copy(f"tables-{name.replace('/', '-')}", self._files.read(self._folder / TABLES / name))
        what = message("A file of the diary was damaged; it is set aside and has been made again from the log.")
        self.report(Damage(f"{TABLES}/{name}", what))

    def missing_table(self, name: str) -> None:
        what = message("A file of the diary was missing and has been made again from the log.")
        self.report(Damage(f"{TABLES}/{name}", what))

    def bad_line(self, line: BadLine) -> None:
        """A commit that cannot be read. The tables may hold what it said."""
        segment = f"{line.segment:06d}"
        self._copy(f"log-{segment}-{line.offset}", line.raw)
        what = message("A line of the log is damaged and set aside; what it held may be missing from the diary.")
        self.report(Damage(f"{LOG}/{segment}", what, line.offset, line.days))

    def unreadable_puts(self, n: int) -> None:
        self.report(Damage(LOG, message("An entry in the log cannot be read; it is left there as it is."), n))

    def short_log(self) -> None:
        what = message("The end of the log is missing; the diary is as it was when its files were last written.")
        self.report(Damage(LOG, what))

    def _copy(self, name: str, data: bytes) -> None:
        if self._keep_copies:
            set_aside(self._files, self._folder / QUARANTINE, name, data)
