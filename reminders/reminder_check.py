"""What reminds next, and what was missed. Names no reminder: a title may name a product."""

from __future__ import annotations

from collections.abc import Iterator

from care.checkup import Finding
from care.days import Moment
from care.diary import Diary
from care.knowledge import Knowledge
from care.messages import count_message, message
from reminders.mark import Mark
from reminders.reconcile import reconcile


def examine_reminders(diary: Diary, knowledge: Knowledge, now: Moment, mark: Mark | None) -> Iterator[Finding]:
    """The diary as it is; `mark`: how far reminding has got."""
    found = reconcile(diary, knowledge, now, mark)
    if found.next_at is not None:
        yield Finding("reminders", "well", message("The next reminder is planned for {moment}.", moment=found.next_at))
    else:
        said = message("No reminder is planned for the next two days.")
        yield Finding("reminders", "note", said, message("They follow from routines, courses and the shelf."))
    missed = len(found.missed) + found.older
    if missed:
        said = count_message(
            "One reminder has fallen due and waits to be shown.",
            "{count} reminders have fallen due and wait to be shown.",
            missed,
        )
        yield Finding("reminders", "note", said, message("Today shows what was missed, and lets you log or skip it."))
    elif mark is not None:
        yield Finding("reminders", "well", message("Nothing was missed."))
