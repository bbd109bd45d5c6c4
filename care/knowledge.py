"""The knowledge rows: what Mesoday knows, where it comes from, and how sure that is.

Rows live in `assets/knowledge/*.toml`, one file a table; the reader in `storage` makes these types of them and hands a
`Knowledge` over that parses a table when it is first asked for. No medical number stands in code.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from msgspec import Meta, Struct

from care.records import Area, Form, Modality, Phase, Slot

Status = Literal["seen", "second_hand", "prior", "default"]
Column = Literal["serum", "galvanic", "electroporation", "ultrasound", "led"]
Action = Literal["none", "caution", "ask", "block"]
SpacedAs = Literal["serum", "device", "light"]
NonEmpty = Annotated[str, Meta(min_length=1)]


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has: its id, where it comes from, and how well that is known."""

    id: NonEmpty
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
    also stands for the rows in `stands_for`; the strictest of them all decides about that session.
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
    before_session: bool = False
    before_words: str = ""
    stands_for: tuple[str, ...] = ()
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
    these, because of `apart_reason`. `sun_days`: days of easier sunburn after its last use.
    """

    title: NonEmpty
    names: list[NonEmpty] = []
    about: NonEmpty
    medicine: bool = False
    refusal: str = ""
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
    sun_days: Annotated[int, Meta(ge=1)] | None = None


class MeasureRow(Row, frozen=True, kw_only=True):
    """One thing that is rated. `scale` is (low, high, step); `anchors` give words to levels; `looks` are the fixed
    weeks of a verdict. `when_chosen`: how often an optional one is asked once somebody, or a course, has chosen it.
    `bands`: the lowest count that each level of a binned choice stands for; each ends before the next."""

    title: NonEmpty
    question: NonEmpty
    area: Literal["glow", "scalp"]
    scale: tuple[float, float, float]
    better: Literal["up", "down"]
    least_change: float | None = None
    anchors: list[tuple[float, NonEmpty]]
    kind: Literal["scale", "choice", "count"] = "scale"
    asked: Literal["often", "weekly", "wash_day", "monthly", "optional"]
    when_chosen: Literal["often", "weekly", "wash_day", "monthly"] | None = None
    bands: list[int] = []
    looks: list[int] = []
    first_look_weeks: int | None = None
    fair_weeks: int | None = None
    expect: str = ""


class Tag(Row, frozen=True, kw_only=True):
    """Something that may confound a rating."""

    title: NonEmpty


class ProductTemplate(Row, frozen=True, kw_only=True):
    """A generic product to start from."""

    name: NonEmpty
    form: Form
    areas: list[Area]
    actives: list[str] = []
    single_use: bool = False
    medicine: bool = False
    after_opening_months: int | None = None
    count: int | None = None
    volume_ml: float | None = None
    session: bool = False


class DeviceTemplate(Row, frozen=True, kw_only=True):
    """A generic device to start from; figures only where the manual is silent."""

    name: NonEmpty
    modality: Modality


class CourseTemplate(Row, frozen=True, kw_only=True):
    """A course to start from: phases, usual time, and the one measure that gets a verdict."""

    title: NonEmpty
    area: Area
    device: bool
    concerns: list[str] = []
    phases: list[Phase]
    primary: NonEmpty
    about: NonEmpty


class ConcernRow(Row, frozen=True, kw_only=True):
    """What a concern leads to: ingredient families, course templates (the plainest first), and one primary measure."""

    title: NonEmpty
    about: NonEmpty
    areas: list[Area]
    ingredients: list[NonEmpty]
    courses: Annotated[list[NonEmpty], Meta(min_length=1)]
    primary: NonEmpty


class RoutineTemplate(Row, frozen=True, kw_only=True):
    """A routine to start from."""

    title: NonEmpty
    slot: Slot
    area: Area
    steps: list[NonEmpty]


class Site(Row, frozen=True, kw_only=True):
    """A place on face or scalp, in the order of a session."""

    title: NonEmpty
    area: Area
    how: NonEmpty
    share: float


class SessionStepRow(Row, frozen=True, kw_only=True):
    """One step of a guided session. `each_site` steps are repeated site by site. `needs` limits it to a wand that is
    moved, to light, to an ampoule, or to a session by hand (no device)."""

    title: NonEmpty
    text: NonEmpty
    seconds: float | None = None
    areas: tuple[Area, ...] = ("face", "scalp")
    needs: Literal["", "device", "led", "ampoule", "by_hand"] = ""
    each_site: bool = False
    stage: Literal["ready", "step", "after"] = "step"


class Sign(Row, frozen=True, kw_only=True):
    """What skin may do after a session: expected (E) or a red flag (G). A letter after the number marks the graver (or
    milder) form of the same sign. `when` is its usual time; `columns` limit it to modalities ([] is any); `blames` what
    it speaks against; `reopens`: whether clear days alone may open what a clinician's sign closed."""

    title: NonEmpty
    words: NonEmpty
    severity: Literal["expected", "monitor", "clinician", "urgent", "emergency"]
    action: NonEmpty
    areas: tuple[Area, ...] = ("face", "scalp")
    when: str = ""
    columns: list[Column] = []
    blames: Literal["both", "device", "nothing"] = "both"
    reopens: bool = True


