"""plan, demo, verify, and how every command behaves towards the shell."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from care.notifying import USUAL_A_DAY
from tests.commands.running import EXAMPLE, command_line, contents, done, environment, main, read_to_end, refused

COMMANDS = (
    "demo",
    "plan",
    "due",
    "remind",
    "trends",
    "calendar",
    "export",
    "import",
    "schema",
    "verify",
    "service",
    "doctor",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    done("demo", "--years", "1", "--data", folder)
    return folder


def test_the_plan_of_the_example_day_says_what_is_closed_and_why(tmp_path: Path) -> None:
    done("import", EXAMPLE, "--data", tmp_path / "d")
    plan = done("plan", "--json", "--data", tmp_path / "d").json
    assert plan["day"] == "2026-03-05"
    (routine,) = plan["routines"]
    assert [s["title"] for s in routine["steps"]] == ["Cleanse", "Retinol"]
    (session,) = plan["sessions"]
    assert session["course"] == "01K00000000000000000000007"
    assert session["state"] == "blocked"  # but one question has been answered
    assert session["why"][0]["rule"] == "GATE"
    assert {c["area"] for c in plan["check_ins"]} <= {"glow", "scalp"}


def test_the_day_follows_the_clock_the_zone_and_the_option(demo: Path) -> None:
    def day(*args: str, **extra: str) -> str:
        return done("plan", "--json", "--data", demo, *args, **extra).json["day"]

    assert day() == "2026-03-05"
    assert day("--day", "2026-03-20") == "2026-03-20"
    assert day(MESODAY_NOW="2026-03-06T02:30:00Z") == "2026-03-05"  # 03:30 in Berlin, before the day starts
    assert day(MESODAY_NOW="2026-03-06T02:30:00Z", TZ="Asia/Tokyo") == "2026-03-06"


def test_the_plan_reads_well(demo: Path) -> None:
    lines = done("plan", "--data", demo).out.splitlines()
    assert lines[0] == "Thursday 5 March"
    assert {"Morning", "Evening", "Sessions"} <= set(lines)
    assert any(line.split()[:3] == ["due", "Face", "glow"] for line in lines)
    assert not any("{" in line for line in lines)


def test_the_invented_diary_is_the_same_every_time(tmp_path: Path) -> None:
    told = []
    for name in ("a", "b"):
        done("demo", "--years", "0.5", "--seed", "3", "--data", tmp_path / name)
        done("export", tmp_path / f"{name}.json", "--data", tmp_path / name)
        records = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))["records"]
        told.append([{k: v for k, v in r.items() if k != "installation"} for r in records])
    assert told[0] == told[1]
    assert len(told[0]) > 800
    done("demo", "--years", "0.5", "--seed", "4", "--data", tmp_path / "c")
    done("export", tmp_path / "c.json", "--data", tmp_path / "c")
    other = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["records"]
    assert len(other) != len(told[0]) or [r["id"] for r in other] != [r["id"] for r in told[0]]


def test_it_never_goes_into_a_diary_that_has_begun(demo: Path, tmp_path: Path) -> None:
    before = contents(demo)
    assert "holds a diary already" in refused("demo", "--data", demo)
    assert contents(demo) == before
    done("import", EXAMPLE, "--data", tmp_path / "d")
    before = contents(tmp_path / "d")
    refused("demo", "--data", tmp_path / "d")
    assert contents(tmp_path / "d") == before


def test_a_sound_folder_verifies_and_a_damaged_one_says_so_with_status_1(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    done("demo", "--years", "0.2", "--data", folder)
    assert done("verify", "--data", folder, "--json").json == {"ok": True, "found": []}
    assert "agrees" in done("verify", "--data", folder).out
    table = next((folder / "tables" / "check_ins").iterdir())
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)
    ended = main("verify", "--data", folder)
    assert ended.status == 1
    assert "damaged" in ended.err


def test_the_folder_may_be_named_by_the_environment_and_the_option_wins(demo: Path, tmp_path: Path) -> None:
    assert done("plan", "--json", MESODAY_DATA=str(demo)).json["routines"]
    empty = done("plan", "--json", "--data", tmp_path / "new", MESODAY_DATA=str(demo)).json
    assert (empty["routines"], empty["sessions"]) == ([], [])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = done(command, "--help").out
    assert f"main.py {command}" in said
    assert "--data" in said


@pytest.mark.parametrize(
    "args", [["--nonsense"], ["fly"], ["plan", "--day", "x"], ["due", "--from", "x"], ["import"], ["--web", "plan"]]
)
def test_what_is_not_understood_ends_with_status_2(args: list[str], tmp_path: Path) -> None:
    refused(*args, MESODAY_DATA=str(tmp_path / "data"))


@pytest.mark.parametrize("now", ["soon", "2026-13-01T00:00:00Z", "1066-01-01T00:00:00Z"])
def test_a_clock_that_cannot_be_read_is_refused(now: str, tmp_path: Path) -> None:
    assert "MESODAY_NOW" in refused("plan", "--data", tmp_path / "d", MESODAY_NOW=now)


def test_a_command_is_lean(demo: Path) -> None:
    """`plan` starts quickly because it imports neither the screens nor the scheduler."""
    asked = command_line("plan", "--json", "--data", demo, python=("-X", "importtime"))
    ended = subprocess.run(asked, env=environment(), capture_output=True, timeout=60, check=True)
    loaded = {
        line.rsplit("|", 1)[1].strip().split(".")[0] for line in ended.stderr.decode().splitlines() if "|" in line
    }
    assert {"msgspec", "care"} <= loaded
    assert not loaded & {"flet", "flet_web", "apscheduler", "icalendar", "httpx", "numpy", "fastapi", "segno"}


def test_a_reader_that_has_gone_is_no_trouble(demo: Path) -> None:
    asked = command_line("due", "--json", "--from", "2026-03-01", "--to", "2027-03-01", "--data", demo)
    process = subprocess.Popen(asked, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()


def test_ctrl_c_is_quiet(demo: Path) -> None:
    process = subprocess.Popen(
        command_line("remind", "--data", demo), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.5)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert err == b""
    assert process.returncode in (0, 130)


def test_an_output_that_takes_nothing_is_said(demo: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            command_line("plan", "--data", demo), env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines() == ["The output could not be written: no space left on device."]


def test_the_reminders_of_the_past_weeks_are_none_to_be_missed(demo: Path) -> None:
    past = done("due", "--json", "--from", "2026-02-10", "--to", "2026-03-05T12:00:00Z", "--data", demo).objects
    assert len(past) > 60
    assert {d["state"] for d in past} == {"done", "delivered"}
    coming = done("due", "--from", "2026-03-05T12:00:00Z", "--to", "2026-03-07", "--data", demo).objects
    assert {d["state"] for d in coming} == {"planned"}
    assert {"am_routine", "pm_routine", "session", "custom"} <= {d["about"] for d in coming}


def test_due_tells_the_reminders_of_a_stretch_of_time_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    done("import", EXAMPLE, "--data", folder)
    asked = ("due", "--from", "2026-03-27T23:30:00Z", "--to", "2026-03-29T22:30:00Z", "--json", "--data", folder)
    found = done(*asked).objects
    assert [d["at"] for d in found] == sorted(d["at"] for d in found)
    wipes = [d for d in found if d["about"] == "custom"]
    assert [(d["title"], d["date"], d["slot"], d["at"], d["local"]) for d in wipes] == [
        ("Wipe the wand", "2026-03-28", "00:30", "2026-03-27T23:30:00Z", "2026-03-28T00:30"),
        ("Wipe the wand", "2026-03-29", "00:30", "2026-03-28T23:30:00Z", "2026-03-29T00:30"),
    ]  # the one of 30 March, at 22:30 UTC, is not included any more
    assert set(found[0]) == {"reminder", "about", "title", "date", "slot", "at", "local", "state"}
    elsewhere = done(*asked, TZ="Asia/Tokyo").objects
    assert [d["at"] for d in elsewhere if d["about"] == "custom"] == [d["at"] for d in wipes]


def test_due_knows_what_became_of_reminders_long_past(demo: Path) -> None:
    asked = ("due", "--from", "2026-02-20", "--to", "2026-02-24", "--json", "--data", demo)
    assert done(*asked).objects == done(*asked, MESODAY_NOW="2026-08-01T12:00:00Z").objects


def test_on_a_terminal_due_is_a_table(demo: Path) -> None:
    ours, theirs = pty.openpty()
    asked = command_line("due", "--from", "2026-03-05T12:00:00Z", "--to", "2026-03-06", "--data", demo)
    subprocess.run(asked, env=environment(), stdout=theirs, stderr=subprocess.STDOUT, check=True, timeout=60)
    os.close(theirs)
    lines = read_to_end(ours).splitlines()
    assert lines[0] == "Thursday 5 March"
    assert any(line.split() == ["20:00", "Face", "glow"] for line in lines)


def test_due_asks_for_a_sensible_stretch_of_time(demo: Path) -> None:
    assert "--from lies after --to" in refused("due", "--from", "2026-03-05", "--to", "2026-03-04", "--data", demo)
    assert "ten years at most" in refused("due", "--from", "2026-03-05", "--to", "2126-03-05", "--data", demo)


def test_remind_rings_once_and_tells_what_was_missed(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    done("demo", "--years", "0.3", "--data", folder)
    at_eight = {"MESODAY_NOW": "2026-03-05T19:00:10Z"}
    rung = done("remind", "--once", "--json", "--data", folder, **at_eight).objects
    assert [(d["event"], d["title"], d["local"]) for d in rung] == [("ring", "Face glow", "2026-03-05T20:00")]
    assert done("remind", "--once", "--data", folder, **at_eight).out == ""
    later = done("remind", "--once", "--data", folder, MESODAY_NOW="2026-03-06T11:00:00Z").out
    assert "Evening (missed: Mesoday was not running)" in later
    assert "Morning (missed: Mesoday was not running)" in later
    assert "Face glow" not in later
    assert done("remind", "--once", "--data", folder, MESODAY_NOW="2026-03-06T11:00:00Z").out == ""
    past = done("due", "--from", "2026-03-05T19:00Z", "--to", "2026-03-06T11:00Z", "--json", "--data", folder).objects
    assert {"delivered", "missed_shown"} == {d["state"] for d in past}


def test_remind_rings_at_its_instant_and_goes_on_until_it_is_stopped(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    done("demo", "--years", "0.1", "--data", folder)
    process = subprocess.Popen(
        command_line("remind", "--json", "--data", folder),
        env=environment(MESODAY_NOW="2026-03-05T18:59:58Z"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    ended = threading.Timer(20, process.kill)  # at its instant, not at the next beat half a minute later
    ended.start()
    first = json.loads(process.stdout.readline())
    ended.cancel()
    assert (first["event"], first["title"]) == ("ring", "Face glow")
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=30) == (b"", b"")
    assert process.returncode == 0
    assert done("remind", "--once", "--data", folder, MESODAY_NOW="2026-03-05T19:00:01Z").out == ""


def test_the_calendar_holds_the_plan_with_alarms(demo: Path, tmp_path: Path) -> None:
    from icalendar import Calendar

    out = tmp_path / "care.ics"
    done("calendar", out, "--weeks", "2", "--data", demo)
    events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    planned = done("due", "--from", "2026-03-05T12:00:00Z", "--to", "2026-03-19T12:00:00Z", "--data", demo).objects
    assert len(events) == len(planned) > 50
    by_day = Counter(e.decoded("DTSTART").date() for e in events if e.walk("VALARM"))
    assert set(by_day) == {e.decoded("DTSTART").date() for e in events}
    assert max(by_day.values()) <= USUAL_A_DAY
    assert "cannot be written" in refused("calendar", tmp_path / "none" / "o.ics", "--data", demo)
