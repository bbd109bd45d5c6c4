"""The rows that rule: what is asked, refused, spaced and watched, each with its source and how well that is known."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from care.records import Area, Modality
from care.why import Strength

Status = Literal["seen", "second_hand", "prior", "default"]
Column = Literal["serum", "galvanic", "electroporation", "ultrasound", "led"]
Action = Literal["none", "caution", "ask", "block"]
SpacedAs = Literal["serum", "device", "light"]
NonEmpty = Annotated[str, Meta(min_length=1)]


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything that stands in a table, by its id."""

    id: NonEmpty


class Row(Entry, frozen=True, kw_only=True):
    """What every row has: its id, where it comes from (ids of `sources`), and how well that is known."""

    source: Annotated[list[NonEmpty], Meta(min_length=1)]
    status: Status


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a screening row asks of one column; `scope` limits it to a place or product ("" is no limit).

    `blocked_on`: whatever `action` says, never over the metal or on the scar. `eased`: the milder action once the row's
    `eased_when` holds.
    """

    action: Action
    scope: Literal["", "area", "scalp", "neck", "product", "over_it", "scar"] = ""
    blocked_on: Literal["", "over_it", "scar"] = ""
    eased: Action | None = None


class Screening(Row, frozen=True, kw_only=True):
    """One condition (K). `rules` by column; a missing column has no rule.

    `clears` says how a yes ends: never; on a date that the person gives (`days` after it, where a figure stands); when
    it has healed or passed (and not before `days`); when a professional says it is over or harmless. An `ask` is lifted
    by a professional's word in any case.
    `find_out`: how somebody who is not sure finds out. `before_words`: the tick of the list before a session, which
    also stands for the rows in `stands_for`; the strictest of them all decides about that session. `by_area`: it sits
    in one place, so that face and scalp may be told apart, and the other stays as it is. `actives`: a product in use
    with one of these speaks against a no.
    """

    title: NonEmpty
    question: NonEmpty
    examples: str = ""
    reason: NonEmpty
    areas: tuple[Area, ...] = ("face", "scalp")
    rules: dict[Column, Rule]
    clears: Literal["never", "date", "healed", "professional"]
    days: Annotated[int, Meta(ge=1)] | None = None
    page: NonEmpty
    by_area: bool = False
    before_session: bool = False
    before_words: str = ""
    stands_for: tuple[str, ...] = ()
    actives: tuple[str, ...] = ()
    not_applicable: bool = False
    find_out: str = ""
    eased_when: str = ""


class ScreeningPage(Row, frozen=True, kw_only=True):
    """One checklist screen that gathers several conditions."""

    title: NonEmpty
    lead: str = ""


class Refusal(Row, frozen=True, kw_only=True):
    """One hard refusal (R). `words` give it away when they stand in a product's or device's name."""

    title: NonEmpty
    text: NonEmpty
    instead: NonEmpty
    words: list[NonEmpty] = []


class ModalityRow(Row, frozen=True, kw_only=True):
    """How a modality is treated: which screening columns speak for it (the strictest wins), and our caps where the
    manual is silent (`minutes` per session, `gap_hours` between sessions of one area). `spaced_as`: which hours of an
    ingredient hold around its sessions (the longest of them do)."""

    modality: Modality | Literal["serum"]
    title: NonEmpty
    columns: list[Column]
    spaced_as: Annotated[list[SpacedAs], Meta(min_length=1)]
    minutes: float | None = None
    first_minutes: float | None = None
    gap_hours: float
    guided: bool = True


class Hours(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours that an ingredient keeps away from a session: `before` it begins, and `after` it has ended."""

    before: Annotated[float, Meta(ge=0)] = 0
    after: Annotated[float, Meta(ge=0)] = 0


class Ingredient(Row, frozen=True, kw_only=True):
    """One ingredient family (I). `names` are lower-case and include those on labels; `medicine`: the prescriber's or
    pharmacist's word goes first and Mesoday never moves it; `refusal`: the refusal that speaks for it in a session.

    `serum`, `device`, `light`: its hours around a session by hand, with a device, with light. `gentle`: a session by
    hand with nothing else needs no hours from anything. `under_device`: whether it may lie under a device, and
    `under_device_reason` why not. `closed_in_course`: it rests for as long as a course is under way. `first`: what is
    to be done with it before a session. `slot`: where a routine usually has it. `apart_from`: not in the same layer as
    these, because of `apart_reason`. `strong`: it loosens or irritates the outermost layer; two such products are too
    much for one morning or evening. `rests_after_reaction`: it rests until skin that reacted has settled. `sun_days`:
    days of easier sunburn after its last use. `hours_status`: how well the hours are known, which are ours even where
    the row itself rests on a source.
    """

    title: NonEmpty
    names: list[NonEmpty] = []
    about: NonEmpty
    medicine: bool = False
    refusal: str = ""
    hours_status: Status = "default"
    serum: Hours = Hours()
    device: Hours = Hours()
    light: Hours = Hours()
    gentle: bool = False
    under_device: Literal["", "advise", "refuse"] = ""
    under_device_reason: str = ""
    closed_in_course: bool = False
    first: str = ""
    slot: Literal["", "am", "pm"] = ""
    apart_from: list[NonEmpty] = []
    apart_reason: str = ""
    strong: bool = False
    rests_after_reaction: bool = False
    sun_days: Annotated[int, Meta(ge=1)] | None = None


