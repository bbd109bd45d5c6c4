"""A checkpoint, whole: what was purged is wiped, older tables are put aside, tables are written, segments packed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from storage.checkpoint import write_checkpoint
from storage.filesystem import FileSystem
from storage.log import Log
from storage.mirror import Mirror
from storage.partitions import CATALOG
from storage.places import QUARANTINE, TABLES
from storage.purge import wipe_folder, wipe_leftovers, wipe_log
from storage.tables import Partition
from storage.upgrade import keep_before, remove_before

logger = logging.getLogger(__name__)


class Flushing:
    """Puts on disk what a mirror holds in memory. The caller holds the folder's lock."""

    def __init__(self, folder: Path, files: FileSystem, log: Log, mirror: Mirror) -> None:
        self._folder, self._files, self._log, self._mirror = folder, files, log, mirror

    def flush(self, dirty: Iterable[Partition]) -> None:
        """Write the tables that differ from what is on disk, and the catalogue last. Raises `OSError`.

        Whatever was not reached is done by the next checkpoint: until then the log has it all.
        """
        mirror, tables = self._mirror, self._folder / TABLES
        dirty = list(dirty)
        self._wipe()
        if older := [p.name for p in dirty if p.storage.older] + [CATALOG] * mirror.catalog.older:
            keep_before(self._files, tables, older)
        header = mirror.tables.header(mirror.position, mirror.clock_high)
        write_checkpoint(self._files, tables, {p.name: p.storage for p in dirty}, mirror.catalog, header)
        mirror.pending.clear()
        mirror.unkept = False
        try:
            self._log.squeeze_closed()
        except OSError:
            logger.warning("a closed part of the log could not be packed", exc_info=True)

    def _wipe(self) -> None:
        """Remove what was purged from the disk, but for the tables, which are about to be written."""
        if pending := self._mirror.pending:
            for segment, data in wipe_log(self._log, pending):
                self._mirror.rewritten(segment, data)
            wipe_folder(self._files, self._folder / QUARANTINE, pending)
            wipe_leftovers(self._files, self._folder)
            remove_before(self._files, self._folder / TABLES)
