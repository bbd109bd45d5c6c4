"""The service that this system has."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from care.messages import message
from reminders.clock import zone_named_by
from reminders.login_service.job import Job, LoginService, ServiceError


def job_for(folder: Path, program: Path, env: Mapping[str, str]) -> Job:
    """Reminding from a data folder by this interpreter. Raises `ServiceError` where there is none of its own."""
    if not sys.executable:
        raise ServiceError(message("This Mesoday comes without an interpreter that a service could start."))
    # Not resolved: the link in a virtual environment is what finds its packages.
    return Job(Path(sys.executable).absolute(), program, folder, zone_named_by(env))


def login_service(job: Job, env: Mapping[str, str], *, platform: str = sys.platform) -> LoginService:
    """Raises `ServiceError` where there is none that we know."""
    if platform == "linux":
        from reminders.login_service.systemd import Systemd

        return Systemd(job, env, home=Path.home())
    if platform == "darwin":
        from reminders.login_service.launchd import Launchd

        return Launchd(job, home=Path.home(), user=os.getuid())
    if platform == "win32":
        from reminders.login_service.task_scheduler import TaskScheduler

        return TaskScheduler(job, user=f"{env.get('USERDOMAIN', '.')}\\{env.get('USERNAME', '')}")
    raise ServiceError(message('Mesoday knows no service here. Let "main.py remind" be started at your login.'))
