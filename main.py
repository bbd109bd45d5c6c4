#!/usr/bin/env python3
"""Mesoday: puts the parts together, and starts the app or carries out a command. `main.py --help` says which."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from care.messages import Message
    from care.report import Asked
    from checkup import Checkup
    from companion import Vault
    from reminders.notifiers.calling import Calling
    from reminders.notifiers.phone_way import PhoneWay
    from reminders.planner import Due
    from screens.terminal.tools import AppOptions, Tools
    from screens.terminal.tools import Notifier as TerminalNotifier
    from screens.wording import Wording
    from storage.upkeep import Upkeep

PROGRAM = Path(__file__).resolve()
ASSETS = PROGRAM.parent / "assets"
ICON = ASSETS / "icon.png"
START_QUIET = 1.0  # seconds that the first screen has for itself
READ_ON_EVERY = 1.5  # seconds until a page shows what another process wrote


def main(argv: Sequence[str], env: Mapping[str, str] = os.environ) -> int:
    """Carry out one command line; the exit status is 0 done, 1 found something wrong, 2 bad usage or bad input."""
    from screens.terminal.commands import run

    return run(argv, tools(env), env=env)


def tools(env: Mapping[str, str]) -> Tools:
    """What the commands are handed. What only one of them needs is imported when that one is carried out."""
    from reminders.clock import ClockError, clock_from_environment
    from reminders.login_service.job import ServiceError
    from screens.terminal.tools import Tools
    from screens.web.serve import CannotListen
    from screens.wording import Wording
    from storage.errors import StorageError
    from storage.places import data_folder

    def open_app(options: AppOptions) -> int:
        return open_window(options, env) if wants_window(options, env) else open_page(options, env)

    def late(module: str, name: str) -> Any:
        def called(*args: Any, **given: Any) -> Any:
            from importlib import import_module

            return getattr(import_module(module), name)(*args, **given)

        return called

    def with_clock(module: str, name: str) -> Any:
        return lambda *args, **given: late(module, name)(
            *args, clock=clock_from_environment(env, running=False), **given
        )

    return Tools(
        open_app=open_app,
        data_folder=data_folder,
        open_vault=lambda folder, running=False: open_vault(folder, env, running=running),
        wording=lambda language, zone: Wording(language, zone=zone, locale_folder=ASSETS / "locale"),
        trouble=(ClockError, CannotListen, ServiceError, StorageError),
        write_file=late("storage.exchange_file", "write_file"),
        read_import=lambda path, **given: late("storage.importers.recognise", "read_import")(
            path, zone=clock_from_environment(env, running=False).zone(), **given
        ),
        write_exchange=late("storage.exchange", "exchange_pieces"),
        write_csv=late("storage.exchange_csv", "csv_pieces"),
        within=late("storage.exchange", "within"),
        schema=late("storage.exchange", "schema"),
        make_demo=lambda known, now, years, seed: late("storage.demo", "make_demo")(known, now, years=years, seed=seed),
        due=due,
        calendar=calendar,
        report=report,
        verify=late("storage.verify", "verify"),
        verify_backup=late("storage.verify", "verify_backup"),
        make_backup=with_clock("storage.backup", "make_backup"),
        look_into_backup=with_clock("storage.restore", "preview"),
        restore=lambda vault, file, **given: late("storage.restore", "restore")(vault.companion, file, **given),
        reminding=reminding,
        login_service=lambda folder: checkup(folder, env).service(),
        service_finding=late("reminders.login_service.check", "found_of"),
        silent_service=lambda folder: checkup(folder, env).silent_service(),
        check_up=lambda folder, **work: checkup(folder, env).findings(**work),
        zone=lambda folder: checkup(folder, env).zone,
    )


def open_vault(folder: Path, env: Mapping[str, str], *, running: bool) -> Vault:
    """A data folder, open. `running`: its clock goes on from MESODAY_NOW instead of standing still."""
    from companion import Vault
    from reminders.clock import clock_from_environment

    return Vault.open(folder, clock=clock_from_environment(env, running=running), assets=ASSETS)


class RunningApp:
    """The app of one process: a vault that its pages share, and the alarm clock beside it.

    The vault is opened in a worker thread while the browser still loads; a page that comes earlier waits for it.
    """

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        from reminders.in_app import OpenPages
        from screens.web.uploads import Uploads

        self._folder, self._env, self.uploads = folder, env, Uploads()
        self._pages = OpenPages()
        self._vault: asyncio.Future[Vault] | None = None
        self._calling: Calling | None = None
        self._phone: Any = None  # the part of an Android app that rings while it is closed
        self.show: Callable[[], Any] = lambda: None  # brings the app to the person who clicked a notification
        self._loaded = False

    def load(self) -> Any:
        """Flet's web app; imports Flet."""
        import flet as ft

        app = ft.run(self.open, assets_dir=str(ASSETS), no_cdn=True, export_asgi_app=True)
        self._loaded = True
        return app

    async def open(self, page: Any) -> None:
        """Open the app on a page (Flet's `main`)."""
        self._loaded = True
        from screens.android_plugin import android_plugin
        from screens.app import open_page
        from screens.ports import Handed
        from storage.errors import StorageError

        vault, loop = await self.vault(), asyncio.get_running_loop()
        handed = Handed(
            door=vault.companion,
            settings=vault.local,
            folder=vault.folder,
            assets=ASSETS,
            doorbell=self._pages,
            keeping=lambda: keeping(vault),
            photos=lambda: photo_book(vault),
            uploads=self.uploads,
            storage_error=StorageError,
            reach=lambda: self._calling,
            calendar=lambda weeks, words: calendar(vault, weeks, words),
            check_up=lambda work: checkup(self._folder, self._env).findings(
                work.progress, work.cancelled, vault, self._phone_way(loop)
            ),
        )
        self._phone = self._phone or android_plugin()
        if self._calling is not None:
            await self._calling.use_phone(self._phone)
        await open_page(page, handed)

    def _phone_way(self, loop: asyncio.AbstractEventLoop) -> PhoneWay | None:
        if self._calling is None or self._calling.phone is None:
            return None
        from reminders.notifiers.phone_way import PhoneWay

        return PhoneWay(self._calling.phone, loop)

    async def vault(self) -> Vault:
        if self._vault is None:
            self._vault = asyncio.ensure_future(asyncio.to_thread(self._open_vault))
        return await asyncio.shield(self._vault)

    def _open_vault(self) -> Vault:
        from screens.app import warm_up

        vault = open_vault(self._folder, self._env, running=True)
        warm_up(vault.companion)
        return vault

    async def _read_on(self, vault: Vault, calling: Calling) -> None:
        """What others wrote, and whether the clock was set. What goes wrong once must not end reminding."""
        try:
            await asyncio.to_thread(vault.companion.refresh)
            await calling.reminding.look_at_clock()
        except Exception:
            logging.getLogger(__name__).warning("what others wrote could not be read", exc_info=True)
        await self._pages.clock_moved()

    async def live(self) -> None:
        """Read on what other processes write, and remind, until cancelled; then leave a checkpoint."""
        # Not before the page itself can be handed out: they would share the processor, and the browser would wait.
        while not self._loaded:
            await asyncio.sleep(0.02)
        vault = await self.vault()
        await asyncio.sleep(START_QUIET)
        from reminders.notifiers.calling import Calling
        from reminders.presence import Presence

        calling = Calling(vault, self._pages, say_for(vault), icon=ICON, on_open=lambda: self.show())
        self._pages.use(calling.reminding)
        await calling.use_phone(self._phone)
        self._calling = calling
        upkeep, presence = upkeep_of(vault), Presence(vault.folder, "app")
        try:
            await asyncio.to_thread(presence.begin, vault.clock.now())
            await calling.start()
            await upkeep.start()
            while True:
                await asyncio.sleep(READ_ON_EVERY)
                await self._read_on(vault, calling)
        finally:
            await calling.finish()
            await upkeep.finish()
            await asyncio.to_thread(presence.end)
            await asyncio.to_thread(vault.close)


