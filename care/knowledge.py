"""The knowledge rows: what Mesoday knows, where it comes from, and how sure that is.

Rows live in `assets/knowledge/*.toml`, one file a table; the reader in `storage` makes the types of `knowledge_rows`
and `template_rows` of them and hands a `Knowledge` over that parses a table when it is first asked for. No medical
number stands in code.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from care.articles import Article
from care.knowledge_rows import Action as Action
from care.knowledge_rows import (
    Activity,
    EmergencyNumber,
    Entry,
    Ingredient,
    ModalityRow,
    NeverSite,
    PlanRule,
    PregnancyRow,
    Refusal,
    Row,
    Screening,
    ScreeningPage,
    Setting,
    Sign,
    SourceRow,
)
from care.knowledge_rows import Column as Column
from care.knowledge_rows import Hours as Hours
from care.knowledge_rows import Rule as Rule
from care.knowledge_rows import SpacedAs as SpacedAs
from care.knowledge_rows import Status as Status
from care.photo_rows import PhotoCard, PhotoCheck, PhotoView
from care.template_rows import (
    ClaimRow,
    ConcernRow,
    CourseTemplate,
    DeviceTemplate,
    MeasureRow,
    ProductTemplate,
    RoutineTemplate,
    SessionStepRow,
    Site,
    Tag,
)

TABLES: dict[str, type[Entry]] = {
    "screening": Screening,
    "screening_pages": ScreeningPage,
    "refusals": Refusal,
    "modalities": ModalityRow,
    "ingredients": Ingredient,
    "pregnancy": PregnancyRow,
    "activities": Activity,
    "never_sites": NeverSite,
    "plan_rules": PlanRule,
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
    "emergency_numbers": EmergencyNumber,
    "settings": Setting,
    "photo_views": PhotoView,
    "photo_checks": PhotoCheck,
    "photo_cards": PhotoCard,
    "claims": ClaimRow,
    "sources": SourceRow,
}
SPEAKING = (
    "screening", "refusals", "ingredients", "signs", "pregnancy", "activities", "plan_rules", "settings", "modalities",
    "never_sites",
)  # fmt: skip
"""The tables whose rows a plan or an answer may name. Their ids are told apart across all of them."""

R = TypeVar("R", bound=Entry)
T = TypeVar("T")
Load = Callable[[str, type[Any]], list[Any]]


class Knowledge:
    """The tables, each parsed when first asked for; rows by id, in the order of the file."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._remembered: dict[Hashable, Any] = {}

    def remembered(self, key: Hashable, reckon: Callable[[], T]) -> T:
        """What follows from the rows alone, reckoned when it is first asked for. `key` names it and what it is of."""
        if key not in self._remembered:
            self._remembered[key] = reckon()
        return self._remembered[key]

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
    def pregnancy(self) -> dict[str, PregnancyRow]:
        return self._table("pregnancy", PregnancyRow)

    @cached_property
    def activities(self) -> dict[str, Activity]:
        return self._table("activities", Activity)

    @cached_property
    def never_sites(self) -> dict[str, NeverSite]:
        return self._table("never_sites", NeverSite)

    @cached_property
    def plan_rules(self) -> dict[str, PlanRule]:
        return self._table("plan_rules", PlanRule)

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
    def emergency_numbers(self) -> dict[str, EmergencyNumber]:
        return self._table("emergency_numbers", EmergencyNumber)

    @cached_property
    def settings(self) -> dict[str, Setting]:
        return self._table("settings", Setting)

    @cached_property
    def photo_views(self) -> dict[str, PhotoView]:
        return self._table("photo_views", PhotoView)

    @cached_property
    def photo_checks(self) -> dict[str, PhotoCheck]:
        return self._table("photo_checks", PhotoCheck)

    @cached_property
    def photo_cards(self) -> dict[str, PhotoCard]:
        return self._table("photo_cards", PhotoCard)

    @cached_property
    def claims(self) -> dict[str, ClaimRow]:
        return self._table("claims", ClaimRow)

    @cached_property
    def sources(self) -> dict[str, SourceRow]:
        return self._table("sources", SourceRow)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The articles of Learn, in their order."""
        return self._table("articles", Article)

    def row(self, rule: str) -> Row | None:
        """The row with that id, of whichever table speaks (`SPEAKING`), or None. A modality's id is its name."""
        return next((found for table in SPEAKING if (found := getattr(self, table).get(rule))), None)

    def figure(self, name: str) -> float:
        """One figure of ours, by the id of its row in `settings`."""
        return self.settings[name].value
