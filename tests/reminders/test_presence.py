"""Who is at a folder: seen by other processes, gone with a kill -9, never in anybody's way."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from reminders.presence import Presence, Present, who_is_there

ROOT = Path(__file__).parents[2]
SINCE = datetime(2026, 5, 4, 7, tzinfo=UTC)
STAYS = """
import sys
from datetime import datetime
from pathlib import Path
from reminders.presence import Presence
presence = Presence(Path(sys.argv[1]), "remind")
presence.begin(datetime.fromisoformat(sys.argv[2]))
print("here", flush=True)
sys.stdin.readline()
presence.end()
"""


def staying(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", STAYS, str(folder), SINCE.isoformat()],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


def test_another_process_is_seen_with_its_beginning_until_it_ends(tmp_path: Path) -> None:
    assert who_is_there(tmp_path, "remind") is None
    process = staying(tmp_path)
    assert who_is_there(tmp_path, "remind") == Present(SINCE)
    assert who_is_there(tmp_path, "app") is None
    process.communicate("go\n", timeout=30)
    assert who_is_there(tmp_path, "remind") is None
    assert [path.name for path in tmp_path.iterdir()] == [".remind"]


def test_who_was_killed_is_not_there_any_more(tmp_path: Path) -> None:
    process = staying(tmp_path)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert who_is_there(tmp_path, "remind") is None
    process.communicate()


def test_the_second_of_a_role_goes_on_unseen_and_takes_nothing_away(tmp_path: Path) -> None:
    first, second = Presence(tmp_path, "app"), Presence(tmp_path, "app")
    first.begin(SINCE)
    second.begin(datetime(2027, 1, 1, tzinfo=UTC))
    second.end()
    assert who_is_there(tmp_path, "app") == Present(SINCE)
    first.end()


def test_a_beginning_that_cannot_be_read_leaves_the_fact(tmp_path: Path) -> None:
    presence = Presence(tmp_path, "app")
    presence.begin(SINCE)
    (tmp_path / ".app-since").write_text("rubbish")
    assert who_is_there(tmp_path, "app") == Present(None)
    presence.end()


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    presence = Presence(tmp_path / "none" / "deeper", "app")
    (tmp_path / "none").write_text("a file")
    presence.begin(SINCE)
    presence.end()
    assert who_is_there(tmp_path / "none" / "deeper", "app") is None
