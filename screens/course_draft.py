"""A new course as far as it is chosen; the likely answers stand already, so that three taps make one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Literal

from msgspec.structs import replace

from care.knowledge import ConcernRow, CourseTemplate
from care.records import Course, Device, Product
from care.split import may_split
from care.templates import course_from, device_from, product_from
from care.verbs.catalogue import Save
from screens.course_new_view import suiting
from screens.course_start import (
    MOST_DONE,
    Start,
    devices_for,
    first_day,
    likely_start,
    next_after,
    products_for,
)
from screens.look.fields import read_date, read_number, read_time
from screens.page_state import PageState
from screens.split_course import Chosen, side_of

Step = Literal["concern", "template", "start"]
NONE = "none"


class CourseDraft:
    """What is chosen so far, and what can be done with it. `problems` are sentences, by field."""

    def __init__(self, state: PageState) -> None:
        self.state = state
        self.redraw: Callable[[], None] = lambda: None
        self.concern: ConcernRow | None = None
        self.template: CourseTemplate | None = None
        self.product = self.device = NONE
        self.start: Start = "now"
        self.start_chosen = False
        self.time = "20:00"
        self.done = self.last_on = ""
        self.side: Chosen = "both"
        self.sides_open = False
        self.more_products = False
        self.problems: dict[str, str] = {}
        named = [c for c in state.snapshot.diary.profile.concerns if c in state.knowledge.concerns]
        self.only_one = len(named) == 1
        if self.only_one:
            self.concern = state.knowledge.concerns[named[0]]

    @property
    def step(self) -> Step:
        if self.template is not None:
            return "start"
        return "template" if self.concern is not None else "concern"

    def back(self) -> bool:
        """Go one step back; False where there is none."""
        if self.template is not None:
            self.template = None
        elif self.concern is not None and not self.only_one:
            self.concern = None
        else:
            return False
        self.redraw()
        return True

    def choose_concern(self, concern: str) -> None:
        self.concern = self.state.knowledge.concerns[concern]
        self.redraw()

    def another_concern(self) -> None:
        self.concern, self.only_one = None, False
        self.redraw()

    def choose_template(self, template: str) -> None:
        """The likely product, device and start are filled in."""
        self.template = chosen = self.state.knowledge.course_templates[template]
        found, devices = self.products(), devices_for(self.state.snapshot.diary)
        self.product = found[0].id if found else NONE
        self.device = devices[0].id if chosen.device and devices else NONE
        self.start, self.start_chosen, self.problems = self._likely_start(found[0] if found else None), False, {}
        self.redraw()

    def choose(self, field: str, value: str) -> None:
        setattr(self, field, value)
        self.problems.pop(field, None)
        if field == "start":
            self.start_chosen = True
        if field == "product" and not self.start_chosen:
            self.start = self._likely_start(self._product())
        self.redraw()

    def show_more(self) -> None:
        """Offer what is not on the shelf yet."""
        self.more_products = True
        self.redraw()

    def show_sides(self) -> None:
        """Show, or hide, the test of two sides."""
        self.sides_open = not self.sides_open
        self.redraw()

    @property
    def may_split(self) -> bool:
        """Whether a test of two sides is on offer: it needs the ratings from before."""
        made = self._plain()
        return (
            made is not None
            and self.start == "rating_first"
            and may_split(self.state.snapshot.diary, self.state.knowledge, made)
        )

    def products(self) -> list[Product]:
        if self.template is None:
            return []
        return products_for(self.state.snapshot, self.state.knowledge, self.template.area, self.wanted())

    def _likely_start(self, product: Product | None) -> Start:
        return likely_start(self.state.snapshot, self.state.knowledge, product)

    def wanted(self) -> tuple[str, ...]:
        """The ingredients that suit the concern in a session of the chosen sort."""
        if self.concern is None or self.template is None:
            return ()
        return suiting(self.state.knowledge, self.concern.ingredients, device=self.template.device)

    def _product(self) -> Product | None:
        return self.state.snapshot.diary.products.get(self.product)

    @property
    def ready(self) -> bool:
        """Whether everything that it takes is chosen."""
        if self.template is None:
            return False
        return self.device != NONE if self.template.device else self.product != NONE

    async def add_product(self, template: str) -> None:
        """Put a generic product on the shelf and take it; its label's figures can be written down later."""
        area = self.template.area if self.template else "face"
        record = replace(product_from(self.state.knowledge.product_templates[template]), areas=[area])
        await self._add(record, "product")

    async def add_device(self, template: str) -> None:
        await self._add(device_from(self.state.knowledge.device_templates[template]), "device")

    async def _add(self, record: Product | Device, field: str) -> None:
        said = self.state.wording.text("Added to the shelf.")
        changes = await self.state.do(Save(record), said=said, undoable=True)
        if changes:
            self.choose(field, changes.puts[0].after.id)

    def made(self) -> Course | None:
        """The course as it now stands, whatever cannot be read left aside; None where none is chosen."""
        made = self._plain()
        return replace(made, split=side_of(self.side)) if made and self.may_split else made

    def _plain(self) -> Course | None:
        """The course, but for its sides."""
        if self.template is None:
            return None
        shot = self.state.snapshot
        made = course_from(
            self.template,
            self.state.knowledge,
            product=None if self.product == NONE else self.product,
            device=None if self.device == NONE else self.device,
            starts_on=first_day(self.start, self.state.knowledge, shot.today),
            time=read_time(self.time) or "20:00",
            sensitive=shot.diary.profile.sensitive and self.start != "under_way",
            title=self.state.wording.text(self.template.title),
        )
        done, last = self._done(), self._last_on()
        if self.start != "under_way" or done is None or last is None:
            return made
        starts_on = next_after(made, done, last, shot.today)
        return replace(made, done_before=done, starts_on=starts_on) if starts_on else made

    def _done(self) -> int | None:
        done = read_number(self.done)
        return int(done) if done is not None and done == int(done) and 0 < done <= MOST_DONE else None

    def _last_on(self) -> date | None:
        """The day of the last session; where none is written, today: so the rest holds whenever it was."""
        return read_date(self.last_on) if self.last_on.strip() else self.state.snapshot.today

    def check(self) -> bool:
        """Whether everything can be read; `problems` say what cannot."""
        words, shot = self.state.wording, self.state.snapshot
        self.problems = {}
        if read_time(self.time) is None:
            self.problems["time"] = words.text("A time like 20:00, please.")
        if self.start == "under_way":
            done, last = self._done(), self._last_on()
            made = self.made()
            if done is None:
                self.problems["done"] = words.text("A whole number from 1 to {most}, please.", most=MOST_DONE)
            elif made and next_after(made, done, shot.today, shot.today) is None:
                self.problems["done"] = words.text("This course has fewer sessions than that.")
            if last is None:
                self.problems["last_on"] = words.text("A date like 2026-11-24, please.")
            elif last > shot.today:
                self.problems["last_on"] = words.text("That day is still to come.")
        return not self.problems

    async def begin(self) -> None:
        made = self.made() if self.check() else None
        self.redraw()
        if made is None:
            return
        said = self.state.wording.text("The course begins.")
        if await self.state.do(Save(made), said=said, undoable=True):
            self.state.go("/")

    def choosing(self, field: str) -> Callable[[str], None]:
        return partial(self.choose, field)
