"""Running a command line: which exit status, on which stream, and never a frame."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from care.changes import Refused
from care.messages import message
from screens.terminal.commands import run
from screens.terminal.tools import AppOptions, Tools
from screens.wording import Wording


class Trouble(Exception):
    def __init__(self, *faults: str) -> None:
        super().__init__()
        self.faults = tuple(message(f) for f in faults)


def tools_of(**parts: Any) -> Tools:
    """Tools of which only the parts at hand may be asked for."""

    def none(*given: Any, **named: Any) -> Any:
        raise AssertionError("not asked for")

    def folder(named: Path | None, env: Mapping[str, str]) -> Path:
        return named or Path(env["MESODAY_DATA"])

    plain = dict.fromkeys((f for f in Tools.__dataclass_fields__ if f not in ("trouble",)), none)
    wording: Callable[[str, str], Wording] = lambda language, zone: Wording(language, zone=zone)  # noqa: E731
    made = {**plain, "trouble": (Trouble,), "wording": wording, "data_folder": folder, **parts}
    return Tools(**cast("dict[str, Any]", made))


def ran(argv: list[str], **parts: Any) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = run(argv, tools_of(**parts), env={"MESODAY_DATA": "usual"}, out=out, err=err)
    return status, out.getvalue(), err.getvalue()


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*given: Any, **named: Any) -> Any:
        raise error

    return fail


def test_without_a_command_the_app_is_opened_as_asked() -> None:
    opened: list[AppOptions] = []

    def open_app(options: AppOptions) -> int:
        opened.append(options)
        return 5

    assert ran([], open_app=open_app)[0] == 5
    assert ran(["--web", "--port", "81", "--no-open", "--data", "named"], open_app=open_app)[0] == 5
    assert opened == [
        AppOptions(Path("usual")),
        AppOptions(Path("named"), web=True, port=81, open_browser=False),
    ]


def test_bad_usage_is_said_on_standard_error_alone() -> None:
    status, out, err = ran(["fly"])
    assert (status, out) == (2, "")
    assert 'There is no command "fly".' in err


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Trouble("One.", "Two."), "One.\nTwo.\n"),
        (Trouble(*(f"{n}." for n in range(9))), "0.\n1.\n2.\n3.\n"),
        (Trouble("Over\nthree\n\nlines."), "Over three lines.\n"),
        (Refused(message("Not {what}.", what="now")), "Not now.\n"),
    ],
)
def test_the_trouble_of_files_is_said_in_sentences_with_status_2(error: Exception, words: str) -> None:
    assert ran(["plan"], open_vault=failing(error)) == (2, "", words)


def test_a_fault_of_our_own_shows_no_frames() -> None:
    status, out, err = ran(["plan"], open_vault=failing(ZeroDivisionError("x")))
    assert (status, out) == (1, "")
    assert "ZeroDivisionError, test_commands.py line" in err
    assert len(err.splitlines()) == 1


def test_ctrl_c_and_a_reader_that_has_gone_are_quiet() -> None:
    assert ran(["plan"], open_vault=failing(KeyboardInterrupt())) == (130, "", "")
    assert ran(["plan"], open_vault=failing(BrokenPipeError())) == (0, "", "")


def test_help_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(["plan", "--help"])[0] == 0
    assert "--day" in capsys.readouterr().out


def test_faults_found_by_verify_end_with_status_1() -> None:
    assert ran(["verify"], verify=lambda folder, **work: [])[0] == 0
    faults = [message("Fault {n}.", n=n) for n in range(9)]
    status, out, err = ran(["verify", "--json"], verify=lambda folder, **work: faults)
    assert status == 1
    assert '"ok": false' in out
    assert err.splitlines() == ["Fault 0.", "Fault 1.", "Fault 2.", "And 6 more."]
