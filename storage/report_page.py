"""Puts the parts of a report on its two pages. A long diary is cut, row by row where most stands, until it fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from care.report_parts import Report
from storage.report_blocks import Block, SetCharts, SetPairs, SetSection, head_block
from storage.report_ink import INNER, LEFT, SOFT, Canvas

TOP, BOTTOM, FOOT = 12.0, 284.0, 287.5
GAP = 3.0
FOOT_SIZE = 7.0


class Plan(NamedTuple):
    """How many sections stand on the first page (the others follow the charts and pictures on the second), and how
    much room is left on the second; less than none where it does not all fit."""

    first: int
    room: float

    @property
    def fits(self) -> bool:
        return self.room >= 0


class Pages:
    """All that is to stand on two pages."""

    def __init__(self, canvas: Canvas, made: Report[str], pictures: Mapping[str, bytes]) -> None:
        self.canvas, self.made = canvas, made
        self.head: Block = head_block(canvas, made)
        self.sections = [SetSection(canvas, one) for one in made.sections]
        self.charts = SetCharts(canvas, made)
        self.pairs = SetPairs(canvas, made, pictures)

    def plan(self) -> Plan:
        room = BOTTOM - TOP - self.head.height - GAP
        first = 0
        for section in self.sections:
            if section.height > room:
                break
            room -= section.height
            first += 1
        second = sum(s.height for s in self.sections[first:]) + sum(
            part.height + GAP for part in (self.charts, self.pairs) if part.height
        )
        return Plan(first, BOTTOM - TOP - second)

    def fit(self) -> Plan:
        """Leave out as little as must be: rows first, from where most stands; then charts that are only watched, then
        pictures, then what is left of the rows."""
        while not (plan := self.plan()).fits:
            largest = max(self.sections, key=lambda s: s.spare, default=None)
            if largest is not None and largest.spare > 0:
                largest.shown -= 1
            elif self.charts.shown > self.charts.least:
                self.charts.fewer()
            elif self.pairs.shown > 1:
                self.pairs.fewer()
            elif (left := max(self.sections, key=lambda s: s.shown, default=None)) is not None and left.shown:
                left.shown -= 1
            else:
                return plan
        return self._filled()

    def _filled(self) -> Plan:
        """Put rows back that have room after all: one large row may have gone for a small one."""
        for section in self.sections:
            while section.shown < len(section.rows):
                section.shown += 1
                if not self.plan().fits:
                    section.shown -= 1
                    break
        return self.plan()

    def draw(self) -> None:
        plan, pdf = self.fit(), self.canvas.pdf
        self.charts.take(plan.room)
        pdf.add_page()
        self.head.draw(TOP)
        y = TOP + self.head.height + GAP
        for section in self.sections[: plan.first]:
            section.draw(y)
            y += section.height
        rest = self.sections[plan.first :]
        parts = [part for part in (self.charts, self.pairs) if part.height]
        if not rest and not parts:
            self._foot(self.made.foot[0])
            return
        self._foot(self.made.foot[1])
        pdf.add_page()
        y = TOP
        for part in parts:
            part.draw(y)
            y += part.height + GAP
        for section in rest:
            section.draw(y)
            y += section.height
        self._foot(self.made.foot[2])

    def _foot(self, said: str) -> None:
        self.canvas.put(LEFT, FOOT, said, FOOT_SIZE, SOFT, INNER, align="middle", most=1)
