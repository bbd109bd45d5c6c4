"""backup, restore and verify, run as processes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.running import ROOT, command_line, contents, done, environment, main, refused
from tests.storage.kept_diary import fill, live, pictures_of

GOLDEN = ROOT / "tests" / "storage" / "golden" / "backup-1.mesoday.zip"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    fill(tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def saved(data: Path, tmp_path: Path) -> Path:
    done("backup", tmp_path / "saved.zip", "--data", data)
    return tmp_path / "saved.zip"


def test_a_backup_is_made_and_said(data: Path, tmp_path: Path) -> None:
    before = contents(data)
    said = done("backup", tmp_path / "a.zip", "--data", data).out
    assert "21 records are in" in said
    assert "With 3 pictures." in said
    found = done("backup", tmp_path / "b.zip", "--data", data, "--json").json
    assert found == {
        "file": str(tmp_path / "b.zip"),
        "records": 21,
        "deleted": 2,
        "pictures": 3,
        "pictures_missing": 0,
        "first": "2025-10-19",
        "last": "2026-11-23",
        "left_out": [],
    }
    assert contents(data) == before
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600


def test_without_yes_a_restore_is_only_a_look(saved: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    looked = done("restore", saved, "--data", there, "--json").json
    assert not there.exists()
    assert {k: looked[k] for k in ("restored", "new", "changed", "same", "newer_here", "pictures_new")} == {
        "restored": False,
        "new": 21,
        "changed": 0,
        "same": 2,
        "newer_here": 0,
        "pictures_new": 3,
    }
    assert (looked["first"], looked["last"], looked["app"]) == ("2025-10-19", "2026-11-23", "0.1.0")
    assert looked["made_at"] == "2026-03-05T12:00:00Z"
    assert looked["kept_in"] is None
    said = done("restore", saved, "--data", there).out
    assert "nothing was changed. With --yes it is restored." in said
    assert "Made on 5 March 2026" in said


def test_with_yes_everything_is_there_again(data: Path, saved: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    assert done("restore", saved, "--yes", "--data", there, "--json").json["restored"] is True
    assert live(there) == live(data)
    assert pictures_of(there) == pictures_of(data)
    assert done("verify", "--data", there).out == "All that is kept here was read and agrees.\n"
    before = contents(there)
    assert "All of it is here already" in done("restore", "--yes", saved, "--data", there).out
    assert contents(there) == before


def test_as_it_was_takes_back_what_came_since_and_keeps_it(data: Path, saved: Path, tmp_path: Path) -> None:
    before = live(data)
    done("import", ROOT / "tests" / "data" / "design-example.json", "--data", data, MESODAY_NOW="2026-11-24T12:00:00Z")
    later = live(data)
    assert later != before
    stays = done("restore", saved, "--yes", "--data", data, "--json").json
    assert stays["newer_here"] > 0
    assert stays["kept_in"] is None
    assert live(data) == later
    assert "--as-it-was" in done("restore", saved, "--data", data).out
    found = done("restore", saved, "--yes", "--as-it-was", "--data", data, "--json").json
    assert found["deleted"] > 0
    assert live(data) == before
    kept = Path(found["kept_in"])
    assert kept.parent == data / "backups"
    assert "read and agrees" in done("verify", kept).out
    done("restore", kept, "--as-it-was", "--yes", "--data", data)
    assert live(data) == later


def test_the_golden_backup_is_restored(tmp_path: Path) -> None:
    assert done("verify", GOLDEN, "--json").json == {"ok": True, "found": []}
    assert done("restore", GOLDEN, "--yes", "--data", tmp_path / "d", "--json").json["new"] == 21


def test_verify_of_a_damaged_backup_ends_with_1(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        info = next(i for i in archive.infolist() if i.filename.startswith("photos/"))
    content = bytearray(saved.read_bytes())
    content[info.header_offset + 300] ^= 1
    saved.write_bytes(content)
    ended = main("verify", saved)
    assert (ended.status, ended.out) == (1, "")
    assert "is damaged" in ended.err
    ended = main("verify", saved, "--json")
    assert ended.status == 1
    assert ended.json["ok"] is False


def test_a_damaged_picture_is_said_and_the_backup_made(data: Path, tmp_path: Path) -> None:
    path = next((data / "photos").rglob("*.jpg"))
    path.write_bytes(b"damaged")
    ended = main("backup", tmp_path / "a.zip", "--data", data, "--json")
    assert ended.status == 1
    assert ended.json["pictures_missing"] == 1
    assert "One picture is damaged" in ended.err
    done("verify", tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["backup"], "OUT"),
        (["backup", "{tmp}/none/a.zip", "--data", "{data}"], "no folder"),
        (["backup", "{tmp}", "--data", "{data}"], "is a folder"),
        (["backup", "{tmp}/a.zip", "--data", "{tmp}/nowhere"], "no diary"),
        (["restore"], "FILE"),
        (["restore", "{tmp}/nothing.zip", "--data", "{tmp}/nowhere"], "no file called"),
        (["restore", "{tmp}/nothing.zip", "--yes", "--data", "{tmp}/nowhere"], "no file called"),
        (["restore", "{tmp}/text.zip", "--yes", "--data", "{tmp}/nowhere"], "not a Mesoday backup"),
        (["restore", "{tmp}/text.zip", "--yes", "--data", "{data}"], "not a Mesoday backup"),
        (["verify", "{tmp}/nothing.zip"], "no file called"),
        (["verify", "--data", "{tmp}/nowhere"], "no diary"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(data: Path, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "text.zip").write_text("Dear diary")
    before = contents(tmp_path)
    assert words in refused(*(a.format(tmp=tmp_path, data=data) for a in arguments))
    assert {k: v for k, v in contents(tmp_path).items() if "tables/" not in k} == {
        k: v for k, v in before.items() if "tables/" not in k
    }  # opening for --yes may leave a checkpoint
    assert not (tmp_path / "nowhere").exists()


def test_a_goal_where_nothing_may_be_written_is_refused(data: Path) -> None:
    refused("backup", "/proc/a.zip", "--data", data)


def big(folder: Path) -> Path:
    """So many pictures that a backup takes some tenths of a second."""
    fill(folder, pictures=40, size=1_500_000)
    return folder


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return big(tmp_path_factory.mktemp("album") / "data")


def until(there: Callable[[], object]) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if there():
            return True
        time.sleep(0.002)
    return False


def temporary(folder: Path) -> list[Path]:
    return list(folder.glob(".*.tmp"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_a_backup_and_leaves_nothing(album: Path, tmp_path: Path, number: signal.Signals) -> None:
    command = command_line("backup", tmp_path / "a.zip", "--data", album)
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert until(lambda: temporary(tmp_path))
    process.send_signal(number)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"This was stopped before its end. Nothing was changed.\n")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_stops_a_restore_and_the_diary_is_as_it_was(album: Path, data: Path, tmp_path: Path) -> None:
    done("backup", tmp_path / "album.zip", "--data", album)
    before = live(data)
    command = command_line("restore", tmp_path / "album.zip", "--as-it-was", "--yes", "--data", data)
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert until(lambda: len(pictures_of(data)) > 4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    assert b"stopped" in err
    assert live(data) == before
    done("verify", "--data", data)


def test_a_person_who_reads_along_sees_how_far_it_is(album: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = command_line("backup", tmp_path / "a.zip", "--data", album)
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    out, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert b"%" not in out
    percents = [int(p.split(b"%")[0].split(b":")[1]) for p in shown.split(b"\r") if b"%" in p]
    assert percents == sorted(percents)
    assert len(percents) > 20
    assert percents[-1] == 100
