"""On which day each thing was last used, known without reading the files of all the months.

The catalogue's header says it as of the last checkpoint. What has changed since is found in the files that it is in,
which are in memory anyhow; only where the last use was taken back are earlier files searched, month by month.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from care.last_use import key_of
from care.records import Record
from storage.partitions import GROUPS, file_of, that_hold

GROUP = GROUPS["session"]  # sessions and steps lie in the same files


class LastUses:
    """`noted`: the last care days by what was used, of all files but those that changed since; None: not known, and
    all files are read once. `names`: of all files; `records_of` the records of one that are not deleted."""

    def __init__(
        self,
        noted: Mapping[str, date] | None,
        names: Collection[str],
        records_of: Callable[[str], Iterable[Record]],
    ) -> None:
        self._noted = None if noted is None else dict(noted)
        self._names, self._records_of = names, records_of
        self._changed: set[str] = set()

    def has_changed(self, name: str) -> None:
        """Take in that the records of a file are no longer those of the last checkpoint."""
        if name.startswith(f"{GROUP}/"):
            self._changed.add(name)

    def all(self) -> dict[str, date]:
        """The last days as of now."""
        if self._noted is None:
            self._noted = {}
            for name in set(that_hold(self._names, "session", None, None)) - self._changed:
                _take_in(self._noted, self._in_file(name).items())
        fresh: dict[str, date] = {}
        for name in self._changed:
            _take_in(fresh, self._in_file(name).items())
        for key, day in list(self._noted.items()):
            if file_of(GROUP, day) in self._changed and fresh.get(key, date.min) < day:
                self._search(key, day)
        _take_in(fresh, self._noted.items())
        return fresh

    def for_header(self) -> dict[str, date] | None:
        """The last days that a checkpoint taken now notes; None where nobody has asked for them yet."""
        return None if self._noted is None else dict(sorted(self.all().items()))

    def _search(self, key: str, day: date) -> None:
        """The last use was taken back: note the one before it in the files that have not changed."""
        assert self._noted is not None
        del self._noted[key]
        for name in reversed(that_hold(self._names, "session", None, day)):
            if name not in self._changed and (found := self._in_file(name).get(key)) is not None:
                self._noted[key] = found
                return

    def _in_file(self, name: str) -> dict[str, date]:
        found: dict[str, date] = {}
        _take_in(found, ((key, record.day) for record in self._records_of(name) if (key := key_of(record))))  # type: ignore[attr-defined]
        return found


def _take_in(found: dict[str, date], uses: Iterable[tuple[str, date]]) -> None:
    for key, day in uses:
        if found.get(key, date.min) < day:
            found[key] = day
