"""What the command line understands, and the plain sentences for what it does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from screens.terminal.usage import BadUsage, read_usage


def test_without_a_command_the_app_is_meant() -> None:
    asked = read_usage(["--data", "d", "--web", "--host", "0.0.0.0", "--port", "8000", "--no-open"])
    assert asked.command is None
    assert (asked.data, asked.web, asked.host, asked.port, asked.no_open) == (Path("d"), True, "0.0.0.0", 8000, True)


@pytest.mark.parametrize("argv", [["--data", "d", "--json", "plan"], ["plan", "--data", "d", "--json"]])
def test_folder_and_json_may_stand_before_or_after_the_command(argv: list[str]) -> None:
    asked = read_usage(argv)
    assert (asked.command, asked.data, asked.json) == ("plan", Path("d"), True)


def test_every_command_takes_the_options_it_promises() -> None:
    assert read_usage(["demo", "--years", "0.5", "--seed", "7"]).years == 0.5
    assert read_usage(["plan", "--day", "2026-03-01"]).day == date(2026, 3, 1)
    assert read_usage(["due", "--from", "2026-03-01", "--to", "2026-03-02T10:00Z"]).last == "2026-03-02T10:00Z"
    assert read_usage(["remind", "--once"]).once
    assert read_usage(["trends", "F-GLOW"]).measure == "F-GLOW"
    assert read_usage(["calendar", "o.ics", "--weeks", "3"]).weeks == 3
    assert read_usage(["export", "o", "--format", "csv", "--from", "2026-01-01", "--to", "2026-02-01"]).format == "csv"
    assert read_usage(["import", "f", "--dry-run"]).dry_run
    for command in ("schema", "verify"):
        assert read_usage([command]).command == command


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--foo"], "This was not understood: --foo."),
        (["fly"], 'There is no command "fly".'),
        (["plan", "extra"], "This was not understood: extra."),
        (["import"], "This is missing: FILE."),
        (["plan", "--day", "tomorrow"], '--day: "tomorrow" is not a date like 2026-03-01.'),
        (["plan", "--day", "1000-01-01"], "lies outside the years 1900 to 2200"),
        (["demo", "--years", "nan"], '--years: "nan" is not a number from 0.05 to 50.'),
        (["demo", "--seed", "1.5"], '--seed: "1.5" is not a number.'),
        (["calendar", "o.ics", "--weeks", "0"], "is not a number from 1 to 104"),
        (["--port", "70000"], "is not a number from 0 to 65535"),
        (["export", "o", "--format", "xml"], "--format is one of"),
        (["--data"], "The option --data needs a value."),
        (["import", "f", "--dry-run=yes"], "The option --dry-run takes no value."),
        (["plan", "--d", "2026-03-01"], "This was not understood"),
        (["--web", "plan"], "The option --web opens the app and does not go with plan."),
        (["--port", "0", "plan"], "The option --port opens the app"),
        (["plan", "--day", "x" * 5000], "is not a date"),
    ],
)
def test_what_is_not_understood_is_said_in_two_plain_lines(argv: list[str], words: str) -> None:
    with pytest.raises(BadUsage) as caught:
        read_usage(argv)
    lines = str(caught.value).splitlines()
    assert words in lines[0]
    assert len(lines) <= 2
    assert all(len(line) <= 200 for line in lines)
