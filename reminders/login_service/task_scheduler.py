"""The service on Windows: a task of the Task Scheduler. Its format is checked; it was never run by us on Windows.

The scheduler sets no environment, so the reminders follow the system's zone whatever TZ names.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from care.messages import message
from reminders.login_service.job import Installed, Job, ServiceError, Standing
from reminders.login_service.system import Run, run, seen_at

NAME = "Mesoday reminders"
SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

_SETTINGS = (
    ("MultipleInstancesPolicy", "IgnoreNew"),
    ("DisallowStartIfOnBatteries", "false"),
    ("StopIfGoingOnBatteries", "false"),
    ("StartWhenAvailable", "true"),  # also after an absence
    ("RunOnlyIfNetworkAvailable", "false"),
    ("ExecutionTimeLimit", "PT0S"),  # none
    ("Priority", "7"),
)


def task(job: Job, user: str) -> bytes:
    """The task as UTF-16: at each login of `user` (DOMAIN\\name), again when it fails, with no more rights than theirs.

    Raises `ServiceError` for a path that cannot stand in it.
    """
    root = ElementTree.Element("Task", {"version": "1.2", "xmlns": SPACE})

    def inside(
        parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
    ) -> ElementTree.Element:
        made = ElementTree.SubElement(parent, name, attributes)
        made.text = text
        return made

    inside(inside(root, "RegistrationInfo"), "Description", "Mesoday reminders, from login on")
    login = inside(inside(root, "Triggers"), "LogonTrigger")
    inside(login, "Enabled", "true")
    inside(login, "UserId", user)  # without it the task would be everybody's, which only administrators may make
    principal = inside(inside(root, "Principals"), "Principal", id="Author")
    inside(principal, "UserId", user)
    inside(principal, "LogonType", "InteractiveToken")
    inside(principal, "RunLevel", "LeastPrivilege")
    settings = inside(root, "Settings")
    for name, text in _SETTINGS:
        inside(settings, name, text)
    restart = inside(settings, "RestartOnFailure")
    inside(restart, "Interval", "PT1M")
    inside(restart, "Count", "10")
    execute = inside(inside(root, "Actions", Context="Author"), "Exec")
    command, *arguments = job.command
    inside(execute, "Command", _without_console(command))
    inside(execute, "Arguments", subprocess.list2cmdline(arguments))
    try:
        return ElementTree.tostring(root, encoding="utf-16", xml_declaration=True)
    except UnicodeEncodeError as error:
        raise ServiceError(message("A path that is no text cannot stand in a service. Please rename it.")) from error


class TaskScheduler:
    """Hands the task to schtasks, and asks it."""

    def __init__(self, job: Job, *, user: str, run: Run = run) -> None:
        self._job, self._user, self._run = job, user, run

    def install(self) -> Installed:
        before = self._kept()
        if before is None or not self._fits(before):
            self._create()
            self._run(["schtasks", "/End", "/TN", NAME])
        if not self._run(["schtasks", "/Run", "/TN", NAME]).well:
            return Installed(
                said=(message("The Task Scheduler could not start it now; it starts at your next login."),)
            )
        return Installed(now=True)

    def remove(self) -> tuple[Path, ...]:
        if self._kept() is None:
            return ()
        self._run(["schtasks", "/End", "/TN", NAME])
        if not self._run(["schtasks", "/Delete", "/TN", NAME, "/F"]).well:
            raise ServiceError(message("The Task Scheduler did not take the task away."))
        return (Path(NAME),)

    def standing(self) -> Standing:
        kept = self._kept()
        if kept is None:
            return Standing(None)
        # Its state is told in the language of the system: whether it runs is seen at the data folder.
        return seen_at(Standing(_command(kept), (Path(NAME),), self._fits(kept)), self._job.folder)

    def _create(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "task.xml"
            file.write_bytes(task(self._job, self._user))
            if not self._run(["schtasks", "/Create", "/TN", NAME, "/XML", str(file), "/F"]).well:
                raise ServiceError(message("The Task Scheduler did not take the task."))

    def _kept(self) -> str | None:
        """The task as the scheduler has it, as text without its declaration."""
        told = self._run(["schtasks", "/Query", "/TN", NAME, "/XML"])
        return told.out[told.out.find("<Task") :] if told.well and "<Task" in told.out else None

    def _fits(self, kept: str) -> bool:
        command, *arguments = self._job.command
        return _command(kept) == (_without_console(command), *arguments)


def _without_console(python: str) -> str:
    """The interpreter that opens no black window, where it lies beside the other."""
    quiet = Path(python).with_name("pythonw.exe")
    return str(quiet) if Path(python).name.lower() == "python.exe" and quiet.exists() else python


def _command(kept: str) -> tuple[str, ...] | None:
    try:
        execute = ElementTree.fromstring(kept).find(f".//{{{SPACE}}}Exec")
    except ElementTree.ParseError:
        return None
    command = None if execute is None else execute.findtext(f"{{{SPACE}}}Command")
    if execute is None or not command:
        return None
    return (command, *arguments_of(execute.findtext(f"{{{SPACE}}}Arguments") or ""))


def arguments_of(line: str) -> list[str]:
    """The arguments of a command line, by the rules of Windows: the inverse of `subprocess.list2cmdline`."""
    found: list[str] = []
    inside, begun, word = False, False, ""
    for slashes, sign in re.findall(r"(\\*)([^\\]|$)", line):
        if sign == '"':
            word += slashes[: len(slashes) // 2]
            begun = True
            if len(slashes) % 2:
                word += '"'
            else:
                inside = not inside
            continue
        word += slashes
        begun = begun or bool(slashes)
        if sign in (" ", "\t", "") and not inside:
            if begun:
                found.append(word)
            begun, word = False, ""
        else:
            begun, word = True, word + sign
    return found