class Setting(Row, frozen=True, kw_only=True):
    """One figure of ours (days until the answers are asked again, and the like)."""

    value: float
    about: NonEmpty


TABLES: dict[str, type[Row]] = {
    "screening": Screening,
    "screening_pages": ScreeningPage,
    "refusals": Refusal,
    "modalities": ModalityRow,
    "ingredients": Ingredient,
    "measures": MeasureRow,
    "tags": Tag,
    "product_templates": ProductTemplate,
    "device_templates": DeviceTemplate,
    "course_templates": CourseTemplate,
    "concerns": ConcernRow,
    "routine_templates": RoutineTemplate,
    "sites": Site,
    "session_steps": SessionStepRow,
    "signs": Sign,
    "settings": Setting,
}
R = TypeVar("R", bound=Row)
Load = Callable[[str, type[Any]], list[Any]]


class Knowledge:
    """The tables, each parsed when first asked for; rows by id, in the order of the file."""

    def __init__(self, load: Load) -> None:
        self._load = load

    def _table(self, name: str, row: type[R]) -> dict[str, R]:
        return {r.id: r for r in self._load(name, row)}

    @cached_property
    def screening(self) -> dict[str, Screening]:
        return self._table("screening", Screening)

    @cached_property
    def screening_pages(self) -> dict[str, ScreeningPage]:
        return self._table("screening_pages", ScreeningPage)

    @cached_property
    def refusals(self) -> dict[str, Refusal]:
        return self._table("refusals", Refusal)

    @cached_property
    def modalities(self) -> dict[str, ModalityRow]:
        return {m.modality: m for m in self._table("modalities", ModalityRow).values()}

    @cached_property
    def ingredients(self) -> dict[str, Ingredient]:
        return self._table("ingredients", Ingredient)

    @cached_property
    def measures(self) -> dict[str, MeasureRow]:
        return self._table("measures", MeasureRow)

    @cached_property
    def tags(self) -> dict[str, Tag]:
        return self._table("tags", Tag)

    @cached_property
    def product_templates(self) -> dict[str, ProductTemplate]:
        return self._table("product_templates", ProductTemplate)

    @cached_property
    def device_templates(self) -> dict[str, DeviceTemplate]:
        return self._table("device_templates", DeviceTemplate)

    @cached_property
    def course_templates(self) -> dict[str, CourseTemplate]:
        return self._table("course_templates", CourseTemplate)

    @cached_property
    def concerns(self) -> dict[str, ConcernRow]:
        return self._table("concerns", ConcernRow)

    @cached_property
    def routine_templates(self) -> dict[str, RoutineTemplate]:
        return self._table("routine_templates", RoutineTemplate)

    @cached_property
    def sites(self) -> dict[str, Site]:
        return self._table("sites", Site)

    @cached_property
    def session_steps(self) -> dict[str, SessionStepRow]:
        return self._table("session_steps", SessionStepRow)

    @cached_property
    def signs(self) -> dict[str, Sign]:
        return self._table("signs", Sign)

    @cached_property
    def settings(self) -> dict[str, Setting]:
        return self._table("settings", Setting)

    def figure(self, name: str) -> float:
        """One figure of ours, by the id of its row in `settings`."""
        return self.settings[name].value
