"""What is said of a service, for each way in which it can stand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from care.messages import message
from reminders.login_service.check import examine_service, found_of
from reminders.login_service.job import LoginService, ServiceError, Standing
from tests.reminders.login_service.systems import job_in


@pytest.fixture
def well(tmp_path: Path) -> Standing:
    job = job_in(tmp_path)
    return Standing(job.command, (tmp_path / "unit",), True, True, datetime(2026, 11, 26, tzinfo=UTC))


def state(standing: Standing, folder: Path | None = None) -> tuple[str, str]:
    found = found_of(standing, folder or standing.folder or Path("/none"))
    assert found.state == "well" or found.mend is not None, "what is not well says the mend"
    return found.state, found.what.text


def test_a_service_that_runs_is_well(well: Standing) -> None:
    assert state(well) == ("well", "The service has been running since {moment}.")
    assert state(replace(well, since=None)) == ("well", "The service is running.")


def test_every_other_standing_says_what_to_do(well: Standing, tmp_path: Path) -> None:
    assert state(Standing(None))[0] == "note"
    assert state(replace(well, command=None))[0] == "wrong"
    assert state(replace(well, command=("/no/such/python", *(well.command or ())[1:])))[0] == "wrong"
    assert state(well, tmp_path / "other") == ("note", "The service reminds from another data folder: {folder}.")
    assert state(replace(well, running=False)) == ("wrong", "The service is installed, and does not run.")
    assert state(replace(well, fits=False))[0] == "note"
    assert state(replace(well, running=None))[0] == "note"


def test_a_system_without_services_is_no_fault(tmp_path: Path) -> None:
    def none() -> LoginService:
        raise ServiceError(message("No service here."))

    [found] = examine_service(none, tmp_path)
    assert (found.state, found.what.text) == ("note", "No service here.")
