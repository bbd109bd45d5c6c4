"""What is still missing or wrong on a step of the welcome: one sentence for each field, in the person's language."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from care.knowledge import Knowledge
from care.shelf import refusal
from screens.look.fields import read_time
from screens.welcome_draft import NONE, OWN, Draft
from screens.welcome_steps import ABOUT, COURSE, KIT
from screens.wording import Wording

OLDEST = 120
Problems = dict[str, str]


class Refusing(Struct, frozen=True):
    """Why a thing has no place at home, and what to do instead."""

    title: str
    text: str
    instead: str


def refusing(words: Wording, knowledge: Knowledge, name: str) -> Refusing | None:
    """The refusal that a name falls under, if any."""
    row = refusal(knowledge, name)
    return Refusing(words.text(row.title), words.text(row.text), words.text(row.instead)) if row else None


def problems(words: Wording, knowledge: Knowledge, draft: Draft, step: str, today: date) -> Problems:
    """By field: "areas", "birth_year", "am_time", "pm_time", "product/face", "patch/face", "device/face",
    "time/face". Empty when the step may be left."""
    match step:
        case _ if step == ABOUT:
            return _about(words, draft, today)
        case _ if step == KIT:
            found: Problems = {}
            for area in draft.areas:
                found |= _kit(words, knowledge, draft, area)
            return found
        case _ if step == COURSE:
            return {
                f"time/{area}": words.text("Please write a time such as 20:00.")
                for area in draft.equipped()
                if read_time(draft.course(area).time) is None
            }
    return {}


def _about(words: Wording, draft: Draft, today: date) -> Problems:
    found: Problems = {}
    if not draft.areas:
        found["areas"] = words.text("Please choose face, scalp or both.")
    year = draft.birth_year.strip()
    if year and not (year.isdecimal() and today.year - OLDEST <= int(year) <= today.year):
        found["birth_year"] = words.text("Please write a year such as 1990, or leave it empty.")
    if read_time(draft.am_time) is None:
        found["am_time"] = words.text("Please write a time such as 07:30.")
    if read_time(draft.pm_time) is None:
        found["pm_time"] = words.text("Please write a time such as 21:30.")
    return found


def _kit(words: Wording, knowledge: Knowledge, draft: Draft, area: str) -> Problems:
    kit, found = draft.kit(area), Problems()
    if kit.product == NONE:
        found[f"product/{area}"] = words.text('Please choose a product, or "None yet".')
    if kit.product == OWN:
        if not kit.product_name.strip():
            found[f"product/{area}"] = words.text("Please write what the product is called.")
        elif refused := refusing(words, knowledge, kit.product_name):
            found[f"product/{area}"] = words.text("Mesoday does not go along with this: {what}.", what=refused.title)
    if area in draft.equipped() and kit.product != NONE and not kit.patch:
        found[f"patch/{area}"] = words.text("Please say how far the patch test is.")
    if area in draft.equipped() and kit.device == OWN:
        if not kit.device_name.strip():
            found[f"device/{area}"] = words.text("Please write what the device is called.")
        elif refused := refusing(words, knowledge, kit.device_name):
            found[f"device/{area}"] = words.text("Mesoday does not go along with this: {what}.", what=refused.title)
    return found
