"""Whether the service stands as it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from care.checkup import Finding
from care.messages import Message, message
from reminders.login_service.job import LoginService, ServiceError, Standing


def examine_service(service: Callable[[], LoginService], folder: Path) -> Iterator[Finding]:
    """service: that of this system; may raise `ServiceError`. folder: the data folder that it is asked about."""
    try:
        standing = service().standing()
    except ServiceError as error:
        yield Finding("service", "note", error.reason)
        return
    yield found_of(standing, folder)


def found_of(standing: Standing, folder: Path) -> Finding:
    """What is to be said of how a service stands, for somebody who asks about a data folder."""
    again = message('"main.py service install" makes it anew.')
    if not standing.installed:
        said = message('No service is installed: reminders come while the app or "main.py remind" runs.')
        return Finding("service", "note", said, message('"main.py service install" lets them come from login on.'))
    if standing.command is None:
        return Finding("service", "wrong", message("The service cannot be read."), again)
    if standing.gone:
        said = message("The service starts a program that is not there any more; Mesoday may have been moved.")
        return Finding("service", "wrong", said, again)
    if standing.folder != folder:
        said = message("The service reminds from another data folder: {folder}.", folder=str(standing.folder))
        return Finding("service", "note", said, message('"main.py service install" lets it remind from this one.'))
    if standing.running is False:
        said = message("The service is installed, and does not run.")
        return Finding("service", "wrong", said, message('"main.py service install" starts it.'))
    if not standing.fits:
        return Finding("service", "note", message("The service was made otherwise than this Mesoday makes it."), again)
    if standing.running is None:
        said = message("The service is installed. Whether it runs cannot be told here.")
        return Finding("service", "note", said, message("It starts at your next login."))
    return Finding("service", "well", _running(standing))


def _running(standing: Standing) -> Message:
    if standing.since is None:
        return message("The service is running.")
    return message("The service has been running since {moment}.", moment=standing.since)