def open_page(options: AppOptions, env: Mapping[str, str]) -> int:
    """Serve the app as a page behind its door, until interrupted."""
    from screens.web import address, serve
    from screens.wording import Wording

    host = options.host or "127.0.0.1"
    token = env.get("MESODAY_TOKEN") or serve.new_token()
    at = serve.listen(host, options.port)
    words = Wording()

    def ready() -> None:
        found = address.addresses(host, at.getsockname()[1], token)
        print(words.text("Mesoday is open at"), *found, sep="\n  ", flush=True)
        if warning := address.warning(host):
            print(address.qr_code(found[-1]), words.say(warning), sep="\n", flush=True)
        if options.open_browser:
            import webbrowser

            webbrowser.open(found[0])
            app.show = partial(webbrowser.open, found[0])

    # Found out before anything is served: a folder that cannot be opened is one sentence, not a page that never comes.
    check_folder(options.data, env)
    app = RunningApp(options.data, env)
    # Ctrl-C is how a page is closed; uvicorn raises it again when everything has ended in order.
    with contextlib.suppress(KeyboardInterrupt):
        serve.serve(
            app.load,
            assets=ASSETS,
            cache=cache_folder(),
            at=at,
            host=host,
            token=token,
            on_ready=ready,
            alongside=[app.live],
            uploads=app.uploads,
        )
    return 0


def cache_folder() -> Path:
    """Where what can be made again is kept: the system's folder for it."""
    from platformdirs import user_cache_path

    return user_cache_path("Mesoday", appauthor=False) / "page"


def wants_window(options: AppOptions, env: Mapping[str, str]) -> bool:
    """Whether the app opens in a window of its own: when asked, or when a client for it is installed."""
    if options.web or options.host or options.port is not None:
        return False
    if options.window:
        return True
    from screens.window import client_is_installed, has_display

    return has_display(env) and client_is_installed()


def open_window(options: AppOptions, env: Mapping[str, str]) -> int:
    """Run the app in a window. The client is fetched once if it is missing, which is said before."""
    from screens.window import client_is_installed, run_window
    from screens.wording import Wording

    check_folder(options.data, env)
    if not client_is_installed():
        print(Wording().text("Mesoday fetches the window's client from Flet's releases, this once."), flush=True)
    app = RunningApp(options.data, env)
    run_window(app.open, app.live, ASSETS)
    return 0


