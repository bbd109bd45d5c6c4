"""Shows reminders as lines of the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from care.clock_doubt import ClockDoubt
from care.messages import Message, message
from care.missing import MISSED_WORDS
from screens.terminal.due_text import due_json
from screens.terminal.instants import iso
from screens.terminal.terminal import Terminal
from screens.terminal.tools import Due
from screens.wording import Wording


class TerminalNotifier:
    """One line for each reminder, at once; with `as_json` one object, with what happened as "event"."""

    def __init__(self, terminal: Terminal, words: Wording, *, as_json: bool) -> None:
        self._terminal, self._words, self._as_json = terminal, words, as_json

    def heard(self) -> bool:
        """Whether anybody, or another program, reads along."""
        return self._terminal.is_read

    async def ring(self, dues: Sequence[Due]) -> None:
        self._show(dues, "ring")

    async def missed(self, dues: Sequence[Due], older: int) -> None:
        """Missed: nobody was called, because Mesoday was not running. `older` were missed too long ago to list."""
        self._show(dues, "missed")
        if older and not self._as_json:
            said = self._words.count("One more was missed before.", "{count} more were missed before.", older)
            self._terminal.print([said])
        self._terminal.out.flush()

    async def doubts(self, doubt: ClockDoubt | None) -> None:
        """One line, while the question stands."""
        if doubt is None or doubt.answer:
            return
        if self._as_json:
            told = {"since": iso(doubt.since), "says": iso(doubt.says), "missed": doubt.missed}
            self._terminal.print_json({"event": "clock", **told})
        else:
            self._terminal.print([self._words.say(clock_question(doubt))])
        self._terminal.out.flush()

    def _show(self, dues: Sequence[Due], event: str) -> None:
        for due in dues:
            if self._as_json:
                because = {"because": due.missed_because} if event == "missed" else {}
                self._terminal.print_json({"event": event, **due_json(due, self._words), **because})
            else:
                self._terminal.print([self._line(due, event)])
        self._terminal.out.flush()

    def _line(self, due: Due, event: str) -> str:
        title = self._words.say(due.title)
        if event == "ring":
            return self._words.text("{time}  {title}", time=self._words.time(due.at), title=title)
        why = MISSED_WORDS[due.missed_because]
        return self._words.text("{moment}  {title} (missed: {why})", moment=due.at, title=title, why=why)


def clock_question(doubt: ClockDoubt) -> Message:
    """What happened, what is kept, what to do."""
    return message(
        "The clock jumped ahead to {moment}. Nothing is marked as missed until you say that it is right: on Today, or "
        "with main.py remind --clock-is-right. If it is wrong, set it right.",
        moment=doubt.says,
    )
