"""Is everything working? Puts the checks of all parts together, for `doctor` and for the settings."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from care.checkup import Check, Finding, examine
from care.clock_doubt import DOUBT, doubt_from_plain
from care.messages import Message
from care.ports import Clock
from care.progress import Progress, Stop
from companion import Vault
from reminders.clock import ClockError, SystemClock, clock_from_environment
from reminders.login_service.check import examine_service
from reminders.login_service.choose import job_for, login_service
from reminders.login_service.job import LoginService
from reminders.mark import mark_from_plain
from reminders.notifiers.desktop_way import desktop
from reminders.notifiers.phone_way import PhoneWay
from reminders.permission_check import examine_permissions
from reminders.reminder_check import examine_reminders
from reminders.service import SETTING
from reminders.time_check import TimeCheck
from reminders.ways import Way, calendar, examine_notifications, in_app, silent_service
from screens.optional_parts import examine_optional
from storage.checkup import examine_data, has_diary_in, last_written


class Checkup:
    """What can be found out about one data folder. `program`: main.py, beside which the assets lie."""

    def __init__(self, folder: Path, env: Mapping[str, str], program: Path) -> None:
        self._folder, self._env, self._program = folder, env, program
        self._found: list[Finding] = []
        try:
            self._clock: Clock = clock_from_environment(env, running=False)
        except ClockError as error:
            self._clock = SystemClock()
            self._found = [Finding("time", "wrong", error.reason)]

    @property
    def zone(self) -> str:
        """The one that the environment names, or the system's."""
        return self._clock.zone()

    def service(self) -> LoginService:
        """Reminding from login on, from this folder. Raises `ServiceError` where this system has no way to."""
        told = {name: value for name, value in self._env.items() if not self._found or name != "TZ"}
        return login_service(job_for(self._folder, self._program, told), told)

    def ways(self, vault: Vault | None = None, phone: PhoneWay | None = None) -> list[Way]:
        """The ways in which a reminder may reach the person here."""
        settings = vault.local if vault else None
        system = phone.way() if phone is not None else desktop(settings)
        return [in_app(self._folder), system, calendar(settings, self._clock.now())]

    def silent_service(self) -> Message | None:
        """What to say where a service has no way to call the person."""
        return silent_service(self.ways())

    def findings(
        self,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
        vault: Vault | None = None,
        phone: PhoneWay | None = None,
    ) -> list[Finding]:
        """Look at everything. `vault`: the folder, where it is open already; `phone`: the one that rings by itself.
        Raises `Cancelled` alone."""
        time = TimeCheck(vault.clock if vault else self._clock)
        unopened: Exception | None = None
        if vault is None and has_diary_in(self._folder):
            try:
                assets = self._program.parent / "assets"
                vault = Vault.open(self._folder, clock=self._clock, assets=assets, read_only=True)
            except Exception as error:  # said as a finding about the data
                unopened = error

        def data(said: Progress, stop: Stop) -> Iterable[Finding]:
            if unopened is not None:
                raise unopened
            return examine_data(self._folder, vault.store if vault else None, said, stop)

        def clock(said: Progress, stop: Stop) -> Iterable[Finding]:
            zones = [one.zone for one in vault.companion.diary().reminders.values() if one.enabled] if vault else []
            own = [zone for zone in zones if zone != "local"]
            doubt = doubt_from_plain(vault.local.get(DOUBT)) if vault else None
            return [*self._found, *time.examine(last_written(self._folder), own, doubt)]

        checks = [
            Check("data", data, weight=9),
            Check("reminders", lambda said, stop: _reminders(vault)),
            Check("notifications", lambda said, stop: examine_notifications(self.ways(vault, phone))),
            Check(
                "permissions",
                lambda said, stop: examine_permissions(self._env, sys.platform, phone.permission() if phone else None),
            ),
            Check("service", lambda said, stop: examine_service(self.service, self._folder)),
            Check("optional", lambda said, stop: examine_optional()),
            Check("time", clock),  # last: it watches the clock meanwhile
        ]
        return examine(checks, progress, cancelled)


def _reminders(vault: Vault | None) -> Iterable[Finding]:
    if vault is None:
        return ()
    door = vault.companion
    return examine_reminders(door.diary(), door.knowledge, door.now(), mark_from_plain(vault.local.get(SETTING)))
