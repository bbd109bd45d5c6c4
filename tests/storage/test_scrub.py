"""Once a week everything is read and compared; what was found is kept for the person to see."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from care.progress import Cancelled
from storage.backup import make_backup
from storage.backup_form import BackupError
from storage.photos import Photos
from storage.scrub import scrub
from storage.store import Store
from storage.verify import verify, verify_backup
from tests.storage.kept_diary import fill
from tests.storage.store_makers import CountingClock, open_store


class StandingClock(CountingClock):
    def now(self) -> datetime:
        return self.at


CLOCK = StandingClock()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fill(tmp_path / "data")


def test_a_sound_diary_is_noted_as_such_once_a_week(store: Store) -> None:
    clock = StandingClock()
    assert scrub(store.folder, store.local, clock=clock) == []
    kept = open_store(store.folder, read_only=True).local
    assert kept.get("scrubbed_at") == "2026-11-23T08:00:00+00:00"
    assert kept.get("scrub_found") is None
    clock.at += timedelta(days=6, hours=23)
    assert scrub(store.folder, store.local, clock=clock) is None
    clock.at += timedelta(hours=1)
    assert scrub(store.folder, store.local, clock=clock) == []
    clock.at -= timedelta(days=100)
    assert scrub(store.folder, store.local, clock=clock) == []


def test_a_rotten_picture_and_a_rotten_line_are_found_and_later_forgotten(store: Store) -> None:
    clock = StandingClock()
    path = next(iter(Photos(store.folder).all()))
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + b"!")
    log = max((store.folder / "log").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b'"note":"moved"', b'"note":"mOved"'))
    found = scrub(store.folder, store.local, clock=clock)
    assert found is not None
    assert len(found) >= 2
    kept = open_store(store.folder, read_only=True).found
    assert kept == tuple(sorted(found, key=lambda damage: damage.outcome != "lost"))
    assert any("picture is damaged" in damage.what.text for damage in kept)
    assert any("line of the log is damaged" in damage.what.text for damage in kept)
    path.write_bytes(sound)
    log.write_bytes(log.read_bytes().replace(b'"note":"mOved"', b'"note":"moved"'))
    clock.at += timedelta(days=7)
    assert scrub(store.folder, store.local, clock=clock) == []
    assert open_store(store.folder, read_only=True).local.get("scrub_found") is None


def test_a_stopped_scrub_is_due_again(store: Store) -> None:
    with pytest.raises(Cancelled):
        scrub(store.folder, store.local, clock=CLOCK, cancelled=lambda: True)
    assert scrub(store.folder, store.local, clock=CLOCK) == []


def test_no_diary_is_said_and_not_raised(store: Store, tmp_path: Path) -> None:
    found = scrub(tmp_path / "none", store.local, clock=CLOCK)
    assert found
    assert "no diary" in found[0].said.text
    assert [damage.outcome for damage in store.found] == ["unread"]


def test_reading_everything_says_how_far_it_is(store: Store) -> None:
    said: list[int] = []
    assert verify(store.folder, progress=lambda done, of: said.append(done)) == []
    assert said == sorted(said)
    assert (said[0], said[-1]) == (0, 1000)
    assert len(said) > 4


def test_a_backup_is_verified_whole(store: Store, tmp_path: Path) -> None:
    path = make_backup(store.folder, tmp_path / "b.zip", clock=CLOCK).path
    assert verify_backup(path) == []
    path.write_bytes(path.read_bytes()[:-100])
    (sentence,) = verify_backup(path)
    assert "not a whole one" in sentence.text
    with pytest.raises(BackupError, match="no file"):
        verify_backup(tmp_path / "none.zip")
