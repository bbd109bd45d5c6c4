"""The answer to "Can I?": yes, with care, not until then, please ask first, or no; why, and what it would change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from care.messages import Message, message
from care.own_decisions import weigh
from care.why import EXPIRED, GATE, PATCH, REACTION, Why

Answer = Literal["yes", "with_care", "not_until", "ask", "no"]


class Shift(Struct, frozen=True):
    """A planned session that would then fit only from `earliest` on."""

    course: str
    title: str
    planned: datetime
    earliest: datetime


class OwnDecision(Struct, frozen=True):
    """What is noted where a person decides otherwise: the choice, what it is about, and the advices set aside."""

    what: Literal["keep_step", "own_decision"]
    about: str
    rules: tuple[str, ...]


class CanI(Struct, frozen=True):
    """`at`: the instant that was judged (now, or a slot to come). `until`: the first instant at which nothing speaks
    against it, None where none is known. `whys`: the rules that spoke, an advice set aside among them. `care`: what to
    do. `opens`: how what is closed opens. `own`: only where nothing but advice speaks against it.
    """

    answer: Answer
    at: datetime
    until: datetime | None = None
    whys: tuple[Why, ...] = ()
    care: tuple[Message, ...] = ()
    opens: tuple[Message, ...] = ()
    shifts: tuple[Shift, ...] = ()
    own: OwnDecision | None = None


def weighed(
    at: datetime,
    whys: Iterable[Why],
    aside: frozenset[str],
    about: tuple[Literal["keep_step", "own_decision"], str] | None,
    *,
    until: datetime | None = None,
    care: Iterable[Message] = (),
    opens: Iterable[Message] = (),
    shifts: Iterable[Shift] = (),
) -> CanI:
    """The answer that follows from what speaks against it. `about`: what an own decision would be noted about."""
    against, told = weigh(dict.fromkeys(whys), aside)
    standing = tuple(why for why in against if why.strength)
    care = tuple(dict.fromkeys(care))
    strengths = {why.strength for why in standing}
    answer: Answer
    if "refuse" in strengths:
        answer = "no"
    elif any(why.strength == "ask" and why.rule not in (GATE, REACTION) for why in standing):
        answer = "ask"
    elif "ask" in strengths:
        answer = "no"  # open questions that the person answers, or skin that settles: the words say who is asked
    elif standing:
        answer = "not_until" if until else "no"
    else:
        answer = "with_care" if care or told else "yes"
    rules = tuple(dict.fromkeys(why.rule for why in standing))
    own = OwnDecision(*about, rules) if about and strengths == {"advise"} else None
    return CanI(
        answer,
        at,
        until if answer == "not_until" else None,
        (*standing, *told, *(why for why in against if not why.strength)),
        care,
        tuple(dict.fromkeys(opens)) if standing else (),
        tuple(shifts),
        own,
    )


def opening(why: Why) -> Message | None:
    """How what such a rule closes opens, where its own words do not say it."""
    if why.rule == PATCH and why.strength == "refuse":
        return None  # what has made skin react is not tried again
    return {
        GATE: message("Answer the safety questions; then it is known."),
        PATCH: message("A patch test that your skin stays calm in opens it."),
        EXPIRED: message("A fresh one may be used."),
        REACTION: message("Note in the diary when your skin is calm again."),
    }.get(why.rule)
