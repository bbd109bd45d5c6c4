"""Pictures of the screens, for looking at them: `uv run poe shots [FOLDER]`.

An invented diary, served by the real app, seen on a phone and a desktop, light and dark, with text at 200 % and from
right to left. The words stay English there until there is a translation; everything else mirrors.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS, chromium
from tests.browser.person import Person
from tests.browser.served import ROOT, Served

NOW = "2026-11-24T18:40:00+01:00"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SECONDS_IN = 5000  # ms of a step, so that its level is seen to fall
FONTS_ARE_THERE = 2500  # ms: fonts and theme arrive after the first frame
PLACES = (
    "/",
    "/diary",
    "/diary/find",
    "/trends",
    "/shelf",
    "/settings",
    "/settings/notifications",
    "/settings/safety",
    "/settings/report",
    "/learn",
    "/learn/injected-and-home",
    "/why/I03",
)
TASKS = (
    "/check-in/glow",
    "/check-in/scalp",
    "/photos",
    "/photos/take",
    "/welcome",
    "/courses/new",
    "/shelf/add",
    "/can-i",
    "/can-i/activity/A05",
    "/can-i/day/2026-12-20",
    "/reaction/new",
    "/emergency",
    "/put-on",
)


@dataclass(frozen=True)
class Way:
    """One way of looking."""

    name: str
    size: dict[str, int]
    dark: bool = False
    text_size: int = 100
    language: str = "en"


WAYS = (
    Way("phone", PHONE),
    Way("desktop", DESKTOP),
    Way("phone-dark", PHONE, dark=True),
    Way("phone-200", PHONE, text_size=200),
    Way("phone-rtl", PHONE, language="ar"),
    Way("desktop-rtl", DESKTOP, language="ar"),
)


@dataclass(frozen=True)
class Sessions:
    """The courses of the invented diary: that of the face may begin now, that of the scalp from an instant on."""

    face: str
    scalp: str
    scalp_from: str


def invented(folder: Path, way: Way) -> Sessions:
    """Fill a folder with an invented diary in that way's language and text size."""
    environment = {"MESODAY_NOW": NOW, "TZ": "Europe/Berlin", "PATH": "/usr/bin:/bin"}

    def command(*args: str) -> str:
        line = [sys.executable, "main.py", *args, "--data", str(folder)]
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    command("demo", "--years", "1")
    whole = folder.parent / f"{way.name}.json"
    command("export", str(whole))
    records = json.loads(whole.read_text(encoding="utf8"))
    profile = next(r for r in records["records"] if r["kind"] == "profile")
    kept = ("kind", "birth_year", "areas", "concerns", "am_time", "pm_time", "day_starts_at")
    records["records"] = [{**{k: profile[k] for k in kept}, "language": way.language}]
    whole.write_text(json.dumps(records), encoding="utf8")
    command("import", str(whole))
    local = folder / "local.json"
    local.write_text(json.dumps({**json.loads(local.read_text()), "text_size": way.text_size}), encoding="utf8")
    sessions = json.loads(command("plan", "--json"))["sessions"]
    face = next(s for s in sessions if s["state"] == "due")
    scalp = next(s for s in sessions if s["state"] == "too_early")
    return Sessions(face["course"], scalp["course"], scalp["earliest"])


def led(person: Person, address: str, area: str, take: Callable[[str], Path]) -> Iterator[Path]:
    """A session: the list before it, its first timed place at work, and paused."""
    person.visit(address)
    person.sees("button", "None of these")
    yield take(f"before-session-{area}")
    person.tap("None of these")
    person.reads("Step 1 of")
    for _ in range(30):
        if person.find("button", "Start").count() or person.find("button", "Pause").count():
            break
        person.tap("Next")
        person.page.wait_for_timeout(400)
    if person.find("button", "Start").count():
        person.tap("Start")
    person.sees("button", "Pause")
    person.page.evaluate("document.activeElement.blur()")  # nobody has the keyboard on a button
    person.page.wait_for_timeout(SECONDS_IN)
    yield take(f"session-{area}")
    person.tap("Pause")
    person.page.evaluate("document.activeElement.blur()")
    yield take(f"session-{area}-paused")


def look(browser: Browser, way: Way, out: Path, home: Path) -> Iterator[Path]:
    """Take the pictures of one way."""
    folder = home / way.name
    sessions = invented(folder, way)
    course = sessions.face
    served = Served(folder, MESODAY_NOW=NOW).start()
    context: Any = browser.new_context(
        viewport=way.size, device_scale_factor=1.5, color_scheme="dark" if way.dark else "light", locale="en-GB"
    )
    try:
        person = Person(context.new_page())
        person.visit(served.entrance)

        def take(name: str) -> Path:
            person.page.wait_for_timeout(FONTS_ARE_THERE)
            path = out / f"{way.name}-{name}.png"
            person.page.screenshot(path=path)
            return path

        day = NOW[:10]
        for route in (*PLACES, *TASKS, f"/diary/{day}", f"/courses/{course}"):
            person.visit(served.address + route)
            yield take(route.strip("/").replace("/", "-").replace(course, "course").replace(day, "day") or "today")
        for area, which, from_ in (("face", sessions.face, NOW), ("scalp", sessions.scalp, sessions.scalp_from)):
            served.stop()
            served = Served(folder, MESODAY_NOW=from_).start()
            person.visit(served.entrance)
            yield from led(person, f"{served.address}/session/{which}", area, take)
    finally:
        context.close()
        served.stop()


def main() -> None:
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "shots"
    only = sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, tempfile.TemporaryDirectory() as home:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        for way in WAYS:
            if only and way.name not in only:
                continue
            for path in look(browser, way, out, Path(home)):
                print(path)


if __name__ == "__main__":
    main()
