"""What is typed about a device: its modes with the figures of its manual, and the record that comes of it."""

from __future__ import annotations

from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from care.knowledge import Knowledge
from care.records import Device, DeviceMode, Modality, Polarity
from screens.shelf_forms import Form, shown
from screens.wording import Wording

MOST_MODES = 8


class ModeFields(Struct, frozen=True):
    """One mode as text. `key` names it while it is being edited, wherever it stands in the list."""

    key: int
    modality: str
    minutes: str = ""
    level: str = ""
    polarity: str = ""


def has_poles(knowledge: Knowledge, modality: str) -> bool:
    """Whether a mode has a pole that touches skin: a current that flows one way."""
    row = knowledge.modalities.get(modality)
    return row is not None and row.columns == ["galvanic"]


class DeviceForm(Form):
    """The fields of a device as text. Figures that are unusual are asked about once. `removed`: the mode that was taken
    out last, and its place."""

    def __init__(self, device: Device) -> None:
        super().__init__()
        self._device = device
        modes = device.modes or [DeviceMode(modality="not_sure")]
        self.name, self.gap, self.note = device.name, shown(device.min_gap_hours), device.note
        self.modes = tuple(
            ModeFields(key, str(mode.modality), shown(mode.minutes), shown(mode.level), mode.polarity or "")
            for key, mode in enumerate(modes)
        )
        self.asked_again = False
        self._removed: tuple[int, ModeFields] | None = None
        self._next = len(modes)
        self._begin()

    def stands(self, device: Device) -> None:
        """The record as it now stands: what has no field here is taken from it."""
        self._device = device

    @property
    def removed(self) -> ModeFields | None:
        return self._removed[1] if self._removed else None

    def write_mode(self, key: int, field: str, value: str) -> None:
        """Take what is typed about one mode; the sentence at that field is withdrawn."""
        self.modes = tuple(replace(m, **{field: value}) if m.key == key else m for m in self.modes)
        self.problems.pop(f"{field}-{key}", None)

    def add_mode(self) -> None:
        """One mode more, of which nothing is known yet."""
        if len(self.modes) < MOST_MODES:
            self.modes = (*self.modes, ModeFields(self._next, "not_sure"))
            self._next += 1

    def remove_mode(self, key: int) -> None:
        """The last one stays: a device does something."""
        place = next((n for n, m in enumerate(self.modes) if m.key == key), None)
        if place is None or len(self.modes) == 1:
            return
        self._removed = place, self.modes[place]
        self.modes = (*self.modes[:place], *self.modes[place + 1 :])

    def put_back(self) -> None:
        """The mode that was taken out last stands where it stood."""
        if self._removed is not None:
            place, mode = self._removed
            self.modes = (*self.modes[:place], mode, *self.modes[place:])
            self._removed = None

    def read(self, words: Wording, knowledge: Knowledge) -> Device | None:
        """The device as it is now written. Unusual figures are asked about once: is that what the manual says?"""
        self.problems = {}
        name = self._name(self.name, words, knowledge)
        modes = [self._mode(mode, words, knowledge) for mode in self.modes]
        gap = self._number("gap", self.gap, words)
        if not self.problems and not self.asked_again:
            self._ask_once(words, knowledge, modes, gap)
        if self.problems:
            return None
        return replace(self._device, name=name, note=self.note.strip(), modes=modes, min_gap_hours=gap)

    def _mode(self, mode: ModeFields, words: Wording, knowledge: Knowledge) -> DeviceMode:
        minutes = self._number(f"minutes-{mode.key}", mode.minutes, words)
        if minutes is not None and not 0 < minutes <= 240:
            self.problems[f"minutes-{mode.key}"] = words.text("Minutes from 1 to 240, please.")
            minutes = None
        level = self._whole(f"level-{mode.key}", mode.level, words)
        modality = mode.modality if mode.modality in get_args(Modality) else "not_sure"
        polarity = mode.polarity if mode.polarity in get_args(Polarity) and has_poles(knowledge, modality) else None
        return DeviceMode(modality=modality, minutes=minutes, level=level, polarity=polarity)  # type: ignore[arg-type]

    def _ask_once(self, words: Wording, knowledge: Knowledge, modes: list[DeviceMode], gap: float | None) -> None:
        sure = words.text("Is that what the manual says? Save once more to keep it.")
        kept = {m.key: m.minutes for m in self._begun_with["modes"]}
        for typed, mode in zip(self.modes, modes, strict=True):
            new = typed.minutes != kept.get(typed.key, "")
            if new and mode.minutes is not None and mode.minutes > knowledge.figure("label_minutes_ask"):
                self.problems[f"minutes-{typed.key}"] = sure
        if self.gap != self._begun_with["gap"] and gap is not None and gap < knowledge.figure("label_gap_ask_hours"):
            self.problems["gap"] = sure
        self.asked_again = bool(self.problems)
