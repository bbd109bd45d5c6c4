"""The two units of systemd: a service that reminds, and a timer that starts it at login and whenever it is gone."""

from __future__ import annotations

import re

from care.messages import message
from reminders.login_service.job import Job, ServiceError

NAME = "mesoday-remind"
SERVICE, TIMER = f"{NAME}.service", f"{NAME}.timer"

# What it prints would stand in the system's journal, outside the diary's folder: it prints to nobody. It is kept from
# every network by the families of sockets, which needs no name spaces: those are refused to users here and there.
_SERVICE = """\
# Made by "main.py service install". "main.py service remove" takes it away.
[Unit]
Description=Mesoday reminders
StartLimitIntervalSec=10min
StartLimitBurst=5

[Service]
Type=exec
ExecStart=:{command}
{environment}StandardOutput=null
StandardError=journal
Restart=on-failure
RestartSec=30s
# Bad usage, or a folder that cannot be used, is the same a moment later.
RestartPreventExitStatus=2
TimeoutStopSec=30s
Nice=5
UMask=0077
LimitCORE=0
NoNewPrivileges=yes
RestrictAddressFamilies=AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
"""

_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')
_TIMER = """\
# Made by "main.py service install". "main.py service remove" takes it away.
[Unit]
Description=Mesoday reminders, at login and after every absence

[Timer]
OnStartupSec=20s
OnCalendar=hourly
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def units(job: Job) -> dict[str, bytes]:
    """The files by name. Raises `ServiceError` for a path that a unit cannot hold."""
    environment = f"Environment={quoted(f'TZ={job.zone}')}\n" if job.zone else ""
    text = _SERVICE.format(command=" ".join(map(quoted, _started(job.command))), environment=environment)
    try:
        return {SERVICE: text.encode(), TIMER: _TIMER.encode()}
    except UnicodeEncodeError as error:
        raise ServiceError(message("A path that is no text cannot stand in a service. Please rename it.")) from error


def _started(command: tuple[str, ...]) -> tuple[str, ...]:
    """systemd takes no program whose path holds quotes, backslashes or control characters: a shell starts that one."""
    return (*_SHELL, *command) if re.search(r"[\"'\\\x00-\x1f\x7f]", command[0]) else command


def quoted(argument: str) -> str:
    """An argument as a unit writes it: C escapes, and the signs that systemd fills in doubled. ("$" needs nothing, as
    the colon before the command turns it off.)"""
    kept = argument.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\x{ord(found[0]):02x}", kept) + '"'


def command_of(unit: str) -> tuple[str, ...] | None:
    """The command in the text of a service that we wrote; None when there is none that can be read."""
    line = re.search(r"^ExecStart=:((?:\"(?:[^\"\\]|\\.)*\" ?)+)$", unit, re.MULTILINE)
    if line is None:
        return None
    found = tuple(_unquoted(one) for one in re.findall(r"\"((?:[^\"\\]|\\.)*)\"", line[1]))
    return found[len(_SHELL) :] if found[: len(_SHELL)] == _SHELL else found


def _unquoted(text: str) -> str:
    plain = re.sub(r"\\(?:x([0-9a-f]{2})|(.))", lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
    return plain.replace("%%", "%")