class NeverSite(Row, frozen=True, kw_only=True):
    """A place that no session touches, whoever the person is. `areas`: the sessions that come near it. `columns`: what
    never goes there ([] is anything at all)."""

    title: NonEmpty
    text: NonEmpty
    areas: Annotated[list[Area], Meta(min_length=1)]
    columns: list[Column] = []


class PregnancyRow(Row, frozen=True, kw_only=True):
    """What a time of life asks of some actives (P). It speaks for a product that holds one of `actives`, or where one
    of the screening rows in `answers` is a yes. avoid: left out; ask: a doctor's, midwife's or pharmacist's word first;
    fine: nothing against it. `over_percent`: it speaks only above that strength, where the strength is known. Where
    several rows speak for one product, the strictest holds. A medicine is never closed: its row is told."""

    during: Annotated[list[Literal["pregnant", "trying", "breastfeeding"]], Meta(min_length=1)]
    actives: list[NonEmpty] = []
    answers: list[NonEmpty] = []
    action: Literal["avoid", "ask", "fine"]
    over_percent: Annotated[float, Meta(gt=0)] | None = None
    title: NonEmpty
    text: NonEmpty


class Activity(Row, frozen=True, kw_only=True):
    """Something that people do beside care (A), and its hours around a session: those of the ingredient it is `like`,
    or its own. `before` a session begins, and `after` it has ended, as for ingredients. `rule`: the screening row that
    closes sessions once it has been done (treatments by a professional). `event`: an important day has a last day for
    it."""

    title: NonEmpty
    areas: Annotated[list[Area], Meta(min_length=1)]
    like: str = ""
    serum: Hours = Hours()
    device: Hours = Hours()
    light: Hours = Hours()
    rule: str = ""
    event: bool = False
    text: NonEmpty
    instead: NonEmpty


class PlanRule(Row, frozen=True, kw_only=True):
    """A rule that a plan names and that is no row of another table (GATE, GAP, and the like), in words for people.
    `strength`: how strongly it speaks (`care.why.Strength`)."""

    title: NonEmpty
    text: NonEmpty
    strength: Strength = ""


class SourceRow(Entry, frozen=True, kw_only=True):
    """Where something that rows say comes from. `title` and `addresses` are facts and stay as they are. `read`: whether
    it was seen, known through others, taken from prior knowledge, or is our own default."""

    title: NonEmpty
    addresses: list[NonEmpty] = []
    read: Status


class Sign(Row, frozen=True, kw_only=True):
    """What skin may do after a session: expected (E) or a red flag (G). A letter after the number marks the graver (or
    milder) form of the same sign. `when` is its usual time; `columns` limit it to modalities ([] is any); `blames` what
    it speaks against; `reopens`: whether clear days alone may open what a clinician's sign closed. `from_hours` and
    `until_hours` after a session: when it is asked; what is usual for an hour is not usual a day later."""

    title: NonEmpty
    words: NonEmpty
    severity: Literal["expected", "monitor", "clinician", "urgent", "emergency"]
    action: NonEmpty
    areas: tuple[Area, ...] = ("face", "scalp")
    when: str = ""
    columns: list[Column] = []
    blames: Literal["both", "device", "nothing"] = "both"
    reopens: bool = True
    from_hours: Annotated[float, Meta(ge=0)] = 0
    until_hours: Annotated[float, Meta(gt=0)] | None = None


class EmergencyNumber(Row, frozen=True, kw_only=True):
    """A number that reaches an ambulance, and the `regions` (ISO 3166 codes) where it does. `elsewhere`: the one to try
    where no row names the region."""

    number: Annotated[str, Meta(pattern=r"^[0-9]{2,5}$")]
    regions: Annotated[list[Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]], Meta(min_length=1)]
    elsewhere: bool = False


class Setting(Row, frozen=True, kw_only=True):
    """One figure of ours (days until the answers are asked again, and the like)."""

    value: float
    about: NonEmpty
