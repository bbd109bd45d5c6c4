"""launchd and the Task Scheduler: the formats that they read, and what is asked of them. Nothing runs here."""

from __future__ import annotations

import plistlib
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reminders.login_service.choose import job_for, login_service
from reminders.login_service.job import Job, ServiceError
from reminders.login_service.launchd import LABEL, Launchd, agent
from reminders.login_service.system import Ran
from reminders.login_service.task_scheduler import NAME, SPACE, TaskScheduler, arguments_of, task
from tests.reminders.login_service.systems import Programs, job_in, nobody

ANN = "HOME\\ann"

# The children that Microsoft documents for each element that we write. Those of a trigger form a sequence; the others
# may stand in any order, each once.
DOCUMENTED = {
    "Task": {"RegistrationInfo", "Triggers", "Settings", "Data", "Principals", "Actions"},
    "RegistrationInfo": {"URI", "SecurityDescriptor", "Source", "Date", "Author", "Version", "Description"},
    "Triggers": {"LogonTrigger", "BootTrigger", "TimeTrigger", "CalendarTrigger"},
    "LogonTrigger": ["Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "UserId", "Delay"],
    "Principals": {"Principal"},
    "Principal": {"UserId", "LogonType", "GroupId", "DisplayName", "RunLevel"},
    "Settings": {
        "AllowStartOnDemand",
        "RestartOnFailure",
        "MultipleInstancesPolicy",
        "DisallowStartIfOnBatteries",
        "StopIfGoingOnBatteries",
        "AllowHardTerminate",
        "StartWhenAvailable",
        "RunOnlyIfNetworkAvailable",
        "WakeToRun",
        "Enabled",
        "Hidden",
        "IdleSettings",
        "ExecutionTimeLimit",
        "Priority",
        "RunOnlyIfIdle",
    },
    "RestartOnFailure": {"Interval", "Count"},
    "Actions": {"Exec"},
    "Exec": {"Command", "Arguments", "WorkingDirectory"},
}


def test_the_agent_of_macos_is_read_again_as_it_was_meant(tmp_path: Path) -> None:
    job = job_in(tmp_path, zone="Europe/Berlin")
    values = plistlib.loads(agent(job))
    assert values["ProgramArguments"] == list(job.command)
    assert (values["Label"], values["RunAtLoad"]) == (LABEL, True)
    assert values["KeepAlive"] == {"SuccessfulExit": False}
    assert values["EnvironmentVariables"] == {"TZ": "Europe/Berlin"}
    assert values["StandardOutPath"] == "/dev/null", "what rings stands in no log"
    assert "EnvironmentVariables" not in plistlib.loads(agent(job_in(tmp_path)))


def test_the_agent_is_installed_renewed_and_removed(tmp_path: Path) -> None:
    loaded: list[str] = []

    def answer(line: str) -> Ran:
        if "bootstrap" in line:
            loaded.append(line)
        if "bootout" in line:
            loaded.clear()
        return Ran(0 if loaded or "print" not in line else 113, "\tstate = running\n\tpid = 7\n")

    job, programs = job_in(tmp_path), Programs(answer)
    service = Launchd(job, home=tmp_path, user=501, run=programs)
    place = tmp_path / "Library/LaunchAgents" / f"{LABEL}.plist"
    assert service.install().written == (place,)
    assert f"launchctl bootstrap gui/501 {place}" in programs.asked
    assert service.install().written == ()
    standing = service.standing()
    assert (standing.fits, standing.running, standing.command) == (True, True, job.command)
    moved = Launchd(replace(job, folder=tmp_path), home=tmp_path, user=501, run=programs)
    assert moved.install().written == (place,)
    assert service.standing().folder == tmp_path
    place.write_bytes(b"rubbish")
    assert (service.standing().installed, service.standing().command) == (True, None)
    assert service.remove() == (place,)
    assert not loaded
    assert (service.remove(), service.standing().installed) == ((), False)


def test_where_launchd_does_not_answer_it_is_written_and_said(tmp_path: Path) -> None:
    service = Launchd(job_in(tmp_path), home=tmp_path, user=501, run=Programs(nobody))
    made = service.install()
    assert (len(made.written), made.now, len(made.said)) == (1, False, 1)
    assert service.standing().running is None


def test_the_task_of_windows_holds_only_what_is_documented(tmp_path: Path) -> None:
    content = task(job_in(tmp_path), ANN)
    assert content.startswith((b"\xff\xfe", b"\xfe\xff"))
    assert b'encoding="utf-16"' in content.decode("utf-16").lower().replace("'", '"').encode()
    root = ElementTree.fromstring(content)
    assert (root.tag, root.get("version")) == (f"{{{SPACE}}}Task", "1.2")
    for element in root.iter():
        name, children = local(element), [local(child) for child in element]
        if not children:
            assert (element.text or "").strip(), name
            continue
        allowed = DOCUMENTED[name]
        assert set(children) <= set(allowed), name
        assert len(set(children)) == len(children), name
        if isinstance(allowed, list):
            assert children == [one for one in allowed if one in children], name
    text = {local(one): one.text for one in root.iter() if not list(one)}
    assert text["UserId"] == ANN, "a task for everybody may only be made by an administrator"
    assert (text["RunLevel"], text["LogonType"]) == ("LeastPrivilege", "InteractiveToken")
    assert (text["StartWhenAvailable"], text["ExecutionTimeLimit"]) == ("true", "PT0S")


def local(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{SPACE}}}")


