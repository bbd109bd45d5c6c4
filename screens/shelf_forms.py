"""What is typed about a product or a device, and the record that comes of it. Nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from care.days import Moment, instant
from care.knowledge import Knowledge, Refusal
from care.label import Label
from care.label_dates import good_until
from care.records import PatchTest, Product
from care.shelf import refusal
from screens.look.fields import read_date, read_number
from screens.wording import Wording

NO_TEST = "none"
MIDDAY = "12:00"


class Form:
    """Fields as text. After `read`, `problems` names those that cannot be read, and `refused` why it may not be here.

    `edited` is whether something differs from what is kept.
    """

    NUMBERS_UP_TO = 10_000

    def __init__(self) -> None:
        self.problems: dict[str, str] = {}
        self.refused: Refusal | None = None
        self._begun_with: dict[str, Any] = {}

    def _begin(self) -> None:
        self._begun_with = self._typed()

    def _typed(self) -> dict[str, Any]:
        kept = ("problems", "refused", "asked_again")
        return {name: value for name, value in vars(self).items() if name not in kept and not name.startswith("_")}

    @property
    def edited(self) -> bool:
        return self._typed() != self._begun_with

    def take_over(self, other: Form) -> None:
        """Keep what was typed into another form of the same thing."""
        for field, before in other._begun_with.items():
            if getattr(other, field) != before:
                setattr(self, field, getattr(other, field))

    def write(self, field: str, value: Any) -> None:
        """Take what is typed; the sentence at that field is withdrawn."""
        setattr(self, field, value)
        self.problems.pop(field, None)
        if field == "name":
            self.refused = None

    def _name(self, name: str, words: Wording, knowledge: Knowledge) -> str:
        self.refused = refusal(knowledge, name)
        if not name.strip():
            self.problems["name"] = words.text("A name, please.")
        elif len(name.strip()) > 200:
            self.problems["name"] = words.text("A shorter name, please.")
        elif self.refused:
            self.problems["name"] = words.text("This does not belong on a shelf at home.")
        return name.strip()

    def _number(self, field: str, written: str, words: Wording) -> float | None:
        number = read_number(written) if written.strip() else None
        if written.strip() and (number is None or not 0 <= number <= self.NUMBERS_UP_TO):
            self.problems[field] = words.text("A number, please.")
            return None
        return number

    def _whole(self, field: str, written: str, words: Wording) -> int | None:
        number = read_number(written) if written.strip() else None
        if written.strip() and (number is None or number != int(number) or not 0 <= number <= self.NUMBERS_UP_TO):
            self.problems[field] = words.text("A whole number, please.")
            return None
        return int(number) if number is not None else None

    def _date(self, field: str, written: str, words: Wording) -> date | None:
        found = read_date(written) if written.strip() else None
        if written.strip() and found is None:
            self.problems[field] = words.text("A date like 2026-11-24, please.")
        return found

    def _label_date(self, field: str, written: str, words: Wording) -> date | None:
        """A date as packs have it: often only month and year, and good to the end of that month."""
        return good_until(written) or self._date(field, written, words)


class ProductForm(Form):
    """The fields of a product as text."""

    def __init__(self, product: Product, zone: str) -> None:
        super().__init__()
        self._product, self._zone = product, zone
        self.name, self.brand, self.lot, self.note = product.name, product.brand, product.lot, product.note
        self.form, self.areas = str(product.form), frozenset(product.areas)
        self.expires = product.expires_on.isoformat() if product.expires_on else ""
        self._opened_on = Moment(product.opened_at, zone).local.date() if product.opened_at else None
        self.opened = self._opened_on.isoformat() if self._opened_on else ""
        self.months = shown(product.after_opening_months)
        self.count, self.hours = shown(product.count), shown(product.label_hours)
        self.volume = shown(product.volume_ml)
        self.patch = str(product.patch_test.state) if product.patch_test else NO_TEST
        self.actives = tuple(dict.fromkeys(product.actives))
        self.strengths = {active: shown(percent) for active, percent in product.strengths.items()}
        self.single_use, self.for_outside = product.single_use, product.external_only
        self.for_professionals = product.use == "professional_only"
        self._begin()

    def read(self, words: Wording, knowledge: Knowledge, today: date) -> Product | None:
        """The product as it is now written; None, and `problems`, when something cannot be read or is refused."""
        self.problems = {}
        name = self._name(self.name, words, knowledge)
        expires = self._label_date("expires", self.expires, words)
        opened = self._date("opened", self.opened, words)
        if opened and opened > today:
            self.problems["opened"] = words.text("That day is still to come.")
        months = self._whole("months", self.months, words)
        count = self._whole("count", self.count, words)
        hours = self._number("hours", self.hours, words)
        volume = self._number("volume", self.volume, words)
        strengths = {active: self._percent(active, words) for active in self.actives}
        if self.problems:
            return None
        return replace(
            self._product,
            actives=list(self.actives),
            strengths={active: percent for active, percent in strengths.items() if percent is not None},
            single_use=self.single_use,
            external_only=self.for_outside,
            use="professional_only" if self.for_professionals else "home",
            volume_ml=volume,
            name=name,
            brand=self.brand.strip(),
            form=self.form,
            areas=[area for area in ("face", "scalp") if area in self.areas],
            lot=self.lot.strip(),
            note=self.note.strip(),
            expires_on=expires,
            opened_at=self._opened_at(opened),
            after_opening_months=months,
            count=count,
            label_hours=hours,
            patch_test=self._patch_test(),
        )

    def turn_active(self, active: str) -> None:
        """Take an ingredient in, or leave it out with its strength."""
        if active in self.actives:
            self.write("actives", tuple(one for one in self.actives if one != active))
            self.write("strengths", {one: said for one, said in self.strengths.items() if one != active})
            self.problems.pop(strength_field(active), None)
        else:
            self.write("actives", (*self.actives, active))

    def write_strength(self, active: str, written: str) -> None:
        self.write("strengths", {**self.strengths, active: written})
        self.problems.pop(strength_field(active), None)

    def take_label(self, label: Label) -> None:
        """Fill in what a label says, where nothing stands yet. What the person typed or turned is left as it is."""
        marks = label.marks
        self.actives = tuple(dict.fromkeys((*self.actives, *label.actives)))
        stated = {active: shown(percent) for active, percent in label.strengths.items()}
        self.strengths = {**stated, **{active: said for active, said in self.strengths.items() if said.strip()}}
        for field, said in (
            ("expires", marks.expires_on.isoformat() if marks.expires_on else ""),
            ("lot", marks.lot),
            ("months", shown(marks.months)),
            ("count", shown(marks.pack)),
            ("volume", shown(marks.volume_ml)),
        ):
            if said and not getattr(self, field).strip():
                self.write(field, said)
        for field, said, turned in (
            ("single_use", marks.single_use, True),
            ("for_professionals", marks.professional_only, True),
            ("for_outside", marks.for_injection, False),
        ):
            if said and getattr(self, field) == self._begun_with[field]:
                self.write(field, turned)

    def _percent(self, active: str, words: Wording) -> float | None:
        written = self.strengths.get(active, "").strip()
        percent = read_number(written.removesuffix("%")) if written else None
        if written and (percent is None or not 0 < percent <= 100):
            self.problems[strength_field(active)] = words.text("A percentage, please.")
            return None
        return percent

    def _opened_at(self, opened: date | None) -> Any:
        """The instant that was kept, unless another day is written now."""
        if opened == self._opened_on:
            return self._product.opened_at
        return instant(opened, MIDDAY, self._zone) if opened else None

    def _patch_test(self) -> PatchTest | None:
        kept = self._product.patch_test
        if self.patch == NO_TEST:
            return None
        return kept if kept and kept.state == self.patch else PatchTest(state=self.patch)  # type: ignore[arg-type]


def strength_field(active: str) -> str:
    """The name of the field of an active's strength, among the problems of a form."""
    return f"strength {active}"


def shown(value: float | None) -> str:
    """A kept number as it is typed; nothing where none is kept."""
    return "" if value is None else f"{value:g}"
