"""The units of systemd: as systemd reads them, and as installing, renewing and removing leave them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reminders.login_service.job import Job, ServiceError
from reminders.login_service.system import Ran
from reminders.login_service.systemd import Systemd
from reminders.login_service.systemd_units import SERVICE, TIMER, command_of, quoted, units
from reminders.presence import Presence
from tests.reminders.login_service.analyzer import complaints
from tests.reminders.login_service.systems import Programs, job_in, nobody
from tests.reminders.test_presence import SINCE

RUNNING = "ActiveState=active\nActiveEnterTimestamp=Thu 2026-11-26 07:29:40 UTC\n"


def answering(line: str) -> Ran:
    return Ran(0, RUNNING) if " show mesoday" in line else Ran(0)


def systemd(home: Path, job: Job, programs: Programs, **env: str) -> Systemd:
    return Systemd(job, env, home=home, run=programs)


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_systemd_has_nothing_against_the_units(tmp_path: Path, home: Path) -> None:
    job = job_in(tmp_path, zone="Europe/Berlin")
    Systemd(job, {}, home=home, run=nobody).install()
    files = [home / ".config/systemd/user" / name for name in (SERVICE, TIMER)]
    (tmp_path / "runtime").mkdir()
    assert complaints(files, tmp_path / "runtime") in ("", None)


def test_systemd_finds_every_odd_path_under_our_quotes(tmp_path: Path) -> None:
    """Each is a program that must exist: systemd would complain of a name that it reads otherwise."""
    units = []
    for n, name in enumerate(["plain", "a b", "100%", "%h", "$HOME", "${x}", "é ü", "a;b", "#x", "a=b", "(x)", "@y"]):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o700)
        units.append(tmp_path / f"odd-{n}.service")
        units[-1].write_text(f"[Service]\nExecStart=:{quoted(str(program))}\n")
    (tmp_path / "runtime").mkdir()
    assert complaints(units, tmp_path / "runtime") in ("", None)


@pytest.mark.parametrize("name", ['a"b', "a'b", "a\\b", "a\tb", "\\x41", 'q" %h $HOME'])
def test_an_interpreter_that_systemd_refuses_is_started_by_a_shell(tmp_path: Path, home: Path, name: str) -> None:
    job = job_in(tmp_path)
    job.python.rename(python := job.python.with_name(name))
    service = Systemd(replace(job, python=python), {}, home=home, run=nobody)
    service.install()
    (tmp_path / "runtime").mkdir()
    assert complaints([home / ".config/systemd/user" / SERVICE], tmp_path / "runtime") in ("", None)
    standing = service.standing()
    assert standing.command is not None
    assert (standing.command[0], standing.fits, standing.gone) == (str(python), True, ())


def test_systemd_does_complain_of_what_is_wrong(tmp_path: Path) -> None:
    unit = tmp_path / "bad.service"
    unit.write_text('[Service]\nExecStart=:"/no/such/program"\nColour=red\n')
    (tmp_path / "runtime").mkdir()
    assert complaints([unit], tmp_path / "runtime") != ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=6))
def test_what_is_quoted_is_read_again(command: list[str]) -> None:
    line = " ".join(map(quoted, command))
    assert "\n" not in line
    assert command_of(f"[Service]\nExecStart=:{line}\nNice=5\n") == tuple(command)


def test_the_service_holds_the_zone_only_where_one_was_named(tmp_path: Path) -> None:
    assert 'Environment="TZ=Asia/Tokyo"\n' in units(job_in(tmp_path, zone="Asia/Tokyo"))[SERVICE].decode()
    unit = units(job_in(tmp_path))[SERVICE].decode()
    assert "TZ" not in unit, "reminders follow the traveller"
    assert "StandardOutput=null" in unit, "what rings does not stand in the journal"
    assert "Restart=on-failure" in unit
    assert "Persistent=true" in units(job_in(tmp_path))[TIMER].decode()


def test_installing_again_changes_nothing_and_after_a_move_it_renews(tmp_path: Path, home: Path) -> None:
    job, programs = job_in(tmp_path), Programs(answering)
    first = systemd(home, job, programs).install()
    assert [path.name for path in first.written] == [SERVICE, TIMER, TIMER]
    assert first.now
    again = systemd(home, job, programs).install()
    assert (again.written, again.now) == ((), True)
    assert programs.asked[-1] == f"systemctl --user start {SERVICE}"
    moved = systemd(home, replace(job, folder=tmp_path / "elsewhere"), programs).install()
    assert [path.name for path in moved.written] == [SERVICE]
    assert programs.asked[-1] == f"systemctl --user restart {SERVICE}"
    standing = systemd(home, job, programs).standing()
    assert (standing.folder, standing.fits) == (tmp_path / "elsewhere", False)


def test_removing_leaves_nothing_and_spares_what_is_of_others(tmp_path: Path, home: Path) -> None:
    stamp = home / ".local/share/systemd/timers" / f"stamp-{TIMER}"
    service = systemd(home, job_in(tmp_path), Programs(answering))
    service.install()
    assert below(home) > {".config/systemd/user/mesoday-remind.service"}
    service.remove()
    assert below(home) == {".config"}
    service.install()
    stamp.parent.mkdir(parents=True)
    stamp.touch()
    other = home / ".config/systemd/user/other.service"
    other.write_text("[Unit]\n")
    assert len(service.remove()) == 3
    assert not stamp.exists()
    assert other.exists()
    assert service.remove() == ()
    assert not service.standing().installed


def test_without_a_manager_it_is_written_and_said(tmp_path: Path, home: Path) -> None:
    programs, job = Programs(nobody), job_in(tmp_path)
    made = systemd(home, job, programs).install()
    assert (len(made.written), made.now) == (3, False)
    [said] = made.said
    assert dict(said.values)["folder"] == str(job.folder)
    assert set(programs.asked) == {"systemctl --user show-environment"}, "nothing else is asked of what is not there"
    assert systemd(home, job, programs).standing().running is None


def test_units_go_where_the_person_keeps_them(tmp_path: Path, home: Path) -> None:
    service = systemd(home, job_in(tmp_path), Programs(nobody), XDG_CONFIG_HOME=str(tmp_path / "conf"))
    service.install()
    assert (tmp_path / "conf/systemd/user" / SERVICE).is_file()
    assert below(home) == set()
    systemd(home, job_in(tmp_path), Programs(nobody), XDG_CONFIG_HOME="relative").install()
    assert (home / ".config/systemd/user" / SERVICE).is_file()


@pytest.mark.parametrize(
    ("told", "running", "since"),
    [
        (RUNNING, True, "2026-11-26T07:29:40+00:00"),
        ("ActiveState=active\nActiveEnterTimestamp=n/a\n", True, None),
        ("ActiveState=inactive\nActiveEnterTimestamp=Thu 2026-11-26 07:29:40 UTC\n", False, None),
        ("ActiveState=failed\n", False, None),
    ],
)
def test_it_stands_as_the_system_says(tmp_path: Path, home: Path, told: str, running: bool, since: str | None) -> None:
    programs = Programs(lambda line: Ran(0, told if " show mesoday" in line else ""))
    service = systemd(home, job_in(tmp_path), programs)
    service.install()
    standing = service.standing()
    assert (standing.running, standing.since and standing.since.isoformat()) == (running, since)
    assert standing.fits
    assert standing.gone == ()


def test_where_the_system_cannot_be_asked_the_folder_tells(tmp_path: Path, home: Path) -> None:
    job = job_in(tmp_path)
    service = systemd(home, job, Programs(nobody))
    service.install()
    job.folder.mkdir()
    presence = Presence(job.folder, "remind")
    presence.begin(SINCE)
    standing = service.standing()
    presence.end()
    assert (standing.running, standing.since) == (True, SINCE)


def test_a_unit_that_somebody_spoilt_is_told_and_renewed(tmp_path: Path, home: Path) -> None:
    service = systemd(home, job_in(tmp_path), Programs(answering))
    service.install()
    unit = home / ".config/systemd/user" / SERVICE
    unit.write_bytes(b"\xff[Service]\nExecStart=/bin/true\n")
    standing = service.standing()
    assert (standing.installed, standing.command, standing.fits) == (True, None, False)
    assert service.install().written == (unit,)
    assert service.standing().fits


def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, home: Path) -> None:
    (home / ".config").write_text("a file")
    with pytest.raises(ServiceError):
        systemd(home, job_in(tmp_path), Programs(nobody)).install()


def test_a_service_that_does_not_start_is_one_sentence(tmp_path: Path, home: Path) -> None:
    programs = Programs(lambda line: Ran(1 if " restart " in line else 0))
    with pytest.raises(ServiceError, match="could not start it"):
        systemd(home, job_in(tmp_path), programs).install()
