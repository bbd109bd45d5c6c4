"""What is told beneath a ticked safety question, as typed, and what of it can be kept. Plain values, no drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from care.answers import ends
from care.diary import Diary
from care.knowledge import Screening
from care.records import Answer, Area
from care.verbs.screening import Details, Reply
from screens.look.fields import read_date
from screens.wording import Wording

Problems = dict[str, str]


class Telling(Struct, frozen=True):
    """What was told of one question; the days as typed. Empty `areas` are both."""

    eased: bool = False
    areas: tuple[Area, ...] = ()
    about: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


def asks_eased(row: Screening) -> bool:
    """Whether a milder form of the row can be ticked."""
    return bool(row.eased_when)


def asks_since(row: Screening, telling: Telling) -> bool:
    """Whether the row's days count from a day that the person may know. What still goes on has none."""
    return row.days is not None and (telling.eased or not asks_eased(row))


def asks_until(row: Screening) -> bool:
    """Whether the person may name a last day. Of a pregnancy, or a time at the breast, none is asked."""
    return row.clears == "date" and row.days is None and not row.not_applicable


def asks_where(row: Screening, areas: Iterable[Area]) -> bool:
    """Whether face and scalp are told apart: the person cares for both, and the condition may be in either."""
    return row.by_area and len(set(areas) & set(row.areas)) > 1


def asks_about(row: Screening) -> bool:
    """Whether products and ingredients can be named."""
    return any(rule.scope == "product" for rule in row.rules.values())


def reply_of(diary: Diary, row: Screening, answer: Answer, today: date) -> Reply:
    """The answer as it is today: a "yes" whose day is over is a no."""
    return "no" if ends(diary, row, answer, None, today) else answer.answer


def telling_of(row: Screening, answer: Answer) -> Telling:
    """What an answer on file tells. A day that its days are counted from is shown, so that it stays."""
    since = answer.since
    if since is None and answer.answer == "yes" and asks_since(row, Telling(eased=answer.eased)):
        since = answer.answered_on
    return Telling(
        answer.eased,
        tuple(answer.areas),
        tuple(answer.about),
        since.isoformat() if since else "",
        answer.ends_on.isoformat() if answer.ends_on else "",
    )


def details_of(row: Screening, reply: Reply, telling: Telling) -> Details:
    """What is kept of it: only what this question asks of that answer. Days that cannot be read are left out."""
    sure = reply == "yes"
    return Details(
        eased=sure and asks_eased(row) and telling.eased,
        areas=telling.areas if row.by_area else (),
        about=telling.about if asks_about(row) else (),
        since=read_date(telling.since) if sure and asks_since(row, telling) else None,
        ends_on=read_date(telling.until) if sure and asks_until(row) else None,
    )


def told(
    rows: Iterable[Screening], replies: Mapping[str, Reply], tellings: Mapping[str, Telling]
) -> dict[str, Details]:
    """The details of what is ticked on these rows."""
    return {
        row.id: details_of(row, reply, tellings.get(row.id, Telling()))
        for row in rows
        if (reply := replies.get(row.id)) in ("yes", "unsure")
    }


def telling_problems(
    words: Wording,
    rows: Iterable[Screening],
    replies: Mapping[str, Reply],
    tellings: Mapping[str, Telling],
    today: date,
) -> Problems:
    """By "since/K31" and "until/K07": what is wrong with a day that was typed. Empty when the page may be left."""
    found: Problems = {}
    for row in rows:
        telling = tellings.get(row.id, Telling())
        if replies.get(row.id) != "yes":
            continue
        if asks_since(row, telling) and telling.since.strip():
            day = read_date(telling.since)
            if day is None:
                found[f"since/{row.id}"] = words.text("Please write a date such as 2026-11-24, or leave it empty.")
            elif day > today:
                found[f"since/{row.id}"] = words.text("This day lies ahead. Please write the day on which it was.")
        if asks_until(row) and telling.until.strip() and read_date(telling.until) is None:
            found[f"until/{row.id}"] = words.text("Please write a date such as 2026-11-24, or leave it empty.")
    return found