def check_folder(folder: Path, env: Mapping[str, str]) -> None:
    """Raise the one sentence of a clock or folder that cannot be used, before anything is opened."""
    from reminders.clock import clock_from_environment
    from storage.places import check_writable

    clock_from_environment(env, running=True)
    check_writable(folder)


def due(vault: Any, since: datetime, until: datetime) -> list[Due]:
    """What the planner says of a stretch of time."""
    from companion import LOOK_BACK
    from reminders.planner import dues

    companion = vault.companion
    now = companion.now()
    diary = companion.diary(min(since, now.at).date() - LOOK_BACK)  # what became of reminders long past
    return dues(diary, companion.knowledge, now, since, until)


def calendar(vault: Any, weeks: int, words: Wording) -> bytes:
    """The plan of the coming weeks as a calendar file, in words that tell nobody what it is for."""
    from care.messages import message
    from care.notifying import notifying
    from reminders.calendar_file import calendar_file
    from reminders.calendar_sent import gone, remember
    from reminders.daily_share import loud_keys
    from reminders.ways import CALENDAR_UNTIL
    from storage.errors import StorageError

    now = vault.companion.now()
    until = now.at + timedelta(weeks=weeks)
    coming = due(vault, now.at, until)
    with contextlib.suppress(StorageError):  # the file is made all the same; only "doctor" knows less
        vault.local.update(**{CALENDAR_UNTIL: until.isoformat()})
    said = words.say(message("Your routine"))
    held = [d for d in coming if d.state in ("planned", "snoozed")]
    cancelled = gone(vault.local, held, now.local.date())
    with contextlib.suppress(StorageError):
        remember(vault.local, held)
    a_day = notifying(vault.local.get).a_day
    loud = loud_keys(held, a_day, now.zone, vault.companion.profile().day_starts_at)
    return calendar_file(
        held,
        say=lambda _: said,
        loud=lambda due: due.key in loud,
        made_at=now.at,
        sequence=vault.store.position,
        cancelled=cancelled,
        cancelled_words=said,
    )


def report(vault: Any, asked: Asked, words: Wording, **work: Any) -> bytes:
    """Two pages for a professional, drawn here: a command is a short-lived process already."""
    from storage.photos import Photos
    from storage.report import make_report

    companion = vault.companion
    diary, now = companion.diary(whole=True), companion.now()
    photos = Photos(vault.folder)
    return make_report(diary, companion.knowledge, asked, now, words, photos=photos, in_own_process=False, **work)


def keeping(vault: Any) -> Any:
    """Backups, exports and imports of an open vault."""
    from storage.keeping import Keeping

    return Keeping(vault.companion, vault.local)


def photo_book(vault: Any) -> Any:
    """The pictures of an open vault."""
    from storage.photo_book import PhotoBook

    return PhotoBook(vault.companion)


def reminding(vault: Any, notifier: TerminalNotifier) -> RemindingWithoutWindow:
    """Reminding without a window, which looks after the diary as well."""
    from reminders.notifiers.calling import Calling
    from reminders.notifiers.spoken import Spoken

    return RemindingWithoutWindow(Calling(vault, Spoken(notifier), say_for(vault), icon=ICON), vault)


class RemindingWithoutWindow:
    """Reminds once (`wake`), or from `start` until `finish`; then backups are made and everything is read, too."""

    def __init__(self, calling: Calling, vault: Any) -> None:
        from reminders.presence import Presence

        self._calling, self._service = calling, calling.reminding
        self._upkeep, self._clock = upkeep_of(vault), vault.clock
        self._presence = Presence(vault.folder, "remind")

    async def wake(self) -> None:
        try:
            await self._service.wake()
        finally:
            await self._calling.desktop.finish()

    async def start(self) -> None:
        self._presence.begin(self._clock.now())
        await self._calling.start()
        await self._upkeep.start()

    async def finish(self) -> None:
        await self._calling.finish()
        await self._upkeep.finish()
        self._presence.end()


def upkeep_of(vault: Any) -> Upkeep:
    """The daily backup and the weekly reading of everything; sentences are kept in the person's language."""
    from storage.upkeep import Upkeep

    return Upkeep(vault.folder, vault.local, vault.clock, lambda: words_of(vault).say, photo_book(vault).look_after)


def words_of(vault: Any) -> Wording:
    """The person's language and zone, as they are now."""
    from screens.wording import Wording

    language, zone = vault.companion.profile().language, vault.companion.now().zone
    return Wording(language, zone=zone, locale_folder=ASSETS / "locale")


def say_for(vault: Any) -> Callable[[Message], str]:
    """Translates at the time, so that a language chosen later holds."""
    return lambda said: words_of(vault).say(said)


def checkup(folder: Path, env: Mapping[str, str]) -> Checkup:
    """What can be found out about a data folder and the system around it."""
    from checkup import Checkup

    return Checkup(folder, env, PROGRAM)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
