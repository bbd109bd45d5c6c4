"""service and remind, as people and systems start them: what is written, what is said, and who is left in peace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reminders.presence import who_is_there
from tests.commands.running import command_line, done, environment, main, refused

LINUX = sys.platform.startswith("linux")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home without a systemd that answers, whatever this machine has."""
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def at(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_RUNTIME_DIR": str(home), "DBUS_SESSION_BUS_ADDRESS": ""}


def test_a_service_is_installed_told_of_and_removed(home: Path) -> None:
    data = home / "my diary"
    said = done("service", "install", "--data", data, **at(home)).out.splitlines()
    if LINUX:
        assert said[0] == "Written: ~/.config/systemd/user/mesoday-remind.service"
        assert any("systemd" in line and "login" in line for line in said), "where none runs, what to do"
    assert any("cannot call you by itself" in line for line in said)
    again = done("service", "install", "--data", data, **at(home)).out.splitlines()
    assert again[0] == "It is installed already, just as it should be."
    told = done("service", "status", "--json", "--data", data, **at(home)).json
    assert (told["installed"], told["folder"], told["up_to_date"]) == (True, str(data), True)
    assert "service is installed" in done("service", "status", "--data", data, **at(home)).out
    gone = done("service", "remove", "--json", **at(home)).json["removed"]
    assert gone == told["places"]
    assert not any(Path(path).exists() for path in gone)
    assert "nothing was changed" in done("service", "remove", **at(home)).out
    assert done("service", "status", "--json", **at(home)).json["installed"] is False


def test_a_service_whose_program_is_gone_is_wrong_until_it_is_installed_anew(home: Path) -> None:
    data = home / "d"
    done("service", "install", "--data", data, **at(home))
    unit = home / ".config/systemd/user/mesoday-remind.service"
    unit.write_text(unit.read_text().replace(sys.executable, "/moved/away/python"))
    ended = main("service", "status", "--data", data, **at(home))
    assert (ended.status, ended.out) == (1, "")
    assert "moved" in ended.err
    assert "service install" in ended.err
    found = main("doctor", "--json", "--data", data, **at(home))
    assert found.status == 1
    assert [one["part"] for one in found.json["findings"] if one["state"] == "wrong"] == ["service"]
    assert "Written" in done("service", "install", "--data", data, **at(home)).out
    done("service", "status", "--data", data, **at(home))


@pytest.mark.parametrize("args", [[], ["fly"], ["install", "more"], ["--web", "install"]])
def test_what_is_no_request_is_refused(args: list[str], home: Path) -> None:
    refused("service", *args, **at(home))
    assert list(home.iterdir()) == []


def test_a_home_that_takes_nothing_is_one_sentence(home: Path) -> None:
    (home / ".config").write_text("a file")
    assert len(refused("service", "install", "--data", home / "d", **at(home)).splitlines()) == 1


def test_reminding_to_nobody_takes_nothing_from_the_others(tmp_path: Path) -> None:
    """A service prints to the null device: what falls due is left to whoever can show it."""
    folder, due = tmp_path / "d", {"MESODAY_NOW": "2026-03-05T19:00:10Z"}
    done("demo", "--years", "0.1", "--data", folder)
    asked = command_line("remind", "--once", "--json", "--data", folder)
    subprocess.run(asked, env=environment(**due), stdout=subprocess.DEVNULL, check=True, timeout=60)
    assert [one["title"] for one in done("remind", "--once", "--json", "--data", folder, **due).objects] == [
        "Face glow"
    ]


def test_who_reminds_is_seen_at_the_folder_and_ends_quietly(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    done("demo", "--years", "0.1", "--data", folder)
    process = subprocess.Popen(
        command_line("remind", "--data", folder), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    end = time.monotonic() + 30
    while who_is_there(folder, "remind") is None and time.monotonic() < end:
        os.sched_yield()
    assert who_is_there(folder, "remind") is not None
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=30) == (None, b"")
    assert process.returncode == 0
    assert who_is_there(folder, "remind") is None
    assert not (folder / ".remind-since").exists()


def test_the_doctor_finds_a_sound_folder_sound_and_names_nobody(home: Path) -> None:
    data = home / "my diary"
    done("demo", "--years", "0.3", "--data", data, **at(home))
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    ended = done("doctor", "--json", "--data", data, **at(home))
    assert ended.json["ok"] is True
    parts = [one["part"] for one in ended.json["findings"]]
    assert set(parts) == {"data", "time", "reminders", "notifications", "permissions", "service", "optional"}
    assert parts == sorted(parts, key=list(dict.fromkeys(parts)).index)
    read = done("doctor", "--data", data, **at(home)).out
    assert read.splitlines()[0] == "Your diary"
    assert "{" not in read
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*")} == before
    done("export", home / "all.json", "--data", data, **at(home))
    names = {one.get("name") or one.get("title") for one in json.loads((home / "all.json").read_text())["records"]}
    for said in (ended.out, read):
        assert str(home) not in said
        assert not [name for name in names if name and len(name) > 5 and name in said]


def test_the_doctor_tells_what_is_wrong_with_status_1(home: Path) -> None:
    data = home / "d"
    done("demo", "--years", "0.1", "--data", data, **at(home))
    table = next((data / "tables" / "check_ins").iterdir())
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)
    table.chmod(0o644)
    ended = main("doctor", "--data", data, **at(home))
    assert (ended.status, ended.err) == (1, "2 things are wrong.\n")
    assert 'chmod -R go-rwx "$HOME/d"' in ended.out
    assert sum(line.strip().startswith("!") for line in ended.out.splitlines()) == 2


def test_the_doctor_has_an_answer_where_other_commands_refuse(home: Path) -> None:
    (home / "file").write_text("no folder")
    assert "There is no diary" in done("doctor", "--data", home / "file", **at(home)).out
    ended = main("doctor", "--json", "--data", home / "none", **at(home), TZ="Moon/Sea")
    [wrong] = [one for one in ended.json["findings"] if one["state"] == "wrong"]
    assert (ended.status, wrong["part"]) == (1, "time")
    assert "Moon/Sea" in wrong["what"]
    assert not (home / "none").exists()


def test_a_calendar_file_is_remembered_as_far_as_it_reaches(home: Path) -> None:
    data = home / "d"
    done("demo", "--years", "0.1", "--data", data, **at(home))
    done("calendar", home / "care.ics", "--weeks", "2", "--data", data, **at(home))
    found = done("doctor", "--data", data, **at(home)).out
    assert "reaches until 19 March" in found
    assert "Nothing calls you" not in found
    later = done("doctor", "--data", data, **at(home), MESODAY_NOW="2026-04-01T00:00:00Z").out
    assert "has ended" in later
