"""The one door: every change of the diary goes through here.

`Companion` loads what a decider needs, lets it decide, commits, and tells those who listen. It holds no rule of its
own.
`Vault` is one data folder, open; several may be open in one process.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from care.changes import Changes
from care.days import Moment
from care.diary import Diary, by_id
from care.knowledge import Knowledge
from care.last_use import asks_for_more
from care.messages import message
from care.plan import DayPlan, plan_day
from care.ports import Clock
from care.records import Profile, Record
from care.verbs import decide
from storage.errors import Damage
from storage.ids import UlidIds
from storage.knowledge import read_knowledge
from storage.local import Local
from storage.photos import SWEPT_AT
from storage.store import Stale, Store

log = logging.getLogger(__name__)
Listener = Callable[[frozenset[str]], None]

LOOK_BACK = timedelta(days=62)  # how far events are read for the plan of a day; courses reach back to their start
ATTEMPTS = 20  # a decision is taken anew when another process changed the same record meanwhile


class Companion:
    """Decides and commits for one store. Methods block on the disk: screens call them in a worker thread."""

    def __init__(self, store: Store, knowledge: Knowledge, clock: Clock) -> None:
        self.store, self.knowledge, self.clock = store, knowledge, clock
        self._listeners: list[Listener] = []
        self._door = threading.Lock()
        # The snapshot read last: it is asked for again at once.
        self._last: tuple[tuple[int, date | None], Diary] | None = None

    @property
    def version(self) -> int:
        """Grows with every change, ours or another process's as soon as it is read."""
        return self.store.position

    @property
    def damages(self) -> tuple[Damage, ...]:
        """What is known to be or to have been damaged on the disk, the gravest first."""
        return self.store.found

    def now(self) -> Moment:
        return Moment(self.clock.now(), self.clock.zone())

    def today(self) -> date:
        return self.now().care_day(self.profile().day_starts_at)

    def profile(self) -> Profile:
        return next(iter(self.store.records("profile")), Profile())  # type: ignore[return-value]

    def diary(self, since: date | None = None, *, whole: bool = False) -> Diary:
        """A snapshot with events back to `since`; about two months when it is not given, all of them when `whole`."""
        read = self.store.records
        profile = self.profile()
        start = None if whole else since or self.now().care_day(profile.day_starts_at) - LOOK_BACK
        key = (self.version, start)
        if self._last is not None and self._last[0] == key:
            return self._last[1]
        courses = read("course")
        begun = [c.starts_on for c in courses if c.state == "active"]  # type: ignore[attr-defined]
        sessions_from = min([start, *begun]) if start else None
        found = Diary(
            profile=profile,
            answers=by_id(read("answer")),  # type: ignore[arg-type]
            products=by_id(read("product")),  # type: ignore[arg-type]
            devices=by_id(read("device")),  # type: ignore[arg-type]
            routines=by_id(read("routine")),  # type: ignore[arg-type]
            courses=by_id(courses),  # type: ignore[arg-type]
            pauses=tuple(read("pause")),  # type: ignore[arg-type]
            treatments=tuple(read("treatment")),  # type: ignore[arg-type]
            reminders=by_id(read("reminder")),  # type: ignore[arg-type]
            sessions=tuple(read("session", since=sessions_from)),  # type: ignore[arg-type]
            steps_done=tuple(read("step_done", since=start)),  # type: ignore[arg-type]
            choices=tuple(read("choice", since=start)),  # type: ignore[arg-type]
            check_ins=tuple(read("check_in", since=start)),  # type: ignore[arg-type]
            reactions=(*self._lasting(sessions_from), *read("reaction", since=sessions_from)),  # type: ignore[arg-type]
            photos=tuple(read("photo", since=start)),  # type: ignore[arg-type]
            ledger=by_id(read("occurrence", since=start)),  # type: ignore[arg-type]
            since=start,
        )
        if start is not None and asks_for_more(found, self.knowledge, self.now().care_day(profile.day_starts_at)):
            found = replace(found, used_before=self.store.last_uses())
        self._last = (key, found)
        return found

    def _lasting(self, before: date | None) -> list[Record]:
        """What happened to the skin long ago and may still close something."""
        return self.store.lasting_reactions(before) if before is not None else []

    def ratings(self) -> Diary:
        """The snapshot of today with all check-ins, and the sessions of the courses that a trend may look at: all that
        the trends read, for less than the whole diary."""
        from care.trends import sessions_since  # statistics, which the first screen does not need

        recent, read = self.diary(), self.store.records
        sessions = read("session", since=sessions_since(recent.courses.values()))
        return replace(recent, check_ins=tuple(read("check_in")), sessions=tuple(sessions), since=None)  # type: ignore[arg-type]

    def plan(self, day: date | None = None) -> DayPlan:
        """The plan of a care day (today's when none is named)."""
        now = self.now()
        diary = self.diary(None if day is None else min(day, self.today()) - LOOK_BACK)
        return plan_day(diary, self.knowledge, day or now.care_day(diary.profile.day_starts_at), now)

    def history(self, kind: str, id: str) -> list[tuple[datetime, Record]]:
        """Every version of a record with the instant it was kept, oldest first."""
        return self.store.history(kind, id)

    def do(self, command: object) -> Changes:
        """Decide, commit, tell. Raises `Refused` or `StorageError`; nothing has changed then."""
        with self._door:
            for _ in range(ATTEMPTS):
                changes = decide(command, self._diary_for(command), self.knowledge, self.now())
                if not changes:
                    return changes
                try:
                    kept = self.store.commit(changes)
                    break
                except Stale:
                    self.store.refresh()
            else:
                raise Stale(
                    message("Another Mesoday keeps changing the same entry. Nothing was changed; please try again.")
                )
            self._follow(kept)
        self._tell(kept)
        return kept

    def undo(self, changes: Changes) -> Changes:
        """Take changes back, as long as nobody has changed the same records since."""
        with self._door:
            kept = self.store.commit(changes.inverse())
            self._follow(kept)
        self._tell(kept)
        return kept

    def purge(self, kind: str, id: str) -> bool:
        """Remove a record and its history for good; whether there was one. Raises `StorageError`."""
        with self._door:
            gone = self.store.purge(kind, id)
        if gone:
            self._heard(frozenset({kind}))
            if kind == "photo":
                self.store.local.update(**{SWEPT_AT: None})  # nothing names its bytes any more
        return gone

    def refresh(self) -> bool:
        """Read on what other processes wrote; tell those who listen."""
        if not self.store.behind():
            return False
        kinds = self.store.refresh()
        if kinds:
            self._heard(kinds)
        return bool(kinds)

    def listen(self, heard: Listener) -> Callable[[], None]:
        """Call `heard` with the kinds that changed, in the thread that committed. Returns the way to stop."""
        self._listeners.append(heard)
        return lambda: self._listeners.remove(heard) if heard in self._listeners else None

    def _diary_for(self, command: object) -> Diary:
        day = getattr(command, "day", None)
        since = day - LOOK_BACK if isinstance(day, date) else None
        whole = bool(getattr(command, "whole_diary", False))
        return self.diary(since, whole=whole)

    def _follow(self, kept: Changes) -> None:
        """Take our own commit into the snapshot at hand, unless others wrote meanwhile: cheaper than reading anew."""
        if self._last is None:
            return
        (version, start), diary = self._last
        if self.version == version + 1 and (following := diary.after(kept)) is not None:
            self._last = ((self.version, start), following)

    def _tell(self, kept: Changes) -> None:
        self._heard(frozenset(type(c.after).__struct_config__.tag for c in kept.puts))  # type: ignore[misc]

    def _heard(self, kinds: frozenset[str]) -> None:
        for heard in tuple(self._listeners):
            try:
                heard(kinds)
            except Exception:  # one screen's trouble must not undo what was kept, nor silence the others
                log.exception("a listener failed")


class Vault:
    """One data folder, open: its store, its companion, its knowledge."""

    def __init__(self, folder: Path, store: Store, knowledge: Knowledge, clock: Clock, local: Local) -> None:
        self.folder, self.store, self.knowledge, self.clock, self.local = folder, store, knowledge, clock, local
        self.companion = Companion(store, knowledge, clock)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock, assets: Path, read_only: bool = False) -> Vault:
        """Open a data folder, making it if need be. Raises `StorageError` in one sentence."""
        store = Store.open(folder, clock=clock, ids=UlidIds(clock), read_only=read_only)
        return cls(folder, store, read_knowledge(assets / "knowledge"), clock, store.local)

    def close(self) -> None:
        """Write the checkpoint and let go of the folder."""
        self.store.close()
