"""Spacing: how far what is on the skin and a session keep apart.

One pure reckoning of actives, sessions and instants. The hours are the ingredient rows' own, unless a label or a
prescriber has said others. A session by hand whose serum is all gentle wants none from anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from care.kit import Kit
from care.knowledge import Hours, Knowledge
from care.messages import Message, message
from care.records import Product
from care.why import GAP, Why

NONE = timedelta()
HOUR = timedelta(hours=1)


class Rest(Struct, frozen=True):
    """How long a product keeps away from a session: `before` it begins and `after` it has ended, each with the row that
    asks for it. `label`: a label or prescriber said so."""

    before: timedelta
    before_rule: str
    after: timedelta
    after_rule: str
    label: bool = False


class Window(Struct, frozen=True):
    """A stretch of time in which no session begins because of a product: after `opens` and before `closes`.

    `used`: the moment at which the product is on the skin; a session before it would leave too little time `after`.
    """

    opens: datetime
    closes: datetime
    used: datetime
    product: str
    rest: Rest
    medicine: bool

    def rule(self, at: datetime) -> str:
        return self.rest.before_rule if at >= self.used else self.rest.after_rule


def rest(knowledge: Knowledge, product: Product, kit: Kit) -> Rest | None:
    """How long the product keeps away from sessions with that kit; None when it need not."""
    if kit.gentle:
        return None
    rows = [knowledge.ingredients[a] for a in product.actives if a in knowledge.ingredients]
    if product.session_hours is not None:
        said = product.session_hours
        if not (said.before or said.after):
            return None
        rule = rows[0].id if rows else GAP
        return Rest(timedelta(hours=said.before), rule, timedelta(hours=said.after), rule, label=True)
    before = max(((hours.before, row.id) for row in rows for hours in _hours(row, kit)), default=(0, ""), key=_longest)
    after = max(((hours.after, row.id) for row in rows for hours in _hours(row, kit)), default=(0, ""), key=_longest)
    if not (before[0] or after[0]):
        return None
    return Rest(timedelta(hours=before[0]), before[1], timedelta(hours=after[0]), after[1])


def _hours(row: object, kit: Kit) -> Iterable[Hours]:
    return (getattr(row, sort) for sort in kit.spaced_as)


def _longest(hours_and_rule: tuple[float, str]) -> float:
    return hours_and_rule[0]


def window(
    product: Product, rest: Rest, used: datetime, *, scheduled: bool, medicine: bool, leeway: timedelta
) -> Window:
    """When no session begins around one use. What has been used binds what follows; a dose that is `scheduled` binds
    what comes before it too. `leeway` shortens our own hours before such a dose, never a label's."""
    opens = used
    if scheduled:
        after = rest.after if rest.label else max(NONE, rest.after - leeway)
        opens = used - after
    return Window(opens, used + rest.before, used, product.name, rest, medicine)


def conflict(windows: Sequence[Window], at: datetime) -> Window | None:
    """The use that a session at that instant comes too close to; of several the one that binds longest."""
    found = [w for w in windows if w.opens < at < w.closes or (w.used == at and w.closes > at)]
    return max(found, key=lambda w: (w.closes, w.product), default=None)


def not_set_aside(windows: Iterable[Window], aside: frozenset[str]) -> list[Window]:
    """The windows that still hold when some rules were set aside."""
    return [w for w in windows if not {w.rest.before_rule, w.rest.after_rule} & aside] if aside else list(windows)


def first_free(windows: Sequence[Window], at: datetime, limit: datetime) -> datetime | None:
    """The first instant from `at` on at which a session may begin; None when there is none up to `limit`."""
    while at <= limit:
        found = conflict(windows, at)
        if found is None:
            return at
        at = found.closes
    return None


def nearest_free(windows: Sequence[Window], wish: datetime, first: datetime, last: datetime) -> datetime | None:
    """The instant between `first` and `last` closest to the wished one at which a session may begin, if any."""
    edges = {wish, first, last, *(w.closes for w in windows), *(w.opens for w in windows)}
    fitting = (at for at in edges if first <= at <= last and conflict(windows, at) is None)
    return min(fitting, key=lambda at: (abs(at - wish), at), default=None)


Side = Literal["before", "after"]


class Nearness(Struct, frozen=True):
    """A product that would be on the skin too close to a session: on which side of it, and until when it rests."""

    side: Side
    rule: str
    until: datetime
    rest: Rest


def nearness(rest: Rest, at: datetime, begins: datetime, ends: datetime) -> Nearness | None:
    """Whether using the product at an instant is too close to a session that begins and ends then."""
    if at < begins:
        return Nearness("before", rest.before_rule, ends + rest.after, rest) if begins - at < rest.before else None
    return Nearness("after", rest.after_rule, ends + rest.after, rest) if at - ends < rest.after else None


def hours_of(length: timedelta) -> float:
    """Hours, whole where they are."""
    hours = length / HOUR
    return int(hours) if hours == int(hours) else hours


def session_waits(found: Window, at: datetime, *, never: bool = False) -> Why:
    """Why a session does not begin at that instant; `never`: no time fits for as long as the product is used so."""
    if never:
        text = message(
            "Your {product} stays as it is, and no time for this session fits beside it. A gentle serum by hand needs "
            "no hours; about anything else, ask whoever prescribed it.",
            product=found.product,
        )
        return Why(found.rule(at), text, "advise")
    hours = hours_of(found.rest.before if at >= found.used or not found.medicine else found.rest.after)
    if found.medicine:
        text = _of_medicine(found, hours)
    elif at < found.used:
        text = message(
            "You keep {product} today. A session waits {hours} hours after it.", product=found.product, hours=hours
        )
    elif found.rest.label:
        text = message(
            "{product} was on this skin on {moment}. A session waits {hours} hours after it, as its label says.",
            product=found.product,
            moment=found.used,
            hours=hours,
        )
    else:
        text = message(
            "{product} was on this skin on {moment}. A session waits {hours} hours after it, our cautious default.",
            product=found.product,
            moment=found.used,
            hours=hours,
        )
    return Why(found.rule(at), text, "advise")


def _of_medicine(found: Window, hours: float) -> Message:
    if found.rest.label:
        return message(
            "Your {product} stays as it is. A session keeps {hours} hours away from it, as its label says.",
            product=found.product,
            hours=hours,
        )
    return message(
        "Your {product} stays as it is. A session keeps {hours} hours away from it, our cautious default.",
        product=found.product,
        hours=hours,
    )
