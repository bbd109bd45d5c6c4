"""Other programs that read a calendar file: `recurring-ical-events`, and ical.js where Node is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

# What each event says, one JSON object a line: its UID, when it rings in the zone of the process, its status.
SCRIPT = """
import fs from "node:fs";
import ICAL from "ical.js";
const root = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf8")));
for (const part of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(part);
  const alarm = part.getFirstSubcomponent("valarm");
  const rings = event.startDate.clone();
  if (alarm) rings.addDuration(alarm.getFirstPropertyValue("trigger"));
  console.log(JSON.stringify({
    uid: event.uid, at: alarm ? rings.toJSDate().toISOString() : null, sequence: event.sequence,
    status: part.getFirstPropertyValue("status"),
  }));
}
"""


class NoReader(Exception):
    """Node is here, and ical.js could not be had; says why."""


def rings_by_python(file: bytes, zone: str, since: datetime, until: datetime) -> dict[str, datetime]:
    """The instant of each event between two, for a calendar in that zone."""
    here = ZoneInfo(zone)
    query = recurring_ical_events.of(Calendar.from_ical(file))
    found = {}
    for event in query.between(since.astimezone(here) - timedelta(days=1), until.astimezone(here) + timedelta(days=1)):
        start = event["DTSTART"].dt
        at = (start if start.tzinfo else start.replace(tzinfo=here)).astimezone(UTC)
        if since <= at < until:
            found[str(event["UID"])] = at
    return found


def ical_js(folder: Path) -> Path | None:
    """A folder from which Node finds ical.js; None where there is no Node. Raises `NoReader`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "ical.js@2.2.1"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise NoReader(f"Node is here, and ical.js could not be installed: {done.stderr.strip()[-300:]}")
    (folder / "read.mjs").write_text(SCRIPT, encoding="utf8")
    return folder


def rings_by_javascript(folder: Path, file: bytes, zone: str) -> dict[str, datetime]:
    """The instant of each alarm, for a calendar in that zone."""
    (folder / "care.ics").write_bytes(file)
    done = subprocess.run(
        ["node", "read.mjs", "care.ics"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "TZ": zone},
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["uid"]: datetime.fromisoformat(row["at"]) for row in rows if row["at"]}
