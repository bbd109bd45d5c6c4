"""Three invented diaries for the trends: one that truly improves, one that only wobbles, one that is too short."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import msgspec

from care.days import instant
from care.records import CheckIn, Course, Phase, Product, Profile, Record, Session

Life = Literal["improves", "wobbles", "short"]
ZONE, TODAY, DAY = "Europe/Berlin", date(2026, 3, 2), timedelta(days=1)
WEEKS = {"improves": 13, "wobbles": 13, "short": 3}
BEFORE = 28
WEEKDAYS = (0, 2, 4)


def life(kind: Life, *, today: date = TODAY) -> list[Record]:
    """A face course judged by glow, a scalp course judged by the hairs at a wash, and the ratings of both."""
    start = today - timedelta(weeks=WEEKS[kind])
    return [
        Profile(id="profile", birth_year=1990, areas=["face", "scalp"]),
        Product(
            id="p-face", name="Hyaluronic ampoule", form="ampoule", areas=["face"], actives=["I10"], single_use=True
        ),
        Product(id="p-scalp", name="Scalp serum", form="serum", areas=["scalp"]),
        *(_course(area, start) for area in ("face", "scalp")),
        *_check_ins(kind, start, today),
        *_sessions(start, today),
    ]


def _course(area: Literal["face", "scalp"], start: date) -> Course:
    return Course(
        id=f"c-{area}",
        title="Glow course" if area == "face" else "Scalp course",
        area=area,
        product=f"p-{area}",
        phases=[Phase(every_days=7, sessions=8 if area == "face" else 16), Phase(every_days=28)],
        starts_on=start,
        primary="F-GLOW" if area == "face" else "H-WASH",
    )


def _check_ins(kind: Life, start: date, today: date) -> Iterator[CheckIn]:
    dice = random.Random(f"{kind} 4")
    day = start - BEFORE * DAY
    while day < today:
        into = (day - start).days
        gain = 2.4 * min(1.0, max(0, into) / 42) if kind == "improves" else 0.0
        bad_night = dice.random() < (0.45 if into < 0 else 0.25)
        # Somebody begins after some bad days; that is not to look like a gain.
        low = 1.6 if kind == "wobbles" and -6 <= into < 0 else 0.0
        if day.weekday() in WEEKDAYS and dice.random() < 0.95:
            glow = 4.6 + gain - low - (1.3 if bad_night else 0) + dice.gauss(0, 0.6)
            comfort = 5.5 + dice.gauss(0, 0.8)
            scores = {"F-GLOW": _halves(glow), "F-HYD": _halves(comfort), "F-RED": _halves(3 + dice.gauss(0, 0.7))}
            yield CheckIn(
                id=f"g-{day}",
                at=instant(day, "07:20", ZONE),
                zone=ZONE,
                day=day,
                area="glow",
                scores=scores,
                tags=["poor_sleep"] if bad_night else [],
            )
        if day.weekday() == 6:
            hairs = {"H-WASH": float(dice.choice((1, 2, 2, 3))), "H-FLAKE": float(dice.choice((0, 1, 1, 2)))}
            itch = {"H-ITCH": _halves(2.5 + dice.gauss(0, 0.8))}
            yield CheckIn(
                id=f"s-{day}", at=instant(day, "09:10", ZONE), zone=ZONE, day=day, area="scalp", scores=hairs | itch
            )
        day += DAY


def _halves(score: float) -> float:
    return min(10.0, max(0.0, round(score * 2) / 2))


def _sessions(start: date, today: date) -> Iterator[Session]:
    for week in range((today - start).days // 7):
        for area, hour in (("face", "20:00"), ("scalp", "20:40")):
            day = start + timedelta(weeks=week)
            at = instant(day, hour, ZONE)
            yield Session(
                id=f"{area}-{day}",
                at=at,
                zone=ZONE,
                day=day,
                course=f"c-{area}",
                product=f"p-{area}",
                started_at=at,
                ended_at=at + timedelta(minutes=14),
                outcome="finished",
            )


if __name__ == "__main__":  # writes one as a file to import: python -m tests.screens.trend_lives improves OUT.json
    records = [msgspec.to_builtins(record) for record in life(sys.argv[1])]  # type: ignore[arg-type]
    Path(sys.argv[2]).write_text(json.dumps({"format": "mesoday", "version": 1, "records": records}), "utf8")
