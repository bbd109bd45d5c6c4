"""What is typed about a product or a device, and the record that comes of it."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from care.days import instant
from care.knowledge import Knowledge
from care.records import Device, DeviceMode, PatchTest, Product
from screens.look.fields import read_date, read_number
from screens.wording import Wording

Problems = dict[str, str]


class ProductForm:
    """The fields of a product as text. `problems` after `read` names the fields that cannot be read."""

    def __init__(self, product: Product, zone: str) -> None:
        self.product, self._zone = product, zone
        self.name, self.brand, self.lot, self.note = product.name, product.brand, product.lot, product.note
        self.expires = product.expires_on.isoformat() if product.expires_on else ""
        opened = product.opened_at
        self.opened = opened.date().isoformat() if opened else ""
        self.months = _shown(product.after_opening_months)
        self.count = _shown(product.count)
        self.patch = product.patch_test.state if product.patch_test else "none"
        self.problems: Problems = {}

    def read(self, words: Wording) -> Product | None:
        """The product as it is now written; None, and `problems`, when something cannot be read."""
        self.problems = {}
        if not self.name.strip():
            self.problems["name"] = words.text("A name, please.")
        expires = self._date("expires", self.expires, words)
        opened = self._date("opened", self.opened, words)
        months = self._whole("months", self.months, words)
        count = self._whole("count", self.count, words)
        if self.problems:
            return None
        test = None if self.patch == "none" else PatchTest(state=self.patch)  # type: ignore[arg-type]
        if test and self.product.patch_test and self.product.patch_test.state == test.state:
            test = self.product.patch_test
        before = self.product.opened_at
        kept = before if before and opened == before.date() else None
        return replace(
            self.product,
            name=self.name.strip(),
            brand=self.brand.strip(),
            lot=self.lot.strip(),
            note=self.note.strip(),
            expires_on=expires,
            opened_at=kept or (instant(opened, "12:00", self._zone) if opened else None),
            after_opening_months=months,
            count=count,
            patch_test=test,
        )

    def _date(self, field: str, written: str, words: Wording) -> Any:
        found = read_date(written) if written.strip() else None
        if written.strip() and found is None:
            self.problems[field] = words.text("A date like 2026-11-24, please.")
        return found

    def _whole(self, field: str, written: str, words: Wording) -> int | None:
        number = read_number(written) if written.strip() else None
        if written.strip() and (number is None or number != int(number) or number < 0):
            self.problems[field] = words.text("A whole number, please.")
            return None
        return int(number) if number is not None else None


class DeviceForm:
    """The fields of a device as text."""

    def __init__(self, device: Device) -> None:
        self.device = device
        mode = device.modes[0] if device.modes else DeviceMode(modality="not_sure")
        self.name, self.modality = device.name, str(mode.modality)
        self.minutes, self.gap, self.note = _shown(mode.minutes), _shown(device.min_gap_hours), device.note
        self.problems: Problems = {}
        self.asked_again = False

    def read(self, words: Wording, knowledge: Knowledge) -> Device | None:
        """The device as it is now written. Unusual figures are asked about once: is that what the manual says?"""
        self.problems = {}
        if not self.name.strip():
            self.problems["name"] = words.text("A name, please.")
        minutes = self._number("minutes", self.minutes, words)
        gap = self._number("gap", self.gap, words)
        if minutes is not None and minutes <= 0:
            self.problems["minutes"] = words.text("A number above 0, please.")
        if not self.problems and not self.asked_again:
            sure = words.text("Is that what the manual says? Save once more to keep it.")
            if minutes is not None and minutes > knowledge.figure("ask_minutes_above"):
                self.problems["minutes"] = sure
            if gap is not None and gap < knowledge.figure("ask_gap_hours_below"):
                self.problems["gap"] = sure
            self.asked_again = bool(self.problems)
        if self.problems:
            return None
        first = self.device.modes[0] if self.device.modes else DeviceMode(modality="not_sure")
        mode = replace(first, modality=self.modality, minutes=minutes)
        return replace(
            self.device,
            name=self.name.strip(),
            note=self.note.strip(),
            modes=[mode, *self.device.modes[1:]],
            min_gap_hours=gap,
        )

    def _number(self, field: str, written: str, words: Wording) -> float | None:
        number = read_number(written) if written.strip() else None
        if written.strip() and (number is None or number < 0):
            self.problems[field] = words.text("A number, please.")
            return None
        return number


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