def test_the_task_is_handed_over_renewed_and_taken_away(tmp_path: Path) -> None:
    kept: list[str] = []

    def answer(line: str) -> Ran:
        if "/Create" in line:
            path = line.split(" /XML ")[1].removesuffix(" /F")
            kept[:] = [Path(path).read_bytes().decode("utf-16")]
        if "/Delete" in line:
            kept.clear()
        return Ran(0, kept[0]) if kept else Ran(1 if "/Query" in line else 0)

    job, programs = job_in(tmp_path), Programs(answer)
    service = TaskScheduler(job, user=ANN, run=programs)
    assert not service.standing().installed
    assert service.install().now
    standing = service.standing()
    assert (standing.fits, standing.command, standing.running) == (True, job.command, None)
    programs.asked.clear()
    service.install()
    assert not [line for line in programs.asked if "/Create" in line]
    moved = TaskScheduler(replace(job, folder=tmp_path), user=ANN, run=programs)
    moved.install()
    assert service.standing().folder == tmp_path
    assert service.remove() == (Path(NAME),)
    assert (service.remove(), service.standing().installed) == ((), False)


def test_a_task_that_is_not_taken_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="did not take"):
        TaskScheduler(job_in(tmp_path), user=ANN, run=Programs(nobody)).install()


@given(st.lists(st.text(' ab"\\\té', max_size=8), max_size=6))
def test_arguments_are_read_as_windows_reads_them(arguments: list[str]) -> None:
    assert arguments_of(subprocess.list2cmdline(arguments)) == arguments


def test_each_system_gets_its_own_and_an_unknown_one_a_sentence(tmp_path: Path) -> None:
    job = Job(Path("/p"), Path("/m"), tmp_path)
    names = {
        platform: type(login_service(job, {"USERNAME": "ann"}, platform=platform)).__name__
        for platform in ("linux", "darwin", "win32")
    }
    assert names == {"linux": "Systemd", "darwin": "Launchd", "win32": "TaskScheduler"}
    with pytest.raises(ServiceError, match="no service here"):
        login_service(job, {}, platform="plan9")


def test_the_job_keeps_the_zone_that_was_named_and_the_interpreter_as_it_was_called(tmp_path: Path) -> None:
    import sys

    job = job_for(tmp_path, tmp_path / "main.py", {"TZ": ":Asia/Tokyo"})
    assert (job.zone, job.python) == ("Asia/Tokyo", Path(sys.executable))
    assert job_for(tmp_path, tmp_path / "main.py", {}).zone is None
