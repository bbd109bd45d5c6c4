"""The words of one rule: what each sort of row says to people, and how strongly."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from msgspec import Struct

from care.knowledge import (
    Activity,
    Column,
    Hours,
    Ingredient,
    Knowledge,
    ModalityRow,
    NeverSite,
    PlanRule,
    PregnancyRow,
    Refusal,
    Row,
    Rule,
    Screening,
    Setting,
    Sign,
)
from care.why import Strength
from screens.wording import Wording

OF_ACTION: dict[str, Strength] = {"block": "refuse", "ask": "ask", "avoid": "refuse"}
CLOSES = ("clinician", "urgent", "emergency")


class Fact(Struct, frozen=True):
    """A line below what a rule says: what it is about, and how that stands."""

    title: str
    words: str


class Said(Struct, frozen=True):
    """What a rule says. `related`: ids of rows that it leans on. `always`: no answer and no day ends it. `medicine`:
    whether what it speaks of is a prescriber's matter. `ours`: its figures are our cautious defaults, though the rest
    of it has a source."""

    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    related: tuple[str, ...] = ()
    strength: Strength = ""
    always: bool = False
    medicine: Literal["", "some", "all"] = ""
    ours: bool = False


def title_of(words: Wording, row: Row) -> str:
    """The name of a rule; of a figure, what it is about."""
    return words.text(getattr(row, "title", "") or getattr(row, "about", row.id))


def said_of(words: Wording, knowledge: Knowledge, row: Row) -> Said:
    """What a row says to people."""
    match row:
        case Screening():
            return _screening(words, knowledge, row)
        case Refusal():
            return Said((words.text(row.text), words.text(row.instead)), strength="refuse", always=True)
        case Ingredient():
            return _ingredient(words, row)
        case Sign():
            return _sign(words, row)
        case PregnancyRow():
            return _pregnancy(words, knowledge, row)
        case Activity():
            return _activity(words, knowledge, row)
        case PlanRule():
            return Said((words.text(row.text),), strength=row.strength)
        case NeverSite():
            return _never(words, knowledge, row)
        case ModalityRow():
            return _modality(words, row)
        case Setting():
            figure = Fact(words.text("The figure"), words.number(row.value))
            return Said((), (figure,), strength="advise" if row.status == "default" else "")
    return Said(())


def _screening(words: Wording, knowledge: Knowledge, row: Screening) -> Said:
    examples = words.text(row.examples) if row.examples else ""
    facts = [Fact(words.text("The question"), f"{words.text(row.question)} {examples}".strip())]
    facts += _by_column(words, knowledge, row.rules)
    if row.eased_when:
        eased: dict[Column, Rule] = {
            column: Rule(action=rule.eased) for column, rule in row.rules.items() if rule.eased
        }
        facts += [
            Fact(words.text(row.eased_when), words.text("{asked}: {kinds}", asked=one.title, kinds=one.words))
            for one in _by_column(words, knowledge, eased)
        ]
    facts.append(Fact(words.text("How it ends"), _end(words, row)))
    if row.find_out:
        facts.append(Fact(words.text("If you are not sure"), words.text(row.find_out)))
    strengths = [OF_ACTION.get(rule.action, "") for rule in row.rules.values()]
    strength: Strength = "refuse" if "refuse" in strengths else "ask" if "ask" in strengths else ""
    return Said((words.text(row.reason),), tuple(facts), strength=strength)


def _by_column(words: Wording, knowledge: Knowledge, rules: dict[Column, Rule]) -> list[Fact]:
    """What the rules ask, the kinds of sessions that it is asked of together."""
    kinds: dict[str, list[str]] = {}
    for column, rule in rules.items():
        asked = _asked(words, rule)
        if asked:
            kinds.setdefault(asked, []).append(column_title(words, knowledge, column))
        if rule.blocked_on == "over_it":
            kinds.setdefault(words.text("Never over it"), []).append(column_title(words, knowledge, column))
        if rule.blocked_on == "scar":
            kinds.setdefault(words.text("Never on the scar"), []).append(column_title(words, knowledge, column))
    return [Fact(asked, ", ".join(titles)) for asked, titles in kinds.items()]


def _asked(words: Wording, rule: Rule) -> str:
    match (rule.action, rule.scope):
        case ("block", "area"):
            return words.text("Closed in that area")
        case ("block", "scalp"):
            return words.text("Closed on the scalp")
        case ("block", "neck"):
            return words.text("Never on the neck")
        case ("block", "product"):
            return words.text("Closed with that product")
        case ("block", _):
            return words.text("Closed")
        case ("ask", "scalp"):
            return words.text("On the scalp only after a professional's word")
        case ("ask", _):
            return words.text("Only after a professional's word")
        case ("caution", _):
            return words.text("Open, with care")
    return ""


def column_title(words: Wording, knowledge: Knowledge, column: Column) -> str:
    """What a screening column is called: the kind of session that it speaks for."""
    first = next(row for row in knowledge.modalities.values() if row.columns == [column])
    return words.text(first.title)


def _end(words: Wording, row: Screening) -> str:
    match row.clears:
        case "never":
            return words.text("It stays for as long as the answer is yes.")
        case "date" if row.days is not None:
            return words.count(
                "One day after the day that you name.", "{count} days after the day that you name.", row.days
            )
        case "date":
            return words.text("On the day that you name, or when your answer is no again.")
        case "healed" if row.days is not None:
            return words.count(
                "When it has healed, and not before a day has gone by.",
                "When it has healed, and not before {count} days have gone by.",
                row.days,
            )
        case "healed":
            return words.text("When it has healed or passed: then your answer is no.")
    return words.text("When a professional says that it is over or harmless.")


def _ingredient(words: Wording, row: Ingredient) -> Said:
    paragraphs = [words.text(row.about)]
    paragraphs += [words.text(one) for one in (row.first, row.under_device_reason, row.apart_reason) if one]
    facts = _hours(words, row.serum, row.device, row.light)
    ours = bool(facts) and row.hours_status == "default" and row.status != "default"
    related = tuple(one for one in (*row.apart_from, row.refusal) if one)
    strength: Strength = "refuse" if row.refusal or row.under_device == "refuse" else "advise" if facts else ""
    medicine: Literal["", "all"] = "all" if row.medicine else ""
    return Said(tuple(paragraphs), tuple(facts), related, strength, medicine=medicine, ours=ours)


def _sign(words: Wording, row: Sign) -> Said:
    facts = (Fact(words.text("When"), words.text(row.when)),) if row.when else ()
    strength: Strength = "ask" if row.severity in CLOSES else ""
    return Said((words.text(row.words), words.text(row.action)), facts, strength=strength)


def _pregnancy(words: Wording, knowledge: Knowledge, row: PregnancyRow) -> Said:
    prescribed = [knowledge.ingredients[active].medicine for active in row.actives] or [True]
    return Said(
        (words.text(row.text),),
        related=(*row.actives, *row.answers),
        strength=OF_ACTION.get(row.action, ""),
        medicine="all" if all(prescribed) else "some" if any(prescribed) else "",
    )


def _activity(words: Wording, knowledge: Knowledge, row: Activity) -> Said:
    kin: Activity | Ingredient = knowledge.ingredients[row.like] if row.like else row
    facts = _hours(words, kin.serum, kin.device, kin.light)
    strength: Strength = "advise" if facts else ""
    related = tuple(one for one in (row.like, row.rule) if one)
    if row.rule:
        strength = _screening(words, knowledge, knowledge.screening[row.rule]).strength
    return Said((words.text(row.text), words.text(row.instead)), tuple(facts), related, strength)


def _hours(words: Wording, serum: Hours, device: Hours, light: Hours) -> list[Fact]:
    """Hours around a session, a line for each kind that has some."""
    kinds = [
        (words.text("Around a session by hand"), serum),
        (words.text("Around a session with a device"), device),
        (words.text("Around a session with light"), light),
    ]
    return [Fact(title, _around(words, hours)) for title, hours in kinds if hours.before or hours.after]


def _around(words: Wording, hours: Hours) -> str:
    before, after = timedelta(hours=hours.before), timedelta(hours=hours.after)
    if not hours.after:
        return words.text("{before} before it", before=before)
    if not hours.before:
        return words.text("{after} after it", after=after)
    return words.text("{before} before it, {after} after it", before=before, after=after)


def _never(words: Wording, knowledge: Knowledge, row: NeverSite) -> Said:
    if not row.columns:
        kinds = words.text("Anything at all")
    else:
        kinds = ", ".join(column_title(words, knowledge, column) for column in row.columns)
    kept_off = Fact(words.text("What never goes there"), kinds)
    return Said((words.text(row.text),), (kept_off,), strength="refuse", always=True)


def _modality(words: Wording, row: ModalityRow) -> Said:
    facts = [Fact(words.text("Rest until the next one"), words.duration(row.gap_hours * 3600))]
    if row.minutes is not None:
        facts.append(Fact(words.text("A session, at most"), words.duration(row.minutes * 60)))
    if row.first_minutes is not None:
        facts.append(Fact(words.text("The first sessions, at most"), words.duration(row.first_minutes * 60)))
    said = words.text("What holds where the manual or label is silent. Theirs goes first.")
    if not row.guided:
        said = words.text("Mesoday does not guide such a session: the manual alone does.")
    return Said((said,), tuple(facts), strength="advise")
