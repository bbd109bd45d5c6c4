"""What the safety answers open and close, and how the closed opens. Plain values, no drawing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from care import pregnancy
from care.allergy import product_closed_by_answers
from care.answers import opening_words
from care.diary import Diary
from care.gate import Closing, Gate, columns_of, gate
from care.kit import SERUM
from care.knowledge import Knowledge
from care.records import Area
from care.why import GATE, Why
from screens.safety_view import Kits
from screens.wording import Wording


class ReasonView(Struct, frozen=True):
    """Why something is closed, and how it opens. `clearable`: a professional's word may be recorded, with the answer
    to `answer`."""

    rule: str
    title: str
    reason: str
    opens: str
    clearable: bool
    answer: str = ""


class OutcomeView(Struct, frozen=True):
    """What the answers say of one area and kit. `instead`: what goes on meanwhile; `hands_left`: the device is closed
    while sessions by hand are not."""

    area: Area
    title: str
    state: Literal["open", "closed", "unanswered"]
    note: str
    reasons: tuple[ReasonView, ...]
    instead: str = ""
    hands_left: bool = False


class ProductView(Struct, frozen=True):
    """A product on the shelf that rests because of an answer, or about which somebody is to be asked."""

    name: str
    note: str
    closed: bool
    reason: ReasonView


class SummaryView(Struct, frozen=True):
    """All of it: in the order in which it is read."""

    headline: str
    outcomes: tuple[OutcomeView, ...]
    products: tuple[ProductView, ...]
    cautions: tuple[ReasonView, ...]
    never: str


def summary_view(words: Wording, diary: Diary, knowledge: Knowledge, kits: Kits, today: date) -> SummaryView:
    found = outcomes(words, diary, knowledge, kits, today)
    said = {reason.rule for one in found for reason in one.reasons}
    return SummaryView(
        headline(words, found),
        found,
        products(words, diary, knowledge, today),
        tuple(one for one in cautions(words, diary, knowledge, kits, today) if one.rule not in said),
        never_line(words, knowledge, kits),
    )


def outcomes(words: Wording, diary: Diary, knowledge: Knowledge, kits: Kits, today: date) -> tuple[OutcomeView, ...]:
    """What is open and what is closed, by hand and with each device, area by area."""
    found = []
    for area, modalities in kits.items():
        by_hand = gate(diary, knowledge, area, (SERUM,), today, today)
        for modality in dict.fromkeys((SERUM, *modalities)):
            seen = by_hand if modality == SERUM else gate(diary, knowledge, area, (SERUM, modality), today, today)
            hands_left = modality != SERUM and not by_hand.closed
            found.append(_outcome(words, diary, knowledge, area, modality, seen, hands_left))
    return tuple(found)


def _outcome(
    words: Wording, diary: Diary, knowledge: Knowledge, area: Area, modality: str, seen: Gate, hands_left: bool
) -> OutcomeView:
    title = _title(words, knowledge, area, modality)
    if seen.closed:
        stays = any(one.opening.how == "never" for one in seen.closed)
        note = words.text("Stays closed") if stays else words.text("Closed for now")
        instead = words.text("Sessions by hand stay open.") if hands_left else words.text("Daily care goes on.")
        reasons = tuple(_reason(words, knowledge, one) for one in seen.closed)
        return OutcomeView(area, title, "closed", note, reasons, instead, hands_left)
    if seen.unanswered:
        note = " ".join(words.say(why.text) for why in seen.whys if why.rule == GATE)
        return OutcomeView(area, title, "unanswered", note, ())
    note = words.text("Open")
    if seen.ask_by:
        note = words.text("Open. Please look at your answers again by {day}.", day=seen.ask_by)
    return OutcomeView(area, title, "open", note, ())


def _title(words: Wording, knowledge: Knowledge, area: Area, modality: str) -> str:
    if modality == SERUM:
        return words.text("Face sessions by hand") if area == "face" else words.text("Scalp sessions by hand")
    kind = words.text(knowledge.modalities[modality].title)
    if area == "face":
        return words.text("Face sessions with a device: {kind}", kind=kind)
    return words.text("Scalp sessions with a device: {kind}", kind=kind)


def _reason(words: Wording, knowledge: Knowledge, found: Closing) -> ReasonView:
    row = knowledge.screening[found.why.rule]
    opens = words.say(opening_words(knowledge, row, found.opening))
    return ReasonView(row.id, words.text(row.title), words.text(row.reason), opens, found.opening.by_word, row.id)


def headline(words: Wording, found: Iterable[OutcomeView]) -> str:
    """How it stands, in one line that frightens nobody."""
    found = tuple(found)
    closed = [one for one in found if one.state == "closed"]
    if not closed:
        return words.text("Nothing stands in the way")
    if all(one.state == "closed" for one in found):
        return words.text("Sessions wait for now")
    if all(one.hands_left for one in closed):
        return words.text("Sessions by hand are open")
    return words.text("Some sessions stay closed for now")


def products(words: Wording, diary: Diary, knowledge: Knowledge, today: date) -> tuple[ProductView, ...]:
    """The products that an allergy or this time of life closes, and the medicines to talk about."""
    found: list[ProductView] = []
    for product in diary.products.values():
        if product.retired and product.retired.on <= today:
            continue
        allergy = product_closed_by_answers(diary, knowledge, product, today)
        if allergy:
            opens = words.text("Choose another product for this.")
            reason = ReasonView(allergy.rule, "", words.say(allergy.text), opens, False)
            found.append(ProductView(product.name, words.text("Stays closed"), True, reason))
        elif resting := pregnancy.product_closed(diary, knowledge, product, today):
            found.append(_resting(words, diary, knowledge, product.name, resting, today))
    for product, row in pregnancy.to_talk_about(diary, knowledge, today):
        name = product.name if product else words.text(row.title)
        note = words.text("A medicine is never closed. Talk to whoever prescribed it.")
        found.append(ProductView(name, note, False, ReasonView(row.id, "", words.text(row.text), "", False)))
    return tuple(found)


def _resting(words: Wording, diary: Diary, knowledge: Knowledge, name: str, why: Why, today: date) -> ProductView:
    asked = why.strength == "ask"
    times = pregnancy.times_of_life(diary, knowledge, today)
    row = knowledge.pregnancy[why.rule]
    answer = next((times[time].rule for time in row.during if time in times), "")
    opens = words.text("It rests while this holds.")
    if asked:
        opens = words.text("It opens when a professional has cleared it and you note that with your safety answers.")
    note = words.text("Rests for now")
    return ProductView(name, note, True, ReasonView(why.rule, "", words.say(why.text), opens, asked, answer))


def cautions(words: Wording, diary: Diary, knowledge: Knowledge, kits: Kits, today: date) -> tuple[ReasonView, ...]:
    """What to mind in the sessions that are open."""
    found: dict[str, ReasonView] = {}
    for area, modalities in kits.items():
        for modality in dict.fromkeys((SERUM, *modalities)):
            used = (SERUM,) if modality == SERUM else (SERUM, modality)
            for why in gate(diary, knowledge, area, used, today, today).cautions:
                title = words.text(knowledge.screening[why.rule].title)
                found.setdefault(why.rule, ReasonView(why.rule, title, words.say(why.text), "", False))
    return tuple(found.values())


def never_line(words: Wording, knowledge: Knowledge, kits: Kits) -> str:
    """The places that no session touches, in one line; "" where there is no session."""
    named = []
    for site in knowledge.never_sites.values():
        for area, modalities in kits.items():
            columns = columns_of(knowledge, (SERUM, *modalities))
            if area in site.areas and (not site.columns or columns & set(site.columns)):
                named.append(words.text(site.title))
                break
    return " · ".join(named)
